"""Signing in: log every attempt once, answer with its verdict."""

from __future__ import annotations

from typing import Any

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
from app.facts.attendance.signing.judge import Judged, Moment, scanned, typed
from app.facts.attendance.signing.models import SignInAttempt, SignInDecision
from app.facts.attendance.signing.schemas import (
    SENTENCES,
    DeviceOut,
    SignInBatchIn,
    SignInDecisionIn,
    SignInEntry,
    SignInVerdictOut,
)


def device_key(session: Session, actor: Actor, device: str) -> DeviceOut:
    """Return the key of the caller's phone; the same one whenever it asks.

    Raises:
        Forbidden: the seat is not a member's.
    """
    key = codes.device_key(session.info[SECRET], actor.council_id, _member(actor), device)
    return DeviceOut(device=device, key=key.hex())


def sign_in(session: Session, actor: Actor, batch: SignInBatchIn) -> list[SignInVerdictOut]:
    """Log what a phone has kept and return the verdicts, one for each attempt.

    An attempt is judged when it first arrives; sent again, it gets the same answer. What counts
    is the time of the code, not of the arrival, so that order and repetition change nothing.

    Raises:
        Forbidden: the seat is not a member's.
    """
    member = _member(actor)
    secret, council = session.info[SECRET], actor.council_id
    unique = {one.nonce: one for one in batch.attempts}
    seen = {
        nonce: codes.read(secret, council, one.code) for nonce, one in unique.items() if one.code is not None
    }
    asked = {found.sitting_id for found in seen.values() if found is not None}
    asked |= {one.sitting_id for one in unique.values() if one.sitting_id is not None}
    known = {str(row.id): row for row in queries.sittings(session, council, member, sorted(asked))}
    before = queries.mine(session, council, member, list(unique))
    taken = queries.taken(session, council, member, list(unique))
    typed_at = sorted({one.sitting_id for one in unique.values() if one.sitting_id in known})
    if typed_at:
        queries.hold(session, council, member, typed_at)
    wrong = queries.wrong_digits(session, council, member, typed_at)
    moment = Moment(clock.now(), batch.sent_at, codes.device_key(secret, council, member, batch.device))
    rows = []
    for nonce, one in unique.items():
        if nonce in before:
            continue
        code = seen.get(nonce)
        place = one.sitting_id if one.code is None else code.sitting_id if code else None
        sitting = known.get(place or "")
        if nonce in taken:
            judged = Judged("reused")
        elif sitting is None:
            judged = Judged("forged")
        elif code is not None:
            judged = scanned(moment, one, code, sitting)
        else:
            judged = typed(moment, one, secret, council, sitting, wrong.get(str(sitting.id), 0))
            wrong[str(sitting.id)] = wrong.get(str(sitting.id), 0) + (judged.verdict == "wrong_digits")
        rows.append(
            _row(actor, member, batch.device, one, None if sitting is None else place, judged, moment)
        )
    if rows:
        queries.add(session, rows)
        before = queries.mine(session, council, member, list(unique))
    return [_verdict(before[one.nonce], known) for one in batch.attempts]


def decide(session: Session, actor: Actor, sitting_id: str, attempt_id: str, given: SignInDecisionIn) -> None:
    """Confirm or annul what one attempt stands for; it weighs on every attempt of that member there.

    Raises:
        NotFound: missing, or of another sitting. Forbidden: one's own sign-in.
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
        for row in queries.same(session, attempt)
    ]
    session.execute(insert(SignInDecision), rows)
    sitting.version += 1
    after = {"attempt": attempt_id, "decision": given.decision}
    audit.record(session, "sign_in:decide", "sitting", sitting.id, after=after)


def _member(actor: Actor) -> str:
    if actor.member_id is None:
        raise Forbidden("您的席位不是委员席位。", word="not_a_member")
    return actor.member_id


def _row(
    actor: Actor,
    member: str,
    device: str,
    one: SignInEntry,
    sitting: str | None,
    judged: Judged,
    moment: Moment,
) -> dict[str, Any]:
    return {
        "council_id": actor.council_id,
        "id": new_id(),
        "sitting_id": sitting,
        "member_id": member,
        "way": "digits" if one.code is None else "hall_code",
        "verdict": judged.verdict,
        "doubts": list(judged.doubts),
        "nonce": one.nonce,
        "device": device,
        "step": judged.step,
        "seen_at": one.seen_at,
        "received_at": moment.now,
    }


def _verdict(row: SignInAttempt, known: dict[str, Any]) -> SignInVerdictOut:
    sitting = known.get(row.sitting_id or "")
    counts = row.verdict == "accepted" and row.step is not None
    return SignInVerdictOut(
        nonce=row.nonce,
        verdict=row.verdict,  # type: ignore[arg-type]
        sentence=SENTENCES[row.verdict],
        sitting_id=row.sitting_id,
        # Who is not due may not even see that there is such an activity.
        title=f"{sitting.title} {sitting.name}".strip() if sitting is not None and sitting.due else "",
        counted_at=codes.shown_at(row.step or 0) if counts else None,
    )
