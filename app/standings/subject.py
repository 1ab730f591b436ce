"""Whose sheet it is: a member's attributes from the dated tables."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.council.labels import SEX
from app.council.models import DutyYear
from app.council.queries import strongest_role
from app.scoring.entry import Attr, Subject
from app.standings.held import queries
from app.standings.year import role_day

#: Attribute → kind of the units whose names it holds.
KINDS = {
    "sector": "sector",
    "committee": "special_committee",
    "group": "activity_group",
    "area": "area_group",
    "branch": "party_branch",
}
_SEXES = {"1", "2"}
#: Attributes that need more than tenures and posts.
_PLACED = {*KINDS, "unit"}
_PERSONAL = {"party", "sex", "age"}


class Stretch(NamedTuple):
    """Something held from a day to a day, both included: a membership, a post, a place in a unit."""

    first: date
    last: date
    name: str = ""
    kind: str = ""

    def holds(self, day: date) -> bool:
        """Tell whether it is held on a day."""
        return self.first <= day <= self.last


@dataclass(slots=True)
class Held:
    """What the dated tables say of one member.

    Args:
        tenures: Memberships, none beyond its term.
        posts: Leading posts; ``name`` is the word of the post.
        places: Places in units, by name and kind.
        person: ``party``, ``sex`` and ``birth_date`` as they stand in the roster.
    """

    tenures: list[Stretch] = field(default_factory=list)
    posts: list[Stretch] = field(default_factory=list)
    places: list[Stretch] = field(default_factory=list)
    person: Mapping[str, Any] = field(default_factory=dict)


class Roster:
    """Members of a duty year, read by a fixed number of statements."""

    def __init__(self, first: date, last: date, day: date, held: dict[str, Held]) -> None:
        self._first, self._last, self._day, self._held = first, last, day, held
        #: Everybody whose tenure touches the year, by id.
        self.ids = sorted(one for one, found in held.items() if found.tenures)

    def subject(self, member_id: str) -> Subject:
        """Return a member as scoring sees him or her; whoever has no tenure is a plain member."""
        held = self._held.get(member_id) or Held()
        return subject(member_id, self._first, self._last, held, self._day)


def roster(
    session: Session,
    council_id: str,
    year: DutyYear,
    asked: Collection[str] | None = None,
    *,
    day: date | None = None,
    members: Sequence[str] | None = None,
) -> Roster:
    """Read the members of a duty year.

    Args:
        asked: Attributes that are needed (``Compiled.asked``); None for all. Tables that only
            serve others are not read.
        day: Whose posts and places count; ``role_day`` of today by default.
        members: Ids of those who are meant; None for everybody.
    """
    first, last = year.starts_on, year.ends_on
    held: dict[str, Held] = defaultdict(Held)
    for row in queries.tenures_between(session, council_id, first, last, members):
        span = tenure(row.starts_on, row.ends_on, row.term_from, row.term_to)
        held[row.member_id].tenures.append(span)
    for row in queries.posts_between(session, council_id, first, last, members):
        held[row.member_id].posts.append(_stretch(row, row.name))
    if asked is None or not _PLACED.isdisjoint(asked):
        for row in queries.places_between(session, council_id, first, last, members):
            held[row.member_id].places.append(_stretch(row, row.name, row.kind))
    if asked is None or not _PERSONAL.isdisjoint(asked):
        for row in queries.persons(session, council_id, members):
            held[row.member_id].person = row._asdict()
    return Roster(first, last, day or role_day(first, last), dict(held))


def of_texts(member_id: str, first: date, last: date, row: AnyRow) -> Subject:
    """Return one member from the columns ``held.queries.held`` of a row, read beside other things.

    Args:
        member_id: Whom the row is about.
        first, last: The days of the duty year.
        row: With ``tenures``, ``posts``, ``places`` (JSON arrays) and ``person`` (a JSON object).
    """
    tenures = [
        tenure(*(_day(one[name]) for name in ("starts_on", "ends_on", "term_from", "term_to")))
        for one in json.loads(row.tenures)
    ]
    posts = [_dated(one) for one in json.loads(row.posts)]
    places = [_dated(one) for one in json.loads(row.places)]
    person = json.loads(row.person) if row.person else {}
    if person.get("birth_date"):
        person["birth_date"] = date.fromisoformat(person["birth_date"])
    held = Held(tenures, posts, places, person)
    return subject(member_id, first, last, held, role_day(first, last))


def kept(said: Mapping[str, Any]) -> Subject:
    """Return the subject of a kept trace: role and attributes as they were when it was scored.

    Dated tables are corrected in place, so only the trace itself still knows what a run was told.
    """
    attrs: dict[str, Attr] = dict(said.get("attrs", {}))
    for name, value in attrs.items():
        attrs[name] = tuple(value) if isinstance(value, list) else value
    return Subject(said["subject"], role=said["role"], attrs=attrs)


def subject(member_id: str, first: date, last: date, held: Held, day: date) -> Subject:
    """Return a member as scoring sees him or her in the duty year from ``first`` to ``last``.

    The role is that of the strongest post on ``day``. Units are those of the same day, or of
    the member's last (first) day of membership when he or she left before it (joined after it).
    """
    spans = merged(one for one in held.tenures if one.first <= last and one.last >= first)
    role = "member"
    if any(one.holds(day) for one in spans):
        role = strongest_role(one.name for one in held.posts if one.holds(day))
    attrs: dict[str, Attr] = {
        "months": sum(months(max(one.first, first), min(one.last, last)) for one in spans),
        "joined": bool(spans) and spans[0].first > first,
        "left": bool(spans) and spans[-1].last < last,
    }
    there = min(max(day, spans[0].first), spans[-1].last) if spans else day
    attrs |= _units([one for one in held.places if one.holds(there)])
    attrs |= _personal(held.person, last)
    return Subject(member_id, role=role, attrs=attrs)


def tenure(starts_on: date | None, ends_on: date | None, term_from: Any, term_to: Any) -> Stretch:
    """Return a membership; one that nobody ended does not outlive its term."""
    return Stretch(max(starts_on or term_from, term_from), min(ends_on or term_to, term_to))


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches in order; those that meet or follow each other at once are one.

    >>> term = [Stretch(date(2022, 2, 20), date(2027, 2, 19)), Stretch(date(2027, 2, 20), date(2032, 1, 1))]
    >>> [(one.first.year, one.last.year) for one in merged(term)]
    [(2022, 2032)]
    """
    found: list[Stretch] = []
    for one in sorted(stretches):
        if found and one.first <= found[-1].last + timedelta(days=1):
            found[-1] = Stretch(found[-1].first, max(found[-1].last, one.last))
        else:
            found.append(Stretch(one.first, one.last))
    return found


def months(first: date, last: date) -> int:
    """Return the full months from a day to a day, both included, counted from day to day.

    >>> months(date(2026, 7, 1), date(2026, 12, 31)), months(date(2026, 7, 10), date(2026, 12, 31))
    (6, 5)
    >>> months(date(2026, 2, 20), date(2027, 2, 19)), months(date(2026, 12, 20), date(2026, 12, 31))
    (12, 0)
    """
    end = last + timedelta(days=1)
    return max(0, (end.year - first.year) * 12 + end.month - first.month - (end.day < first.day))


def _units(places: list[Stretch]) -> dict[str, Attr]:
    found: dict[str, Attr] = {}
    for name, kind in KINDS.items():
        found |= _named(name, {one.name for one in places if one.kind == kind})
    return found | _named("unit", {one.name for one in places})


def _named(attribute: str, names: set[str]) -> dict[str, Attr]:
    """Return an attribute as one name, as a list of several, or not at all."""
    if not names:
        return {}
    return {attribute: names.pop() if len(names) == 1 else tuple(sorted(names))}


def _personal(person: Mapping[str, Any], last: date) -> dict[str, Attr]:
    found: dict[str, Attr] = {}
    if person.get("party"):
        found["party"] = person["party"]
    if person.get("sex") in _SEXES:
        found["sex"] = SEX[person["sex"]]
    born: date | None = person.get("birth_date")
    if born is not None:
        found["age"] = last.year - born.year - ((last.month, last.day) < (born.month, born.day))
    return found


def _stretch(row: AnyRow, name: str = "", kind: str = "") -> Stretch:
    return Stretch(row.starts_on, row.ends_on or date.max, name, kind)


def _dated(one: Mapping[str, Any]) -> Stretch:
    last = _day(one["ends_on"]) or date.max
    return Stretch(_day(one["starts_on"]) or date.min, last, one["name"], one.get("kind", ""))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
