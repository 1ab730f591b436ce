"""Concluding an activity is its verification by the organiser."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict
from app.facts.activities.queries import sittings_of
from app.facts.activities.schemas import ConcludeIn
from app.facts.activities.service import mine_to_keep
from app.facts.claim import move
from app.facts.registry import postings
from app.ledger import book


def conclude(
    session: Session, actor: Actor, activity_id: str, counted: ConcludeIn, version: int | None = None
) -> str:
    """Mark an activity as held with the organiser's counts and post its record.

    Raises:
        Conflict: it has not begun, is over or cancelled, or a roll is still open.
    """
    claim, activity = mine_to_keep(session, actor, activity_id, version)
    sittings = sittings_of(session, actor.council_id, [activity_id])
    if min(sitting.starts_at for sitting in sittings) > clock.now():
        raise Conflict("活动尚未开始，不能办结。", word="not_begun")
    if any(sitting.roll_state == "open" for sitting in sittings):
        raise Conflict("还有场次没有确认出席，请先确认。", word="roll_open")
    activity.state = "held"
    activity.participants = counted.participants
    activity.leader_attended = counted.leader_attended
    activity.live_views = counted.live_views
    move(session, claim, "verify", actor=actor)
    found = postings(session, actor.council_id, [claim])[claim.id]
    book.post(session, actor, [(claim, posting) for posting in found])
    audit.record(session, "activity:conclude", "activity", activity_id)
    return activity_id
