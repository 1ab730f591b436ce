"""Routes of objections."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In
from app.core.http.etags import IfMatch, version_of
from app.core.http.paging import Cursor, Limit, Page
from app.core.ids import Id
from app.standings.objections import service, views
from app.standings.objections.schemas import DecisionIn, ObjectionFull, ObjectionIn, ObjectionOut

router = APIRouter(tags=["异议"])
State = Annotated[
    Literal["open", "upheld", "rejected", "withdrawn"] | None, Query(description="只看这种状态。")
]
_DONE: dict[int | str, dict[str, Any]] = {409: {"description": "已经办结。"}}


@router.post("/me/objections", summary="提出异议", status_code=201)
async def open_objection(door: In, body: ObjectionIn) -> ObjectionFull:
    """Doubt a line of one's own result in force, with the reason; it is answered within five working days."""
    return await door.create("objection:open", service.open_, views.show, body)


@router.get("/me/objections", summary="我的异议")
async def list_own_objections(door: In, limit: Limit = 50, cursor: Cursor = None) -> Page[ObjectionOut]:
    """List one's own objections, the newest first."""
    return await door.read("objection:open", views.own, limit, cursor)


@router.get("/objections", summary="异议列表")
async def list_objections(
    door: In, state: State = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[ObjectionOut]:
    """List objections that one may see: one's own, those of one's section, all for the office."""
    return await door.read("objection:view", views.page, state, limit, cursor)


@router.get("/objections/{objection_id}", summary="一项异议")
async def get_objection(door: In, objection_id: Id) -> ObjectionFull:
    """Return an objection, its line in the result it doubts and in the one in force, and what changed."""
    return await door.read("objection:view", views.show, objection_id)


@router.post("/objections/{objection_id}/withdraw", summary="撤回异议", responses=_DONE)
async def withdraw_objection(door: In, objection_id: Id, if_match: IfMatch = None) -> ObjectionFull:
    """Take one's own objection back before it is answered."""
    version = version_of(if_match) if if_match is not None else None

    def work(session: Session, actor: Actor) -> ObjectionFull:
        return views.show(session, actor, service.withdraw(session, actor, objection_id, version))

    return await door.write("objection:open", work)


@router.post("/objections/{objection_id}/decide", summary="答复异议", responses=_DONE)
async def decide_objection(
    door: In, objection_id: Id, body: DecisionIn, if_match: IfMatch = None
) -> ObjectionFull:
    """Answer an objection with the reason. Points change only when the ledger is corrected and run anew.

    Refused to the member who asked, and to whoever verified the record in question.
    """
    version = version_of(if_match) if if_match is not None else None

    def work(session: Session, actor: Actor) -> ObjectionFull:
        return views.show(session, actor, service.decide(session, actor, objection_id, body, version))

    return await door.write("objection:decide", work)
