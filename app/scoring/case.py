"""Worked examples that speak of several people or several years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from app.scoring.across import Given
from app.scoring.body import Evaluated, evaluate
from app.scoring.card import Scorecard
from app.scoring.cohort import Person
from app.scoring.engine import Compiled, compile, score
from app.scoring.entry import Subject
from app.scoring.example import expand
from app.scoring.grade import graded
from app.scoring.history import History, Place, YearFigures, of_card, thresholds
from app.scoring.params import given
from app.scoring.scheme import Example, Scheme

#: Person and year → the scorecard of what an example gives of them.
Cards = Mapping[tuple[str, int], Scorecard]
#: The year of an example that names none.
ONLY = 2024


def spans(example: Example) -> bool:
    """Tell whether an example speaks of several people or years, so that it has no single scorecard."""
    return bool(example.years or example.cohort or example.orders or example.cohort_size)


def compiled_for(compiled: Compiled, example: Example) -> Compiled:
    """Return the scheme with the figures that the example gives its parameters."""
    return compile(given(compiled.scheme, example.params)) if example.params else compiled


def evaluated(
    compiled: Compiled,
    example: Example,
    card: Scorecard | None = None,
    only: int = ONLY,
    known: Cards | None = None,
) -> Evaluated:
    """Evaluate an example's people over its years.

    Args:
        compiled: The scheme.
        example: The example.
        card: The scorecard of an example of one subject and one year.
        only: The year of what names none.
        known: The example's scorecards (``cards``), where they were made already.
    Raises:
        ValueError: with a Chinese sentence, when a fact cannot be read.
    """
    scheme = compiled.scheme
    known = cards(compiled, example, only) if known is None else known
    people = [_only(compiled, example, card, only, known)] if not (example.cohort or example.orders) else []
    people += [
        Person(id, _years(compiled, id, one, only, known), dict(one.attrs))
        for id, one in example.cohort.items()
    ]
    people = _ordered(scheme, example, people)
    years = set() if example.orders else {year for one in people for year in one.history}
    return evaluate(scheme, people, years, (), example.decided)


def cards(compiled: Compiled, example: Example, only: int = ONLY) -> Cards:
    """Return the scorecard of every person and year for which an example gives facts.

    Raises:
        ValueError: with a Chinese sentence, when a fact cannot be read.
    """
    found: dict[tuple[str, int], Scorecard] = {}
    for steps, role, one in example.givens():
        person = example.cohort.get(str(steps[1])) if steps[:1] == ("cohort",) else None
        # What stands beside years is of none of them.
        outer = not steps or (person is not None and len(steps) == 2 and person.years)
        if outer or "facts" not in one.model_fields_set:
            continue
        id, attrs = (str(steps[1]), person.attrs) if person else (example.id, example.member.attrs)
        year = steps[-1] if steps[-2] == "years" else only
        assert isinstance(year, int)
        found[id, year] = score(compiled, Subject(id, role=role, attrs=attrs), expand(one.facts))
    return found


def _only(compiled: Compiled, example: Example, card: Scorecard | None, only: int, known: Cards) -> Person:
    role = example.member.role
    if example.years:
        history = {
            year: _year(compiled, year, given, role, known.get((example.id, year)))
            for year, given in example.years.items()
        }
        return Person(example.id, history)
    here = YearFigures(only, role, states=dict(example.states))
    if card is not None:
        scored = of_card(card, only, here.states)
        # Figures without facts are all that is known of the year, but for its parts.
        here = replace(here, low=scored.low) if example.figures and not example.facts else scored
    return Person(example.id, {only: replace(here, worth={**here.worth, **example.figures})})


def _years(compiled: Compiled, id: str, given: Given, only: int, known: Cards) -> History:
    role = given.role or "member"
    return {
        year: _year(compiled, year, one, role, known.get((id, year)))
        for year, one in (given.years or {only: given}).items()
    }


def _year(compiled: Compiled, year: int, given: Given, role: str, card: Scorecard | None) -> YearFigures:
    here = YearFigures(year, given.role or role, states=dict(given.states))
    if card is not None:
        here = of_card(card, year, here.states)
    if given.total is not None:
        grade = graded(compiled.ladder, given.total * compiled.scale, ()) if compiled.ladder else None
        here = replace(here, total=given.total, grade=grade, below=thresholds(compiled.scheme, given.total))
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
