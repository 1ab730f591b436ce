"""A statement written, handed in, reviewed, presented; no version is lost."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.db.base import AnyRow
from app.core.errors import FieldError, Invalid, NotFound, Stale
from app.core.ids import new_id
from app.facts.claim import NewClaim, move, open_claim
from app.facts.models import Claim
from app.facts.statements import policy, queries
from app.facts.statements.models import Statement, StatementRound, StatementText
from app.facts.statements.schemas import (
    STATE_LABELS,
    PresentIn,
    StatementLine,
    StatementOut,
    StatementOutline,
    TextIn,
    TextOut,
)


def find(
    session: Session, actor: Actor, statement_id: str, *, own: bool = False, lock: bool = True
) -> tuple[Statement, StatementRound]:
    """Return a statement and its round.

    Raises:
        NotFound: missing, foreign, or none of the actor's business.
    """
    row = queries.one(session, actor, statement_id, own=own, lock=lock)
    if row is None:
        raise NotFound()
    return row[0], row[1]


def save(session: Session, actor: Actor, statement_id: str, said: TextIn, number: int) -> str:
    """Keep a new version, written on the newest one.

    Raises:
        NotFound, Conflict. Invalid: an unknown part, or too long.
        Stale: another device saved meanwhile; the answer carries that text, to be laid side by side.
    """
    statement, round_ = find(session, actor, statement_id, own=True)
    policy.step(statement, round_, "write")
    if number != statement.number:
        newest = queries.text(session, actor.council_id, statement.id, statement.number)
        raise Stale(
            "另一台设备也保存过，两份都留着，请对照取舍。",
            number=statement.number,
            parts=newest.parts if newest else {},
            device=newest.device if newest else "",
        )
    policy.fits(StatementOutline.model_validate(round_.document), said.parts)
    if statement.claim_id is None:
        new = NewClaim(
            kind="statement", type=statement.form, title=round_.title, section_id=round_.section_id,
            occurred_on=min(max(clock.today(), round_.as_of), round_.due_on), member_id=statement.member_id,
            state="draft",
        )  # fmt: skip
        statement.claim_id = open_claim(session, actor, new)
    _keep(session, actor, statement, said.parts, said.device, None)
    session.flush()
    return statement.id


def submit(session: Session, actor: Actor, statement_id: str, number: int, facts: dict[str, Any]) -> str:
    """Hand in the newest version, the sentences from records frozen with it.

    Raises:
        NotFound, Conflict, Stale. Invalid: nothing was written yet (``empty``).
    """
    statement, round_ = find(session, actor, statement_id, own=True)
    following = policy.step(statement, round_, "submit")
    if number != statement.number:
        raise Stale()
    newest = queries.text(session, actor.council_id, statement.id, statement.number)
    if newest is None or statement.claim_id is None or not any(one.strip() for one in newest.parts.values()):
        raise Invalid(errors=[FieldError("parts", "empty", "还没有写，请至少写一个部分再提交。")])
    _keep(session, actor, statement, newest.parts, newest.device, facts)
    statement.state, statement.submitted_at, statement.remark = following, clock.now(), ""
    statement.late = statement.late or clock.today() > round_.due_on
    move(session, session.get_one(Claim, (actor.council_id, statement.claim_id)), "submit", actor=actor)
    return _told(session, statement, "submit")


def give_back(session: Session, actor: Actor, statement_id: str, remark: str) -> str:
    """Send a statement back with remarks."""
    statement, round_ = find(session, actor, statement_id)
    policy.may_decide(actor, statement, round_)
    statement.state, statement.remark = policy.step(statement, round_, "return"), remark
    statement.decided_at, statement.reminded_at = clock.now(), None
    claim = session.get_one(Claim, (actor.council_id, str(statement.claim_id)))
    move(session, claim, "return", reason=remark, actor=actor)
    return _told(session, statement, "return")


def accept(session: Session, actor: Actor, statement_id: str) -> str:
    """Accept a statement as it was handed in."""
    statement, round_ = find(session, actor, statement_id)
    policy.may_decide(actor, statement, round_)
    statement.state, statement.decided_at = policy.step(statement, round_, "accept"), clock.now()
    return _told(session, statement, "accept")


def excuse(session: Session, actor: Actor, statement_id: str, reason: str) -> str:
    """Note why the round may close without this statement."""
    statement, round_ = find(session, actor, statement_id)
    policy.may_decide(actor, statement, round_)
    statement.state = policy.step(statement, round_, "excuse")
    statement.excuse = reason
    return _told(session, statement, "excuse")


def present(session: Session, actor: Actor, statement_id: str, said: PresentIn) -> str:
    """Note when, as which and at which meeting it was presented."""
    if said.presented_at.tzinfo is None:
        raise Invalid(errors=[FieldError("presented_at", "no_zone", "请带上时区，如 +08:00。")])
    statement, round_ = find(session, actor, statement_id)
    policy.may_decide(actor, statement, round_)
    statement.state = policy.step(statement, round_, "present")
    statement.presented_at, statement.turn, statement.meeting = said.presented_at, said.turn, said.meeting
    return _told(session, statement, "present")


def _told(session: Session, statement: Statement, verb: str) -> str:
    statement.version += 1
    session.flush()
    audit.record(session, f"statement:{verb}", "statement", statement.id, after={"number": statement.number})
    return statement.id


def _keep(session: Session, actor: Actor, statement: Statement, parts: Any, device: str, facts: Any) -> None:
    statement.number += 1
    statement.version += 1
    session.add(
        StatementText(
            council_id=actor.council_id, id=new_id(), statement_id=statement.id, number=statement.number,
            parts=dict(parts), facts=facts, device=device, saved_by=actor.account_id, saved_at=clock.now(),
        )
    )  # fmt: skip


def _label(statement: Statement) -> str:
    begun = statement.number > 0 or statement.state != "draft"
    return STATE_LABELS[statement.state] if begun else "未动笔"


def line(row: AnyRow) -> StatementLine:
    """Return a statement as lists show it."""
    statement, round_ = row[0], row[1]
    return StatementLine(
        id=statement.id, round_id=round_.id, year=round_.year, title=round_.title,
        member_id=statement.member_id, name=row.name, form=statement.form, state=statement.state,
        state_label=_label(statement), late=statement.late, due_on=round_.due_on,
        round_state=round_.state, claim_id=statement.claim_id, number=statement.number,
        submitted_at=statement.submitted_at, excuse=statement.excuse, turn=statement.turn,
        version=statement.version,
    )  # fmt: skip


def listed(session: Session, actor: Actor, round_id: str) -> list[StatementLine]:
    """Return the statements of a round in the roster's order."""
    return [line(row) for row in queries.listed(session, actor.council_id, round_id=round_id)]


def mine(session: Session, actor: Actor) -> list[StatementLine]:
    """Return the caller's statements, the newest year first."""
    member = actor.member_id or actor.seat_id
    return [line(row) for row in queries.listed(session, actor.council_id, member_id=member)]


def show(session: Session, actor: Actor, statement_id: str) -> StatementOut:
    """Return one statement with its newest text; a draft's words only to its author.

    Raises:
        NotFound: missing, foreign, or none of the actor's business.
    """
    row = queries.one(session, actor, statement_id)
    if row is None:
        raise NotFound()
    statement, round_ = row[0], row[1]
    newest = queries.text(session, actor.council_id, statement.id, statement.number)
    own = statement.member_id == actor.member_id
    parts = dict(newest.parts) if newest and (own or statement.state != "draft") else {}
    return StatementOut(
        **line(row).model_dump(),
        document=StatementOutline.model_validate(round_.document),
        parts=parts,
        words=sum(map(len, parts.values())),
        remark=statement.remark,
        presented_at=statement.presented_at,
        meeting=statement.meeting,
    )


def versions(session: Session, actor: Actor, statement_id: str) -> list[TextOut]:
    """Return every version that its author saved, the newest first."""
    find(session, actor, statement_id, own=True, lock=False)
    return [
        TextOut(number=one.number, parts=one.parts, device=one.device, saved_at=one.saved_at)
        for one in queries.texts(session, actor.council_id, statement_id)
    ]
