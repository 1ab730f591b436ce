"""Shapes of the ledger's lines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id


class DutyRecordOut(BaseModel):
    """One line of the ledger as it was written."""

    id: Id
    seq: int
    year: int
    occurred_on: date
    fact: str
    type: str
    status: str
    role: str
    level: str
    quantity: int
    attrs: dict[str, Any]
    member_id: Id | None
    unit_id: Id | None
    subject: str = Field(description="谁的记录：委员姓名或单位名称；本会的为空。", examples=["王小明"])
    claim_id: Id
    title: str = Field(description="所依据的履职记录。", examples=["十四届七次常委会会议 上午"])
    section_id: Id
    posted_at: datetime
    reverses_id: Id | None = Field(description="非空表示这一行冲销了哪一行。")
    reversed: bool = Field(description="这一行是否已被后来的一行冲销。")
    reason: str


class LateLeaveOut(BaseModel):
    """An absence on a closed roll whose leave was granted afterwards; the office corrects it, or not."""

    sitting_id: Id
    activity_id: Id
    title: str
    starts_at: datetime
    roll_version: int = Field(description="更正时作为 `If-Match` 带回。")
    leave_id: Id
    verdict: Literal["excused", "excused_not_counted"]
    member_id: Id
    name: str


class LateLeaveIn(Strict):
    """Whose line becomes the leave that was granted."""

    member_id: Id
