"""A member's score: the run in force, else computed on read."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import Forbidden
from app.council import queries as council
from app.ledger.queries import head
from app.schemes import queries as schemes
from app.schemes.service import compiled
from app.scoring import trace
from app.scoring.engine import score_rows
from app.scoring.entry import Subject
from app.standings import queries
from app.standings.assemble import entries_of
from app.standings.run import role_day, scheme_of, the_year
from app.standings.schemas import Score


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
    kept = queries.card_in_force(session, council_id, member_id, year)
    if kept is not None:
        return _final(session, council_id, year, kept)
    duty_year = the_year(session, council_id, year)
    row, scheme = scheme_of(session, council_id, year)
    until = head(session, council_id)
    role = council.role_of(session, council_id, member_id, role_day(duty_year))
    card = score_rows(
        scheme, Subject(member_id, role=role), entries_of(session, council_id, member_id, year, until)
    )
    return Score(
        year=year,
        provisional=True,
        scheme=row.title,
        scheme_digest=row.digest,
        ledger_seq=until,
        run_id=None,
        sentences=trace.sentences(card),
        section_titles={section.id: section.title for section in scheme.scheme.sections},
        **_tree(trace.tree(card)),
    )


def _final(session: Session, council_id: str, year: int, kept: Any) -> Score:
    row = schemes.adopted(session, council_id, year)
    assert row is not None
    said = json.loads(kept.trace)
    # The sentences are words about the kept trace, so they are made anew from its own records.
    scheme = compiled(row.digest, row.text)
    subject = Subject(said["subject"], role=said["role"])
    card = score_rows(
        scheme, subject, entries_of(session, council_id, said["subject"], year, kept.ledger_seq)
    )
    return Score(
        year=year,
        provisional=False,
        scheme=row.title,
        scheme_digest=kept.scheme_digest,
        ledger_seq=kept.ledger_seq,
        run_id=kept.run_id,
        sentences=trace.sentences(card),
        section_titles={section.id: section.title for section in scheme.scheme.sections},
        **_tree(said),
    )


def _tree(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in ("total", "grade", "lines", "sections", "gates")}
