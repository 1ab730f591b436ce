"""Take a request back, or come after all."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.errors import Conflict, Stale
from app.facts.activities.answers import after_leave
from app.facts.attendance.leave import queries
from app.facts.attendance.leave.models import LeaveRequest
from app.facts.attendance.leave.service import mine, noted


def withdraw(session: Session, actor: Actor, request_id: str, note: str, version: int | None) -> str:
    """Take a request back before it is decided.

    Raises:
        NotFound: not the caller's. Conflict: it is decided.
    """
    request = mine(session, actor, request_id)
    _expect(request, version)
    if request.state not in {"draft", "submitted", "returned", "pending_slip"}:
        raise Conflict("请假已办结，不能撤回；已准假的可以销假。", word="illegal_transition")
    _end(request, "withdrawn", note)
    after_leave(session, request.council_id, request.activity_id, request.member_id, comes=False)
    session.flush()
    noted(session, request, "leave:withdraw")
    return request.id


def cancel(session: Session, actor: Actor, request_id: str, note: str, version: int | None) -> str:
    """Come after all (销假): sittings whose roll is open are no longer excused.

    Raises:
        NotFound: not the caller's.
        Conflict: it was never granted, or every sitting is closed (``roll_closed``).
    """
    request = mine(session, actor, request_id)
    _expect(request, version)
    if request.state != "approved":
        raise Conflict("没有已准的假可销。", word="illegal_transition")
    kept = [line for line, _ in queries.lines(session, actor.council_id, [request.id])]
    held = queries.held(session, actor.council_id, [line.sitting_id for line in kept], lock=True)
    open_ = {one.id for one in held if one.roll_state == "open"}
    mine_ = [line for line in kept if line.sitting_id in open_ and line.cancelled_at is None]
    if not mine_:
        raise Conflict("各场出席都已确认，不能销假；情况有误请联系组织部门更正。", word="roll_closed")
    for line in mine_:
        line.cancelled_at = clock.now()
    request.version += 1
    if all(line.cancelled_at is not None for line in kept):
        _end(request, "cancelled", note)
    after_leave(session, request.council_id, request.activity_id, request.member_id, comes=True)
    session.flush()
    noted(session, request, "leave:cancel")
    return request.id


def _end(request: LeaveRequest, state: str, note: str) -> None:
    request.state, request.note, request.ended_at = state, note, clock.now()
    request.version += 1


def _expect(request: LeaveRequest, version: int | None) -> None:
    if version is not None and request.version != version:
        raise Stale()
