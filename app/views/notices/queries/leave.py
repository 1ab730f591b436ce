"""Notices of leave: decided, waiting for a slip, waiting for a decision."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, or_

from app.facts.activities.models import Activity
from app.facts.attendance.leave.models import LeaveApprover, LeaveDecision, LeaveDeputy, LeaveRequest
from app.facts.models import Claim
from app.views.notices.queries.notice import COUNCIL, MEMBER, notice


def decided() -> Select[Any]:
    """What was decided about the member's own requests for leave, step by step."""
    return (
        notice(
            LeaveDecision.decided_at,
            LeaveDecision.id,
            "leave_decided",
            LeaveRequest.id,
            "leave",
            title=Claim.title,
            status=LeaveDecision.decision,
            reason=LeaveDecision.comment,
            day=Claim.occurred_on,
        )
        .join(
            LeaveRequest,
            and_(
                LeaveRequest.council_id == LeaveDecision.council_id,
                LeaveRequest.id == LeaveDecision.request_id,
            ),
        )
        .join(Claim, and_(Claim.council_id == LeaveRequest.council_id, Claim.id == LeaveRequest.activity_id))
        .where(LeaveRequest.council_id == COUNCIL, LeaveRequest.member_id == MEMBER)
    )


def noted() -> Select[Any]:
    """The member's oral requests whose slip is not there yet."""
    return (
        notice(
            LeaveRequest.created_at,
            LeaveRequest.id,
            "leave_slip",
            LeaveRequest.id,
            "leave",
            title=Claim.title,
            day=LeaveRequest.slip_due_on,
        )
        .join(Claim, and_(Claim.council_id == LeaveRequest.council_id, Claim.id == LeaveRequest.activity_id))
        .where(
            LeaveRequest.council_id == COUNCIL,
            LeaveRequest.member_id == MEMBER,
            LeaveRequest.state == "pending_slip",
            LeaveRequest.slip_due_on >= bindparam("today"),
        )
    )


def waits() -> Select[Any]:
    """Requests that wait for the member to decide, as approver or as deputy of one."""
    instead = exists().where(
        LeaveDeputy.council_id == LeaveApprover.council_id,
        LeaveDeputy.member_id == LeaveApprover.member_id,
        LeaveDeputy.deputy_id == MEMBER,
        LeaveDeputy.ended_at.is_(None),
        LeaveDeputy.starts_on <= bindparam("today"),
        LeaveDeputy.ends_on >= bindparam("today"),
    )
    return (
        notice(
            LeaveRequest.step_at,
            LeaveApprover.id,
            "leave_waits",
            LeaveRequest.id,
            "leave",
            title=Claim.title,
            day=Claim.occurred_on,
        )
        .join(
            LeaveApprover,
            and_(
                LeaveApprover.council_id == LeaveRequest.council_id,
                LeaveApprover.request_id == LeaveRequest.id,
                LeaveApprover.round == LeaveRequest.round,
                LeaveApprover.step == LeaveRequest.step,
            ),
        )
        .join(Claim, and_(Claim.council_id == LeaveRequest.council_id, Claim.id == LeaveRequest.activity_id))
        .join(Activity, and_(Activity.council_id == Claim.council_id, Activity.id == Claim.id))
        .where(
            LeaveRequest.council_id == COUNCIL,
            LeaveRequest.state == "submitted",
            LeaveRequest.member_id != MEMBER,
            Activity.state != "cancelled",
            or_(LeaveApprover.member_id == MEMBER, instead),
        )
    )
