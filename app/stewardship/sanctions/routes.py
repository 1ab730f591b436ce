"""Routes of sanctions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import Door, In, InToCreate
from app.core.http.etags import IfMatch, version_of
from app.core.http.paging import Cursor, Limit, Page
from app.core.ids import Id
from app.stewardship.sanctions import decide, hear, prepare, views
from app.stewardship.sanctions.schemas import (
    CloseIn,
    DecisionIn,
    DropIn,
    ReconsiderIn,
    SanctionEdit,
    SanctionFull,
    SanctionIn,
    SanctionOut,
    SendIn,
    SettleIn,
    State,
    StatementIn,
)

router = APIRouter(tags=["提醒与处理"])
_STATE: dict[int | str, dict[str, Any]] = {409: {"description": "当前状态不能进行此操作，什么都没有改。"}}
Year = Annotated[int | None, Query(ge=1949, le=2200, description="只看这一年度。")]
InState = Annotated[State | None, Query(description="只看这种状态。")]


async def _act(
    door: Door, permission: str, act: Callable[..., str], sanction_id: str, body: Any, if_match: str | None
) -> SanctionFull:
    version = version_of(if_match) if if_match is not None else None

    def work(session: Session, actor: Actor) -> SanctionFull:
        return views.show(session, actor, act(session, actor, sanction_id, body, version))

    return await door.write(permission, work)


@router.post("/sanctions", summary="拟提醒或处理", status_code=201)
async def prepare_sanction(door: InToCreate, body: SanctionIn) -> SanctionFull:
    """Prepare a measure about a member, each ground with the records or lines behind it."""
    return await door.create("sanction:prepare", prepare.prepare, views.show, body)


@router.get("/sanctions", summary="提醒和处理列表")
async def list_sanctions(
    door: In, response: Response, state: InState = None, year: Year = None, limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[SanctionOut]:  # fmt: skip
    """List measures, the newest first; what is about the reader is not among them."""
    response.headers["Cache-Control"] = "no-store"
    return await door.read("sanction:view", views.page, state, year, limit, cursor)


@router.get("/me/sanctions", summary="与我有关的提醒和处理")
async def list_own_sanctions(door: In, response: Response) -> Page[SanctionOut]:
    """List what the member has been told of, the newest first."""
    response.headers["Cache-Control"] = "no-store"
    return await door.read("sanction:view_own", views.own)


@router.get("/sanctions/{sanction_id}", summary="一项提醒或处理")
async def get_sanction(door: In, sanction_id: Id, response: Response) -> SanctionFull:
    """Return a measure with grounds, evidence, statement and course: to the office and to its member."""
    response.headers["Cache-Control"] = "no-store"
    return await door.read("sanction:read", views.show, sanction_id)


@router.patch("/sanctions/{sanction_id}", summary="修改拟稿", responses=_STATE)
async def edit_sanction(
    door: In, sanction_id: Id, body: SanctionEdit, if_match: IfMatch = None
) -> SanctionFull:
    """Change kind or grounds while nothing has been sent to the member."""
    return await _act(door, "sanction:prepare", prepare.edit, sanction_id, body, if_match)


@router.post("/sanctions/{sanction_id}/send", summary="送交本人听取意见", responses=_STATE)
async def send_sanction(door: In, sanction_id: Id, body: SendIn, if_match: IfMatch = None) -> SanctionFull:
    """Let the member see the grounds and speak until a day; the grounds no longer change."""
    return await _act(door, "sanction:prepare", hear.send, sanction_id, body, if_match)


@router.post("/sanctions/{sanction_id}/statement", summary="本人陈述", responses=_STATE)
async def state_sanction(
    door: In, sanction_id: Id, body: StatementIn, if_match: IfMatch = None
) -> SanctionFull:
    """Keep the member's own words, or what the office writes down for the member; every version stays."""
    return await _act(door, "sanction:answer", hear.state, sanction_id, body, if_match)


@router.post("/sanctions/{sanction_id}/close-hearing", summary="结束听取意见", responses=_STATE)
async def close_hearing(door: In, sanction_id: Id, body: CloseIn, if_match: IfMatch = None) -> SanctionFull:
    """End the hearing: a statement is there, its day has passed, or the member waived it."""
    return await _act(door, "sanction:prepare", hear.close, sanction_id, body, if_match)


@router.post("/sanctions/{sanction_id}/decide", summary="登记会议决定", responses=_STATE)
async def decide_sanction(
    door: In, sanction_id: Id, body: DecisionIn, if_match: IfMatch = None
) -> SanctionFull:
    """Record what a body decided on a date. The Standing Committee alone ends a membership.

    The tenure ends on the eve of the day of effect, the seat's rights at the beginning of that day.
    """
    return await _act(door, "sanction:prepare", decide.decide, sanction_id, body, if_match)


@router.post("/sanctions/{sanction_id}/reconsider", summary="申请复议", responses=_STATE)
async def reconsider_sanction(
    door: In, sanction_id: Id, body: ReconsiderIn, if_match: IfMatch = None
) -> SanctionFull:
    """Ask for another look within thirty days; the decision stands meanwhile."""
    return await _act(door, "sanction:answer", hear.reconsider, sanction_id, body, if_match)


@router.post("/sanctions/{sanction_id}/settle", summary="登记复议结果", responses=_STATE)
async def settle_sanction(
    door: In, sanction_id: Id, body: SettleIn, if_match: IfMatch = None
) -> SanctionFull:
    """Record what came of the second look; what is lifted is undone, tenure and rights with it."""
    return await _act(door, "sanction:prepare", decide.settle, sanction_id, body, if_match)


@router.post("/sanctions/{sanction_id}/drop", summary="撤下拟稿", responses=_STATE)
async def drop_sanction(door: In, sanction_id: Id, body: DropIn, if_match: IfMatch = None) -> SanctionFull:
    """Let a proposal go before a body decided on it, with the reason."""
    return await _act(door, "sanction:prepare", prepare.drop, sanction_id, body, if_match)
