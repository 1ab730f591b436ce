"""Show requests: one's own, and the office's list beside the facts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.db.base import AnyRow
from app.core.errors import NotFound
from app.core.http.paging import Page, read_cursor, write_cursor
from app.council.corrections import queries, values
from app.council.corrections.models import CorrectionRequest
from app.council.corrections.schemas import CorrectionOut, CorrectionRow
from app.council.members.show import clear_mobile
from app.council.models import Member
from app.council.policy import masked_mobile


def show_own(session: Session, actor: Actor, correction_id: str) -> CorrectionOut:
    """Return one's own request."""
    row = queries.one(session, actor.council_id, correction_id)
    if row is None or row[0].member_id != actor.member_id:
        raise NotFound()
    return CorrectionOut(**_said(session, row[0]))


def own(session: Session, actor: Actor, cursor: str | None, limit: int) -> Page[CorrectionOut]:
    """Return a page of one's own requests with their answers, newest first."""
    if actor.member_id is None:
        return Page(items=[], next=None)
    rows = queries.own(session, actor.council_id, actor.member_id, after=read_cursor(cursor), limit=limit + 1)
    more = write_cursor((rows[limit - 1].id,)) if len(rows) > limit else None
    return Page(items=[CorrectionOut(**_said(session, row)) for row in rows[:limit]], next=more)


def everybodys(
    session: Session, actor: Actor, state: str | None, cursor: str | None, limit: int
) -> Page[CorrectionRow]:
    """Return a page of the council's requests: those that wait first."""
    rows = queries.everybodys(
        session, actor.council_id, state, after=read_cursor(cursor, (int, UUID)), limit=limit + 1
    )
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(
        items=[_row(session, row) for row in rows[:limit]],
        next=write_cursor((last.waits, last[0].id)) if last else None,
    )


def show(session: Session, actor: Actor, correction_id: str) -> CorrectionRow:
    """Return one request as the office sees it."""
    row = queries.one(session, actor.council_id, correction_id)
    if row is None:
        raise NotFound()
    return _row(session, row)


def _said(session: Session, one: CorrectionRequest) -> dict[str, Any]:
    return {
        "id": one.id,
        "field": one.field,
        "state": one.state,
        "value": values.open_(session, one),
        "reason": one.reason,
        "asked_at": one.asked_at,
        "answer": one.answer,
        "decided_at": one.decided_at,
    }


def _row(session: Session, row: AnyRow) -> CorrectionRow:
    one: CorrectionRequest = row[0]
    member: Member = row[1]
    said = _said(session, one)
    stands = values.standing(session, member, one.field)
    waits = one.state == "open"
    changed = stands != said["value"] and values.mark(session, one.field, stands) != one.was
    if one.field == "mobile":
        stands = _masked(clear_mobile(session, member))
        # Who answers has to read the number; afterwards nobody has to.
        said["value"] = said["value"] if waits else _masked(said["value"])
    return CorrectionRow(
        **said,
        member_id=member.id,
        member=member.name,
        now=stands,
        changed_since=waits and changed,
        decided_by=row.decider or "",
    )


def _masked(mobile: str | None) -> str:
    return masked_mobile(mobile) if mobile else ""
