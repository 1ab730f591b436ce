"""Read, try out and change the council's rules of leave."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import FieldError, Invalid, Stale
from app.core.ids import new_id
from app.council import queries as council
from app.facts.attendance.leave import queries
from app.facts.attendance.leave.chain import people
from app.facts.attendance.leave.models import LeaveRules
from app.facts.attendance.leave.policy import closes_the_table, fitting
from app.facts.attendance.leave.rulebook import LeaveReason, LeaveRulesIn, usual
from app.facts.attendance.leave.schemas import LeavePath, LeaveRulesOut, LeaveTry
from app.facts.attendance.leave.views import coming


def in_force(session: Session, council_id: str) -> LeaveRulesIn:
    """Return the rules that hold now."""
    row = queries.rules(session, council_id)
    return LeaveRulesIn.model_validate(row.document) if row else usual()


def reason_of(rules: LeaveRulesIn, code: str) -> LeaveReason:
    """Return the reason with this code.

    Raises:
        Invalid: the council's table has none.
    """
    for reason in rules.reasons:
        if reason.code == code:
            return reason
    raise Invalid(errors=[FieldError("reason", "unknown", "请从本会的请假事由中选择。")])


def show(session: Session, actor: Actor) -> LeaveRulesOut:
    """Return the rules with their version."""
    row = queries.rules(session, actor.council_id)
    document = LeaveRulesIn.model_validate(row.document) if row else usual()
    return LeaveRulesOut(
        **document.model_dump(), version=row.version if row else 0, changed_at=row.changed_at if row else None
    )


def change(session: Session, actor: Actor, said: LeaveRulesIn, version: int) -> LeaveRulesOut:
    """Put new rules in force; requests under way keep the chain they were sent along.

    Raises:
        Invalid: the last row leaves somebody without an answer, or a reason stands twice.
        Stale: somebody else changed the rules meanwhile.
    """
    check(said)
    known = queries.rules(session, actor.council_id)
    if version != (known.version if known else 0):
        raise Stale()
    row = LeaveRules(
        council_id=actor.council_id,
        id=new_id(),
        version=version + 1,
        document=said.model_dump(mode="json"),
        changed_by=actor.account_id,
        changed_at=clock.now(),
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as raced:
        raise Stale() from raced
    audit.record(session, "leave_rules:change", "leave_rules", row.id, after={"version": row.version})
    return show(session, actor)


def check(said: LeaveRulesIn) -> None:
    """Refuse a document that does not answer every question, all mistakes at once."""
    errors = []
    if not closes_the_table(said):
        last = len(said.rules) - 1
        sentence = "最后一行应适用于任何类型、任何人、全程，使每个请假都有人审批。"
        errors.append(FieldError(f"rules[{last}]", "not_closed", sentence))
    codes = [reason.code for reason in said.reasons]
    errors += [
        FieldError(f"reasons[{place}].code", "twice", "事由代码重复。")
        for place, code in enumerate(codes)
        if code in codes[:place]
    ]
    if errors:
        raise Invalid(errors=errors)


def attempt(session: Session, actor: Actor, said: LeaveTry) -> LeavePath:
    """Return who would decide an example under a draft of the rules; nothing is kept.

    Raises:
        Invalid: as ``change``. NotFound: no such member.
    """
    check(said.rules)
    council.require_member(session, actor.council_id, said.member_id)
    section = actor.section_id or council.units(session, actor.council_id, "section")[0].id
    found = people(session, actor.council_id, said.member_id, section, None, clock.today())
    place, rule = fitting(said.rules.rules, said.kind, found.post, said.span)
    return LeavePath(
        row=place + 1,
        article=rule.article,
        possible=bool(rule.chain),
        refusal="" if rule.chain else "按规定不得请假。",
        span=said.span,
        retrospective=False,
        short_notice=False,
        notice_days=rule.notice_days,
        steps=[coming(step) for step in found.called(rule.chain)],
    )
