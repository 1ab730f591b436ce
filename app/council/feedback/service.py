"""Take feedback in, show it, answer it once."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.db.base import AnyRow
from app.core.errors import Conflict, NotFound
from app.core.http.paging import Page, read_cursor, write_cursor
from app.core.ids import new_id
from app.council.feedback import queries
from app.council.feedback.models import Feedback
from app.council.feedback.schemas import FeedbackAnswer, FeedbackNew, FeedbackOut, FeedbackRow


def send(session: Session, actor: Actor, new: FeedbackNew) -> str:
    """Keep a message for the office; its text stays out of the audit chain."""
    row = Feedback(
        council_id=actor.council_id,
        id=new_id(),
        seat_id=actor.seat_id,
        text=new.text,
        page=new.page,
        client=new.client,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    audit.record(session, "feedback:send", "feedback", row.id, after={"page": new.page})
    return row.id


def show_own(session: Session, actor: Actor, feedback_id: str) -> FeedbackOut:
    """Return one's own message."""
    row = queries.one(session, actor.council_id, feedback_id)
    if row is None or row[0].seat_id != actor.seat_id:
        raise NotFound()
    return FeedbackOut(**_said(row))


def own(session: Session, actor: Actor, cursor: str | None, limit: int) -> Page[FeedbackOut]:
    """Return a page of one's own messages with their answers, newest first."""
    rows = queries.page(
        session, actor.council_id, after=read_cursor(cursor), limit=limit + 1, seat_id=actor.seat_id
    )
    return Page(items=[FeedbackOut(**_said(row)) for row in rows[:limit]], next=_more(rows, limit))


def everybodys(
    session: Session, actor: Actor, state: str | None, cursor: str | None, limit: int
) -> Page[FeedbackRow]:
    """Return a page of the council's messages, newest first."""
    answered = None if state is None else state == "answered"
    rows = queries.page(
        session, actor.council_id, after=read_cursor(cursor), limit=limit + 1, answered=answered
    )
    return Page(items=[_row(row) for row in rows[:limit]], next=_more(rows, limit))


def answer(session: Session, actor: Actor, feedback_id: str, said: FeedbackAnswer) -> str:
    """Answer a message.

    Raises:
        NotFound: not there, or another council's.
        Conflict: ``already_answered``.
    """
    row = queries.locked(session, actor.council_id, feedback_id)
    if row is None:
        raise NotFound()
    if row.answered_at is not None:
        raise Conflict("这条反馈已有答复。", word="already_answered")
    row.answer, row.answered_by, row.answered_at = said.text, actor.account_id, clock.now()
    session.flush()
    audit.record(session, "feedback:answer", "feedback", row.id)
    return row.id


def show(session: Session, actor: Actor, feedback_id: str) -> FeedbackRow:
    """Return one message as the office sees it."""
    row = queries.one(session, actor.council_id, feedback_id)
    if row is None:
        raise NotFound()
    return _row(row)


def _more(rows: list[AnyRow], limit: int) -> str | None:
    return write_cursor((rows[limit - 1][0].id,)) if len(rows) > limit else None


def _said(row: AnyRow) -> dict[str, Any]:
    one: Feedback = row[0]
    return {
        "id": one.id,
        "state": "open" if one.answered_at is None else "answered",
        "text": one.text,
        "page": one.page,
        "client": one.client,
        "created_at": one.created_at,
        "answer": one.answer,
        "answered_at": one.answered_at,
    }


def _row(row: AnyRow) -> FeedbackRow:
    return FeedbackRow(
        **_said(row),
        seat_id=row[0].seat_id,
        sender=row.sender,
        member_id=row.member_id,
        answered_by=row.answerer or "",
    )
