"""Routes of claims, whatever their kind."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.access.door import In
from app.core.http.etags import IfMatch, version_of
from app.core.http.paging import Cursor, Limit, Page, read_cursor
from app.core.ids import Id
from app.facts import claim, views
from app.facts.schemas import ClaimKind, ClaimOut, ClaimState, ParticipationIn

router = APIRouter(tags=["履职记录"])


@router.get("/claims", summary="履职记录列表")
async def list_claims(
    door: In,
    kind: ClaimKind | None = None,
    type: str | None = None,
    state: ClaimState | None = None,
    section_id: Id | None = None,
    member_id: Id | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[ClaimOut]:
    """List claims, newest first; ``state=submitted&section_id=…`` is a section's inbox."""
    return await door.read(
        "claim:view",
        views.page,
        limit,
        after=read_cursor(cursor),
        kind=kind,
        type=type,
        state=state,
        section_id=section_id,
        member_id=member_id,
    )


@router.get("/claims/{claim_id}", summary="履职记录")
async def get_claim(door: In, response: Response, claim_id: Id) -> ClaimOut:
    """Return what all kinds share; the kind's own route has the rest."""
    shown = await door.read("claim:view", views.show, claim_id)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@router.post("/claims/{claim_id}/submit", summary="提交核实")
async def submit_claim(door: In, claim_id: Id, if_match: IfMatch = None) -> ClaimOut:
    """Hand a draft or returned claim in for verification."""
    version = version_of(if_match) if if_match is not None else None
    return await door.write(
        "claim:create",
        lambda session, actor: views.show(session, actor, claim.submit(session, actor, claim_id, version)),
    )


@router.post("/claims/{claim_id}/withdraw", summary="撤回")
async def withdraw_claim(door: In, claim_id: Id, if_match: IfMatch = None) -> ClaimOut:
    """Take a claim back before it is verified."""
    version = version_of(if_match) if if_match is not None else None
    return await door.write(
        "claim:create",
        lambda session, actor: views.show(session, actor, claim.withdraw(session, actor, claim_id, version)),
    )


@router.put("/claims/{claim_id}/participation", summary="答复联名")
async def answer_participation(door: In, claim_id: Id, body: ParticipationIn) -> ClaimOut:
    """Accept or decline, once, to share in somebody's claim."""
    return await door.write(
        "activity:respond",
        lambda session, actor: views.show(
            session, actor, claim.respond(session, actor, claim_id, body.accept)
        ),
    )
