"""Planned meetings of the 13th term: plenaries, Standing Committee, chairs, groups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from app.demo import frame, topics
from app.demo.days import moment, spread, working
from app.demo.events import Event, PlannedSitting, half_day

#: First days of the five plenaries.
PLENARIES = (date(2017, 2, 20), date(2018, 1, 16), date(2019, 1, 15), date(2020, 1, 7), date(2021, 2, 1))
_STANDING = {2017: (6, 1), 2018: (7, 2), 2019: (7, 2), 2020: (7, 2), 2021: (8, 2)}
_CHAIRS = {2017: (16, 0), 2018: (17, 1), 2019: (17, 0), 2020: (17, 1), 2021: (18, 1)}
_ORDER = "一二三四五六七八九十"
Years = list[tuple[int, date, date]]


def chinese(number: int) -> str:
    """Return a number from 1 to 99 in Chinese.

    >>> chinese(35), chinese(10), chinese(12), chinese(80)
    ('三十五', '十', '十二', '八十')
    """
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_ORDER[tens - 1]}十"
    return head + (_ORDER[ones - 1] if ones else "")


def plenary(term: int, order: int, first: date, halves: tuple[str, ...]) -> Event:
    """Return a plenary whose half-days follow one another."""
    days = working(first, first + timedelta(days=12))
    sittings = []
    for index, name in enumerate(halves):
        hour, day = (9 if index % 2 == 0 else 14), days[index // 2]
        sittings.append(PlannedSitting(name, moment(day, hour), moment(day, hour + 2, 30)))
    return Event(
        "plenary",
        f"政协第{chinese(term)}届平湖市委员会第{chinese(order)}次会议",
        first,
        frame.OFFICE,
        "all",
        tuple(sittings),
        leader=False,
        place="平湖大剧院",
    )


def plenaries() -> Iterator[Event]:
    """Yield the five plenaries with six half-days each."""
    halves = ("开幕大会", "分组讨论一", "大会发言", "分组讨论二", "联组会议", "闭幕大会")
    for order, first in enumerate(PLENARIES, start=1):
        yield plenary(13, order, first, halves)


def standing(years: Years) -> Iterator[Event]:
    """Yield 35 meetings of the Standing Committee, 9 of them consultations."""
    random, order, subjects = Random(f"{frame.SEED}:standing"), 0, iter(topics.STANDING_CONSULTATIONS)
    for year, first, last in years:
        count, consulting = _STANDING[year]
        for index, day in enumerate(spread(random, first, last, count)):
            order += 1
            consults = index in range(1, 1 + consulting)
            yield Event(
                "standing_committee",
                f"十三届{chinese(order)}次常委会会议",
                day,
                frame.OFFICE,
                "standing",
                half_day(day),
                series=("major_consultation",) if consults else (),
                consultation=consults,
                leader=consults,
                topic=next(subjects) if consults else "学习贯彻上级精神，审议有关事项",
            )


def chairs(years: Years) -> Iterator[Event]:
    """Yield 85 chairpersons' councils, 3 of them consultations."""
    random, order, subjects = Random(f"{frame.SEED}:chairs"), 0, iter(topics.CHAIR_CONSULTATIONS)
    for year, first, last in years:
        count, consulting = _CHAIRS[year]
        for index, day in enumerate(spread(random, first, last, count)):
            order += 1
            consults = index in range(4, 4 + consulting)
            yield Event(
                "chairpersons_council",
                f"十三届{chinese(order)}次主席会议",
                day,
                frame.OFFICE,
                "leaders",
                half_day(day, afternoon=True),
                series=("major_consultation",) if consults else (),
                consultation=consults,
                leader=consults,
                topic=next(subjects) if consults else "研究近期重点工作",
            )


def committees(years: Years) -> Iterator[Event]:
    """Yield a plenary meeting of every special committee each year, after the reform the new ones."""
    random = Random(f"{frame.SEED}:committees")
    for year, first, last in years:
        for name, section in frame.COMMITTEES.items():
            day = spread(random, max(first, date(year, 3, 10)), min(last, date(year, 6, 30)), 1)[0]
            before = day < frame.REFORM
            if (name in frame.AFTER_REFORM and before) or (name == frame.BEFORE_REFORM and not before):
                continue
            yield Event(
                "special_committee",
                f"{name}{year}年全体会议",
                day,
                section,
                ("special_committee", name),
                half_day(day),
            )


def groups(years: Years) -> Iterator[Event]:
    """Yield two meetings of every activity group each year."""
    random = Random(f"{frame.SEED}:groups")
    for year, first, last in years:
        for name in frame.GROUPS:
            for half, day in zip(
                "上下", spread(random, first, min(last, date(year, 12, 20)), 2), strict=True
            ):
                yield Event(
                    "sector",
                    f"{name}{year}年{half}半年活动",
                    day,
                    frame.MEMBERS_OFFICE,
                    ("activity_group", name),
                    half_day(day, afternoon=True),
                    place="委员之家",
                )


def trainings(years: Years) -> Iterator[Event]:
    """Yield the yearly training of all members."""
    random = Random(f"{frame.SEED}:trainings")
    for year, _, _ in years:
        day = spread(random, date(year, 5, 10), date(year, 6, 20), 1)[0]
        yield Event("training", f"{year}年政协委员培训班", day, frame.MEMBERS_OFFICE, "all", half_day(day))
