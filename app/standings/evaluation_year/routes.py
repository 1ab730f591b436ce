"""Routes of evaluation years: steps, lists, signatures, grades, sealed sheets."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In, location
from app.core.http.etags import IfMatch, version_of
from app.core.ids import Id
from app.standings.evaluation_year import acting, own, seal, views
from app.standings.evaluation_year import lists as section_lists
from app.standings.evaluation_year.schemas import (
    CodeOut,
    DecisionIn,
    Finishable,
    FinishIn,
    GradesOut,
    ListOut,
    NoticeDraft,
    OwnBrief,
    OwnYear,
    PlanIn,
    ReadIn,
    ReopenIn,
    SheetLine,
    SignatureLine,
    SignIn,
    Step,
    SupplementIn,
    YearBrief,
    YearIn,
    YearOut,
)

router = APIRouter(tags=["考核年度"])
Year = Annotated[int, Path(ge=1949, le=2200, description="履职年度。")]
_FORBIDS: dict[int | str, dict[str, Any]] = {409: {"description": "现在的步骤不允许，或还有事项没有办完。"}}


@router.get("/evaluation-years", summary="考核年度列表")
async def list_evaluation_years(door: In) -> list[YearBrief]:
    """List the evaluations that were opened, the newest year first."""
    return await door.read("evaluation:view", views.listed)


@router.post("/evaluation-years", status_code=201, summary="启动年度考核", responses=_FORBIDS)
async def open_evaluation_year(door: In, response: Response, body: YearIn) -> YearOut:
    """Open the evaluation of a duty year with planned days; nothing closes by itself on them."""

    def work(session: Session, actor: Actor) -> YearOut:
        return views.show(session, actor, acting.open_(session, actor, body))

    made = await door.write("evaluation:manage", work)
    location(response, f"/api/v1/evaluation-years/{made.year}")
    return made


@router.get("/evaluation-years/{year}", summary="考核年度")
async def get_evaluation_year(door: In, year: Year) -> YearOut:
    """Return the eleven steps of a year, what blocks the one at hand and who must act, and its history."""
    return await door.read("evaluation:view", views.show, year)


@router.patch("/evaluation-years/{year}", summary="改计划和公布范围", responses=_FORBIDS)
async def plan_evaluation_year(door: In, year: Year, body: PlanIn, if_match: IfMatch = None) -> YearOut:
    """Change planned days, the length of the objection window, or who may learn what."""
    version = version_of(if_match) if if_match is not None else None

    def work(session: Session, actor: Actor) -> YearOut:
        return views.show(session, actor, acting.plan(session, actor, year, body, version))

    return await door.write("evaluation:manage", work)


@router.post("/evaluation-years/{year}/steps/{step}/finish", summary="办结一步", responses=_FORBIDS)
async def finish_step(door: In, year: Year, step: Finishable, body: FinishIn) -> YearOut:
    """Finish the step whose turn it is; what may stay undone needs a reason.

    ``sealing`` keeps everybody's sheet for good: nothing of the year changes after it.
    """

    def work(session: Session, actor: Actor) -> YearOut:
        return views.show(session, actor, acting.finish(session, actor, year, step, body.reason))

    return await door.write("evaluation:manage", work)


@router.post("/evaluation-years/{year}/steps/{step}/reopen", summary="退回一步", responses=_FORBIDS)
async def reopen_step(door: In, year: Year, step: Step, body: ReopenIn) -> YearOut:
    """Take back a step and all after it, with the reason; after a decision only the chair may."""

    def work(session: Session, actor: Actor) -> YearOut:
        return views.show(session, actor, acting.reopen(session, actor, year, step, body.reason))

    return await door.write("evaluation:reopen", work)


@router.post("/evaluation-years/{year}/objection-window", summary="开始异议期", responses=_FORBIDS)
async def open_objection_window(door: In, year: Year) -> YearOut:
    """Begin the working days in which members may object to the result in force."""

    def work(session: Session, actor: Actor) -> YearOut:
        return views.show(session, actor, acting.open_window(session, actor, year))

    return await door.write("evaluation:manage", work)


@router.post("/evaluation-years/{year}/decision", summary="登记会议决定", responses=_FORBIDS)
async def record_grades_decision(door: In, year: Year, body: DecisionIn) -> YearOut:
    """Record body, day and minutes of the decision on the proposed grades; not by who proposed them."""

    def work(session: Session, actor: Actor) -> YearOut:
        return views.show(session, actor, acting.decide(session, actor, year, body))

    return await door.write("evaluation:decide", work)


@router.get("/evaluation-years/{year}/lists", summary="各部门清单")
async def list_section_lists(door: In, year: Year) -> list[ListOut]:
    """List which sections have confirmed their records, and whose list is empty."""
    return await door.read("evaluation:view", views.section_lists, year)


@router.post("/evaluation-years/{year}/lists/{unit_id}/confirm", summary="确认清单", responses=_FORBIDS)
async def confirm_section_list(door: In, year: Year, unit_id: Id) -> list[ListOut]:
    """Confirm that a section's records of the year are complete; refused while claims wait for it."""

    def work(session: Session, actor: Actor) -> list[ListOut]:
        return views.section_lists(session, actor, section_lists.confirm(session, actor, year, unit_id))

    return await door.write("evaluation:confirm", work)


@router.get("/evaluation-years/{year}/signatures", summary="委员签名情况")
async def list_signatures(door: In, year: Year) -> list[SignatureLine]:
    """List who has signed the own records, and who has read the letter."""
    return await door.read("evaluation:watch", views.signatures, year)


@router.get("/evaluation-years/{year}/grades", summary="等次建议", responses=_FORBIDS)
async def get_grades(door: In, year: Year) -> GradesOut:
    """Return everybody's grade and each quota, as proposed or as it would be proposed now."""
    return await door.read("standings:view", views.grade_table, year)


@router.get("/evaluation-years/{year}/notice", summary="公示稿", responses=_FORBIDS)
async def get_notice(door: In, year: Year) -> NoticeDraft:
    """Return names and grades for public notice, without points; only where the policy says so."""
    return await door.read("standings:view", views.notice, year)


@router.get("/evaluation-years/{year}/sheets", summary="封存页")
async def list_sealed_sheets(door: In, year: Year) -> list[SheetLine]:
    """List everybody's sealed sheet: version, digest, code."""
    return await door.read("dossier:view_any", views.sheets, year)


@router.post("/evaluation-years/{year}/supplements", status_code=201, summary="附补充页", responses=_FORBIDS)
async def add_supplement(door: In, year: Year, body: SupplementIn) -> list[SheetLine]:
    """Append a later decision to a member's sealed sheet as its next version."""

    def work(session: Session, actor: Actor) -> list[SheetLine]:
        return views.sheets(session, actor, seal.supplement(session, actor, year, body))

    return await door.write("evaluation:manage", work)


@router.get("/me/evaluations", summary="我的各年度考核")
async def my_evaluations(door: In) -> list[OwnBrief]:
    """List what waits for the caller in each evaluation: records to sign, a letter to read."""
    return await door.read("evaluation:sign", own.listed)


@router.get("/me/evaluation", summary="我的年度考核")
async def my_evaluation(door: In, year: Annotated[int, Query(ge=1949, le=2200)]) -> OwnYear:
    """Return what there is to check and sign, and after publication the own grade and letter."""
    return await door.read("evaluation:sign", own.show, year)


@router.post("/me/evaluation/sign", summary="核对签名", responses=_FORBIDS)
async def sign_own_sheet(door: In, body: SignIn) -> OwnYear:
    """Sign the own records as they stand, by typing the own name under the text that was read."""

    def work(session: Session, actor: Actor) -> OwnYear:
        return own.show(session, actor, own.sign(session, actor, body))

    return await door.write("evaluation:sign", work)


@router.post("/me/evaluation/read", summary="已看结果通知", responses=_FORBIDS)
async def read_own_letter(door: In, body: ReadIn) -> OwnYear:
    """Mark the own letter as read; a second time changes nothing."""

    def work(session: Session, actor: Actor) -> OwnYear:
        return own.show(session, actor, own.read(session, actor, body))

    return await door.write("evaluation:sign", work)


@router.get("/sheet-codes/{sheet_code}", summary="核验打印件")
async def check_sheet_code(
    door: In, sheet_code: Annotated[str, Path(pattern="^[0-9A-Za-z]{12}$", description="打印件上的核验码。")]
) -> CodeOut:
    """Tell whether a print of a sealed dossier is the newest version, and nothing else."""
    return await door.read("evaluation:check_code", views.check_code, sheet_code)
