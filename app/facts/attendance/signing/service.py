"""Keys of phones, and what the office decides about doubtful sign-ins."""

from __future__ import annotations

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.db.hops import SECRET
from app.core.errors import Conflict, Forbidden, NotFound
from app.core.ids import new_id
from app.facts.attendance.service import open_sitting
from app.facts.attendance.signing import code as codes
from app.facts.attendance.signing import queries
from app.facts.attendance.signing.models import SignInDecision
from app.facts.attendance.signing.schemas import DeviceOut, SignInDecisionIn


def device_key(session: Session, actor: Actor, device: str) -> DeviceOut:
    """Return the key of the caller's phone; the same one whenever it asks.

    Raises:
        Forbidden: the seat is not a member's.
    """
    key = codes.device_key(session.info[SECRET], actor.council_id, member_of(actor), device)
    return DeviceOut(device=device, key=key.hex())


def decide(session: Session, actor: Actor, sitting_id: str, attempt_id: str, given: SignInDecisionIn) -> None:
    """Confirm or annul what one attempt stands for; it weighs on every attempt of that member there.

    Raises:
        NotFound: missing, or of another sitting. Forbidden: one's own sign-in.
            Or the own late entry, which a second person confirms.
        Conflict: the roll is closed (``roll_closed``), or it is not a sign-in that could count.
    """
    sitting, _ = open_sitting(session, actor, sitting_id)
    attempt = queries.attempt(session, actor.council_id, attempt_id)
    if attempt is None or attempt.sitting_id != sitting.id:
        raise NotFound()
    if attempt.member_id == actor.member_id:
        raise Forbidden("不能处理自己的签到，请由其他工作人员处理。", word="own_line")
    if sitting.roll_state == "closed":
        raise Conflict("本次出席已确认，如需更正请先重新打开。", word="roll_closed")
    if attempt.verdict not in {"accepted", "queued"}:
        raise Conflict("这次签到没有通过，不能确认；请直接在签到表登记。", word="not_a_sign_in")
    beside = queries.same(session, attempt)
    # A decision weighs on all of them, so it would carry the own late entry along.
    own_entry = any(row.way == "late" and row.entered_by == actor.account_id for row in beside)
    if given.decision == "confirmed" and own_entry:
        raise Forbidden("您登记的补签须由另一位工作人员确认。", word="own_entry")
    now = clock.now()
    rows = [
        {
            "council_id": actor.council_id,
            "id": new_id(),
            "attempt_id": row.id,
            "turn": row.turn + 1,
            "decision": given.decision,
            "reason": given.reason,
            "decided_by": actor.account_id,
            "decided_at": now,
        }
        for row in beside
    ]
    session.execute(insert(SignInDecision), rows)
    sitting.version += 1
    after = {"attempt": attempt_id, "decision": given.decision}
    audit.record(session, "sign_in:decide", "sitting", sitting.id, after=after)


def member_of(actor: Actor) -> str:
    """Return whose seat it is.

    Raises:
        Forbidden: the seat is not a member's.
    """
    if actor.member_id is None:
        raise Forbidden("您的席位不是委员席位。", word="not_a_member")
    return actor.member_id
