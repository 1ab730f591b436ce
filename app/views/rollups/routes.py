"""Routes of aggregates for a superior council."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from app.access.door import In, InToCreate
from app.core.http.paging import Cursor, Limit, Page
from app.core.ids import Id
from app.views.rollups import service
from app.views.rollups.schemas import GrantIn, GrantOut, GrantsOut, Received

router = APIRouter(tags=["汇总上报"])
_REVOKED: dict[int | str, dict[str, Any]] = {409: {"description": "已经停止上报。"}}


@router.get("/rollup-grants", summary="向上级汇总上报")
async def list_rollup_grants(door: In) -> GrantsOut:
    """List to which superior councils this one reports, and exactly what they see today."""
    return await door.read("rollup:grant", service.shown)


@router.post("/rollup-grants", status_code=201, summary="开始上报")
async def grant_rollup(door: InToCreate, request: Request, body: GrantIn) -> GrantOut:
    """Let a superior council see aggregates of the running year: counts and rates, nobody alone."""
    made = await door.create("rollup:grant", service.grant, service.one, body)
    request.app.state.worker.wake()
    return made


@router.post("/rollup-grants/{grant_id}/send", summary="现在上报", responses=_REVOKED)
async def send_rollup(door: In, request: Request, grant_id: Id) -> GrantOut:
    """Send today's numbers now; by itself the server sends them once a day."""
    done = await door.write("rollup:grant", service.send, grant_id)
    request.app.state.worker.wake()
    return done


@router.post("/rollup-grants/{grant_id}/revoke", summary="停止上报", responses=_REVOKED)
async def revoke_rollup(door: In, request: Request, grant_id: Id) -> GrantOut:
    """Take a grant back; what was sent is blanked at the superior council."""
    done = await door.write("rollup:grant", service.revoke, grant_id)
    request.app.state.worker.wake()
    return done


@router.get("/rollups", summary="下级汇总")
async def list_rollups(
    door: In, limit: Limit = 50, cursor: Annotated[Cursor, Query()] = None
) -> Page[Received]:
    """List the newest aggregates of each subordinate council that lets this one see them."""
    return await door.read("rollup:view", service.received, cursor, limit)
