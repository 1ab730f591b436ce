"""Shapes of a roll."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id

Status = Literal["present", "late", "left_early", "excused", "excused_not_counted", "absent"]

STATUS_LABELS = {
    "present": "出席",
    "late": "迟到",
    "left_early": "早退",
    "excused": "请假",
    "excused_not_counted": "公假（不计）",
    "absent": "缺席",
}


class RollLine(Strict):
    """One member's attendance as noted."""

    member_id: Id
    status: Status
    note: Annotated[str, Field(max_length=200)] = ""


class RollIn(Strict):
    """Lines to note on a roll; members left out keep what was noted before."""

    lines: Annotated[list[RollLine], Field(min_length=1, max_length=2000)]


class RollEntry(BaseModel):
    """One due member on the roll; ``status`` is empty while nothing was noted."""

    member_id: Id
    name: str
    number: str
    initials: str = Field(description="姓名拼音首字母，用来快速查找。", examples=["wxm"])
    status: Status | None
    status_label: str
    method: str
    note: str
    reason: str = Field(
        description="为什么是这个出席情况；没有可说的为空。", examples=["9:00 开始，9:17 签到，迟到 17 分钟"]
    )
    marked_at: datetime | None
    signed_in_at: datetime | None = Field(description="签到计入的时刻；工作人员的登记优先于它。")
    late_recorded: bool = Field(description="补签：会后由工作人员登记，并经另一人确认。")
    leave: Literal["approved", "pending"] | None = Field(
        None, description="已准假或待审批；工作人员的登记和本人到会优先于它。事由不在这里。"
    )


class RollOut(BaseModel):
    """A sitting's roll: due, noted, and the counts that the chair reads out."""

    sitting_id: Id
    activity_id: Id
    title: str
    name: str
    starts_at: datetime
    ends_at: datetime
    state: Literal["open", "closed"]
    claim_id: Id | None
    due: int
    counts: dict[str, int] = Field(
        description="每种出席状态的人数；`unmarked` 是尚未登记的人数。",
        examples=[{"present": 200, "excused": 10, "absent": 5, "unmarked": 0}],
    )
    rate: str = Field(
        description="出席率：（出席+迟到+早退） ÷ （应到−公假不计），保留一位小数。",
        examples=["93.5%"],
    )
    entries: list[RollEntry]
    version: int
