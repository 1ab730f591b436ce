"""Leave granted after closing: offered to the office, one line corrected."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.errors import Conflict, Forbidden
from app.facts.activities.models import Activity, Sitting
from app.facts.attendance.leave.on_roll import granted
from app.facts.attendance.postings import says
from app.facts.attendance.service import add_marks, open_sitting
from app.facts.models import Claim
from app.ledger import book, queries
from app.ledger.schemas import LateLeaveOut

REASON = "补假已批准"


def offered(session: Session, actor: Actor) -> list[LateLeaveOut]:
    """Return absences of closed rolls for which leave was granted meanwhile, newest sitting first."""
    section = None if "secretariat" in actor.roles else actor.section_id or actor.seat_id
    rows = queries.late_leaves(session, actor.council_id, section)
    return [LateLeaveOut.model_validate(row, from_attributes=True) for row in rows]


def correct(session: Session, actor: Actor, sitting_id: str, member_id: str, version: int | None) -> Sitting:
    """Turn one absence of a closed roll into the leave that was granted: a reversal and a new record.

    Raises:
        NotFound, Forbidden, Stale: as for keeping the roll; Forbidden: one's own line.
        Conflict: the roll is open, no leave was granted, or the record is no absence.
    """
    sitting, _ = open_sitting(session, actor, sitting_id, version)
    if member_id == actor.member_id:
        raise Forbidden("不能登记自己的出席，请由其他工作人员登记。", word="own_line")
    if sitting.roll_state == "open" or sitting.claim_id is None:
        raise Conflict("本次出席尚未确认，已准的假会在确认时计入。", word="roll_open")
    status = granted(session, actor.council_id, sitting.id).get(member_id)
    if status is None:
        raise Conflict("这位委员没有本场已准的假。", word="no_leave")
    claim = session.get_one(Claim, (actor.council_id, sitting.claim_id))
    records = queries.standing_of_claims(session, actor.council_id, [claim.id])
    absent = [one for one in records if one.member_id == member_id and one.status == "absent"]
    if not absent:
        raise Conflict("这位委员本场的记录不是缺席，不用更正。", word="not_absent")
    activity = session.get_one(Activity, (actor.council_id, sitting.activity_id))
    sitting.version += 1
    # What closing would have written, so that a roll open again is told anew, with the leave or without.
    add_marks(session, actor, sitting, [(member_id, status, REASON)], "closing")
    book.reverse(session, actor, absent, REASON)
    book.post(session, actor, [(claim, says(claim, sitting, activity, member_id, status))])
    after = {"member": member_id, "status": status}
    audit.record(session, "roll:correct_leave", "sitting", sitting.id, after=after)
    return sitting
