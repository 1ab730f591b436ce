"""A whole body in a year: places, selections, consequences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from app.scoring.cohort import Person, Ranked, rank
from app.scoring.history import History, Terms, YearFigures
from app.scoring.outcomes import Due, due
from app.scoring.scheme import Scheme
from app.scoring.selection import Chosen, choose, settle


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What came of it.

    Args:
        people: The same people, with places and selections in the years that were evaluated.
        ranked: (year, ranking) → places.
        chosen: (year, selection) → results by cohort.
        due: Subject id → what follows, in the order of years.
    """

    people: tuple[Person, ...]
    ranked: Mapping[tuple[int, str], Ranked]
    chosen: Mapping[tuple[int, str], list[Chosen]]
    due: Mapping[str, list[Due]]


def evaluate(
    scheme: Scheme,
    people: Iterable[Person],
    years: Iterable[int],
    terms: Terms = (),
    decided: Mapping[str, int] | None = None,
    picked: Mapping[str, Collection[str]] | None = None,
) -> Evaluated:
    """Rank, select and draw the consequences; the order of the people changes nothing.

    Args:
        scheme: The rule book.
        people: Everybody with their years; places of earlier years may already be in them.
        years: The years to rank and select in, usually one.
        terms: First and last years of terms.
        decided: Selection → the number that people fixed.
        picked: Selection → whom people chose among those on whom they had to decide.
    """
    here = {one.id: one for one in sorted(people, key=lambda one: one.id)}
    ranked: dict[tuple[int, str], Ranked] = {}
    chosen: dict[tuple[int, str], list[Chosen]] = {}
    for year in sorted(years):
        for ranking in scheme.rankings:
            found = ranked[year, ranking.id] = rank(ranking, here.values(), year)
            for one in found.standings:
                places = here[one.id].history[year].places
                here[one.id] = _with(here[one.id], year, places={**places, ranking.id: one.place})
        for selection in scheme.selections:
            standings = ranked[year, selection.ranking]
            figures = {one.id: here[one.id].history[year] for one in standings.standings}
            number = (decided or {}).get(selection.id)
            results = choose(selection, standings, figures, number)
            if picked is not None and selection.id in picked:
                results = [settle(one, picked[selection.id]) for one in results]
            chosen[year, selection.id] = results
            for id in (id for result in results for id in result.ids):
                before = here[id].history[year].chosen
                here[id] = _with(here[id], year, chosen=before | {selection.id})
    follows = {id: due(scheme, one.history, terms) for id, one in here.items()}
    return Evaluated(tuple(here.values()), ranked, chosen, follows)


def _with(person: Person, year: int, **changes: object) -> Person:
    changed: YearFigures = replace(person.history[year], **changes)  # type: ignore[arg-type]
    history: History = {**person.history, year: changed}
    return replace(person, history=history)
