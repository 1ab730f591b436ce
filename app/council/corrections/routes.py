"""Routes of requests for corrections."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In, InToCreate, location
from app.core.http.paging import Cursor, Limit, Page
from app.core.ids import Id
from app.council.corrections import service, show
from app.council.corrections.schemas import (
    CorrectionDecision,
    CorrectionNew,
    CorrectionOut,
    CorrectionRow,
    CorrectionState,
)

router = APIRouter(tags=["更正申请"])
_DONE: dict[int | str, dict[str, Any]] = {409: {"description": "已经办结，或这一项已有变动。"}}


@router.post("/me/corrections", status_code=201, summary="申请更正基本情况")
async def ask_correction(door: InToCreate, response: Response, body: CorrectionNew) -> CorrectionOut:
    """Ask the office to correct one fact about oneself; one request per fact may wait at a time."""
    made = await door.create("correction:ask", service.ask, show.show_own, body)
    location(response, "/api/v1/me/corrections")
    return made


@router.get("/me/corrections", summary="我的更正申请")
async def my_corrections(
    door: In, limit: Limit = 50, cursor: Annotated[Cursor, Query()] = None
) -> Page[CorrectionOut]:
    """List one's own requests, newest first, each with its answer."""
    return await door.read("correction:ask", show.own, cursor, limit)


@router.post("/corrections/{correction_id}/withdraw", summary="撤回更正申请", responses=_DONE)
async def withdraw_correction(door: In, correction_id: Id) -> CorrectionOut:
    """Take one's own request back before it is answered."""

    def work(session: Session, actor: Actor) -> CorrectionOut:
        return show.show_own(session, actor, service.withdraw(session, actor, correction_id))

    return await door.write("correction:ask", work)


@router.get("/corrections", summary="更正申请列表")
async def list_corrections(
    door: In,
    state: Annotated[CorrectionState | None, Query(description="只看这种状态。")] = None,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[CorrectionRow]:
    """List the council's requests, those that wait first, beside the facts as they stand."""
    return await door.read("correction:decide", show.everybodys, state, cursor, limit)


@router.post("/corrections/{correction_id}/decide", summary="答复更正申请", responses=_DONE)
async def decide_correction(door: In, correction_id: Id, body: CorrectionDecision) -> CorrectionRow:
    """Answer a request, once. Accepting changes the member's fact; refusing needs a reason."""

    def work(session: Session, actor: Actor) -> CorrectionRow:
        return show.show(session, actor, service.decide(session, actor, correction_id, body))

    return await door.write("correction:decide", work)
