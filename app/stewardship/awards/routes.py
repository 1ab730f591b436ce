"""Routes of awards and honours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import Door, In, InToCreate
from app.core.http.etags import IfMatch, version_of
from app.core.http.paging import Cursor, Limit, Page
from app.core.ids import Id
from app.stewardship.awards import publish, service, views
from app.stewardship.awards.schemas import (
    AwardFull,
    AwardIn,
    AwardOut,
    ChoiceIn,
    Honours,
    NomineeIn,
    PapersIn,
    ReasonIn,
)

router = APIRouter(tags=["评选表彰"])
_STAGE: dict[int | str, dict[str, Any]] = {409: {"description": "评选不在这一步，什么都没有改。"}}


async def _act(
    door: Door, permission: str, act: Callable[..., str], if_match: str | None, *args: Any
) -> AwardFull:
    version = (version_of(if_match) if if_match is not None else None,)

    def work(session: Session, actor: Actor) -> AwardFull:
        return views.show(session, actor, act(session, actor, *args, *version))

    return await door.write(permission, work)


@router.post("/awards", summary="新建评选", status_code=201)
async def open_award(door: InToCreate, body: AwardIn) -> AwardFull:
    """Open an award for recommendations, with its quota and who does not take part."""
    return await door.create("award:prepare", service.open_, views.show, body)


@router.get("/awards", summary="评选列表")
async def list_awards(
    door: In,
    year: Annotated[int | None, Query(ge=1949, le=2200, description="只看这一年度。")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[AwardOut]:
    """List awards, the newest first."""
    return await door.read("award:view", views.page, year, limit, cursor)


@router.get("/awards/{award_id}", summary="一项评选")
async def get_award(door: In, award_id: Id) -> AwardFull:
    """Return an award with everybody recommended: by whom, why, papers, choice, exclusions."""
    return await door.read("award:view", views.show, award_id)


@router.post("/awards/{award_id}/nominees", summary="推荐", responses=_STAGE)
async def recommend(door: In, award_id: Id, body: NomineeIn) -> AwardFull:
    """Recommend a member, or a member's piece, with the reason; whoever is excluded is refused."""

    def work(session: Session, actor: Actor) -> AwardFull:
        return views.show(session, actor, service.recommend(session, actor, award_id, body))

    return await door.write("award:recommend", work)


@router.delete("/awards/{award_id}/nominees/{nominee_id}", summary="撤回推荐", responses=_STAGE)
async def unrecommend(door: In, award_id: Id, nominee_id: Id) -> AwardFull:
    """Take a recommendation back while recommendations are open."""

    def work(session: Session, actor: Actor) -> AwardFull:
        return views.show(session, actor, service.unrecommend(session, actor, award_id, nominee_id))

    return await door.write("award:recommend", work)


@router.post("/awards/{award_id}/close", summary="进入下一步", responses=_STAGE)
async def close_stage(door: In, award_id: Id, if_match: IfMatch = None) -> AwardFull:
    """Go on from recommendations to papers, from papers to the panel."""
    return await _act(door, "award:prepare", service.close, if_match, award_id)


@router.post("/awards/{award_id}/nominees/{nominee_id}/papers", summary="审核材料", responses=_STAGE)
async def judge_papers(
    door: In, award_id: Id, nominee_id: Id, body: PapersIn, if_match: IfMatch = None
) -> AwardFull:
    """Say whether a nominee's papers are in order."""
    return await _act(door, "award:prepare", service.judge, if_match, award_id, nominee_id, body)


@router.post("/awards/{award_id}/choose", summary="登记评审结果", responses=_STAGE)
async def choose(door: In, award_id: Id, body: ChoiceIn, if_match: IfMatch = None) -> AwardFull:
    """Record whom a body chose: never more than the quota, nobody excluded."""
    return await _act(door, "award:prepare", service.choose, if_match, award_id, body)


@router.post("/awards/{award_id}/publish", summary="公布", responses=_STAGE)
async def publish_award(door: In, award_id: Id, if_match: IfMatch = None) -> AwardFull:
    """Publish: each who was chosen gets one record in the ledger, even if the award was told before."""
    return await _act(door, "award:prepare", publish.publish, if_match, award_id)


@router.post("/awards/{award_id}/cancel", summary="取消评选", responses=_STAGE)
async def cancel_award(door: In, award_id: Id, body: ReasonIn, if_match: IfMatch = None) -> AwardFull:
    """Give an award up before it is published."""
    return await _act(door, "award:prepare", service.cancel, if_match, award_id, body)


@router.get("/honours", summary="本会荣誉")
async def list_honours(door: In) -> Honours:
    """List what the council itself has won, across the terms."""
    return await door.read("honour:view", views.council_honours)


@router.get("/me/honours", summary="我的荣誉")
async def list_own_honours(door: In) -> Honours:
    """List the verified awards of the member, newest first."""
    return await door.read("honour:view_own", views.own_honours)
