"""Shapes of requests for corrections."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id

CorrectionField = Literal[
    "name",
    "sex",
    "ethnic_group",
    "party",
    "birth_date",
    "education",
    "employer",
    "title",
    "speciality",
    "mobile",
]
CorrectionState = Literal["open", "accepted", "refused", "withdrawn"]


class CorrectionNew(Strict):
    """One fact that is wrong: what is right, and why."""

    field: CorrectionField = Field(description="哪一项。")
    value: Annotated[str, Field(min_length=1, max_length=200)] = Field(
        description="正确的内容；日期写作 1978-05-06，性别按 GB/T 2261.1 写代码。", examples=["博士研究生"]
    )
    reason: Annotated[str, Field(min_length=2, max_length=500)] = Field(
        description="说明或依据。", examples=["今年六月取得博士学位，证书可交办公室核对。"]
    )


class CorrectionDecision(Strict):
    """The office's answer; it is given once."""

    decision: Literal["accepted", "refused"]
    answer: Annotated[str, Field(max_length=500)] = Field(
        "", description="答复；不予更正时必填。", examples=["请先将证书复印件交委员工作科核对。"]
    )


class CorrectionOut(BaseModel):
    """A request with its answer, as the member sees it."""

    id: Id
    field: CorrectionField
    state: CorrectionState
    value: str = Field(description="申请改为什么。", examples=["博士研究生"])
    reason: str
    asked_at: datetime
    answer: str = Field(description="没有答复时为空。")
    decided_at: datetime | None


class CorrectionRow(CorrectionOut):
    """As the office sees it: whose, and the fact as it stands now."""

    member_id: Id
    member: str = Field(description="委员姓名。", examples=["王小明"])
    now: str = Field(description="现在登记的内容；手机只显示前三位和后四位。", examples=["硕士研究生"])
    changed_since: bool = Field(description="申请之后这一项已有变动，不能再按申请更改。")
    decided_by: str = Field(description="答复人姓名，没有答复时为空。")
