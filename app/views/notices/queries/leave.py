"""Notices of leave: decided, waiting for a slip, waiting for a decision."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Select, String, and_, bindparam, cast, exists, literal, null, or_, select

from app.core.db import JsonType
from app.facts.activities.models import Activity
from app.facts.attendance.leave.models import LeaveApprover, LeaveDecision, LeaveDeputy, LeaveRequest
from app.facts.models import Claim

_council: Any = bindparam("council")
_member: Any = bindparam("member")
_NO_NUMBER, _NO_WORDS = cast(null(), BigInteger), cast(null(), JsonType)


def _words(text: str) -> Any:
    return literal(text, String)


def decided() -> Select[Any]:
    """What was decided about the member's own requests for leave, step by step."""
    return (
        select(
            LeaveDecision.decided_at,
            LeaveDecision.id,
            _words("leave_decided"),
            LeaveRequest.id,
            _words("leave"),
            Claim.title,
            LeaveDecision.decision,
            LeaveDecision.comment,
            Claim.occurred_on,
            _NO_NUMBER,
            _NO_WORDS,
            _NO_WORDS,
        )
        .join(
            LeaveRequest,
            and_(
                LeaveRequest.council_id == LeaveDecision.council_id,
                LeaveRequest.id == LeaveDecision.request_id,
            ),
        )
        .join(Claim, and_(Claim.council_id == LeaveRequest.council_id, Claim.id == LeaveRequest.activity_id))
        .where(LeaveRequest.council_id == _council, LeaveRequest.member_id == _member)
    )


def noted() -> Select[Any]:
    """The member's oral requests whose slip is not there yet."""
    return (
        select(
            LeaveRequest.created_at,
            LeaveRequest.id,
            _words("leave_slip"),
            LeaveRequest.id,
            _words("leave"),
            Claim.title,
            _words(""),
            _words(""),
            LeaveRequest.slip_due_on,
            _NO_NUMBER,
            _NO_WORDS,
            _NO_WORDS,
        )
        .join(Claim, and_(Claim.council_id == LeaveRequest.council_id, Claim.id == LeaveRequest.activity_id))
        .where(
            LeaveRequest.council_id == _council,
            LeaveRequest.member_id == _member,
            LeaveRequest.state == "pending_slip",
            LeaveRequest.slip_due_on >= bindparam("today"),
        )
    )


def waits() -> Select[Any]:
    """Requests that wait for the member to decide, as approver or as deputy of one."""
    instead = exists().where(
        LeaveDeputy.council_id == LeaveApprover.council_id,
        LeaveDeputy.member_id == LeaveApprover.member_id,
        LeaveDeputy.deputy_id == _member,
        LeaveDeputy.ended_at.is_(None),
        LeaveDeputy.starts_on <= bindparam("today"),
        LeaveDeputy.ends_on >= bindparam("today"),
    )
    return (
        select(
            LeaveRequest.step_at,
            LeaveApprover.id,
            _words("leave_waits"),
            LeaveRequest.id,
            _words("leave"),
            Claim.title,
            _words(""),
            _words(""),
            Claim.occurred_on,
            _NO_NUMBER,
            _NO_WORDS,
            _NO_WORDS,
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
            LeaveRequest.council_id == _council,
            LeaveRequest.state == "submitted",
            LeaveRequest.member_id != _member,
            Activity.state != "cancelled",
            or_(LeaveApprover.member_id == _member, instead),
        )
    )
