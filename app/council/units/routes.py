"""Routes of units and pairings."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In, InToCreate
from app.core import clock
from app.core.errors import NotFound
from app.core.http.etags import IfMatch, version_of
from app.core.http.paging import Cursor, Limit, Page
from app.core.ids import Id
from app.council import queries
from app.council.members import show as members
from app.council.members.schemas import MemberPage, UnitKind
from app.council.schemas import PairingEnd, PairingNew, PairingOut, UnitEdit, UnitNew, UnitOut
from app.council.units import pairings, service

router = APIRouter(tags=["界别、专委会与小组"])

On = Annotated[date | None, Query(description="按哪一天的情况。", examples=["2021-06-30"])]


@router.get("/units", summary="机构列表")
async def list_units(
    door: In,
    kind: Annotated[UnitKind | None, Query(description="只列一类。")] = None,
    q: Annotated[
        str | None,
        Query(max_length=100, description="名称中的字；空格隔开的词须同时出现。", examples=["小组"]),
    ] = None,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[UnitOut]:
    """List sectors, special committees, groups, branches and sections, by kind and order."""
    return await door.read("unit:view", service.list_page, kind, q, cursor, limit)


@router.post("/units", status_code=201, summary="新增机构")
async def create_unit(door: InToCreate, response: Response, body: UnitNew) -> UnitOut:
    """Add a unit; its name is unique within its kind."""
    return _tag(response, await door.create("unit:edit", service.add, service.show, body))


@router.get("/units/{unit_id}", summary="机构")
async def get_unit(door: In, response: Response, unit_id: Id) -> UnitOut:
    """Return one unit; ``ETag`` for ``PATCH``."""
    return _tag(response, await door.read("unit:view", service.show, unit_id))


@router.patch("/units/{unit_id}", summary="修改机构")
async def edit_unit(
    door: In, response: Response, unit_id: Id, body: UnitEdit, if_match: IfMatch = None
) -> UnitOut:
    """Rename, reorder or close a unit; places in it keep their dates."""
    return _tag(response, await door.write("unit:edit", service.edit, unit_id, body, version_of(if_match)))


@router.get("/units/{unit_id}/members", summary="机构的委员")
async def list_unit_members(
    door: In,
    unit_id: Id,
    on: On = None,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> MemberPage:
    """List who has a place in the unit on a day (default: today), in 姓氏笔画 order."""
    day = on or clock.today()

    def work(session: Session, actor: Actor) -> MemberPage:
        if queries.unit(session, actor.council_id, unit_id) is None:
            raise NotFound()
        return members.list_page(
            session, actor, day, units=[unit_id], posts=[], search="", cursor=cursor, limit=limit
        )

    return await door.read("member:view", work)


@router.get("/pairings", summary="组团结对")
async def list_pairings(door: In, on: On = None) -> list[PairingOut]:
    """List which activity group is paired with which area group, on a day or ever."""
    return await door.read("unit:view", pairings.list_all, on)


@router.post("/pairings", status_code=201, summary="新增结对")
async def create_pairing(door: InToCreate, body: PairingNew) -> PairingOut:
    """Pair an activity group with an area group from a day on."""
    return await door.create("unit:edit", pairings.add, pairings.show, body)


@router.post("/pairings/{pairing_id}/end", summary="结束结对")
async def end_pairing(door: In, pairing_id: Id, body: PairingEnd) -> PairingOut:
    """End a running pairing; repeating the same day changes nothing."""
    return await door.write("unit:edit", pairings.end, pairing_id, body.ends_on)


def _tag(response: Response, unit: UnitOut) -> UnitOut:
    response.headers["ETag"] = f'"{unit.version}"'
    return unit
