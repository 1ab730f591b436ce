"""Routes of places, selections, consequences and recorded states."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In
from app.core.http.paging import Cursor, Limit, Page
from app.core.ids import Id
from app.standings.bodies import states, views
from app.standings.bodies.decide import decide
from app.standings.bodies.schemas import (
    BodyOut,
    MemberBody,
    RankedPerson,
    SelectionDecisionIn,
    StateIn,
    StatesOut,
)

router = APIRouter(tags=["考核"])
_UNFINISHED: dict[int | str, dict[str, Any]] = {409: {"description": "这次计分还没有算完。"}}
Word = Annotated[str, Path(min_length=1, max_length=60, description="办法中的编号。")]


@router.get("/runs/{run_id}/body", summary="排名、评选和结果运用", responses=_UNFINISHED)
async def get_run_body(door: In, run_id: Id) -> BodyOut:
    """Return what the rule book draws from a run across people and years, apart from the points.

    For the office only: who is chosen, who stands on the line, what follows for whom and why.
    """
    return await door.read("standings:view", views.show, run_id)


@router.get("/runs/{run_id}/rankings/{ranking}", summary="一项排名", responses=_UNFINISHED)
async def list_ranking(
    door: In, run_id: Id, ranking: Word, limit: Limit = 50, cursor: Cursor = None
) -> Page[RankedPerson]:
    """List a ranking, cohort by cohort, the best first; equal figures share a place."""
    return await door.read("standings:view", views.ranking_page, run_id, ranking, limit, cursor)


@router.get("/runs/{run_id}/body/{member_id}", summary="一名委员的名次和结果运用", responses=_UNFINISHED)
async def get_member_body(door: In, run_id: Id, member_id: Id) -> MemberBody:
    """Return a member's own places, selections and consequences in a run, for the office."""
    return await door.read("dossier:view_any", views.of_member, run_id, member_id)


@router.post("/runs/{run_id}/selections/{selection}/decision", summary="登记会议对评选的决定")
async def decide_selection(door: In, run_id: Id, selection: Word, body: SelectionDecisionIn) -> BodyOut:
    """Record how many are chosen, or who of those at the line; consequences are drawn anew.

    A decision replaces the one before and is kept beside it. Once the run is in force it is refused.
    """

    def work(session: Session, actor: Actor) -> BodyOut:
        return views.show(session, actor, decide(session, actor, run_id, selection, body))

    return await door.write("run:decide", work)


@router.post("/members/{member_id}/states", summary="登记委员年度情况")
async def record_state(door: In, member_id: Id, body: StateIn) -> StatesOut:
    """Record what a scheme asks people for (resigned, explained, …); the next run of the year reads it."""

    def work(session: Session, actor: Actor) -> StatesOut:
        states.record(session, actor, member_id, body)
        return states.of_year(session, actor, body.year)

    return await door.write("state:record", work)


@router.get("/duty-years/{year}/states", summary="年度登记情况")
async def list_states(door: In, year: Annotated[int, Path(ge=1949, le=2200)]) -> StatesOut:
    """Return which states the year's scheme asks for, and what is recorded of whom."""
    return await door.read("standings:view", states.of_year, year)
