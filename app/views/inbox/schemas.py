"""Shapes of the inbox."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from app.core.ids import Id
from app.facts.schemas import ClaimOut

InboxState = Literal["submitted", "returned", "verified"]


class HintOut(BaseModel):
    """One thing the computer has looked at; a person decides."""

    word: Literal["date", "attachment", "duplicate"]
    good: bool = Field(description="没有发现问题。")
    sentence: str = Field(examples=["与王小明11月12日的一篇题目相近：《关于停车难的反映》"])
    claim_id: Id | None = Field(None, description="题目相近的那一条，可以并排对照。")


class InboxRow(ClaimOut):
    """A claim as the verifier meets it."""

    section: str = Field(description="受理部门。", examples=["提案委办公室"])
    attachments: int = Field(description="佐证材料件数。", examples=[1])
    since: datetime = Field(description="待核实的：何时提交；已退回、已核实的：何时办理。")
    refusal: str = Field(description="不能由您核实的原因；可以核实的为空。")
    hints: list[HintOut]


class InboxCounts(BaseModel):
    """How much there is in each part of the inbox."""

    submitted: int = Field(description="待核实。", examples=[17])
    returned: int = Field(description="已退回、尚未补正。", examples=[4])
    verified: int = Field(description="本周（星期一起）已核实。", examples=[63])
