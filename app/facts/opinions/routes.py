"""Routes of opinions until they are verified."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In, InToCreate, location
from app.core.http.etags import IfMatch, version_of
from app.core.http.paging import Cursor, Limit, Page, read_cursor
from app.core.ids import Id
from app.facts.opinions import service, views
from app.facts.opinions.schemas import OpinionEdit, OpinionIn, OpinionOut, OpinionRow
from app.facts.schemas import ClaimState, TitlePart

router = APIRouter(tags=["社情民意"])


@router.post("/opinions", status_code=201, summary="报送社情民意")
async def create_opinion(door: InToCreate, response: Response, body: OpinionIn) -> OpinionOut:
    """Hand an opinion in: members for themselves, the office for anybody."""
    made = await door.create("claim:create", service.create, views.show, body)
    location(response, f"/api/v1/opinions/{made.id}")
    response.headers["ETag"] = f'"{made.version}"'
    return made


@router.get("/opinions", summary="社情民意列表")
async def list_opinions(
    door: In,
    state: ClaimState | None = None,
    topic: Annotated[str | None, Query(max_length=60)] = None,
    urgent: bool | None = None,
    member_id: Annotated[Id | None, Query(description="作者或合作者。")] = None,
    section_id: Id | None = None,
    q: TitlePart = None,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[OpinionRow]:
    """List the opinions the caller may see, newest first."""
    return await door.read(
        "claim:view",
        views.page,
        limit,
        after=read_cursor(cursor),
        state=state,
        topic=topic,
        urgent=urgent,
        member_id=member_id,
        q=q,
        section_id=section_id,
    )


@router.get("/opinions/{opinion_id}", summary="社情民意")
async def get_opinion(door: In, response: Response, opinion_id: Id) -> OpinionOut:
    """Return one opinion in full; the text of instructions only for secretariat and chair."""
    shown = await door.read("claim:view", views.show, opinion_id)
    response.headers["ETag"] = f'"{shown.version}"'
    if any(one.text for one in shown.instructions):
        response.headers["Cache-Control"] = "no-store"
    return shown


@router.patch("/opinions/{opinion_id}", summary="修改社情民意")
async def edit_opinion(
    door: In, response: Response, opinion_id: Id, body: OpinionEdit, if_match: IfMatch = None
) -> OpinionOut:
    """Change an opinion before it is verified; adoptions and instructions have verbs."""

    def work(session: Session, actor: Actor) -> OpinionOut:
        service.change(session, actor, opinion_id, body, version_of(if_match))
        return views.show(session, actor, opinion_id)

    shown = await door.write("claim:create", work)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown
