"""Answers to an invitation: the member's own, and those of leave."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, NotFound
from app.facts.activities import queries
from app.facts.activities.service import find

#: The note of a "no" that came with a request for leave.
LEAVE = "请假"


def respond(session: Session, actor: Actor, activity_id: str, accept: bool, note: str) -> str:
    """Answer an invitation; the answer may change until the first sitting begins.

    Raises:
        NotFound: the actor is not due.
        Conflict: it has begun or was cancelled.
    """
    _, activity = find(session, actor, activity_id)
    row = queries.invitation(session, actor.council_id, activity_id, actor.member_id or activity_id)
    if row is None:
        raise NotFound()
    if activity.state == "cancelled":
        raise Conflict("活动已取消。", word="cancelled")
    if _begins(session, actor, activity_id) <= clock.now():
        raise Conflict("活动已开始，不能再修改答复。", word="begun")
    row.response, row.note = ("accepted" if accept else "declined"), note
    row.responded_at = clock.now()
    session.flush()
    audit.record(session, "invitation:respond", "activity", activity_id, after={"accepted": accept})
    return activity_id


def decline_on_leave(session: Session, actor: Actor, activity_id: str) -> None:
    """Say no for the actor who asks for leave; a no of their own stays as it is."""
    row = queries.invitation(session, actor.council_id, activity_id, actor.member_id or activity_id)
    if row is not None and row.response != "declined":
        respond(session, actor, activity_id, False, LEAVE)


def after_leave(session: Session, council_id: str, activity_id: str, member_id: str, *, comes: bool) -> None:
    """Take back the no that came with leave which is no longer; nothing else is touched.

    Args:
        comes: The member says so; otherwise the invitation waits for an answer again.
    """
    row = queries.invitation(session, council_id, activity_id, member_id)
    if row is None or (row.response, row.note) != ("declined", LEAVE):
        return
    row.response, row.note = ("accepted" if comes else "pending"), ""
    row.responded_at = clock.now() if comes else None


def _begins(session: Session, actor: Actor, activity_id: str) -> datetime:
    return min(s.starts_at for s in queries.sittings_of(session, actor.council_id, [activity_id]))
