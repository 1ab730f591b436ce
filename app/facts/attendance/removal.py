"""Taking a wrong sitting or a wrong guest off an activity."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.clock import beijing_date
from app.core.errors import Conflict, NotFound
from app.facts.activities import queries as activities
from app.facts.activities.hall import queries as hall
from app.facts.activities.service import mine_to_keep
from app.facts.attendance import queries
from app.facts.attendance.leave import queries as leave
from app.facts.attendance.signing import queries as signing
from app.facts.claim import move
from app.facts.models import Claim


def uninvite(session: Session, actor: Actor, activity_id: str, member_id: str, version: int | None) -> str:
    """Take a member off the due list, with answer and what open rolls noted; return the activity's id.

    Raises:
        NotFound: the member is not due.
        Conflict: a closed roll has the member (``roll_closed``), nobody would be left
            (``last_due``), or the activity is over.
    """
    claim, _ = mine_to_keep(session, actor, activity_id, version)
    invited = activities.invitation(session, actor.council_id, activity_id, member_id)
    if invited is None:
        raise NotFound()
    sittings = activities.sittings_of(session, actor.council_id, [activity_id])
    closed = [one.id for one in sittings if one.roll_state == "closed"]
    marked = queries.newest_marks(session, actor.council_id, closed) if closed else []
    if any(mark.member_id == member_id for mark in marked):
        raise Conflict("这位委员的出席已经确认，请先重新打开再移出。", word="roll_closed")
    if len(queries.due_members(session, actor.council_id, activity_id)) == 1:
        raise Conflict("应到名单至少留一人；整个活动办错了，请取消活动。", word="last_due")
    open_ = [one for one in sittings if one.roll_state == "open"]
    queries.drop_marks(session, actor.council_id, [one.id for one in open_], member_id)
    since = invited.invited_at or claim.created_at
    session.delete(invited)
    # Whoever has one of these rolls on screen reads it anew before keeping it.
    for one in open_:
        one.version += 1
    claim.version += 1
    session.flush()
    # The row is gone; since when the member was due is still asked (pledges that became impossible).
    after = {"member": member_id, "invited_at": since.isoformat()}
    audit.record(session, "activity:uninvite", "activity", activity_id, after=after)
    return activity_id


def drop_sitting(
    session: Session, actor: Actor, activity_id: str, sitting_id: str, version: int | None
) -> str:
    """Delete a sitting whose attendance was never confirmed; its roll, if kept, is withdrawn.

    Raises:
        NotFound: the activity has no such sitting.
        Conflict: its roll is closed (``roll_closed``) or once was (``roll_was_closed``), somebody
            signed in (``signed_in``) or asked for leave (``has_leave``), no sitting would be left
            (``last_sitting``), or the activity is over.
    """
    claim, _ = mine_to_keep(session, actor, activity_id, version)
    sittings = activities.sittings_of(session, actor.council_id, [activity_id])
    sitting = next((one for one in sittings if one.id == sitting_id), None)
    if sitting is None:
        raise NotFound()
    if sitting.roll_state == "closed":
        raise Conflict("本场出席已确认，不能删除。", word="roll_closed")
    roll = session.get_one(Claim, (actor.council_id, sitting.claim_id)) if sitting.claim_id else None
    if roll is not None and roll.decided_at is not None:
        # The ledger has lines of this sitting, reversed as they are.
        raise Conflict("本场出席确认过，台账中有它的记录，不能删除。", word="roll_was_closed")
    if len(sittings) == 1:
        raise Conflict("活动至少留一场；整个活动办错了，请取消活动。", word="last_sitting")
    if signing.any_of(session, actor.council_id, [sitting_id]):
        raise Conflict("已有委员在本场签到，签到记录不能删除；办错了请取消活动。", word="signed_in")
    if leave.any_of(session, actor.council_id, [sitting_id]):
        raise Conflict("已有委员就本场请假，不能删除；办错了请取消活动。", word="has_leave")
    queries.drop_marks(session, actor.council_id, [sitting_id])
    hall.drop_guests(session, actor.council_id, [sitting_id])
    after = {
        "sitting": sitting_id, "starts_at": sitting.starts_at.isoformat(), "half_days": sitting.half_days,
    }  # fmt: skip
    session.delete(sitting)
    session.flush()
    if roll is not None:
        move(session, roll, "withdraw", reason="场次已删除", actor=actor)
    claim.occurred_on = min(beijing_date(one.starts_at) for one in sittings if one is not sitting)
    claim.version += 1
    session.flush()
    audit.record(session, "activity:drop_sitting", "activity", activity_id, after=after)
    return activity_id
