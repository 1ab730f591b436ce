"""Routes of the calendar of working days."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from app.access.door import In
from app.council.working_days import service
from app.council.working_days.schemas import WorkingDaysIn, WorkingDaysOut

router = APIRouter(tags=["本会设置"])
Year = Annotated[int, Path(ge=1949, le=2200, description="公历年。")]


@router.get("/working-days/{year}", summary="工作日历")
async def get_working_days(door: In, year: Year) -> WorkingDaysOut:
    """Return the holidays of a year and the weekend days worked for them, as deadlines count them."""
    return await door.read("council:view", service.of_year, year)


@router.put("/working-days/{year}", summary="修改工作日历")
async def put_working_days(door: In, year: Year, body: WorkingDaysIn) -> WorkingDaysOut:
    """Replace the marked days of a year; an empty list goes back to what was published.

    Deadlines that run already keep the day they were given.
    """
    return await door.write("council:edit", service.keep, year, body)
