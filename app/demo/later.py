"""The later terms, lightly: a few activities and papers of each year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from app.demo import frame, opinions, pieces, proposals, topics
from app.demo.convening import hold
from app.demo.days import spread
from app.demo.desk import Bench
from app.demo.events import Event, half_day
from app.demo.meetings import chinese, plenary
from app.demo.people import Roster
from app.demo.pieces import Piece
from app.demo.proposals import drawn

_HALVES = ("开幕大会", "分组讨论", "大会发言", "闭幕大会")
#: Kind, how many in a full year, who is due, series.
_KINDS: tuple[tuple[str, str, int, str | int, tuple[str, ...]], ...] = (
    ("standing_committee", "{term}届{order}次常委会会议", 4, "standing", ()),
    ("chairpersons_council", "{term}届{order}次主席会议", 5, "leaders", ()),
    ("consultation", "“{subject}”请你来协商会", 6, 12, ("come_and_consult", "major_consultation")),
    ("livelihood_hall", "{town}民生议事堂“{subject}”专场", 5, 10, ("livelihood_hall",)),
    ("oversight", "民主监督小组走访{unit}", 5, 8, ()),
    ("survey", "“{subject}”专题调研", 4, 12, ()),
    ("study", "“{subject}”学习研讨", 2, 20, ()),
)


def first_plenary_day(term: frame.PlannedTerm, year: int) -> date:
    """Return the first day of a year's plenary: of the term in its first year, else in January."""
    return (
        term.starts_on
        if year == term.starts_on.year
        else spread(Random(str(year)), date(year, 1, 8), date(year, 1, 14), 1)[0]
    )


def events(term: frame.PlannedTerm, year: int, first: date, last: date) -> Iterator[Event]:
    """Yield the activities of a full year; the caller leaves out what lies ahead."""
    random, titles = Random(f"{frame.SEED}:later:{year}"), topics.Titles()
    begins, order = first_plenary_day(term, year), year - term.starts_on.year
    yield plenary(term.number, order + 1, begins, _HALVES)
    liaison = [f"{town}联络室" for town in frame.TOWNS]
    for kind, pattern, count, due, series in _KINDS:
        for index, day in enumerate(spread(random, begins + timedelta(days=9), last, count), start=1):
            town = random.randrange(len(frame.TOWNS))
            words = {
                "term": chinese(term.number),
                "order": chinese(order * count + index),
                "subject": random.choice(topics.SUBJECTS),
                "town": frame.TOWNS[town],
                "unit": random.choice(topics.UNITS),
            }
            offices = list(dict.fromkeys(frame.COMMITTEES.values()))
            section = liaison[town] if kind == "livelihood_hall" else random.choice(offices)
            if due in ("standing", "leaders"):
                section = frame.OFFICE
            consults = kind in {"consultation", "livelihood_hall"}
            yield Event(
                kind,
                titles.once(
                    f"{pattern.format(**words)}"
                    if due in ("standing", "leaders")
                    else f"{year}年{pattern.format(**words)}"
                ),
                day,
                section,
                due,
                half_day(day),
                series=series,
                consultation=consults,
                participants=random.randrange(8, 20) if consults else 0,
                topic=words["subject"],
            )


def together(year: int, first: date, last: date, times: int) -> Iterator[Event]:
    """Yield what groups and committees convene, so many times a full year each."""
    random = Random(f"{frame.SEED}:together:{year}")
    units = [("activity_group", name, "sector", frame.MEMBERS_OFFICE) for name in frame.GROUPS]
    units += [("area_group", f"{town}委员小组", "district_liaison", f"{town}联络室") for town in frame.TOWNS]
    units += [
        ("special_committee", name, "special_committee", section)
        for name, section in frame.COMMITTEES.items()
        if name != frame.BEFORE_REFORM
    ]
    for unit, name, kind, section in units:
        for order, day in enumerate(spread(random, first, last, times), start=1):
            title = f"{name}{year}年第{chinese(order)}次活动"
            yield Event(kind, title, day, section, (unit, name), half_day(day, afternoon=order % 2 == 0))


def fill(
    bench: Bench, roster: Roster, term: frame.PlannedTerm, year: tuple[int, date, date], until: date
) -> None:
    """Hold and hand in what a year had seen by ``until``."""
    number, first, last = year
    planned = [
        event
        for event in (
            *events(term, number, first, last),
            *together(number, first, last, 4 if until < last else 2),
        )
        if event.sittings[-1].ends_at.date() <= until
    ]
    hold(bench, planned, roster)
    end, begins = min(last, until), first_plenary_day(term, number)
    share = max(0, (end - begins).days), (last - begins).days
    received = 60 * share[0] // share[1]
    if begins + timedelta(days=20) > end or not received:
        return
    counts = (received, received * 11 // 12, received * 2 // 3)
    proposals.enter(bench, roster, number, end, begins, counts)
    heard = 80 * share[0] // share[1]
    opinions.enter(bench, roster, number, first, end, (heard, 0, heard // 30, heard // 10, heard // 4, 0))
    pieces.enter(bench, _pieces(roster, number, begins + timedelta(days=9), end, 40 * share[0] // share[1]))


def _pieces(roster: Roster, year: int, first: date, last: date, count: int) -> Iterator[Piece]:
    random = Random(f"{frame.SEED}:later-pieces:{year}")
    for index, day in enumerate(spread(random, first, last, count)):
        member, subject = drawn(random, roster, day)[0].number, random.choice(topics.SUBJECTS)
        if index % 4 == 0:
            adopted: list[str] = random.choice(([], ["county"]))
            title = f"{year}年关于{subject}的调研报告"
            yield Piece("research_report", title, day, {"adopted_by": adopted}, member=member)
        elif index % 4 == 1:
            yield Piece(
                "study_note", "“书香政协”读书体会", day, {"form": "essay", "topic": subject}, member=member
            )
        elif index % 4 == 2:
            yield Piece(
                "charity", f"“{subject}”志愿服务", day, {"form": "volunteering", "people": 10}, member=member
            )
        else:
            data = {"outlet": "《联谊报》", "level": "province"}
            yield Piece("media_item", f"平湖政协：让{subject}更有温度", day, data, member=member)
