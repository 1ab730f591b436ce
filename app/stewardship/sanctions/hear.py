"""Send a proposal to the member and hear what the member says."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.errors import Conflict, FieldError, Forbidden, Invalid
from app.stewardship.sanctions import policy, queries
from app.stewardship.sanctions.models import Sanction
from app.stewardship.sanctions.prepare import find, moved
from app.stewardship.sanctions.schemas import CloseIn, ReconsiderIn, SendIn, StatementIn


def send(session: Session, actor: Actor, sanction_id: str, asked: SendIn, version: int | None) -> str:
    """Let the member see the grounds; from now on they do not change.

    Raises:
        NotFound, Stale, Forbidden. Conflict: it was sent already. Invalid: too little time to answer.
    """
    row = find(session, actor, sanction_id, version)
    policy.may_handle(actor, row)
    state = policy.step(row, "send")
    if asked.hear_by < clock.today() + timedelta(days=policy.HEARING_DAYS):
        sentence = f"至少给本人 {policy.HEARING_DAYS} 天时间陈述。"
        raise Invalid(errors=[FieldError("hear_by", "too_soon", sentence)])
    row.state, row.hear_by = state, asked.hear_by
    moved(session, row, "send", actor, data={"hear_by": asked.hear_by.isoformat()})
    return row.id


def state(session: Session, actor: Actor, sanction_id: str, asked: StatementIn, version: int | None) -> str:
    """Keep the member's statement; another one stands beside the earlier.

    Raises:
        NotFound, Stale. Conflict: nobody is heard any more. Forbidden: another member's.
    """
    row = find(session, actor, sanction_id, version)
    _who(actor, row, asked.form)
    row.state = policy.step(row, "state")
    if asked.form == "own" and row.hear_by is not None and clock.today() > row.hear_by:
        raise Conflict("陈述期限已过；如需补充，请联系办公室。", word="too_late")
    moved(session, row, "state", actor, asked.text, {"form": asked.form})
    return row.id


def close(session: Session, actor: Actor, sanction_id: str, asked: CloseIn, version: int | None) -> str:
    """End the hearing: a statement is there, its day has passed, or the member waived it.

    Raises:
        NotFound, Stale, Forbidden. Conflict: the member may still speak (``still_hearing``).
    """
    row = find(session, actor, sanction_id, version)
    policy.may_handle(actor, row)
    following = policy.step(row, "close_hearing")
    heard = queries.newest(session, actor.council_id, row.id, "state") is not None
    assert row.hear_by is not None
    if not heard and not asked.note and clock.today() <= row.hear_by:
        sentence = f"本人可以陈述到 {row.hear_by.isoformat()}；本人放弃的，请写明。"
        raise Conflict(sentence, word="still_hearing")
    row.state = following
    moved(session, row, "close_hearing", actor, asked.note, {"heard": heard})
    return row.id


def reconsider(
    session: Session, actor: Actor, sanction_id: str, asked: ReconsiderIn, version: int | None
) -> str:
    """Ask for another look at a decision; it stands meanwhile.

    Raises:
        NotFound, Stale, Forbidden. Conflict: nothing to reconsider, or too late.
    """
    row = find(session, actor, sanction_id, version)
    _who(actor, row, asked.form)
    following = policy.step(row, "reconsider")
    policy.may_reconsider(row, clock.today())
    row.state = following
    moved(session, row, "reconsider", actor, asked.text, {"form": asked.form})
    return row.id


def _who(actor: Actor, row: Sanction, form: str) -> None:
    """Let the member speak, and the office write down what came on paper."""
    own = actor.member_id == row.member_id
    if own and form != "own":
        raise Forbidden("本人请直接填写；书面、口头的由办公室代录。", word="own_sanction")
    if not own and (form == "own" or not actor.may("sanction:prepare")):
        raise Forbidden("陈述由本人填写；书面、口头的请注明由办公室代录。", word="not_own")
