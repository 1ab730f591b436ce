"""Shapes of the calendar of working days."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from app.access.schemas import Strict


class DayIn(Strict):
    """One day that is not as the week would have it."""

    day: Annotated[date, Field(examples=["2026-10-10"])]
    works: Annotated[bool, Field(description="true：这一天上班；false：放假。")]
    note: Annotated[str, Field(max_length=60, description="名称或说明。")] = ""


class WorkingDaysIn(Strict):
    """All marked days of a year; they replace those before. None: as the State Council published."""

    days: Annotated[list[DayIn], Field(max_length=200)]


class WorkingDaysOut(BaseModel):
    """The calendar of a year."""

    year: int
    source: str = Field(description="office：办公室录入；national：国务院办公厅通知；week：只按周一至周五。")
    days: list[DayIn]
