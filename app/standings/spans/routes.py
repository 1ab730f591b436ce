"""Routes that set the days of terms and duty years right."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from app.access.door import In
from app.core.ids import Id
from app.council.schemas import DutyYearOut, TermOut
from app.standings.spans import service
from app.standings.spans.schemas import SpanIn

router = APIRouter(tags=["本会"])
_RESTS: dict[int | str, dict[str, Any]] = {409: {"description": "时间重叠，或已有事项以原来的日期为准。"}}


@router.put("/duty-years/{year}/span", summary="更正履职年度的起止日期", responses=_RESTS)
async def move_duty_year(
    door: In,
    year: Annotated[int, Path(ge=1949, le=2200, description="履职年度。", examples=[2025])],
    body: SpanIn,
) -> DutyYearOut:
    """Give a year that still takes records other days; no record may be left without a year."""
    return await door.write("council:edit", service.move_year, year, body)


@router.put("/terms/{term_id}/span", summary="更正届次的起止日期", responses=_RESTS)
async def move_term(door: In, term_id: Id, body: SpanIn) -> TermOut:
    """Give a term other days; its duty years and tenures have to lie within them."""
    return await door.write("council:edit", service.move_term, term_id, body)
