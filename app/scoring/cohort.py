"""Places within a cohort: competition ranking, split and tie-broken as declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from app.scoring.across import Ranking
from app.scoring.history import History, Place

Cohort = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A subject of a cohort: its attributes (committee, sector, …) and its years."""

    id: str
    history: History
    attrs: Mapping[str, str] = field(default_factory=dict)


class Standing(NamedTuple):
    """One subject's place; equal keys share a place."""

    id: str
    cohort: Cohort
    keys: tuple[Fraction, ...]
    place: Place


class Unranked(NamedTuple):
    """Who has no place, and why: ``role``, ``no_year`` or the name of the figure that is lacking."""

    id: str
    reason: str


class Ranked(NamedTuple):
    """A ranking of one year: by cohort, the best first; equal ones by id."""

    standings: tuple[Standing, ...]
    unranked: tuple[Unranked, ...]


def rank(ranking: Ranking, people: Iterable[Person], year: int) -> Ranked:
    """Give everybody a place in a year; the order of the people changes nothing.

    Args:
        ranking: What is compared, over how many years, within which cohorts.
        people: The subjects with their years.
        year: The year; with ``years: 2`` the sum of it and the year before.
    Returns:
        Places 1, 2, 2, 4 within each cohort; tie-break keys (of the year itself) come before sharing.
    """
    entries: list[tuple[Cohort, tuple[Fraction, ...], str]] = []
    unranked: list[Unranked] = []
    for person in people:
        found = _keys(ranking, person, year)
        if isinstance(found, str):
            unranked.append(Unranked(person.id, found))
        else:
            entries.append((_cohort(ranking, person, year), found, person.id))
    entries.sort(key=lambda one: (one[0], tuple(-key for key in one[1]), one[2]))
    standings: list[Standing] = []
    for cohort, members in groupby(entries, key=lambda one: one[0]):
        standings.extend(_places(cohort, [(keys, id) for _, keys, id in members]))
    return Ranked(tuple(standings), tuple(sorted(unranked)))


def _keys(ranking: Ranking, person: Person, year: int) -> tuple[Fraction, ...] | str:
    here = person.history.get(year)
    if here is None:
        return "no_year"
    if ranking.applies_to and here.role not in ranking.applies_to:
        return "role"
    total = Fraction(0)
    for back in range(ranking.years):
        then = person.history.get(year - back)
        if then is None:
            return "no_year"
        value = then.value(ranking.by)
        if value is None:
            return ranking.by
        total += value
    # A lacking tie-break is worth nothing; a lacking main figure is no place at all.
    return (total, *(here.value(name) or Fraction(0) for name in ranking.ties))


def _cohort(ranking: Ranking, person: Person, year: int) -> Cohort:
    here = person.history[year]
    return tuple(here.role if name == "role" else person.attrs.get(name, "") for name in ranking.within)


def _places(cohort: Cohort, ordered: list[tuple[tuple[Fraction, ...], str]]) -> list[Standing]:
    found: list[Standing] = []
    size, done = len(ordered), 0
    for keys, tied in groupby(ordered, key=lambda one: one[0]):
        ids = [id for _, id in tied]
        place = Place(done + 1, size - done - len(ids) + 1, size, keys[0])
        found.extend(Standing(id, cohort, keys, place) for id in ids)
        done += len(ids)
    return found
