"""Routes of care."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In, InToCreate
from app.core.http.etags import IfMatch, version_of
from app.core.http.paging import Cursor, Limit, Page
from app.core.ids import Id
from app.stewardship.care import service, views
from app.stewardship.care.schemas import (
    Birthdays,
    LinkEnd,
    LinkIn,
    LinkOut,
    UnvisitedList,
    VisitIn,
    VisitOut,
)


async def _not_kept(response: Response) -> None:
    """Let no cache keep what may tell of health or need."""
    response.headers["Cache-Control"] = "no-store"


router = APIRouter(tags=["关心关爱"], dependencies=[Depends(_not_kept)])
_DONE: dict[int | str, dict[str, Any]] = {409: {"description": "已经跟进、结束或划去。"}}


@router.post("/care-links", summary="登记联系关系", status_code=201)
async def link_members(door: InToCreate, body: LinkIn) -> Page[LinkOut]:
    """Let a leader keep contact with a member; return every contact of today."""

    def show(session: Session, actor: Actor, link_id: str) -> Page[LinkOut]:
        return views.links(session, actor)

    return await door.create("care:link", service.link, show, body)


@router.get("/care-links", summary="联系关系")
async def list_links(door: In) -> Page[LinkOut]:
    """List who keeps contact with whom today, and how often they came this year."""
    return await door.read("care:view", views.links)


@router.get("/me/care-links", summary="我联系的委员")
async def list_own_links(door: In) -> Page[LinkOut]:
    """List whom one keeps contact with, and how often one came this year."""
    return await door.read("care:view_own", views.own_links)


@router.post("/care-links/{link_id}/end", summary="结束联系", responses=_DONE)
async def end_link(door: In, link_id: Id, body: LinkEnd) -> Page[LinkOut]:
    """End a contact on a day; return every contact of today."""

    def work(session: Session, actor: Actor) -> Page[LinkOut]:
        service.unlink(session, actor, link_id, body)
        return views.links(session, actor)

    return await door.write("care:link", work)


@router.post("/care-visits", summary="登记走访慰问", status_code=201)
async def record_visit(door: InToCreate, body: VisitIn) -> VisitOut:
    """Record a visit; notes are encrypted and read by the office, the visitor and the writer only."""
    return await door.create("care:record", service.record, views.show, body)


@router.get("/care-visits", summary="走访慰问")
async def list_visits(
    door: In,
    member_id: Annotated[Id | None, Query(description="只看这位委员。")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[VisitOut]:
    """List visits, the newest first; sensitive kinds and notes are masked for most readers."""
    return await door.read("care:view", views.page, member_id, limit, cursor)


@router.get("/care-visits/{visit_id}", summary="一次走访慰问")
async def get_visit(door: In, visit_id: Id) -> VisitOut:
    """Return a visit as the reader may see it."""
    return await door.read("care:view", views.show, visit_id)


@router.post("/care-visits/{visit_id}/follow-up", summary="登记已跟进", responses=_DONE)
async def follow_up_visit(door: In, visit_id: Id, if_match: IfMatch = None) -> VisitOut:
    """Say that what was promised is done."""
    version = version_of(if_match) if if_match is not None else None

    def work(session: Session, actor: Actor) -> VisitOut:
        return views.show(session, actor, service.follow_up(session, actor, visit_id, version))

    return await door.write("care:record", work)


@router.post("/care-visits/{visit_id}/strike", summary="划去误登的走访", responses=_DONE)
async def strike_visit(door: In, visit_id: Id, if_match: IfMatch = None) -> VisitOut:
    """Strike out what was entered by mistake; its notes are removed for good."""
    version = version_of(if_match) if if_match is not None else None

    def work(session: Session, actor: Actor) -> VisitOut:
        return views.show(session, actor, service.strike(session, actor, visit_id, version))

    return await door.write("care:record", work)


@router.get("/care-follow-ups", summary="待跟进的事")
async def list_follow_ups(door: In) -> Page[VisitOut]:
    """List what is still to be followed up, the earliest day first."""
    return await door.read("care:view", views.due)


@router.get("/care-birthdays", summary="生日")
async def list_birthdays(
    door: In, month: Annotated[int | None, Query(ge=1, le=12, description="月份，默认本月。")] = None
) -> Birthdays:
    """List the birthdays of a month by day; the year of birth is never told."""
    return await door.read("care:view", views.birthdays, month)


@router.get("/care-unvisited", summary="本年度尚未走访的委员")
async def list_unvisited(
    door: In,
    year: Annotated[int | None, Query(ge=1949, le=2200, description="履职年度，默认今年。")] = None,
) -> UnvisitedList:
    """List who was not visited in a duty year, with who keeps contact with them."""
    return await door.read("care:view", views.unvisited, year)
