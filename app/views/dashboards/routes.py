"""Routes of the chair's page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from app.access.door import In
from app.core.http.etags import IfNoneMatch, versioned
from app.core.http.paging import Cursor, Limit, Page
from app.core.ids import Id
from app.views.dashboards import lists, service
from app.views.dashboards.schemas import (
    AttendanceLine,
    ClaimLine,
    Dashboard,
    GradedLine,
    MemberLine,
    ObjectionLine,
    RecordLine,
    SilentGroup,
)
from app.views.dashboards.words import Family, Kind, Status

router = APIRouter(tags=["主席页"])
SEE = "dashboard:view"
Year = Annotated[int | None, Query(ge=1949, le=2200, description="履职年度，默认当前年度。", examples=[2021])]
Month = Annotated[
    str | None,
    Query(
        pattern=r"^(19|20|21)[0-9][0-9]-(0[1-9]|1[0-2])$",
        description="只看一个月；不填为全年。",
        examples=["2021-03"],
    ),
]
UnitId = Annotated[Id, Query(description="小组、专委会或界别。")]
SectionId = Annotated[Id | None, Query(description="只看一个部门核实的。")]
After = Annotated[Cursor, Query()]


@router.get("/dashboard", summary="主席页")
async def dashboard(door: In, year: Year = None, if_none_match: IfNoneMatch = None) -> Dashboard:
    """Return the chair's page of a duty year: attendance, contributions, silent groups, what is overdue.

    Every number has a list under ``/dashboard/…`` with as many lines. A past year is shown as of its
    last day; what is overdue is always as of today. The ``ETag`` is known without computing the page,
    so a wall display may poll.
    """
    if if_none_match is not None:
        known = door.glance(SEE, service.unchanged, year, if_none_match)
        if known is not None:
            return versioned(known, None)  # type: ignore[return-value]
    found = await door.read(SEE, service.page, year, if_none_match)
    return versioned(*found)  # type: ignore[return-value]


@router.get("/dashboard/attendance", summary="出席人次名单")
async def attendance_lines(
    door: In,
    year: Year = None,
    kind: Annotated[Kind | None, Query(description="只看一类会议或活动。", examples=["plenary"])] = None,
    unit_id: Annotated[Id | None, Query(description="只看开会当日在这个界别的委员。")] = None,
    unplaced: Annotated[bool, Query(description="只看开会当日没有编入界别的委员。")] = False,
    status: Annotated[
        Status, Query(description="应到、实到、请假、缺席，或不算应到的公假。", examples=["absent"])
    ] = "due",
    limit: Limit = 50,
    cursor: After = None,
) -> Page[AttendanceLine]:
    """List one line for each member and sitting behind a number of attendance, newest first."""
    filters = (year, kind, unit_id, unplaced, status)
    return await door.read(SEE, lists.attendance, *filters, cursor, limit)


@router.get("/dashboard/contributions", summary="逐月履职记录名单")
async def contribution_lines(
    door: In,
    family: Annotated[
        Family, Query(description="提案、社情民意信息，或调研、协商与监督活动。", examples=["proposals"])
    ],
    year: Year = None,
    month: Month = None,
    limit: Limit = 50,
    cursor: After = None,
) -> Page[RecordLine]:
    """List the verified pieces or events behind a bar, newest first."""
    return await door.read(SEE, lists.contributions, year, family, month, cursor, limit)


@router.get("/dashboard/silent", summary="久无记录的组")
async def silent_groups(
    door: In, year: Year = None, limit: Limit = 50, cursor: After = None
) -> Page[SilentGroup]:
    """List activity groups, area groups and special committees without a verified activity for long."""
    return await door.read(SEE, lists.silent, year, cursor, limit)


@router.get("/dashboard/members", summary="组内委员")
async def group_members(
    door: In, unit_id: UnitId, year: Year = None, limit: Limit = 50, cursor: After = None
) -> Page[MemberLine]:
    """List who belongs to a group or sector on the page's day, in stroke order."""
    return await door.read(SEE, lists.members, year, unit_id, cursor, limit)


@router.get("/dashboard/records", summary="组的活动记录")
async def group_records(
    door: In, unit_id: UnitId, year: Year = None, limit: Limit = 50, cursor: After = None
) -> Page[RecordLine]:
    """List the verified activities that a group convened, newest first, whatever the year."""
    return await door.read(SEE, lists.together, year, unit_id, cursor, limit)


@router.get("/dashboard/waiting", summary="逾期待核实的记录")
async def waiting_claims(
    door: In, section_id: SectionId = None, limit: Limit = 50, cursor: After = None
) -> Page[ClaimLine]:
    """List claims that have waited for verification too long, oldest first."""
    return await door.read(SEE, lists.overdue, False, section_id, cursor, limit)


@router.get("/dashboard/returned", summary="退回未改的记录")
async def returned_claims(
    door: In, section_id: SectionId = None, limit: Limit = 50, cursor: After = None
) -> Page[ClaimLine]:
    """List claims that were sent back and not handed in again, oldest first."""
    return await door.read(SEE, lists.overdue, True, section_id, cursor, limit)


@router.get("/dashboard/objections", summary="逾期未答复的异议")
async def late_objections(door: In, limit: Limit = 50, cursor: After = None) -> Page[ObjectionLine]:
    """List objections that were not answered by their day, longest overdue first, whatever the year."""
    return await door.read(SEE, lists.objections, cursor, limit)


@router.get("/dashboard/grades", summary="等次名单")
async def graded_members(
    door: In,
    grade: Annotated[str, Query(min_length=1, max_length=40, description="等次。", examples=["优秀"])],
    year: Year = None,
    unit_id: Annotated[Id | None, Query(description="只看这个界别的委员。")] = None,
    unplaced: Annotated[bool, Query(description="只看没有编入界别的委员。")] = False,
    limit: Limit = 50,
    cursor: After = None,
) -> Page[GradedLine]:
    """List who has a grade in the year's result in force, in stroke order; never a rank."""
    filters = (year, grade, unit_id, unplaced)
    return await door.read(service.GRADES, lists.graded, *filters, cursor, limit)
