"""补签: entered after the bell by one person, confirmed by another."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.clock import beijing_date
from app.core.errors import Conflict, FieldError, Forbidden, Invalid
from app.core.ids import new_id
from app.facts.activities.models import Sitting
from app.facts.attendance import queries as rolls
from app.facts.attendance.desk.schemas import LateSignInIn
from app.facts.attendance.service import open_sitting
from app.facts.attendance.signing import code as codes
from app.facts.attendance.signing import queries
from app.facts.attendance.signing.judge import OPENS


def enter(session: Session, actor: Actor, sitting_id: str, given: LateSignInIn) -> None:
    """Log that a member was there; it counts once somebody else of the office confirmed it.

    Raises:
        NotFound, Forbidden: as for keeping the roll, and one's own attendance (``own_line``).
        Conflict: before the bell, after the day, the roll is closed, or it is known already.
        Invalid: not due, or a moment outside the sitting; all at once.
    """
    sitting, _ = open_sitting(session, actor, sitting_id)
    now = clock.now()
    if given.member_id == actor.member_id:
        raise Forbidden("不能登记自己的出席，请由其他工作人员登记。", word="own_line")
    if sitting.roll_state == "closed":
        raise Conflict("本次出席已确认，如需更正请先重新打开。", word="roll_closed")
    if now < sitting.starts_at:
        raise Conflict("会议还没有开始，请直接在签到台登记。", word="not_begun")
    if beijing_date(now) > beijing_date(sitting.ends_at):
        raise Conflict("补签限会议当天；之后请在签到表更正并写明备注。", word="late_over")
    moment = given.arrived_at or sitting.starts_at
    _check(session, sitting, given, moment, now)
    known = [row for row in queries.log(session, actor.council_id, sitting.id) if _is(row, given.member_id)]
    if any(row.counts for row in known):
        raise Conflict("这位委员已有计入的签到，不需要补签。", word="signed_in")
    if any(row.SignInAttempt.way == "late" and row.decision is None for row in known):
        raise Conflict("这位委员的补签已登记，正待另一位工作人员确认。", word="late_waiting")
    row = {
        "council_id": actor.council_id,
        "id": new_id(),
        "sitting_id": sitting.id,
        "member_id": given.member_id,
        "way": "late",
        "act": "in",
        "verdict": "queued",
        "doubts": ["late"],
        "nonce": new_id(),
        "device": "",
        "entered_by": actor.account_id,
        "note": given.reason,
        "step": codes.step_of(moment),
        "seen_at": moment,
        "received_at": now,
    }
    queries.add(session, [row])
    after = {"member": given.member_id}
    audit.record(session, "sign_in:late", "sitting", sitting.id, after=after)


def _check(session: Session, sitting: Sitting, given: LateSignInIn, moment: datetime, now: datetime) -> None:
    errors = []
    if given.member_id not in rolls.due_members(session, sitting.council_id, sitting.activity_id):
        errors.append(FieldError("member_id", "not_due", "这位委员不在本次应到名单中。"))
    if not sitting.starts_at - OPENS <= moment <= min(sitting.ends_at, now):
        errors.append(FieldError("arrived_at", "outside", "到会时刻应在签到开始之后、散会和现在之前。"))
    if errors:
        raise Invalid(errors=errors)


def _is(row: object, member_id: str) -> bool:
    return bool(row.SignInAttempt.member_id == member_id)  # type: ignore[attr-defined]
