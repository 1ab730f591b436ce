"""A member's score: the run in force, else computed on read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.clock import date_of
from app.core.db.base import AnyRow
from app.core.errors import Conflict, Forbidden, NotFound
from app.scoring import trace
from app.scoring.engine import Compiled, score_rows
from app.scoring.entry import Subject
from app.standings import queries
from app.standings import subject as subjects
from app.standings.assemble import entries_of
from app.standings.schemas import Score
from app.standings.year import scheme_of

#: Compiled schemes by digest; adopted texts never change.
KEPT = 64
_compiled: dict[str, Compiled] = {}


def own(session: Session, actor: Actor, year: int) -> Score:
    """Return the caller's own score of a year.

    Raises:
        Forbidden: the seat is not a member's.
    """
    if actor.member_id is None:
        raise Forbidden("您的席位不是委员席位。", word="not_a_member")
    return of_member(session, actor.council_id, actor.member_id, year)


def of_member(session: Session, council_id: str, member_id: str, year: int) -> Score:
    """Return a member's score of a year: final when a run is in force, provisional until then.

    Raises:
        NotFound: no such year. Conflict: no scheme adopted (``no_scheme``).
    """
    basis = basis_of(session, council_id, member_id, year)
    final, row = basis.said is not None, basis.row
    # The sentences are words about the trace, so those of a kept one are made from its own records.
    card = score_rows(basis.scheme, basis.subject, basis.entries)
    return Score(
        year=year,
        provisional=not final,
        scheme=row.title,
        scheme_digest=row.scheme_digest if final else row.digest,
        ledger_seq=basis.until,
        run_id=row.run_id if final else None,
        sentences=trace.sentences(card),
        section_titles={section.id: section.title for section in basis.scheme.scheme.sections},
        **receipt(basis.said or trace.tree(card)),
    )


@dataclass(frozen=True, slots=True)
class Basis:
    """What a member's score of a year is computed from.

    Args:
        row: The year's dates and state, title and digest of the scheme, run and ledger head.
        said: The kept trace when a run is in force.
        until: The ledger's cut-off.
        entries: The member's ledger rows up to it.
    """

    row: AnyRow
    said: dict[str, Any] | None
    scheme: Compiled
    subject: Subject
    until: int
    entries: list[Any]


def basis_of(session: Session, council_id: str, member_id: str, year: int) -> Basis:
    """Read what a member's score of a year is computed from.

    Raises:
        NotFound: no such year. Conflict: no scheme adopted (``no_scheme``).
    """
    row = queries.context(session, council_id, member_id, year)
    if row is None:
        raise NotFound(f"没有 {year} 履职年度。")
    if row.digest is None:
        raise Conflict(f"{year} 年度尚未采用考评办法。", word="no_scheme")
    said = json.loads(row.trace) if row.trace is not None else None
    if said is not None:
        subject, until = subjects.kept(said), row.ledger_seq
    else:
        subject, until = subjects.of_texts(member_id, row.starts_on, row.ends_on, row), row.head or 0
    scheme = _scheme(session, council_id, year, row.digest)
    entries = entries_of(session, council_id, member_id, year, until)
    return Basis(row, said, scheme, subject, until, entries)


def provisional(
    session: Session,
    council_id: str,
    member_id: str,
    year: dict[str, Any],
    digest: str,
    until: int,
    row: AnyRow,
) -> dict[str, Any]:
    """Return the receipt of a year without a run as plain data, computed now.

    Args:
        year: Number and dates of the duty year (``year``, ``starts_on``, ``ends_on`` as ISO text).
        digest: Of the adopted scheme.
        until: The ledger's cut-off.
        row: With what the dated tables say of the member (``held.queries.held``).
    """
    first, last = date_of(year["starts_on"]), date_of(year["ends_on"])
    subject = subjects.of_texts(member_id, first, last, row)
    scheme = _scheme(session, council_id, year["year"], digest)
    return trace.tree(
        score_rows(scheme, subject, entries_of(session, council_id, member_id, year["year"], until))
    )


def _scheme(session: Session, council_id: str, year: int, digest: str) -> Compiled:
    """Return the compiled scheme; its text is read only when this process meets it first."""
    found = _compiled.get(digest)
    if found is None:
        found = scheme_of(session, council_id, year)[1]
        if len(_compiled) >= KEPT:
            _compiled.clear()
        _compiled[digest] = found
    return found


def receipt(said: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of a trace that a receipt shows."""
    return {name: said[name] for name in ("total", "grade", "lines", "sections", "gates")}
