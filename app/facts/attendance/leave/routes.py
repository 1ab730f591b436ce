"""Routes of leave: the member's own, the approvers', the council's rules."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In, InToCreate, location
from app.core.http.etags import IfMatch, version_of
from app.core.http.paging import Cursor, Limit, Page
from app.core.ids import Id
from app.facts.attendance.leave import back, decide, deputies, rules, service, views
from app.facts.attendance.leave.rulebook import LeaveRulesIn
from app.facts.attendance.leave.schemas import (
    DeputyIn,
    DeputyOut,
    LeaveEdit,
    LeaveIn,
    LeaveNote,
    LeaveOut,
    LeavePath,
    LeavePathIn,
    LeaveRulesOut,
    LeaveSpoken,
    LeaveTry,
    LeaveVerdictIn,
)

router = APIRouter(tags=["请假"])
Shown = TypeVar("Shown", LeaveOut, LeaveRulesOut)


@router.get("/leave-rules", summary="请假规定")
async def get_leave_rules(door: In, response: Response) -> LeaveRulesOut:
    """Return who decides which leave, the reasons and the thresholds; ``ETag`` for ``PUT``."""
    return _tagged(response, await door.read("leave:view", rules.show))


@router.put("/leave-rules", summary="修改请假规定")
async def change_leave_rules(
    door: In, response: Response, body: LeaveRulesIn, if_match: IfMatch = None
) -> LeaveRulesOut:
    """Put new rules in force as a whole; requests under way keep the chain they were sent along."""
    version = version_of(if_match)
    return _tagged(response, await door.write("leave:rule", rules.change, body, version))


@router.post("/leave-rules/try", summary="试看由谁审批")
async def try_leave_rules(door: In, body: LeaveTry) -> LeavePath:
    """Return who would decide an example under a draft of the rules; nothing is kept."""
    return await door.read("leave:rule", rules.attempt, body)


@router.post("/me/leaves/path", summary="请假由谁审批")
async def preview_leave(door: In, body: LeavePathIn) -> LeavePath:
    """Return who would decide the caller's request, by name, before it is sent; nothing is kept."""
    return await door.read("leave:ask", service.path, body)


@router.post("/me/leaves", status_code=201, summary="请假")
async def ask_leave(door: InToCreate, response: Response, body: LeaveIn) -> LeaveOut:
    """Ask to be away from sittings of an activity, or keep a draft; after the beginning it is 补假."""
    made = await door.create("leave:ask", service.ask, views.show, body)
    location(response, f"/api/v1/leaves/{made.id}")
    return _tagged(response, made)


@router.get("/me/leaves", summary="我的请假")
async def my_leaves(door: In, limit: Limit = 50, cursor: Annotated[Cursor, Query()] = None) -> Page[LeaveOut]:
    """List the caller's requests, newest first, with state and chain."""
    return await door.read("leave:ask", views.own, cursor, limit)


@router.get("/leaves", summary="请假收件箱")
async def list_leaves(
    door: In,
    box: Annotated[
        Literal["waiting", "all"], Query(description="waiting 待我审批，all 我经手或本部门组织的。")
    ] = "waiting",
    state: Annotated[
        Literal["pending_slip", "submitted", "returned", "approved", "rejected", "withdrawn", "cancelled"]
        | None,
        Query(description="只看一种状态。"),
    ] = None,
    activity_id: Id | None = None,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[LeaveOut]:
    """List requests that wait for the caller, or all of the caller's chain and section, newest first."""
    return await door.read("leave:view", views.listed, box, state, activity_id, cursor, limit)


@router.post("/leaves", status_code=201, summary="登记口头请假")
async def note_leave(door: InToCreate, response: Response, body: LeaveSpoken) -> LeaveOut:
    """Note what a member asked by word of mouth; it lapses unless the member's slip follows in time."""
    made = await door.create("leave:record", service.note_spoken, views.show, body)
    location(response, f"/api/v1/leaves/{made.id}")
    return _tagged(response, made)


@router.get("/leaves/{leave_id}", summary="请假详情")
async def get_leave(door: In, response: Response, leave_id: Id) -> LeaveOut:
    """Return one request; its reason only to the applicant and the chain."""
    return _tagged(response, await door.read("leave:view", views.show, leave_id))


@router.put("/leaves/{leave_id}", summary="修改或补交假条")
async def edit_leave(
    door: In, response: Response, leave_id: Id, body: LeaveEdit, if_match: IfMatch = None
) -> LeaveOut:
    """Change a draft or a returned request, or hand in the slip of an oral one, and send it."""
    version = version_of(if_match)

    def work(session: Session, actor: Actor) -> LeaveOut:
        return views.show(session, actor, service.edit(session, actor, leave_id, body, version))

    return _tagged(response, await door.write("leave:ask", work))


@router.post("/leaves/{leave_id}/withdraw", summary="撤回请假")
async def withdraw_leave(
    door: In, response: Response, leave_id: Id, body: LeaveNote, if_match: IfMatch = None
) -> LeaveOut:
    """Take a request back before it is decided."""
    version = version_of(if_match) if if_match is not None else None

    def work(session: Session, actor: Actor) -> LeaveOut:
        return views.show(session, actor, back.withdraw(session, actor, leave_id, body.note, version))

    return _tagged(response, await door.write("leave:ask", work))


@router.post("/leaves/{leave_id}/cancel", summary="销假")
async def cancel_leave(
    door: In, response: Response, leave_id: Id, body: LeaveNote, if_match: IfMatch = None
) -> LeaveOut:
    """Come after all: granted leave no longer holds for sittings whose attendance is not confirmed."""
    version = version_of(if_match) if if_match is not None else None

    def work(session: Session, actor: Actor) -> LeaveOut:
        return views.show(session, actor, back.cancel(session, actor, leave_id, body.note, version))

    return _tagged(response, await door.write("leave:ask", work))


@router.post("/leaves/{leave_id}/decide", summary="审批请假")
async def decide_leave(door: In, response: Response, leave_id: Id, body: LeaveVerdictIn) -> LeaveOut:
    """Approve, return or refuse one step; of several at once one wins, the others get 409."""

    def work(session: Session, actor: Actor) -> LeaveOut:
        return views.show(session, actor, decide.decide(session, actor, leave_id, body))

    return _tagged(response, await door.write("leave:decide", work))


@router.get("/leave-deputies", summary="审批代理人")
async def list_deputies(door: In) -> list[DeputyOut]:
    """List delegations that are not over: one's own, or everybody's for the secretariat."""
    return await door.read("leave:decide", deputies.listed)


@router.post("/leave-deputies", status_code=201, summary="指定代理人")
async def name_deputy(door: InToCreate, body: DeputyIn) -> DeputyOut:
    """Name who decides leave in an approver's place for a span of days."""
    return await door.create("leave:decide", deputies.name, deputies.show, body)


@router.delete("/leave-deputies/{deputy_id}", status_code=204, summary="结束代理")
async def end_deputy(door: In, deputy_id: Id) -> None:
    """End a delegation at once; what was decided under it stays."""
    await door.write("leave:decide", deputies.end, deputy_id)


def _tagged(response: Response, shown: Shown) -> Shown:
    response.headers["ETag"] = f'"{shown.version}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return shown
