"""Routes of members."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In, InToCreate
from app.access.passwords import slip_password
from app.access.schemas import Slip
from app.core import clock
from app.core.http.etags import IfMatch, version_of
from app.core.http.paging import Cursor, Limit
from app.core.ids import Id
from app.council.members import edit, places, show, tenures
from app.council.members.schemas import (
    Leave,
    MemberEdit,
    MemberNew,
    MemberOut,
    MemberPage,
    PlaceEdit,
    PlaceNew,
    PostEdit,
    PostNew,
    PostWord,
    SeatsNew,
    TenureNew,
    Unmasked,
)
from app.council.members.seats import give_many

router = APIRouter(tags=["委员"])

On = Annotated[
    date | None, Query(description="按哪一天的情况；不填为今天（北京时间）。", examples=["2021-06-30"])
]
Search = Annotated[
    str, Query(max_length=100, description="姓名中的字、拼音或首字母的开头、编号的开头。", examples=["wxm"])
]
Posts = Annotated[list[PostWord], Query(max_length=4, description="担任其中任一职务。")]


def _tag(response: Response, member: MemberOut) -> MemberOut:
    response.headers["ETag"] = f'"{member.version}"'
    return member


@router.get("/members", summary="委员名单")
async def list_members(
    door: In,
    on: On = None,
    sector: Annotated[Id | None, Query(description="界别。")] = None,
    special_committee: Annotated[Id | None, Query(description="专委会。")] = None,
    group: Annotated[Id | None, Query(description="委员活动组或委员小组。")] = None,
    area_group: Annotated[Id | None, Query(description="委员小组；可与委员活动组同时限定。")] = None,
    party_branch: Annotated[Id | None, Query(description="党支部。")] = None,
    post: Posts = [],  # noqa: B006
    q: Search = "",
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> MemberPage:
    """List the members of a day in 姓氏笔画 order, a page at a time.

    Everybody sees names, units and posts; the office also sees base facts, the mobile masked.
    """
    day = on or clock.today()
    units = [
        unit for unit in (sector, special_committee, group, area_group, party_branch) if unit is not None
    ]

    def work(session: Session, actor: Actor) -> MemberPage:
        return show.list_page(
            session, actor, day, units=units, posts=list(post), search=q, cursor=cursor, limit=limit
        )

    return await door.read("member:view", work)


@router.post("/members", status_code=201, summary="新增委员")
async def create_member(door: InToCreate, response: Response, body: MemberNew) -> MemberOut:
    """Add a member who joins on a day, with the units and posts of that day."""
    return _tag(response, await door.create("member:edit", edit.create, show.show, body))


@router.post("/members/seats", summary="为委员开设账号")
async def give_seats(door: In, response: Response, body: SeatsNew) -> list[Slip]:
    """Open accounts with seats for members who have none; the slips are shown once, to be printed.

    All or nothing: each id that no member has is named and nobody gets an account. Repeating it
    is harmless: whoever has a seat is left out; ``POST /seats/{id}/slip`` resets one.
    """
    await door.read("seat:manage", _nothing)
    slips = await asyncio.gather(*(slip_password() for _ in set(body.member_ids)))
    passwords = dict(zip(dict.fromkeys(body.member_ids), slips, strict=True))
    hashes = {member_id: hashed for member_id, (_, hashed) in passwords.items()}
    given = await door.write("seat:manage", give_many, hashes)
    response.headers["Cache-Control"] = "no-store"
    return [
        Slip(
            seat_id=seat.seat_id,
            display_name=seat.name,
            username=seat.username,
            initial_password=passwords[seat.member_id][0],
            valid_until=seat.valid_until,
        )
        for seat in given
    ]


@router.get("/members/{member_id}", summary="委员")
async def get_member(door: In, response: Response, member_id: Id) -> MemberOut:
    """Return one member with every tenure, post and place; ``ETag`` for ``PATCH``."""
    return _tag(response, await door.read("member:view", show.show, member_id))


@router.patch("/members/{member_id}", summary="修改委员基本情况")
async def edit_member(
    door: In, response: Response, member_id: Id, body: MemberEdit, if_match: IfMatch = None
) -> MemberOut:
    """Overwrite the base facts that are given; dated facts have their own addresses."""
    member = await door.write("member:edit", edit.edit, member_id, body, version_of(if_match))
    return _tag(response, member)


@router.post("/members/{member_id}/unmask", summary="查看完整手机号")
async def unmask_member(door: In, response: Response, member_id: Id) -> Unmasked:
    """Return the mobile in clear; who looked is written into the audit chain."""
    response.headers["Cache-Control"] = "no-store"
    return await door.write("member:unmask", show.unmask, member_id)


@router.post("/members/{member_id}/placements", status_code=201, summary="编入界别、专委会或小组")
async def join_unit(door: InToCreate, response: Response, member_id: Id, body: PlaceNew) -> MemberOut:
    """Give a place in a unit; an open place of the same kind ends the day before."""
    return _tag(response, await door.create("member:edit", places.join, show.show, member_id, body))


@router.patch("/members/{member_id}/placements/{placement_id}", summary="结束或更正编组")
async def edit_placement(
    door: In,
    response: Response,
    member_id: Id,
    placement_id: Id,
    body: PlaceEdit,
    if_match: IfMatch = None,
) -> MemberOut:
    """End or correct a place; ``If-Match`` is the member's ``ETag``."""
    version = version_of(if_match)
    member = await door.write("member:edit", places.correct_place, member_id, placement_id, body, version)
    return _tag(response, member)


@router.post("/members/{member_id}/posts", status_code=201, summary="担任职务")
async def take_post(door: InToCreate, response: Response, member_id: Id, body: PostNew) -> MemberOut:
    """Give a leading post from a day on."""
    return _tag(response, await door.create("member:edit", places.take_post, show.show, member_id, body))


@router.patch("/members/{member_id}/posts/{post_id}", summary="结束或更正职务")
async def edit_post(
    door: In, response: Response, member_id: Id, post_id: Id, body: PostEdit, if_match: IfMatch = None
) -> MemberOut:
    """End or correct a post; ``If-Match`` is the member's ``ETag``."""
    version = version_of(if_match)
    return _tag(
        response,
        await door.write("member:edit", places.correct_post, member_id, post_id, body, version),
    )


@router.post("/members/{member_id}/tenures", status_code=201, summary="再次任职")
async def come_back(door: InToCreate, response: Response, member_id: Id, body: TenureNew) -> MemberOut:
    """Begin another tenure, after an earlier one ended or in a new term."""
    return _tag(response, await door.create("member:edit", tenures.come_back, show.show, member_id, body))


@router.post("/members/{member_id}/leave", summary="离任")
async def leave(door: In, response: Response, member_id: Id, body: Leave) -> MemberOut:
    """End the tenure with its state and ground; posts and places end with it, history stays.

    ``resigned`` and ``revoked`` answer 409 ``decision_needed``: a body decides on them, see ``/sanctions``.
    """
    return _tag(response, await door.write("member:edit", tenures.leave, member_id, body))


def _nothing(session: Session, actor: Actor) -> None:
    """Only let the permission be checked, before fifty passwords are hashed for nothing."""
