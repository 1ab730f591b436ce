"""A group's points made of its members' figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from app.scoring.across import FromMembers
from app.scoring.entry import Entry
from app.scoring.history import YearFigures
from app.scoring.scheme import Scheme
from app.scoring.trace import written

#: Whom a groups' scheme is about when it does not say.
UNITS = ("activity_group", "area_group")


def kinds_of(scheme: Scheme) -> tuple[str, ...]:
    """Return the kinds of units that a groups' rule book is about."""
    return scheme.units or UNITS


def from_members(scheme: Scheme, members: Mapping[str, YearFigures], on: date) -> list[Entry]:
    """Return the entries that a group earns by its members.

    Args:
        scheme: The group's rule book.
        members: Member id → that member's year under the members' own rule book.
        on: The day the entries bear: the year's last.
    Returns:
        One assessed entry for each item and member that counts; its record is ``member:ID``, so
        the receipt of the group names who brought which points.
    """
    return [
        Entry(f"member:{id}", "assessed", on, {"item": item.id, "points": written(points)})
        for item in scheme.items
        if item.from_members is not None
        for id, points in _shares(item.from_members, members)
    ]


def _shares(rule: FromMembers, members: Mapping[str, YearFigures]) -> list[tuple[str, Fraction]]:
    """Return what each member brings; members whose figure is lacking bring nothing and count for nobody."""
    known = sorted(
        ((id, value) for id, here in members.items() if (value := here.value(rule.of)) is not None),
        key=lambda one: (-one[1], one[0]),
    )
    if not known:
        return []
    if rule.how == "highest":
        return known[:1]
    if rule.how == "count":
        least = rule.at_least if rule.at_least is not None else Fraction(0)
        return [(id, Fraction(1)) for id, value in known if value >= least]
    if rule.how == "mean":
        return [(id, value / len(known)) for id, value in known]
    return known
