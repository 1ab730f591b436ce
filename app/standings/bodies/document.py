"""Places, selections and consequences of a run, kept as one document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.ids import new_id
from app.council import queries as council
from app.scoring.body import Evaluated, evaluate
from app.scoring.cohort import Person
from app.scoring.engine import score_rows
from app.scoring.history import Place, Terms, YearFigures, of_tree
from app.scoring.periods import low as taken_low
from app.scoring.scheme import Scheme
from app.scoring.trace import written
from app.standings import queries
from app.standings.assemble import entries_of_some
from app.standings.bodies.asking import asks_low, names_asked, span, speaks
from app.standings.cards import CHUNK, Basis, basis_of
from app.standings.models import Run, RunBody
from app.standings.subject import kept

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the document of a run rests on beside its cards; kept in it, so that it can be made again.

    Args:
        earlier: Year → run that was in force for it.
        terms: First and last duty years of the council's terms.
        states: Year → member → what was recorded of that member.
        decisions: Selection → ``number`` and ``members`` that people decided on.
    """

    earlier: dict[int, str] = field(default_factory=dict)
    terms: Terms = ()
    states: dict[int, dict[str, dict[str, bool]]] = field(default_factory=dict)
    decisions: dict[str, Said] = field(default_factory=dict)


def keep(session: Session, council_id: str, run: Run, basis: Basis) -> None:
    """Evaluate the body of a scored run and keep what comes of it, if its scheme speaks of any."""
    if speaks(basis.scheme.scheme):
        inputs = gather(session, council_id, run, basis)
        add(session, council_id, run.id, document(session, council_id, run, basis, inputs), 1)


def add(session: Session, council_id: str, run_id: str, text: str, version: int) -> None:
    """Keep a version of a run's document."""
    made = clock.now()
    session.add(
        RunBody(council_id=council_id, id=new_id(), run_id=run_id, version=version, text=text, made_at=made)
    )
    session.flush()


def gather(session: Session, council_id: str, run: Run, basis: Basis) -> Inputs:
    """Read what the document of a run rests on, as it is now.

    Earlier results from before such documents were kept get theirs here.
    """
    scheme = basis.scheme.scheme
    years: dict[str, list[int]] = {}
    for each in council.duty_years(session, council_id):
        years.setdefault(each.term_id, []).append(each.year)
    terms = tuple(sorted((min(some), max(some)) for some in years.values()))
    first = span(scheme, run.year, terms)
    earlier = {}
    for one in queries.runs_in_force(session, council_id):
        if first <= one.year < run.year:
            earlier[one.year] = one.id
            if queries.body(session, council_id, one.id) is None:
                keep(session, council_id, one, basis_of(session, council_id, one))
    states: dict[int, dict[str, dict[str, bool]]] = {}
    for row in queries.states(session, council_id, first, run.year):
        if row.holds is not None:
            states.setdefault(row.year, {}).setdefault(row.member_id, {})[row.state] = row.holds
    return Inputs(earlier, terms, states)


def _text(value: str | int | bool | list[str]) -> str:
    """Return an attribute that a card names as a part of a cohort."""
    return "、".join(value) if isinstance(value, list) else str(value)


def document(session: Session, council_id: str, run: Run, basis: Basis, inputs: Inputs) -> str:
    """Return what a run says of the whole body, canonical: the same inputs give the same text."""
    scheme = basis.scheme.scheme
    names = names_asked(scheme)
    history = _earlier(session, council_id, inputs, names)
    low = lows(session, council_id, run, basis) if asks_low(scheme) else {}
    here = inputs.states.get(run.year, {})
    splits = {name for ranking in scheme.rankings for name in ranking.within}
    people = []
    for row in queries.traces_in_order(session, council_id, run.id):
        said = json.loads(row.trace)
        known = of_tree(said, run.year, here.get(row.member_id, {}))
        known = replace(known, worth=_only(known.worth, names), low=low.get(row.member_id))
        years = {**history.pop(row.member_id, {}), run.year: known}
        attrs = {name: _text(value) for name, value in said.get("attrs", {}).items() if name in splits}
        people.append(Person(row.member_id, years, attrs))
    found = evaluate(
        scheme,
        people,
        [run.year],
        inputs.terms,
        {name: one["number"] for name, one in inputs.decisions.items() if one["number"] is not None},
        {name: one["members"] for name, one in inputs.decisions.items() if one["members"] is not None},
    )
    whole = {**_said(scheme, run.year, found), "inputs": written_inputs(inputs), "low": low}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _only(worth: Mapping[str, Fraction], names: set[str]) -> dict[str, Fraction]:
    return {name: points for name, points in worth.items() if name in names}


def lows(session: Session, council_id: str, run: Run, basis: Basis) -> dict[str, int]:
    """Count everybody's low snapshots anew: cards of older runs do not name them."""
    found: dict[str, int] = {}
    cards = queries.traces_in_order(session, council_id, run.id)
    subjects = (kept(json.loads(row.trace)) for row in cards)
    while some := list(islice(subjects, CHUNK)):
        ids = [one.id for one in some]
        rows = entries_of_some(session, council_id, basis.year.year, basis.until, ids)
        for subject in some:
            found[subject.id] = taken_low(score_rows(basis.scheme, subject, rows.get(subject.id, []))) or 0
    return found


def _earlier(
    session: Session, council_id: str, inputs: Inputs, names: set[str]
) -> dict[str, dict[int, YearFigures]]:
    """Return member → year → figures of the years before, by the cards of their runs."""
    found: dict[str, dict[int, YearFigures]] = {}
    for year, run_id in inputs.earlier.items():
        places, chosen, low = _placed(queries.body(session, council_id, run_id))
        here = inputs.states.get(year, {})
        for row in queries.traces_in_order(session, council_id, run_id):
            member = row.member_id
            known = of_tree(json.loads(row.trace), year, here.get(member, {}))
            found.setdefault(member, {})[year] = replace(
                known,
                worth=_only(known.worth, names),
                places=places.get(member, {}),
                chosen=frozenset(chosen.get(member, ())),
                low=low.get(member),
            )
    return found


def _placed(row: RunBody | None) -> tuple[dict[str, dict[str, Place]], dict[str, set[str]], dict[str, int]]:
    """Return each member's places, selections and low snapshots in a kept document."""
    places: dict[str, dict[str, Place]] = {}
    chosen: dict[str, set[str]] = {}
    if row is None:
        return places, chosen, {}
    said = json.loads(row.text)
    for ranking in said["rankings"]:
        for one in ranking["standings"]:
            place = Place(one["place"], one["from_last"], one["of"], Fraction(one["keys"][0]))
            places.setdefault(one["id"], {})[ranking["id"]] = place
    for selection in said["selections"]:
        for result in selection["results"]:
            for member in result["ids"]:
                chosen.setdefault(member, set()).add(selection["id"])
    return places, chosen, said["low"]


def _said(scheme: Scheme, year: int, found: Evaluated) -> Said:
    return {
        "year": year,
        "rankings": [
            {
                "id": one.id,
                "standings": [
                    {
                        "id": each.id, "cohort": list(each.cohort), "place": each.place.place,
                        "from_last": each.place.from_last, "of": each.place.of,
                        "keys": [written(key) for key in each.keys],
                    }
                    for each in found.ranked[year, one.id].standings
                ],
                "unranked": [list(each) for each in found.ranked[year, one.id].unranked],
            }
            for one in scheme.rankings
        ],
        "selections": [
            {
                "id": one.id,
                "results": [
                    {
                        "cohort": list(each.cohort), "seats": each.seats._asdict(), "ids": list(each.ids),
                        "passed": [list(some) for some in each.passed], "undecided": list(each.undecided),
                    }
                    for each in found.chosen[year, one.id]
                ],
            }
            for one in scheme.selections
        ],
        "outcomes": [
            {
                "member": member, "outcome": one.outcome, "kind": one.kind, "do": one.do, "why": one.why,
                "pending": one.pending, "waits_for": list(one.waits_for), "years": list(one.years),
            }
            for member, follows in sorted(found.due.items())
            for one in follows
            if one.year == year
        ],
    }  # fmt: skip


def written_inputs(inputs: Inputs) -> Said:
    """Return inputs as JSON has them: years are texts."""
    return {
        "earlier": {str(year): run for year, run in inputs.earlier.items()},
        "terms": [list(term) for term in inputs.terms],
        "states": {str(year): each for year, each in inputs.states.items()},
        "decisions": inputs.decisions,
    }


def read_inputs(said: Said) -> Inputs:
    """Return the inputs that a kept document names."""
    return Inputs(
        {int(year): run for year, run in said["earlier"].items()},
        tuple((first, last) for first, last in said["terms"]),
        {int(year): each for year, each in said["states"].items()},
        said["decisions"],
    )


def replays(session: Session, council_id: str, run: Run) -> bool:
    """Make a run's document again from what it names; tell whether it is byte-identical."""
    row = queries.body(session, council_id, run.id)
    if row is None:
        return True
    inputs = read_inputs(json.loads(row.text)["inputs"])
    return document(session, council_id, run, basis_of(session, council_id, run), inputs) == row.text
