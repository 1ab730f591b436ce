"""Planned consultations, halls, oversight and fieldwork of the 13th term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from app.demo import frame, topics
from app.demo.days import chosen, share, spread
from app.demo.events import Event, half_day
from app.demo.meetings import Years

#: Per year: consultations in the come-and-consult series, other major ones, halls, halls that are
#: come-and-consult events too, contacts with citizens, oversight events.
COUNTS = {
    2017: (12, 17, 4, 2, 8, 48),
    2018: (19, 20, 10, 7, 10, 56),
    2019: (22, 22, 18, 14, 12, 62),
    2020: (24, 23, 22, 18, 14, 68),
    2021: (29, 25, 26, 21, 16, 72),
}
HALL_VISITORS = 2346
VIEWS = (42_600, 58_200, 71_800, 83_900, 101_500)
#: Major consultations that a leader attended besides the councils' and the mayor's own.
LED = 14
_FORMS = ("对口协商", "界别协商", "提案办理协商", "专题协商", "微协商")
_FIELD = (
    ("survey", "专题调研", 12),
    ("inspection", "视察", 4),
    ("study", "学习研讨", 5),
    ("visit", "走访委员企业", 3),
)


def face_to_face(years: Years) -> Iterator[Event]:
    """Yield the yearly meeting of members with the mayor."""
    random = Random(f"{frame.SEED}:mayor")
    for (year, _, _), topic, views in zip(years, topics.FACE_TO_FACE, VIEWS, strict=True):
        day = spread(random, date(year, 8, 20), date(year, 11, 20), 1)[0]
        yield Event(
            "face_to_face",
            f"{year}年“市长与政协委员面对面”活动",
            day,
            frame.OFFICE,
            20,
            half_day(day),
            series=("major_consultation",),
            leader=True,
            participants=30,
            views=views,
            topic=topic,
            place="平湖传媒中心",
        )


def consultations(years: Years) -> Iterator[Event]:
    """Yield consultations: the come-and-consult ones, and the other major ones."""
    random, titles = Random(f"{frame.SEED}:consultations"), topics.Titles()
    sections = list(dict.fromkeys(frame.COMMITTEES.values()))
    count = sum(COUNTS[year][0] + COUNTS[year][1] for year, _, _ in years)
    led, index = chosen(random, LED, count), 0
    for year, first, last in years:
        come, other = COUNTS[year][:2]
        for order, day in enumerate(spread(random, first, last, come + other)):
            # The two series alternate through the year.
            invited = (order + 1) * come // (come + other) > order * come // (come + other)
            subject = topics.SUBJECTS[index % len(topics.SUBJECTS)]
            form = "请你来协商" if invited else random.choice(_FORMS)
            yield Event(
                "consultation",
                titles.once(f"“{subject}”{form}会"),
                day,
                random.choice(sections),
                random.randrange(8, 13),
                half_day(day, afternoon=order % 2 == 1),
                series=("come_and_consult", "major_consultation") if invited else ("major_consultation",),
                consultation=True,
                leader=index in led,
                participants=random.randrange(6, 16),
                topic=subject,
            )
            index += 1


def halls(years: Years) -> Iterator[Event]:
    """Yield halls and contacts with citizens; their visitors add up over all of them."""
    random, titles = Random(f"{frame.SEED}:halls"), topics.Titles()
    total = sum(COUNTS[year][2] + COUNTS[year][4] for year, _, _ in years)
    visitors = iter(share(random, HALL_VISITORS, total, 5))
    for year, first, last in years:
        _, _, held, nested, contacts, _ = COUNTS[year]
        inside = chosen(random, nested, held)
        for order, day in enumerate(spread(random, first, last, held)):
            town = frame.TOWNS[(order + year) % len(frame.TOWNS)]
            subject = random.choice(topics.SUBJECTS)
            series = ["livelihood_hall"] + ["come_and_consult"] * (order in inside)
            across = year >= 2019 and town in {"新埭镇", "广陈镇", "新仓镇"}
            yield Event(
                "livelihood_hall",
                titles.once(f"{town}民生议事堂“{subject}”专场"),
                day,
                f"{town}联络室",
                ("area_group", f"{town}委员小组") if order % 4 == 0 else random.randrange(8, 12),
                half_day(day),
                series=tuple(series + ["cross_region"] * across),
                consultation=True,
                participants=next(visitors),
                topic=subject,
                place=f"{town}民生议事堂",
            )
        for order, day in enumerate(spread(random, first, last, contacts)):
            town = frame.TOWNS[(order * 2 + year) % len(frame.TOWNS)]
            yield Event(
                "contact",
                titles.once(f"{town}民情联络站征求意见活动"),
                day,
                f"{town}联络室",
                random.randrange(6, 9),
                half_day(day, afternoon=True),
                series=("livelihood_contact",),
                participants=next(visitors),
                topic="听取群众意见",
                place=f"{town}民情联络站",
            )


def oversight(years: Years) -> Iterator[Event]:
    """Yield oversight events, some of them parts of a special collective oversight."""
    random, titles = Random(f"{frame.SEED}:oversight"), topics.Titles()
    sections = list(dict.fromkeys(frame.COMMITTEES.values()))
    for year, first, last in years:
        for order, day in enumerate(spread(random, first, last, COUNTS[year][5])):
            series: tuple[str, ...] = ()
            if order % 6 == 0:
                topic = random.choice(topics.SPECIAL_OVERSIGHT)
                title, series = f"{topic}专项集体民主监督", ("special_oversight",)
            else:
                topic = random.choice(topics.UNITS)
                title = f"民主监督小组走访{topic}"
            yield Event(
                "oversight",
                titles.once(title),
                day,
                random.choice(sections),
                random.randrange(5, 9),
                half_day(day, afternoon=order % 3 == 0),
                series=series,
                topic=topic,
                place="现场",
            )


def fieldwork(years: Years) -> Iterator[Event]:
    """Yield surveys, inspections, study and visits, and the salons' days."""
    random, titles = Random(f"{frame.SEED}:fieldwork"), topics.Titles()
    sections = list(dict.fromkeys(frame.COMMITTEES.values()))
    for _, first, last in years:
        for kind, word, count in _FIELD:
            for day in spread(random, first, last, count):
                subject = random.choice(topics.SUBJECTS)
                yield Event(
                    kind,
                    titles.once(f"“{subject}”{word}"),
                    day,
                    random.choice(sections),
                    random.randrange(8, 15),
                    half_day(day),
                    topic=subject,
                    place="现场",
                )
    for name, opened in frame.SALONS:
        for day in spread(random, opened, years[-1][2], 8):
            subject = random.choice(topics.SUBJECTS)
            yield Event(
                "salon",
                titles.once(f"{name}“{subject}”主题日"),
                day,
                frame.MEMBERS_OFFICE,
                random.randrange(8, 14),
                half_day(day, afternoon=True),
                participants=random.randrange(10, 40),
                topic=subject,
                place=name,
            )
