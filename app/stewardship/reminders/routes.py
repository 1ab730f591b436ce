"""Routes of reminders."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from app.access.door import In
from app.stewardship.reminders import service
from app.stewardship.reminders.schemas import AttendanceReminders

router = APIRouter(tags=["请假"])


@router.get("/attendance-reminders", summary="出席提醒")
async def list_reminders(
    door: In,
    year: Annotated[int | None, Query(ge=1949, le=2200, description="履职年度，默认本年度。")] = None,
) -> AttendanceReminders:
    """List who reached a threshold of the council's rules, each counted sitting named; nothing follows."""
    return await door.read("attendance:watch", service.show, year)
