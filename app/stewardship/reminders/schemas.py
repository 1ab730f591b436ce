"""Shapes of reminders."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from app.core.ids import Id
from app.facts.attendance.leave.rulebook import Threshold


class CountedSitting(BaseModel):
    """One sitting that counted."""

    record_id: Id = Field(description="台账中的这条履职记录。")
    sitting_id: Id
    activity_id: Id
    title: str
    day: date
    status: Literal["absent", "excused"]


class AttendanceReminder(BaseModel):
    """A member who reached a threshold; what follows is for the office to decide."""

    member_id: Id
    name: str
    number: str
    threshold: Threshold
    count: int = Field(description="已达次数。", examples=[3])
    sittings: list[CountedSitting] = Field(description="逐场列出，可核对。")


class AttendanceReminders(BaseModel):
    """The reminders of one duty year and the term it belongs to."""

    year: int
    term: int
    thresholds: list[Threshold]
    items: list[AttendanceReminder]
