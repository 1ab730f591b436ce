"""Routes of proposals until they are verified."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In, InToCreate, location
from app.core.http.etags import IfMatch, version_of
from app.core.http.paging import Cursor, Limit, Page, read_cursor
from app.core.ids import Id
from app.facts.proposals import service, views
from app.facts.proposals.schemas import Filing, Form, ProposalEdit, ProposalIn, ProposalOut, ProposalRow
from app.facts.schemas import ClaimState, TitlePart

router = APIRouter(tags=["提案"])


@router.post("/proposals", status_code=201, summary="提交提案")
async def create_proposal(door: InToCreate, response: Response, body: ProposalIn) -> ProposalOut:
    """Hand a proposal in: members for themselves, the office for anybody (paper ones too)."""
    made = await door.create("claim:create", service.create, views.show, body)
    location(response, f"/api/v1/proposals/{made.id}")
    response.headers["ETag"] = f'"{made.version}"'
    return made


@router.get("/proposals", summary="提案列表")
async def list_proposals(
    door: In,
    form: Form | None = None,
    filing: Filing | None = None,
    state: ClaimState | None = None,
    livelihood: bool | None = None,
    category: Annotated[str | None, Query(max_length=40)] = None,
    member_id: Annotated[Id | None, Query(description="第一提案人或联名人。")] = None,
    section_id: Id | None = None,
    q: TitlePart = None,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[ProposalRow]:
    """List the proposals the caller may see, newest first."""
    return await door.read(
        "claim:view",
        views.page,
        limit,
        after=read_cursor(cursor),
        form=form,
        filing=filing,
        state=state,
        livelihood=livelihood,
        category=category,
        member_id=member_id,
        q=q,
        section_id=section_id,
    )


@router.get("/proposals/{proposal_id}", summary="提案")
async def get_proposal(door: In, response: Response, proposal_id: Id) -> ProposalOut:
    """Return one proposal in full; its version is the ``ETag`` for ``PATCH``."""
    shown = await door.read("claim:view", views.show, proposal_id)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@router.patch("/proposals/{proposal_id}", summary="修改提案")
async def edit_proposal(
    door: In, response: Response, proposal_id: Id, body: ProposalEdit, if_match: IfMatch = None
) -> ProposalOut:
    """Change a proposal before it is verified; afterwards filing, outcomes and ratings have verbs."""

    def work(session: Session, actor: Actor) -> ProposalOut:
        service.change(session, actor, proposal_id, body, version_of(if_match))
        return views.show(session, actor, proposal_id)

    shown = await door.write("claim:create", work)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown
