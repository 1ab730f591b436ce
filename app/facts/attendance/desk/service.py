"""Read one member in by own code, printed row or name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.db.base import AnyRow
from app.core.db.hops import SECRET
from app.core.errors import Conflict, Forbidden, NotFound
from app.core.ids import new_id
from app.council import queries as council
from app.facts.activities.models import Sitting
from app.facts.attendance.desk import card
from app.facts.attendance.desk.schemas import DeskScanIn
from app.facts.attendance.signing import code as codes
from app.facts.attendance.signing import queries
from app.facts.attendance.signing.judge import LEAVES, OPENS
from app.facts.attendance.signing.views import kept_sitting


class Scanned(NamedTuple):
    """What became of one scan; ``member_id`` is None when nobody was recognised."""

    sitting: Sitting
    outcome: str
    member_id: str | None
    kind: str


def scan(session: Session, actor: Actor, sitting_id: str, given: DeskScanIn) -> Scanned:
    """Log that a member stood at the desk, once for each number of the clerk's page.

    Raises:
        NotFound: the sitting, or the member chosen by name, is missing or foreign.
        Forbidden: another section's sitting, or one's own attendance (``own_line``).
        Conflict: the sitting is cancelled, not open yet, or over.
    """
    sitting, _, activity = kept_sitting(session, actor, sitting_id)
    kind = activity.kind
    now, secret = clock.now(), session.info[SECRET]
    read: card.Own | card.Paper | None = None
    if given.code is not None:
        read = card.read(secret, actor.council_id, given.code.strip())
        if read is None:
            return Scanned(sitting, "forged", None, kind)
        if isinstance(read, card.Paper) and read.sitting_id != sitting.id:
            return Scanned(sitting, "other_sitting", None, kind)
    member = read.member_id if read is not None else str(given.member_id)
    if council.brief(session, actor.council_id, member) is None:
        raise NotFound()
    if member == actor.member_id:
        raise Forbidden("不能登记自己的出席，请由其他工作人员登记。", word="own_line")
    place = queries.sittings(session, actor.council_id, [sitting.id])[sitting.id]
    if place.state == "cancelled":
        raise Conflict("活动已取消，不能登记出席。", word="cancelled")
    if isinstance(read, card.Paper):
        # Paper does not say when it was signed: nobody is late because a clerk read it later.
        moment = min(now, sitting.starts_at if given.act == "in" else sitting.ends_at)
    else:
        _refuse_outside(sitting, now, given.act)
        moment = now
    came = _came(session, sitting, member)
    if given.act == "out" and came is None:
        return Scanned(sitting, "not_in", member, kind)
    before = came if given.act == "in" else _left(session, sitting, member)
    for earlier in queries.first(session, actor.council_id, [given.nonce]):
        if (earlier.member_id, earlier.sitting_id) != (member, sitting.id):
            raise Conflict("这次扫码的编号已经用过，请再扫一次。", word="number_taken")
        said = _said(earlier.verdict, given.act, before is not None, again=False)
        return Scanned(sitting, said, member, kind)
    is_due = bool(queries.due(session, actor.council_id, [sitting.id], [member]))
    verdict = _verdict(read, is_due, place.roll_state, now)
    if verdict == "queued" and before is not None:
        # Closed with this member among those who came: nothing is left to decide.
        return Scanned(sitting, "again", member, kind)
    row = _row(actor, sitting, member, read, verdict, moment, now, given)
    queries.add(session, [row])
    after = {"member": member, "way": row["way"], "act": given.act, "verdict": verdict}
    audit.record(session, "sign_in:desk", "sitting", sitting.id, after=after)
    counts = (_came if given.act == "in" else _left)(session, sitting, member) is not None
    return Scanned(sitting, _said(verdict, given.act, counts, again=before is not None), member, kind)


def _refuse_outside(sitting: Sitting, now: datetime, act: str) -> None:
    if now < sitting.starts_at - OPENS:
        raise Conflict("还没有到签到时间，开始前一小时起可以签到。", word="not_open_yet")
    if now > sitting.ends_at + (LEAVES if act == "out" else timedelta(0)):
        raise Conflict("本场已结束；当天可以补签，之后请在签到表更正。", word="sitting_over")


def _verdict(read: card.Own | card.Paper | None, is_due: bool, roll_state: str, now: datetime) -> str:
    if not is_due:
        return "not_due"
    if isinstance(read, card.Own) and not read.is_fresh(now):
        return "expired"
    return "queued" if roll_state == "closed" else "accepted"


def _said(verdict: str, act: str, counts: bool, *, again: bool) -> str:
    if verdict != "accepted":
        return verdict
    if act == "out" and counts:
        return "left_again" if again else "left"
    return "again" if again else "accepted" if counts else "annulled"


def _came(session: Session, sitting: Sitting, member_id: str) -> AnyRow | None:
    found = queries.presence(session, sitting.council_id, [sitting.id])
    return next((row for row in found if row.member_id == member_id), None)


def _left(session: Session, sitting: Sitting, member_id: str) -> AnyRow | None:
    found = queries.moves(session, sitting.council_id, sitting.id)
    return next((row for row in found if row.member_id == member_id and row.act == "out"), None)


def _row(
    actor: Actor,
    sitting: Sitting,
    member_id: str,
    read: card.Own | card.Paper | None,
    verdict: str,
    moment: datetime,
    now: datetime,
    given: DeskScanIn,
) -> dict[str, Any]:
    way = {card.Own: "own_code", card.Paper: "paper"}.get(type(read), "desk")
    return {
        "council_id": actor.council_id,
        "id": new_id(),
        "sitting_id": sitting.id,
        "member_id": member_id,
        "way": way,
        "act": given.act,
        "verdict": verdict,
        "doubts": ["closed"] if verdict == "queued" else [],
        "nonce": given.nonce,
        "device": read.device if isinstance(read, card.Own) else "",
        "entered_by": actor.account_id,
        "note": "",
        "step": codes.step_of(moment),
        "seen_at": now,
        "received_at": now,
    }
