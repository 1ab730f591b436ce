"""Shapes of the tables of attendance and of the lines behind them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from app.core.ids import Id
from app.facts.activities.schemas import ActivityKind
from app.facts.attendance.schemas import Status

By = Literal[
    "sitting", "kind", "sector", "special_committee", "activity_group", "area_group", "member"
]  # fmt: skip
#: A status, or one of the two sums: who was due (公假 left out), and who came.
Counted = Literal[
    "due", "attended", "present", "late", "left_early", "excused", "absent", "excused_not_counted"
]  # fmt: skip


class TurnoutRow(BaseModel):
    """One row: a sitting, a kind, a unit or a member, and the numbers of the span."""

    key: str = Field(description="场次、类型、机构或委员；没有编入机构的为空。")
    name: str = Field(examples=["经济界"])
    on: date | None = Field(None, description="场次的日期；其他统计为空。")
    due: int = Field(description="应到人次，不含公假。")
    attended: int = Field(description="实到：出席、迟到、早退。")
    late: int
    left_early: int
    excused: int
    absent: int
    excused_not_counted: int = Field(description="公假，不计应到。")
    rate: str = Field(
        description="出席率：实到 ÷ 应到，迟到、早退按当时的出席规定折算；没有应到时为“—”。",
        examples=["95.0%"],
    )


class TurnoutOut(BaseModel):
    """A table over a span of days, and its sum."""

    by: By
    since: date
    until: date
    sittings: int = Field(description="已确认出席的场次。")
    total: TurnoutRow
    rows: list[TurnoutRow]


class TurnoutLine(BaseModel):
    """One member at one sitting."""

    sitting_id: Id
    title: str
    kind: ActivityKind
    occurred_on: date
    starts_at: datetime
    member_id: Id
    name: str
    number: str
    status: Status
    note: str
