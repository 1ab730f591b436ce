"""Shapes of the audit chain."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from app.core.ids import Id

_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class AuditOut(BaseModel):
    """One link: who did what to which object, before and after."""

    model_config = ConfigDict(from_attributes=True)

    seq: int = Field(description="链中的序号，从 1 起连续。", examples=[1024])
    at: datetime = Field(description="发生时间。", examples=["2026-03-05T01:30:00Z"])
    account_id: Id | None = Field(description="操作账号；由系统自动完成时为空。")
    account: str | None = Field(description="操作人姓名；由系统自动完成时为空。", examples=["市政协办公室"])
    seat_id: Id | None = Field(description="操作席位。")
    action: str = Field(description="操作。", examples=["claim:verify"])
    object_kind: str = Field(description="对象种类。", examples=["claim"])
    object_id: Id | None = Field(description="对象编号。")
    before: dict[str, Any] | None = Field(description="操作前；个人信息只留不可还原的摘要。")
    after: dict[str, Any] | None = Field(description="操作后；个人信息只留不可还原的摘要。")
    previous: str = Field(description="上一条的摘要。", examples=[_DIGEST])
    digest: str = Field(description="本条的摘要，含上一条的摘要。", examples=[_DIGEST])


class AuditHeadOut(BaseModel):
    """The newest link; kept elsewhere, it proves later that nothing before it was changed."""

    code: str = Field(description="政协代码。", examples=["pinghu"])
    seq: int = Field(description="最新一条的序号；尚无记录时为 0。", examples=[1024])
    digest: str = Field(description="最新一条的摘要。", examples=[_DIGEST])
    at: datetime = Field(description="导出时间。", examples=["2026-03-05T01:30:00Z"])
