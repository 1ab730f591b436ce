"""Scores a year by member id, a few at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy.orm import Session

from app.core import clock
from app.council.models import DutyYear
from app.schemes import queries as schemes
from app.schemes.service import compiled
from app.scoring import trace
from app.scoring.card import Scorecard
from app.scoring.engine import Compiled, score_rows
from app.scoring.entry import Subject
from app.standings import queries
from app.standings.assemble import entries_of_some, recorded_after
from app.standings.models import Run
from app.standings.subject import kept, roster
from app.standings.year import role_day, the_year

#: So many members are scored, kept and let go at once.
CHUNK = 200
#: Below every member's id.
FIRST = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class Result:
    """One member's scorecard and its canonical trace."""

    member_id: str
    card: Scorecard
    trace: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What the cards of a run are computed from: its year, scheme, cut-off and the day of its roles."""

    year: DutyYear
    scheme: Compiled
    until: int
    day: date


def basis_of(session: Session, council_id: str, run: Run) -> Basis:
    """Read what a run is pinned to."""
    year = the_year(session, council_id, run.year)
    row = schemes.document(session, council_id, run.scheme_id)
    assert row is not None
    # The day it began, so that its last step sees the same posts as its first step.
    day = role_day(year.starts_on, year.ends_on, clock.beijing_date(run.started_at))
    return Basis(year, compiled(row.digest, row.text), run.ledger_seq, day)


def people_after(session: Session, year: DutyYear, until: int, after: str, limit: int) -> list[str]:
    """Return whom a year is about, by id: everybody with a tenure or a record in it up to a cut-off."""
    tenured = queries.tenured_after(session, year.council_id, year, after, limit)
    recorded = recorded_after(session, year.council_id, year.year, until, after, limit)
    return sorted({*tenured, *recorded})[:limit]


def everyone(session: Session, year: DutyYear, until: int, size: int = CHUNK) -> Iterator[list[str]]:
    """Yield whom a year is about by id, ``size`` at a time."""
    people = people_after(session, year, until, FIRST, size)
    while people:
        yield people
        people = people_after(session, year, until, people[-1], size) if len(people) == size else []


def scored(session: Session, council_id: str, basis: Basis, people: list[str]) -> Iterator[Result]:
    """Yield the results of some members, in the order given."""
    known = roster(session, council_id, basis.year, basis.scheme.asked, day=basis.day, members=people)
    yield from _results(session, council_id, basis, [known.subject(one) for one in people])


def everybody(session: Session, council_id: str, basis: Basis, size: int = CHUNK) -> Iterator[Result]:
    """Yield the results of a whole year by member id; of the ledger, ``size`` members are held at a time."""
    for people in everyone(session, basis.year, basis.until, size):
        yield from scored(session, council_id, basis, people)


def again(session: Session, council_id: str, run: Run, size: int = CHUNK) -> Iterator[Result]:
    """Yield the results of a run anew by member id; of the ledger, ``size`` members are held at a time.

    Role and attributes of each member are those that the kept card names.
    """
    basis = basis_of(session, council_id, run)
    subjects = (kept(json.loads(row.trace)) for row in queries.traces_in_order(session, council_id, run.id))
    while some := list(islice(subjects, size)):
        yield from _results(session, council_id, basis, some)


def _results(session: Session, council_id: str, basis: Basis, subjects: list[Subject]) -> Iterator[Result]:
    ids = [one.id for one in subjects]
    rows = entries_of_some(session, council_id, basis.year.year, basis.until, ids)
    for subject in subjects:
        card = score_rows(basis.scheme, subject, rows.pop(subject.id, []))
        yield Result(subject.id, card, trace.canonical(card).decode())
