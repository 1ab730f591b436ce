"""Ask for leave, mend it, note spoken requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Forbidden, Invalid, NotFound, Stale
from app.core.ids import new_id
from app.facts import policy as claims_policy
from app.facts.activities import queries as activities
from app.facts.activities.answers import decline_on_leave
from app.facts.activities.models import Sitting
from app.facts.activities.service import find, own_only
from app.facts.attendance.leave import policy, queries
from app.facts.attendance.leave.chain import Called, people
from app.facts.attendance.leave.models import LIVE, LeaveApprover, LeaveRequest, LeaveSitting
from app.facts.attendance.leave.rulebook import LeaveRule, Span
from app.facts.attendance.leave.rules import in_force, reason_of
from app.facts.attendance.leave.schemas import LeaveEdit, LeaveIn, LeavePath, LeavePathIn, LeaveSpoken
from app.facts.attendance.leave.views import coming


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rules say to being away from some sittings."""

    sittings: list[Sitting]
    row: int
    rule: LeaveRule
    span: Span
    timing: policy.Timing
    steps: list[Called]

    @property
    def refusal(self) -> str:
        """Return why it cannot be asked for; empty when it can."""
        return self.timing.refusal if self.rule.chain else "按规定，这次会议不得请假；确有困难请联系办公室。"


def judge(session: Session, actor: Actor, member_id: str, asked: LeavePathIn, *, lock: bool = True) -> Asked:
    """Return what the rules say; the member is due, the sittings are of the activity.

    Raises:
        NotFound: the activity is invisible, or the member is not due.
        Conflict: it was cancelled. Invalid: a sitting is not of this activity.
    """
    claim, activity = find(session, actor, asked.activity_id)
    if not queries.is_due(session, actor.council_id, asked.activity_id, member_id, lock=lock):
        raise NotFound()
    if activity.state == "cancelled":
        raise Conflict("活动已取消，不用请假。", word="cancelled")
    every = activities.sittings_of(session, actor.council_id, [asked.activity_id])
    wanted = set(asked.sitting_ids)
    known = {one.id for one in every}
    errors = [
        FieldError(f"sitting_ids[{place}]", "unknown", "这一场不属于本次活动。")
        for place, id_ in enumerate(asked.sitting_ids)
        if id_ not in known
    ]
    if errors:
        raise Invalid(errors=errors)
    sittings = [one for one in every if one.id in wanted]
    span = policy.span_of(sum(one.half_days for one in sittings), whole=len(sittings) == len(every))
    today = clock.today()
    who = people(session, actor.council_id, member_id, claim.section_id, claim.unit_id, today)
    place, rule = policy.fitting(in_force(session, actor.council_id).rules, activity.kind, who.post, span)
    timing = policy.timing(rule, clock.now(), [one.starts_at for one in sittings])
    return Asked(sittings, place + 1, rule, span, timing, who.called(rule.chain))


def path(session: Session, actor: Actor, asked: LeavePathIn) -> LeavePath:
    """Return who would decide the caller's request, by name, before it is sent."""
    found = judge(session, actor, own_only(actor), asked, lock=False)
    return LeavePath(
        row=found.row,
        article=found.rule.article,
        possible=not found.refusal,
        refusal=found.refusal,
        span=found.span,
        retrospective=found.timing.retrospective,
        short_notice=found.timing.short_notice,
        notice_days=found.rule.notice_days,
        steps=[coming(step) for step in found.steps],
    )


def ask(session: Session, actor: Actor, said: LeaveIn) -> str:
    """Keep a member's request and, unless it is a draft, send it along its chain; return the id.

    Raises:
        As ``judge``; Conflict: ``asked_already``, or the rules refuse it (``not_possible``).
    """
    member_id = own_only(actor)
    found = judge(session, actor, member_id, said)
    request = _new(session, actor, member_id, said, found, said.reason)
    request.detail = said.detail
    if not said.draft:
        _send(session, actor, request, found)
    session.flush()
    noted(session, request, "leave:submit" if not said.draft else "leave:draft")
    return request.id


def note_spoken(session: Session, actor: Actor, said: LeaveSpoken) -> str:
    """Note a request made by word of mouth; the member's slip has to follow. Return the id.

    Raises:
        As ``ask``; Forbidden: another section's activity, or one's own request.
    """
    claim, _ = find(session, actor, said.activity_id)
    claims_policy.organises(actor, claim.section_id)
    if said.member_id == actor.member_id:
        raise Forbidden("本人请假请在手机上提交。", word="own_request")
    found = judge(session, actor, said.member_id, said)
    if found.refusal:
        raise Conflict(found.refusal, word="not_possible")
    request = _new(session, actor, said.member_id, said, found, said.reason)
    request.form, request.state, request.recorded_by = "oral", "pending_slip", actor.account_id
    request.slip_due_on = policy.slip_due(found.rule, [one.starts_at for one in found.sittings])
    session.flush()
    noted(session, request, "leave:record")
    return request.id


def edit(session: Session, actor: Actor, request_id: str, said: LeaveEdit, version: int) -> str:
    """Change a draft or returned request, or hand in the slip of an oral one.

    Raises:
        NotFound: not the caller's. Stale: changed meanwhile.
        Conflict: it waits, is decided, or the slip is too late (``lapsed``).
    """
    request = mine(session, actor, request_id)
    if request.version != version:
        raise Stale()
    if policy.state_on(request, clock.today()) == "lapsed":
        raise Conflict("假条已过期限，口头请假已失效；可另行补假。", word="lapsed")
    if request.state not in {"draft", "returned", "pending_slip"}:
        raise Conflict("请假已提交或已办结，不能修改；待审批的可先撤回。", word="illegal_transition")
    whole = LeavePathIn(activity_id=request.activity_id, sitting_ids=said.sitting_ids)
    found = judge(session, actor, request.member_id, whole)
    _free(session, actor, request.member_id, found.sittings, request.id)
    reason = reason_of(in_force(session, actor.council_id), said.reason)
    request.reason, request.detail = said.reason, said.detail
    request.verdict = "excused" if reason.counted else "excused_not_counted"
    kept = {line.sitting_id: line for line, _ in queries.lines(session, actor.council_id, [request.id])}
    wanted = {one.id for one in found.sittings}
    for sitting_id, line in kept.items():
        if sitting_id not in wanted:
            session.delete(line)
    _hold(session, request, [one for one in found.sittings if one.id not in kept])
    request.version += 1
    if not said.draft:
        _send(session, actor, request, found)
    session.flush()
    noted(session, request, "leave:draft" if said.draft else "leave:submit")
    return request.id


def mine(session: Session, actor: Actor, request_id: str) -> LeaveRequest:
    """Return the caller's own request, locked.

    Raises:
        NotFound: missing, or somebody else's.
    """
    request = queries.request(session, actor.council_id, request_id, lock=True)
    if request is None or request.member_id != actor.member_id:
        raise NotFound()
    return request


def _new(
    session: Session, actor: Actor, member_id: str, said: LeavePathIn, found: Asked, code: str
) -> LeaveRequest:
    _free(session, actor, member_id, found.sittings, "")
    reason = reason_of(in_force(session, actor.council_id), code)
    request = LeaveRequest(
        council_id=actor.council_id,
        id=new_id(),
        activity_id=said.activity_id,
        member_id=member_id,
        form="written",
        retrospective=found.timing.retrospective,
        state="draft",
        reason=code,
        verdict="excused" if reason.counted else "excused_not_counted",
        detail="",
        round=0,
        step=0,
        steps=0,
        created_at=clock.now(),
        version=1,
    )
    session.add(request)
    session.flush()
    _hold(session, request, found.sittings)
    return request


def _hold(session: Session, request: LeaveRequest, sittings: Sequence[Sitting]) -> None:
    session.add_all(
        LeaveSitting(
            council_id=request.council_id,
            id=new_id(),
            request_id=request.id,
            sitting_id=one.id,
            member_id=request.member_id,
        )
        for one in sittings
    )


def _free(session: Session, actor: Actor, member_id: str, sittings: Sequence[Sitting], but: str) -> None:
    """Refuse a second request for a sitting; one that lapsed or was cancelled is none."""
    ids = [one.id for one in sittings]
    for row in queries.asked_already(session, actor.council_id, member_id, ids, LIVE):
        lapsed = row.state == "pending_slip" and row.slip_due_on < clock.today()
        if row.id != but and not lapsed:
            raise Conflict("其中有的场次已经请过假，请先查看或撤回原来的请假。", word="asked_already")


def _send(session: Session, actor: Actor, request: LeaveRequest, found: Asked) -> None:
    if found.refusal:
        raise Conflict(found.refusal, word="not_possible")
    request.state, request.round, request.step = "submitted", request.round + 1, 0
    request.steps, request.step_at = len(found.steps), clock.now()
    request.short_notice = found.timing.short_notice
    request.retrospective = found.timing.retrospective
    for step, called in enumerate(found.steps):
        section = called.section[0] if called.section else None
        whom: list[str | None] = [id_ for id_, _ in called.members] or [None]
        session.add_all(
            LeaveApprover(
                council_id=request.council_id,
                id=new_id(),
                request_id=request.id,
                round=request.round,
                step=step,
                approver=called.approver,
                member_id=member_id,
                section_id=section,
            )
            for member_id in whom
        )
    if found.span == "whole" and not found.timing.retrospective:
        decline_on_leave(session, actor, request.activity_id)


def noted(session: Session, request: LeaveRequest, action: str) -> None:
    """Keep an act on a request in the audit."""
    after = {"state": request.state, "activity": request.activity_id, "version": request.version}
    audit.record(session, action, "leave", request.id, after=after)
