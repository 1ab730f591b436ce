"""Shapes of feedback."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id

FeedbackState = Literal["open", "answered"]
Words = Annotated[str, Field(min_length=2, max_length=2000)]


class FeedbackNew(Strict):
    """What to tell the office, and where it happened."""

    text: Words = Field(description="意见或问题。", examples=["日程页上看不到会场的详细地址。"])
    page: Annotated[str, Field(max_length=200)] = Field(
        "", description="写反馈时所在的页面。", examples=["/activities"]
    )
    client: Annotated[str, Field(max_length=60)] = Field("", description="客户端版本。", examples=["0.3.0"])


class FeedbackAnswer(Strict):
    """The office's answer; it is given once."""

    text: Words = Field(description="答复。", examples=["已在活动页补上会场地址，请刷新后查看。"])


class FeedbackOut(BaseModel):
    """One message with its answer."""

    id: Id
    state: FeedbackState
    text: str
    page: str
    client: str
    created_at: datetime
    answer: str = Field(description="尚未答复时为空。")
    answered_at: datetime | None


class FeedbackRow(FeedbackOut):
    """As the office sees it: also who wrote."""

    seat_id: Id
    sender: str = Field(description="反馈人姓名。", examples=["王小明"])
    member_id: Id | None = Field(description="委员席位所属的委员。")
    answered_by: str = Field(description="答复人姓名，尚未答复时为空。")
