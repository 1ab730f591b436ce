"""Decide one step of a chain: one winner, whoever else presses too."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Forbidden, Invalid, NotFound
from app.core.ids import new_id
from app.facts.activities.answers import after_leave
from app.facts.attendance.leave import queries
from app.facts.attendance.leave.deputies import hats_of
from app.facts.attendance.leave.models import LeaveApprover, LeaveDecision, LeaveRequest
from app.facts.attendance.leave.policy import Hats
from app.facts.attendance.leave.schemas import STATE_LABELS, LeaveVerdictIn
from app.facts.attendance.leave.views import names_of, visible


def decide(session: Session, actor: Actor, request_id: str, said: LeaveVerdictIn) -> str:
    """Approve, return or refuse the step that the caller saw; return the request's id.

    Raises:
        NotFound: missing, or none of the caller's business.
        Forbidden: one's own request, or somebody else's step.
        Conflict: the step is decided already (``already_decided``), or nothing waits.
        Invalid: a return or refusal, or a noted one, without a word why.
    """
    request = queries.request(session, actor.council_id, request_id, lock=True)
    if request is None or not visible(session, actor, request_id):
        raise NotFound()
    if request.member_id == actor.member_id:
        raise Forbidden("不能审批自己的请假。", word="own_request")
    rows = queries.approvers(session, actor.council_id, [request.id])
    called = [row for row in rows if (row[0].round, row[0].step) == (said.round, said.step)]
    if (request.state, request.round, request.step) != ("submitted", said.round, said.step):
        raise Conflict(_late(session, actor, request, said), word="already_decided", state=request.state)
    way, for_member = _way(hats_of(session, actor), [row[0] for row in called], said)
    if way is None:
        raise Forbidden(f"这一步由{'、'.join(names_of(called))}审批。", word="not_your_step")
    if not said.comment and (said.decision != "approved" or way == "recorded"):
        word = "请写明书面批示的情况。" if way == "recorded" else "请写明原因，申请人会看到。"
        raise Invalid(errors=[FieldError("comment", "missing", word)])
    session.add(
        LeaveDecision(
            council_id=actor.council_id,
            id=new_id(),
            request_id=request.id,
            round=said.round,
            step=said.step,
            decision=said.decision,
            way=way,
            comment=said.comment,
            for_member_id=for_member,
            decided_by=actor.account_id,
            decided_at=clock.now(),
        )
    )
    _advance(request, said.decision)
    if request.state == "rejected":
        after_leave(session, request.council_id, request.activity_id, request.member_id, comes=False)
    session.flush()
    after = {"decision": said.decision, "step": said.step, "way": way, "state": request.state}
    audit.record(session, "leave:decide", "leave", request.id, after=after)
    return request.id


def _advance(request: LeaveRequest, decision: str) -> None:
    request.version += 1
    if decision == "approved" and request.step + 1 < request.steps:
        request.step, request.step_at = request.step + 1, clock.now()
        return
    request.state = decision
    if decision != "returned":
        request.ended_at = clock.now()


def _way(hats: Hats, called: list[LeaveApprover], said: LeaveVerdictIn) -> tuple[str | None, str | None]:
    """Return how the caller decides, and in whose place; no way when it is not their step."""
    for row in called:
        if row.member_id is not None and row.member_id == hats.member_id:
            return "own", None
        if row.section_id is not None and row.section_id == hats.section_id:
            return "own", None
        if row.approver == "secretariat" and row.member_id is None and hats.secretariat:
            return "own", None
    for row in called:
        if row.member_id in hats.stands_for:
            return "deputy", row.member_id
    if said.recorded and hats.secretariat:
        return "recorded", called[0].member_id
    return None, None


def _late(session: Session, actor: Actor, request: LeaveRequest, said: LeaveVerdictIn) -> str:
    for row, by, _ in queries.decisions(session, actor.council_id, [request.id]):
        if (row.round, row.step) == (said.round, said.step):
            what = {"approved": "同意", "returned": "退回", "rejected": "不同意"}[row.decision]
            return f"这一步已由{by}办理（{what}），请刷新查看。"
    return f"这份请假{STATE_LABELS[request.state]}，请刷新查看。"
