"""Record a body's decision on a sanction; the tenure follows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.ending import end_rights, give_back
from app.core import audit, clock
from app.core.db.guard import COUNCIL
from app.core.errors import FieldError, Invalid
from app.council.members.schemas import Leave
from app.council.members.tenures import Ended, end, undo
from app.stewardship.sanctions import policy, queries
from app.stewardship.sanctions.models import Sanction
from app.stewardship.sanctions.prepare import find, moved, note
from app.stewardship.sanctions.schemas import DecisionIn, SettleIn


def decide(session: Session, actor: Actor, sanction_id: str, asked: DecisionIn, version: int | None) -> str:
    """Record the decision of a body; a membership ends on the day that the body fixed.

    Raises:
        NotFound, Stale, Forbidden. Conflict: the member is not heard yet, or it was decided.
        Invalid: a body that may not, a date to come, an effect before the decision.
    """
    row = find(session, actor, sanction_id, version)
    policy.may_handle(actor, row)
    following = policy.step(row, "decide")
    policy.check_body(row.kind, asked.body)
    effect = asked.effect_on or asked.decided_on
    _check_days(row, asked.decided_on, effect)
    row.body, row.decided_on, row.minutes = asked.body, asked.decided_on, asked.minutes
    data: dict[str, Any] = _said(asked.body, asked.decided_on, asked.minutes)
    if not asked.adopted:
        row.state = "not_adopted"
        moved(session, row, "decide", actor, asked.text, data)
        return row.id
    row.state, row.effect_on = following, effect
    data["effect_on"] = effect.isoformat()
    if row.kind in policy.ENDS:
        data["ended"] = _end(session, actor, row)
    moved(session, row, "decide", actor, asked.text, data)
    if row.kind in policy.ENDS and effect <= clock.today():
        end_now(session, row.id)
    return row.id


def settle(session: Session, actor: Actor, sanction_id: str, asked: SettleIn, version: int | None) -> str:
    """Record what came of the second look; a decision that is lifted is undone from its beginning.

    Raises:
        NotFound, Stale, Forbidden. Conflict: nobody asked, or the tenure was changed since.
        Invalid: a body that may not, a date to come.
    """
    row = find(session, actor, sanction_id, version)
    policy.may_handle(actor, row)
    following = policy.step(row, "settle")
    policy.check_body(row.kind, asked.body)
    _check_days(row, asked.decided_on, asked.decided_on, row.decided_on)
    if not asked.upheld:
        following = "lifted"
        _restore(session, actor, row)
    row.state = following
    data = _said(asked.body, asked.decided_on, asked.minutes)
    moved(session, row, "settle", actor, asked.text, data)
    return row.id


def waiting(session: Session) -> list[str]:
    """Return the bound council's sanctions whose day has come."""
    return queries.to_end(session, session.info[COUNCIL], clock.today())


def end_now(session: Session, sanction_id: str) -> bool:
    """End the rights of a seat whose member left by a decision, unless some process did."""
    council_id = session.info[COUNCIL]
    row = queries.lock(session, council_id, sanction_id)
    if row is None or row.rights_ended_at is not None or row.state not in policy.STANDING:
        return False
    taken = end_rights(session, council_id, row.member_id)
    row.rights_ended_at = clock.now()
    row.version += 1
    session.flush()
    note(session, row, "end_rights", None, data={"roles": taken})
    audit.record(session, "sanction:end_rights", "sanction", row.id, after={"roles": taken})
    return True


def _end(session: Session, actor: Actor, row: Sanction) -> dict[str, Any]:
    """End the tenure on the eve of the day of effect; return what that changed."""
    assert row.effect_on is not None and row.decided_on is not None and row.body is not None
    ground = f"{policy.BODY_LABELS[row.body]} {row.decided_on.isoformat()} 决定{policy.KIND_LABELS[row.kind]}"
    last = row.effect_on - timedelta(days=1)
    ended = end(
        session,
        actor,
        row.member_id,
        Leave(on=last, state=policy.ENDS[row.kind], ground=f"{ground}（{row.minutes}）"),  # type: ignore[arg-type]
    )
    return {"tenure": ended.tenure_id, "on": last.isoformat(), "ends": ended.ends}


def _restore(session: Session, actor: Actor, row: Sanction) -> None:
    made = queries.newest(session, actor.council_id, row.id, "decide")
    if row.kind not in policy.ENDS or made is None or "ended" not in made.data:
        return
    said = made.data["ended"]
    undo(session, actor, row.member_id, Ended(said["tenure"], clock.date_of(said["on"]), dict(said["ends"])))
    gone = queries.newest(session, actor.council_id, row.id, "end_rights")
    if gone is not None:
        give_back(session, actor.council_id, row.member_id, list(gone.data["roles"]))
    row.rights_ended_at = None


def _check_days(row: Sanction, decided: date, effect: date, since: date | None = None) -> None:
    errors = []
    if decided > clock.today():
        errors.append(FieldError("decided_on", "future", "会议日期不能晚于今天。"))
    first = since or clock.beijing_date(row.created_at)
    if decided < first:
        sentence = f"会议日期不能早于 {first.isoformat()}。"
        errors.append(FieldError("decided_on", "too_early", sentence))
    if effect < decided:
        errors.append(FieldError("effect_on", "before_decision", "生效日期不能早于会议日期。"))
    if errors:
        raise Invalid(errors=errors)


def _said(body: str, day: date, minutes: str) -> dict[str, Any]:
    return {"body": body, "decided_on": day.isoformat(), "minutes": minutes}
