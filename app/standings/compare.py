"""A run's cards, and what differs from the run in force."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import Conflict, NotFound
from app.core.http.paging import Page, read_cursor, write_cursor
from app.schemes.service import compiled
from app.scoring import trace
from app.scoring.engine import score_rows
from app.standings import queries
from app.standings.assemble import entries_of
from app.standings.bodies import undecided
from app.standings.models import Run
from app.standings.schemas import Comparison, Score, ScorecardOut
from app.standings.score import receipt
from app.standings.subject import kept


def cards(
    session: Session, actor: Actor, run_id: str, changed: bool, limit: int, cursor: str | None
) -> Page[ScorecardOut]:
    """Return a page of a run's cards in the order of the roster."""
    _, against = _against(session, actor, run_id)
    after = read_cursor(cursor, (str, UUID), "roster")
    rows = queries.scorecards(
        session, actor.council_id, run_id, against, changed=changed, after=after, limit=limit + 1
    )
    shown = rows[:limit]
    more = len(rows) > limit
    following = write_cursor((shown[-1].stroke_key, shown[-1].member_id), "roster") if more else None
    return Page(items=[_out(row, against) for row in shown], next=following)


def comparison(session: Session, actor: Actor, run_id: str) -> Comparison:
    """Return how many cards would change if the run were put in force."""
    run, against = _against(session, actor, run_id)
    added = changed = same = moved = 0
    if against is not None:
        added, changed, same, moved = queries.differences(session, actor.council_id, run_id, against)
    warnings = undecided.warnings(session, run) if run.state != "superseded" else []
    return Comparison(
        against=against, added=added, changed=changed, same=same, moved=moved, warnings=warnings
    )


def card(session: Session, actor: Actor, run_id: str, member_id: str) -> Score:
    """Return the receipt that a run keeps of a member, whether or not the run is in force.

    Raises:
        NotFound: no such run, or it has no card of this member.
    """
    row = queries.card(session, actor.council_id, run_id, member_id)
    if row is None:
        raise NotFound()
    _finished(row.state)
    said: dict[str, Any] = json.loads(row.trace)
    scheme = compiled(row.digest, row.text)
    entries = entries_of(session, actor.council_id, member_id, row.year, row.ledger_seq)
    # Sentences are words about the trace; they are made from the very records that it counted.
    again = score_rows(scheme, kept(said), entries)
    return Score(
        year=row.year,
        provisional=row.state != "in_force",
        scheme=row.title,
        scheme_digest=row.digest,
        ledger_seq=row.ledger_seq,
        run_id=row.run_id,
        sentences=trace.sentences(again),
        section_titles={section.id: section.title for section in scheme.scheme.sections},
        **receipt(said),
    )


def _against(session: Session, actor: Actor, run_id: str) -> tuple[Run, str | None]:
    """Return a finished run, and the one in force if that is another."""
    run = queries.run(session, actor.council_id, run_id)
    if run is None:
        raise NotFound()
    _finished(run.state)
    standing: Run | None = queries.in_force(session, actor.council_id, run.year)
    return run, standing.id if standing is not None and standing.id != run.id else None


def _finished(state: str) -> None:
    """Refuse to show what is no result.

    Raises:
        Conflict: the run is under way, or came to nothing (``run_unfinished``).
    """
    if state in ("running", "failed"):
        raise Conflict("这次计分还没有算完，没有可看的结果。", word="run_unfinished", state=state)


def _out(row: Any, against: str | None) -> ScorecardOut:
    beside = (row.points_in_force, row.grade_in_force)
    return ScorecardOut(
        member_id=row.member_id,
        number=row.number,
        name=row.name,
        points=row.points,
        grade=row.grade,
        place=row.place,
        points_in_force=row.points_in_force,
        grade_in_force=row.grade_in_force,
        place_in_force=row.place_in_force,
        changed=against is not None and beside != (row.points, row.grade),
    )
