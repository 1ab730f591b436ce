"""Routes of adoption, runs, scores and standings."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In, InToCreate
from app.core import clock
from app.core.http.etags import IfNoneMatch, tagged
from app.core.http.paging import Cursor, Limit, Page
from app.core.http.quick import QuickRoute
from app.core.ids import Id
from app.council.queries import require_member
from app.schemes.schemas import AdoptIn, SchemeText
from app.schemes.service import show as show_scheme
from app.standings import adopt, compare, dry_run, figure, run, score, views, what_if
from app.standings.schemas import (
    AdoptionOut,
    Comparison,
    RunIn,
    RunInForce,
    RunOut,
    Score,
    ScorecardOut,
    StandingsOut,
)
from app.standings.trial_schemas import DryRunOut, FigureIn, FigureOut
from app.standings.what_if_schemas import WhatIfOut

router = APIRouter(tags=["考核"])
quick = APIRouter(route_class=QuickRoute)
_TOO_MANY: dict[int | str, dict[str, Any]] = {409: {"description": "委员过多，或办法已撤回。"}}
_UNFINISHED: dict[int | str, dict[str, Any]] = {409: {"description": "这次计分还没有算完。"}}
_NO_SCHEME: dict[int | str, dict[str, Any]] = {409: {"description": "年度尚未采用考评办法。"}}
Year = Annotated[int, Query(ge=1949, le=2200, description="履职年度。")]


@router.post("/schemes/{scheme_id}/adopt", summary="采用办法")
async def adopt_scheme(door: In, scheme_id: Id, body: AdoptIn) -> SchemeText:
    """Record that a body adopted a checked scheme for a year; by another person than its author."""

    def work(session: Session, actor: Actor) -> SchemeText:
        return show_scheme(session, actor, adopt.adopt(session, actor, scheme_id, body))

    return await door.write("scheme:adopt", work)


@router.get("/schemes/{scheme_id}/dry-run", summary="试算", responses=_TOO_MANY)
async def dry_run_scheme(
    door: In,
    scheme_id: Id,
    year: Year,
    moved: Annotated[bool, Query(description="只列得分或等次有变化的委员；合计仍是全体。")] = False,
) -> DryRunOut:
    """Score a year's ledger under this document and compare everybody with what stands.

    Beside the run in force and its cut-off; without one, beside the adopted scheme, computed now.
    Nothing is kept.
    """
    return await door.read("scheme:dry_run", dry_run.dry_run, scheme_id, year, moved)


@router.post("/schemes/{scheme_id}/what-if", summary="改一个数，看谁变动")
async def change_figure(door: In, scheme_id: Id, body: FigureIn) -> FigureOut:
    """Score a year under this document and under the same with one value changed: who moves.

    Nothing is kept; the document stays as it is.
    """
    return await door.read("scheme:dry_run", figure.what_if, scheme_id, body)


@router.get("/duty-years/{year}/scheme", summary="年度所用办法")
async def get_adoption(
    door: In,
    year: Annotated[int, Path(ge=1949, le=2200)],
    subject: Annotated[
        Literal["member", "group"], Query(description="member 委员办法，group 小组办法。")
    ] = "member",
) -> AdoptionOut:
    """Return which scheme the members or the groups of a year are evaluated by, and who decided."""
    return await door.read("scheme:view", adopt.show, year, subject)


@quick.get("/me/score", summary="我的得分与依据")
async def my_score(
    door: In, year: Annotated[int | None, Query(ge=1949, le=2200)] = None, if_none_match: IfNoneMatch = None
) -> Score:
    """Return the own score with its receipt; provisional until a run of the year is in force."""
    wanted = year or clock.today().year
    found = await door.read("score:view_own", score.own, wanted)
    return tagged(found.model_dump_json().encode(), if_none_match)  # type: ignore[return-value]


@router.get("/me/what-if", summary="我还能做什么", responses=_NO_SCHEME)
async def my_what_if(
    door: In, year: Annotated[int | None, Query(ge=1949, le=2200, description="默认为今年。")] = None
) -> WhatIfOut:
    """Say what the own total would gain by each deed still possible, and the shortest way up a grade.

    Computed by scoring the own records with one hypothetical record more; ``closed`` when the year's
    result is in force or sealed.
    """
    return await door.read("score:view_own", what_if.own, year or clock.today().year)


@router.get("/members/{member_id}/score", summary="委员得分与依据")
async def member_score(door: In, member_id: Id, year: Year) -> Score:
    """Return a member's score with its receipt, for the office."""

    def work(session: Session, actor: Actor) -> Score:
        require_member(session, actor.council_id, member_id)
        return score.of_member(session, actor.council_id, member_id, year)

    return await door.read("dossier:view_any", work)


@router.post("/runs", status_code=202, summary="年度计分")
async def execute_run(door: InToCreate, body: RunIn) -> RunOut:
    """Begin to evaluate a duty year: one scorecard per member, pinned to scheme and ledger cut-off.

    The answer is the run, ``running``; ask for it again until it is ``complete`` (or ``failed``):
    ``done`` of ``subjects`` members are scored so far.
    """
    shown = await door.create("run:execute", run.start, views.show, body.year)
    door.request.app.state.worker.wake(door.claims.council_id)
    return shown


@router.get("/runs", summary="计分记录")
async def list_runs(
    door: In,
    year: Annotated[int | None, Query(ge=1949, le=2200)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[RunOut]:
    """List runs, newest first."""
    return await door.read("standings:view", views.page, year, limit, cursor)


@router.get("/runs/{run_id}", summary="一次计分")
async def get_run(door: In, run_id: Id) -> RunOut:
    """Return one run."""
    return await door.read("standings:view", views.show, run_id)


@router.get("/runs/{run_id}/scorecards", summary="一次计分的计分卡", responses=_UNFINISHED)
async def list_scorecards(
    door: In,
    run_id: Id,
    changed: Annotated[bool, Query(description="只看与已生效结果不同的。")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[ScorecardOut]:
    """List the cards of a run in 姓氏笔画 order, each beside the one in force."""
    return await door.read("standings:view", compare.cards, run_id, changed, limit, cursor)


@router.get("/runs/{run_id}/comparison", summary="与已生效结果比较", responses=_UNFINISHED)
async def compare_run(door: In, run_id: Id) -> Comparison:
    """Say how many cards would change if this run were put in force."""
    return await door.read("standings:view", compare.comparison, run_id)


@router.get(
    "/runs/{run_id}/scorecards/{member_id}", summary="一次计分中委员的得分与依据", responses=_UNFINISHED
)
async def get_scorecard(door: In, run_id: Id, member_id: Id) -> Score:
    """Return the receipt that this run keeps of a member, in force or not."""
    return await door.read("dossier:view_any", compare.card, run_id, member_id)


@router.post("/runs/{run_id}/put-in-force", summary="结果生效")
async def put_run_in_force(door: In, run_id: Id) -> RunInForce:
    """Let a complete run be the year's result; the former one is kept as superseded.

    Selections that no meeting decided on are no obstacle; ``warnings`` says which.
    """

    def work(session: Session, actor: Actor) -> RunInForce:
        return views.put(session, actor, run.put_in_force(session, actor, run_id))

    return await door.write("run:put_in_force", work)


@quick.get("/standings", summary="考核结果总表")
async def get_standings(door: In, year: Year, if_none_match: IfNoneMatch = None) -> StandingsOut:
    """Return the table of the run in force, for the office only."""
    found = None
    if views.is_kept(door.claims.council_id, year):
        found = door.glance("standings:view", views.kept, year)
    if found is None:
        found = await door.read("standings:view", views.table, year)
    version, content = found
    return tagged(content, if_none_match, etag=version)  # type: ignore[return-value]


router.include_router(quick)
