"""Routes of the light kinds until they are verified."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In, InToCreate, location
from app.core.http.etags import IfMatch, version_of
from app.core.http.headers import NO_STORE
from app.core.http.paging import Cursor, Limit, Page, read_cursor
from app.core.ids import Id
from app.facts.contributions import service, views
from app.facts.contributions.bodies import (
    ContributionEdit,
    ContributionIn,
    ContributionOut,
    KindOut,
    KindWord,
)
from app.facts.schemas import ClaimState, TitlePart

router = APIRouter(tags=["其他履职"])
EXAMPLE = {
    "kind": "research_report",
    "title": "关于农村养老服务的调研报告",
    "occurred_on": "2022-06-30",
    "data": {"adopted_by": ["county"]},
}


@router.get("/contribution-kinds", summary="履职类别")
async def list_contribution_kinds(door: In) -> list[KindOut]:
    """List the light kinds with label, subject and the JSON schema of their data."""
    return await door.read("claim:view", lambda session, actor: views.kinds())


@router.post("/contributions", status_code=201, summary="填报其他履职")
async def create_contribution(
    door: InToCreate, response: Response, body: Annotated[ContributionIn, Body(examples=[EXAMPLE])]
) -> ContributionOut:
    """Enter a contribution; ``kind`` decides what ``data`` holds."""
    made = await door.create("claim:create", service.create, views.show, body)
    location(response, f"/api/v1/contributions/{made.id}")
    response.headers["ETag"] = f'"{made.version}"'
    return made


@router.get("/contributions", summary="其他履职列表")
async def list_contributions(
    door: In,
    kind: Annotated[KindWord | None, Query(description="履职类别。")] = None,
    state: ClaimState | None = None,
    member_id: Annotated[Id | None, Query(description="作者或合作者。")] = None,
    section_id: Id | None = None,
    q: TitlePart = None,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[ContributionOut]:
    """List the contributions the caller may see, newest first."""
    return await door.read(
        "claim:view",
        views.page,
        limit,
        after=read_cursor(cursor),
        kind=kind,
        state=state,
        member_id=member_id,
        q=q,
        section_id=section_id,
    )


@router.get("/contributions/{contribution_id}", summary="其他履职")
async def get_contribution(door: In, response: Response, contribution_id: Id) -> ContributionOut:
    """Return one contribution; its version is the ``ETag`` for ``PATCH``."""
    shown = await door.read("claim:view", views.show, contribution_id)
    response.headers["ETag"] = f'"{shown.version}"'
    if shown.type == "instruction":
        response.headers.update(NO_STORE)
    return shown


@router.patch("/contributions/{contribution_id}", summary="修改其他履职")
async def edit_contribution(
    door: In,
    response: Response,
    contribution_id: Id,
    body: Annotated[ContributionEdit, Body(examples=[{"kind": "media_item", "title": "新标题"}])],
    if_match: IfMatch = None,
) -> ContributionOut:
    """Change a contribution before it is verified; its kind is fixed."""

    def work(session: Session, actor: Actor) -> Any:
        service.change(session, actor, contribution_id, body, version_of(if_match))
        return views.show(session, actor, contribution_id)

    shown: ContributionOut = await door.write("claim:create", work)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown
