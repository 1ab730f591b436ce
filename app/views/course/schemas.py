"""Shapes of a claim's course."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field


class StepOut(BaseModel):
    """One act on a claim."""

    at: datetime
    action: str = Field(description="操作。", examples=["claim:verify"])
    state: str = Field(description="此后的状态；没有改变状态的为空。", examples=["verified"])
    by: str = Field(description="经办人；委员查看时，工作人员的姓名不显示。", examples=["李经办"])
