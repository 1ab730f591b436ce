"""Shapes of the calendar feed."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field


class CalendarFeedOut(BaseModel):
    """Whether the caller has a feed; its address is told only once."""

    made_at: datetime | None = Field(description="何时生成；没有订阅时为空。")


class CalendarFeedMade(BaseModel):
    """A feed just made; an earlier address stops working."""

    path: str = Field(description="订阅地址的路径，只显示这一次。", examples=["/api/v1/calendar/….ics"])
    made_at: datetime
