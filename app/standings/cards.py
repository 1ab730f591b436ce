"""Scores a year by member id, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.council import queries as council
from app.council.models import DutyYear
from app.schemes import queries as schemes
from app.schemes.service import compiled
from app.scoring import trace
from app.scoring.card import Scorecard
from app.scoring.engine import Compiled, score_rows
from app.scoring.entry import Subject
from app.standings import queries
from app.standings.assemble import entries_by_member, entries_of_some, recorded_after
from app.standings.models import Run
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
    """What the cards of a run are computed from: its year, scheme, cut-off and the roles in it."""

    year: DutyYear
    scheme: Compiled
    until: int
    roles: dict[str, str]


def basis_of(session: Session, council_id: str, run: Run) -> Basis:
    """Read what a run is pinned to."""
    year = the_year(session, council_id, run.year)
    row = schemes.document(session, council_id, run.scheme_id)
    assert row is not None
    # The day it began, so that its last step and a replay see the same posts as its first step.
    day = role_day(year.starts_on, year.ends_on, clock.beijing_date(run.started_at))
    roles = council.roles_on(session, council_id, day)
    return Basis(year, compiled(row.digest, row.text), run.ledger_seq, roles)


def people_after(session: Session, council_id: str, basis: Basis, after: str, limit: int) -> list[str]:
    """Return whom a year is about, by id: everybody with a tenure or a record in it."""
    year, until = basis.year, basis.until
    tenured = queries.tenured_after(session, council_id, year, after, limit)
    recorded = recorded_after(session, council_id, year.year, until, after, limit)
    return sorted({*tenured, *recorded})[:limit]


def scored(session: Session, council_id: str, basis: Basis, people: list[str]) -> Iterator[Result]:
    """Yield the results of some members, in the order given."""
    rows = entries_of_some(session, council_id, basis.year.year, basis.until, people)
    for member_id in people:
        subject = Subject(id=member_id, role=basis.roles.get(member_id, "member"))
        card = score_rows(basis.scheme, subject, rows.pop(member_id, []))
        yield Result(member_id, card, trace.canonical(card).decode())


def results(session: Session, council_id: str, basis: Basis, size: int = CHUNK) -> Iterator[Result]:
    """Yield everybody's result by member id; of the ledger, ``size`` members are held at a time."""
    people = people_after(session, council_id, basis, FIRST, size)
    while people:
        yield from scored(session, council_id, basis, people)
        people = people_after(session, council_id, basis, people[-1], size)


def sheets(
    session: Session, council_id: str, year: int, until: int, members: list[str]
) -> Iterator[tuple[str, list[Any]]]:
    """Yield everybody's entries, those of silent members (none) last."""
    silent = set(members)
    for member_id, entries in entries_by_member(session, council_id, year, until):
        silent.discard(member_id)
        yield member_id, entries
    for member_id in sorted(silent):
        yield member_id, []
