"""Conditions of one year, of several running, of a whole term."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from app.scoring.across import When, YearTest
from app.scoring.history import History, Terms, YearFigures, inside, term_of, years_of


class Fired(NamedTuple):
    """Why a condition holds in a year: the years it rests on, in order; a sum when it is one."""

    years: tuple[int, ...]
    sums: tuple[tuple[str, Fraction], ...] = ()


def true_of(test: YearTest, here: YearFigures) -> bool:
    """Tell whether everything a test asks is known and true of a year."""
    return all(_parts(test, here))


def _parts(test: YearTest, here: YearFigures) -> Iterator[bool]:
    if test.grade:
        yield here.grade in test.grade
    if test.total is not None:
        yield here.total is not None and inside(here.total, test.total)
    for name, wanted in test.figures.items():
        value = here.value(name)
        yield value is not None and inside(value, wanted)
    for asked, had in (
        (test.missed, here.missed),
        (test.below, here.below),
        (test.vetoes, here.vetoes),
        (test.chosen, here.chosen),
    ):
        if asked:
            yield not had.isdisjoint(asked)
    if test.state:
        yield any(here.states.get(name) is True for name in test.state)
    if test.low_snapshots is not None:
        yield here.low is not None and inside(Fraction(here.low), test.low_snapshots)
    if test.place is not None:
        place = here.places.get(test.place.ranking)
        top, bottom = test.place.top, test.place.bottom
        yield place is not None and (top is None or place.place <= top)
        yield place is not None and (bottom is None or place.from_last <= bottom)


def fired(when: When, history: History, year: int, terms: Terms) -> Fired | None:
    """Tell whether a condition holds in a year, and which years it rests on.

    Args:
        when: The condition; ``years`` asks for years running, ``times`` for so many in the term.
        history: The subject's years; a year nobody knows breaks a chain.
        year: The year asked about; it must itself be one of the years counted.
        terms: Terms that ``over: term`` may not leave; none means one term.
    """
    here = history.get(year)
    if here is None:
        return None
    term = term_of(year, terms)
    if when.times is not None:
        hits = [one for one in years_of(history, term, year) if true_of(when, history[one])]
        return Fired(tuple(hits)) if year in hits and len(hits) >= when.times else None
    if when.over == "term" and when.figures and when.years == 1:
        return _summed(when, history, years_of(history, term, year))
    chain = range(year - when.years + 1, year + 1)
    if when.over == "term" and (term is None or chain[0] < term[0]):
        return None
    held = all(one in history and true_of(when, history[one]) for one in chain)
    return Fired(tuple(chain)) if held else None


def _summed(when: When, history: History, years: list[int]) -> Fired | None:
    """Compare sums over the term, in the year in which they grew; other tests are of that year."""
    if not years or not true_of(when.model_copy(update={"figures": {}}), history[years[-1]]):
        return None
    sums: list[tuple[str, Fraction]] = []
    counted: set[int] = set()
    for name, wanted in when.figures.items():
        values = {one: history[one].value(name) or Fraction(0) for one in years}
        total = sum(values.values(), Fraction(0))
        grown = values[years[-1]] != 0 or (wanted.at_least is None and wanted.above is None)
        if not grown or not inside(total, wanted):
            return None
        sums.append((name, total))
        counted |= {one for one, value in values.items() if value}
    return Fired(tuple(sorted(counted)), tuple(sums))
