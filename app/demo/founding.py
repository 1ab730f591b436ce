"""Opens a demo council: calendar, units, members."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from app.council import calendar
from app.council.members.bulk import NewMember, NewPlace, NewPost, NewTenure, add_many
from app.council.schemas import DutyYearNew, PairingNew, TermNew, UnitNew
from app.council.units import pairings, service
from app.demo import frame
from app.demo.desk import Bench
from app.demo.people import Roster

FOUNDER = ""


def found(bench: Bench, terms: Sequence[frame.PlannedTerm], units: Iterable[frame.PlannedUnit]) -> None:
    """Lay out terms, duty years and units."""
    for term in terms:
        bench.by(
            FOUNDER,
            calendar.add_term,
            TermNew(number=term.number, starts_on=term.starts_on, ends_on=term.ends_on),
        )
        for year, first, last in term.years():
            bench.by(FOUNDER, calendar.add_year, DutyYearNew(year=year, starts_on=first, ends_on=last))
    for index, unit in enumerate(units):
        new = UnitNew(
            kind=unit.kind,  # type: ignore[arg-type]
            name=unit.name,
            sort=index,
            opened_on=unit.opened_on,
            closed_on=unit.closed_on,
        )
        bench.units[unit.kind, unit.name] = bench.by(FOUNDER, service.add, new)


def pair(bench: Bench, planned: Iterable[tuple[str, str, date, date | None]]) -> None:
    """Pair activity groups with area groups."""
    for group, area, first, last in planned:
        new = PairingNew(
            activity_group_id=bench.unit("activity_group", group),
            area_group_id=bench.unit("area_group", area),
            starts_on=first,
            ends_on=last,
        )
        bench.by(FOUNDER, pairings.add, new)


def enrol(bench: Bench, roster: Roster) -> None:
    """Add every member with the whole dated history."""
    news = [
        NewMember(
            number=person.number,
            name=person.name,
            mobile=person.mobile,
            sex=person.sex,
            ethnic_group="维吾尔族" if "·" in person.name else "汉族",
            party=person.party,
            birth_date=person.born_on,
            education=person.education,
            employer=person.employer,
            title=person.title,
            tenures=[
                NewTenure(held.starts_on, held.ends_on, held.name, _GROUNDS.get(held.name, ""))
                for held in person.tenures
            ],
            posts=[NewPost(held.name, held.starts_on, held.ends_on) for held in person.posts],
            places=[
                NewPlace(bench.unit(held.what, held.name), held.starts_on, held.ends_on, held.role)
                for held in person.places
            ],
        )
        for person in roster.persons
    ]
    bench.by(FOUNDER, add_many, news)


_GROUNDS = {"resigned": "本人申请，常委会会议同意", "transferred": "工作调动，常委会会议决定"}
