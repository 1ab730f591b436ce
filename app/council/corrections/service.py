"""Ask for a correction, take it back, answer it once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Invalid, NotFound
from app.core.ids import new_id
from app.council.corrections import queries, values
from app.council.corrections.models import CorrectionRequest
from app.council.corrections.schemas import CorrectionDecision, CorrectionNew
from app.council.members import edit
from app.council.members import queries as members


def ask(session: Session, actor: Actor, new: CorrectionNew) -> str:
    """Ask the office to correct an own fact; neither the value nor the reason enters the audit chain.

    Raises:
        NotFound: the seat is no member's.
        Invalid: the value can be no such fact, or is what stands there already.
        Conflict: ``open_already`` while an earlier request about this fact waits.
    """
    member = members.member(session, actor.council_id, str(actor.member_id)) if actor.member_id else None
    if member is None:
        raise NotFound()
    text, stands = str(values.typed(new.field, new.value)), values.standing(session, member, new.field)
    if text == stands:
        raise Invalid(errors=[FieldError("value", "same", "与现在登记的内容相同，不需要更正。")])
    if queries.is_open(session, actor.council_id, member.id, new.field):
        raise Conflict("这一项的更正申请已经提出，正等待答复；可先撤回再提。", word="open_already")
    row = CorrectionRequest(
        council_id=actor.council_id,
        id=new_id(),
        member_id=member.id,
        field=new.field,
        was=values.mark(session, new.field, stands),
        reason=new.reason.strip(),
        asked_at=clock.now(),
    )
    row.value_sealed = values.close(session, row, text)
    session.add(row)
    session.flush()
    audit.record(session, "correction:ask", "correction", row.id, after={"field": row.field})
    return row.id


def withdraw(session: Session, actor: Actor, correction_id: str) -> str:
    """Take an own request back before it is answered.

    Raises:
        NotFound: not one's own. Conflict: ``already_decided``.
    """
    row = queries.locked(session, actor.council_id, correction_id)
    if row is None or row.member_id != actor.member_id:
        raise NotFound()
    _must_be_open(row)
    row.state = "withdrawn"
    session.flush()
    audit.record(session, "correction:withdraw", "correction", row.id)
    return row.id


def decide(session: Session, actor: Actor, correction_id: str, said: CorrectionDecision) -> str:
    """Answer a request; accepting changes the member with all the checks of a change by hand.

    Raises:
        NotFound: not there, or another council's.
        Invalid: refused without a reason.
        Conflict: ``own_request``, ``already_decided``; ``fact_changed`` since it was asked; or the word
            of what forbids the change, such as a mobile that is somebody else's.
    """
    row = queries.locked(session, actor.council_id, correction_id)
    if row is None:
        raise NotFound()
    if row.member_id == actor.member_id:
        raise Conflict("不能答复自己的更正申请，请由办公室其他同志办理。", word="own_request")
    _must_be_open(row)
    answer = said.answer.strip()
    if said.decision == "refused" and len(answer) < 2:
        raise Invalid(errors=[FieldError("answer", "missing", "不予更正时请写明理由。")])
    if said.decision == "accepted":
        _apply(session, actor, row)
    row.state, row.answer = said.decision, answer
    row.decided_by, row.decided_at = actor.account_id, clock.now()
    session.flush()
    after = {"field": row.field, "state": row.state}
    audit.record(session, "correction:decide", "correction", row.id, after=after)
    return row.id


def _apply(session: Session, actor: Actor, row: CorrectionRequest) -> None:
    member = edit.owned(session, actor, row.member_id)
    text, stands = values.open_(session, row), values.standing(session, member, row.field)
    if stands == text:
        return
    if values.mark(session, row.field, stands) != row.was:
        raise Conflict(
            "这一项在申请之后已有变动，不能再按申请更改；请答复不予更正，或请委员重新申请。",
            word="fact_changed",
        )
    try:
        edit.change(session, member, {row.field: values.typed(row.field, text)})
    except Invalid as problem:
        # The office typed nothing wrong: what it would accept is what cannot be.
        first = problem.errors[0] if problem.errors else None
        raise Conflict(
            "不能按申请更改：" + (first.sentence if first else problem.sentence),
            word=first.word if first else problem.word,
        ) from None


def _must_be_open(row: CorrectionRequest) -> None:
    if row.state != "open":
        raise Conflict("这项更正申请已经办结。", word="already_decided")
