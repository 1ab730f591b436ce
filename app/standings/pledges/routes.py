"""Routes of progress, overview and verdict."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In
from app.core.ids import Id
from app.standings.pledges import detail, overview, verdict
from app.standings.pledges.schemas import PledgeOut, PledgeOverview, PledgeVerdictIn

router = APIRouter(tags=["履职承诺"])
OneYear = Annotated[int | None, Query(ge=1949, le=2200, description="履职年度，默认本年度。")]


@router.get("/me/pledges", summary="我的承诺")
async def my_pledges(door: In, year: OneYear = None) -> list[PledgeOut]:
    """List the caller's pledges of a year (those of groups they convene too) with their progress."""
    return await door.read("pledge:sign", detail.own, year)


@router.get("/pledges/{pledge_id}", summary="一份承诺")
async def get_pledge(door: In, response: Response, pledge_id: Id) -> PledgeOut:
    """Return one pledge: text, progress from verified records, when an item became impossible."""
    shown = await door.read("pledge:view", detail.show, pledge_id)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@router.get("/members/{member_id}/pledges", summary="践诺情况")
async def list_member_pledges(door: In, member_id: Id) -> list[PledgeOut]:
    """List every pledge of a member with items and verdicts, the newest year first."""
    return await door.read("dossier:view_any", detail.of_member, member_id)


@router.get("/pledge-overview", summary="承诺总览")
async def get_pledge_overview(
    door: In,
    year: OneYear = None,
    template_id: Annotated[Id | None, Query(description="只看一份模板的。")] = None,
    only: Annotated[
        overview.Only | None,
        Query(
            description="unsigned 未签、slipping 落后、impossible 不可能、waiting 待确认、closing 待认定。"
        ),
    ] = None,
) -> PledgeOverview:
    """Say who has not signed and which items slip, by sector and group; counts are of all pledges."""
    return await door.read("pledge:watch", overview.show, year, template_id, only)


@router.post("/pledges/{pledge_id}/verdict", summary="认定")
async def judge_pledge(door: In, pledge_id: Id, body: PledgeVerdictIn) -> PledgeOut:
    """Confirm the verdict that the rules propose, or another one with its reason; it is posted at once."""

    def work(session: Session, actor: Actor) -> PledgeOut:
        return detail.show(session, actor, verdict.judge(session, actor, pledge_id, body))

    return await door.write("pledge:decide", work)
