"""Worked examples that speak of several people or several years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from app.scoring.across import Given
from app.scoring.body import Evaluated, evaluate
from app.scoring.card import Scorecard
from app.scoring.cohort import Person
from app.scoring.engine import Compiled, compile, score
from app.scoring.entry import Attr, Subject
from app.scoring.example import expand, subject_of
from app.scoring.grade import graded
from app.scoring.history import History, Place, YearFigures, of_card, thresholds
from app.scoring.params import given
from app.scoring.periods import low
from app.scoring.scheme import Example, Scheme

#: The year of an example that names none.
ONLY = 2024


def spans(example: Example) -> bool:
    """Tell whether an example speaks of several people or years, so that it has no single scorecard."""
    return bool(example.years or example.cohort or example.orders or example.cohort_size)


def compiled_for(compiled: Compiled, example: Example) -> Compiled:
    """Return the scheme with the figures that the example gives its parameters."""
    return compile(given(compiled.scheme, example.params)) if example.params else compiled


def evaluated(
    compiled: Compiled, example: Example, card: Scorecard | None = None, only: int = ONLY
) -> Evaluated:
    """Evaluate an example's people over its years.

    Args:
        compiled: The scheme.
        example: The example.
        card: The scorecard of an example of one subject and one year.
        only: The year of what names none.
    Raises:
        ValueError: with a Chinese sentence, when a fact cannot be read.
    """
    scheme = compiled.scheme
    people = [_only(compiled, example, card, only)] if not (example.cohort or example.orders) else []
    people += [
        Person(id, _years(compiled, id, one, only), dict(one.attrs)) for id, one in example.cohort.items()
    ]
    people = _ordered(scheme, example, people)
    years = set() if example.orders else {year for one in people for year in one.history}
    return evaluate(scheme, people, years, (), example.decided)


def cards(compiled: Compiled, example: Example, only: int = ONLY) -> Iterator[tuple[str, int, Scorecard]]:
    """Yield the scorecard of every person and year for which an example gives facts."""
    member = (example.id, example.member.role, example.member.attrs)
    years: list[tuple[str, str, Mapping[str, Attr], int, Given]]
    years = [(*member, year, one) for year, one in example.years.items()]
    for id, one in example.cohort.items():
        person = (id, one.role or "member", one.attrs)
        years += [(*person, year, here) for year, here in (one.years or {only: one}).items()]
    for id, role, attrs, year, here in years:
        if "facts" in here.model_fields_set:
            subject = Subject(id, role=here.role or role, attrs=attrs)
            yield id, year, score(compiled, subject, expand(here.facts))


def _only(compiled: Compiled, example: Example, card: Scorecard | None, only: int) -> Person:
    if example.years:
        history = {
            year: _year(compiled, example.id, year, given, example.member.role, example.member.attrs)
            for year, given in example.years.items()
        }
        return Person(example.id, history)
    scheme = compiled.scheme
    if card is None or (not example.facts and example.figures):
        here = YearFigures(only, example.member.role, states=dict(example.states))
    else:
        here = of_card(card, only, dict(example.states))
    if scheme.snapshots:
        here = replace(here, low=low(score(compiled, subject_of(example), expand(example.facts))))
    return Person(example.id, {only: replace(here, worth={**here.worth, **example.figures})})


def _years(compiled: Compiled, id: str, given: Given, only: int) -> History:
    role = given.role or "member"
    if not given.years:
        return {only: _year(compiled, id, only, given, role, given.attrs)}
    return {year: _year(compiled, id, year, one, role, given.attrs) for year, one in given.years.items()}


def _year(
    compiled: Compiled, id: str, year: int, given: Given, role: str, attrs: Mapping[str, Attr]
) -> YearFigures:
    scheme, role = compiled.scheme, given.role or role
    here = YearFigures(year, role, states=dict(given.states))
    if "facts" in given.model_fields_set:
        subject = Subject(id, role=role, attrs=attrs)
        here = of_card(score(compiled, subject, expand(given.facts)), year, dict(given.states))
    if given.total is not None:
        grade = graded(compiled.ladder, given.total * compiled.scale, ()) if compiled.ladder else None
        here = replace(here, total=given.total, grade=grade, below=thresholds(scheme, given.total))
    return replace(here, worth={**here.worth, **given.figures})


def _ordered(scheme: Scheme, example: Example, people: list[Person]) -> list[Person]:
    """Put places that an example gives outright into the years of its people."""
    if not example.orders:
        return people
    found: dict[str, dict[int, YearFigures]] = {one.id: dict(one.history) for one in people}
    for year, ids in example.orders.items():
        for position, id in enumerate(ids):
            place = Place(position + 1, len(ids) - position, len(ids), Fraction(len(ids) - position))
            years = found.setdefault(id, {})
            here = years.get(year, YearFigures(year))
            years[year] = replace(here, places={one.id: place for one in scheme.rankings})
    attrs: Mapping[str, Mapping[str, str]] = {one.id: one.attrs for one in people}
    return [Person(id, history, attrs.get(id, {})) for id, history in found.items()]
