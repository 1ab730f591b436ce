"""The 13th term's opinions: 1694 received, adopted at every level."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from app.demo import frame, topics
from app.demo.days import chosen, spread
from app.demo.desk import Bench
from app.demo.people import Roster
from app.demo.proposals import drawn, verify
from app.facts.opinions.service import NewAdoption, NewInstruction, NewOpinion, add_many

#: Per year: received, adopted nationally, by the province, by prefecture and county; instructions
#: of provincial leaders.
COUNTS = {
    2017: (248, 0, 4, 26, 60, 0),
    2018: (302, 1, 5, 31, 74, 0),
    2019: (348, 1, 7, 38, 82, 1),
    2020: (382, 1, 8, 44, 90, 1),
    2021: (414, 2, 9, 49, 101, 1),
}
_LEVELS = ("national", "province", "prefecture", "county")
_CARRIERS = {
    "national": "全国政协信息",
    "province": "浙江政协信息",
    "prefecture": "嘉兴政协信息",
    "county": "平湖政协专报",
}


Counts = tuple[int, int, int, int, int, int]


def enter(bench: Bench, roster: Roster, year: int, first: date, last: date, counts: Counts) -> None:
    """Hand a year's opinions in, with their adoptions and instructions, and verify them."""
    ids = bench.by("bangongshi", add_many, list(_year(bench, roster, year, first, last, counts)))
    verify(bench, "bangongshi-fuhe", ids)


def _year(
    bench: Bench, roster: Roster, year: int, first: date, last: date, counts: Counts
) -> Iterator[NewOpinion]:
    random, titles = Random(f"{frame.SEED}:opinions:{year}"), topics.Titles()
    received, *by_level, instructed = counts
    adopted = {level: chosen(random, count, received) for level, count in zip(_LEVELS, by_level, strict=True)}
    led = sorted(adopted["province"])[:instructed]
    for index, day in enumerate(spread(random, first, last, received)):
        title, subject = topics.one(random, topics.OPINIONS)
        later = min(last, day + timedelta(days=20))
        members = [bench.members[p.number] for p in drawn(random, roster, day, random.choice((1, 1, 1, 2)))]
        yield NewOpinion(
            title=titles.once(f"{year}年 {title}"),
            body=f"情况：{subject}方面基层反映较多。问题：衔接不畅、标准不一。建议：部门协同，限期解决。",
            section_id=bench.section(frame.RESEARCH),
            occurred_on=day,
            member_id=members[0],
            shares=tuple((id_, "author" if id_ == members[0] else "participant") for id_ in members),
            topic=subject,
            urgent=random.randrange(20) == 0,
            adoptions=tuple(
                NewAdoption(level, later, random.choice(("single", "comprehensive")), _CARRIERS[level])
                for level in _LEVELS
                if index in adopted[level]
            ),
            instructions=(NewInstruction("province", later, "请有关部门研究。"),) if index in led else (),
        )
