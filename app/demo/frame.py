"""The demo councils' frame: terms, duty years, units, pairings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SEED = "lvzhi-demo-1"
TERM_13 = date(2017, 2, 20)
TERM_14 = date(2022, 2, 20)
REFORM = date(2019, 3, 1)


@dataclass(frozen=True, slots=True)
class PlannedTerm:
    """A term and the days that its duty years begin; each year ends where the next begins."""

    number: int
    starts_on: date
    ends_on: date

    def years(self) -> list[tuple[int, date, date]]:
        """Return (year, first day, last day): the first begins and the last ends with the term."""
        first = self.starts_on.year
        found = []
        for year in range(first, first + 5):
            starts = self.starts_on if year == first else date(year, 1, 1)
            ends = self.ends_on if year == first + 4 else date(year, 12, 31)
            found.append((year, starts, ends))
        return found


def terms(today: date) -> list[PlannedTerm]:
    """Return the 12th term (only for what outlives a term), the 13th, and on to the running one."""
    found: list[PlannedTerm] = []
    number, year = 12, 2012
    while True:
        ends = date(year + 5, 2, 20) - timedelta(days=1)
        found.append(PlannedTerm(number, date(year, 2, 20), ends))
        if number >= 14 and ends >= today:
            return found
        number, year = number + 1, year + 5


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit of the council."""

    kind: str
    name: str
    opened_on: date | None = None
    closed_on: date | None = None


TOWNS = (
    "当湖街道",
    "钟埭街道",
    "曹桥街道",
    "新埭镇",
    "新仓镇",
    "独山港镇",
    "广陈镇",
    "林埭镇",
    "经济技术开发区",
)
#: Special committee → the office section that works for it.
COMMITTEES = {
    "提案委员会": "提案委办公室",
    "经济科技委员会": "经济委办公室",
    "经济委员会": "经济委办公室",
    "农业和农村委员会": "农业农村委办公室",
    "人口资源环境委员会": "人资环委办公室",
    "教科卫体委员会": "教科卫体委办公室",
    "社会法制和民族宗教委员会": "社法委办公室",
    "文化文史和学习委员会": "文史委办公室",
}
#: The reform of 2019 divided one committee in two.
BEFORE_REFORM, AFTER_REFORM = "经济科技委员会", ("经济委员会", "农业和农村委员会")
OFFICE, MEMBERS_OFFICE, RESEARCH = "办公室", "委员工作委员会", "信息研究室"
#: Sector → activity group, committee of most of its members.
SECTORS = {
    "中共": ("党派群团组", "提案委员会"),
    "民盟": ("党派群团组", "教科卫体委员会"),
    "民建": ("党派群团组", "经济委员会"),
    "民进": ("党派群团组", "文化文史和学习委员会"),
    "农工党": ("党派群团组", "教科卫体委员会"),
    "九三学社": ("科技组", "人口资源环境委员会"),
    "共青团": ("党派群团组", "社会法制和民族宗教委员会"),
    "工会": ("党派群团组", "社会法制和民族宗教委员会"),
    "妇联": ("党派群团组", "社会法制和民族宗教委员会"),
    "工商联": ("工商联组", "经济委员会"),
    "科技": ("科技组", "人口资源环境委员会"),
    "经济": ("经济组", "经济委员会"),
    "农业": ("农业组", "农业和农村委员会"),
    "教育": ("教育组", "教科卫体委员会"),
    "文化艺术": ("文艺新闻组", "文化文史和学习委员会"),
    "医药卫生": ("医卫组", "教科卫体委员会"),
    "社会福利": ("法制福利组", "社会法制和民族宗教委员会"),
    "民族宗教": ("法制福利组", "社会法制和民族宗教委员会"),
    "港澳台侨": ("特邀组", "提案委员会"),
    "特邀人士": ("特邀组", "提案委员会"),
}
GROUPS = tuple(dict.fromkeys(group for group, _ in SECTORS.values()))
SALONS = (
    ("平湖健心服务政协委员会客厅", date(2020, 7, 10)),
    ("平湖健康家园政协委员会客厅", date(2020, 9, 18)),
)
BRANCHES = tuple(f"政协第{word}功能型党支部" for word in "一二三四五六七")
PARTNERS = (
    ("政协上海市金山区委员会", "上海市金山区", "jinshan"),
    ("政协海盐县委员会", "嘉兴市海盐县", ""),
    ("政协嘉善县委员会", "嘉兴市嘉善县", ""),
)


def units() -> list[PlannedUnit]:
    """Return every unit of the council."""
    found = [PlannedUnit("section", OFFICE), PlannedUnit("section", MEMBERS_OFFICE)]
    found += [PlannedUnit("section", name) for name in dict.fromkeys(COMMITTEES.values())]
    found.append(PlannedUnit("section", RESEARCH))
    found += [PlannedUnit("sector", name) for name in SECTORS]
    for name in COMMITTEES:
        opened = REFORM if name in AFTER_REFORM else None
        closed = REFORM - timedelta(days=1) if name == BEFORE_REFORM else None
        found.append(PlannedUnit("special_committee", name, opened, closed))
    found += [PlannedUnit("activity_group", name) for name in GROUPS]
    found += [PlannedUnit("area_group", f"{town}委员小组") for town in TOWNS]
    found += [PlannedUnit("liaison_office", f"{town}联络室") for town in TOWNS]
    found += [PlannedUnit("party_branch", name) for name in BRANCHES]
    found += [PlannedUnit("venue", name, opened) for name, opened in SALONS]
    return found


def pairings() -> list[tuple[str, str, date, date | None]]:
    """Return (activity group, area group, from, to): one change of partners in the reform."""
    found: list[tuple[str, str, date, date | None]] = []
    for index, group in enumerate(GROUPS):
        first, then = TOWNS[index % len(TOWNS)], TOWNS[(index + 4) % len(TOWNS)]
        turned = index % 3 == 0
        found.append(
            (group, f"{first}委员小组", date(2018, 3, 1), REFORM - timedelta(days=1) if turned else None)
        )
        if turned:
            found.append((group, f"{then}委员小组", REFORM, None))
    return found
