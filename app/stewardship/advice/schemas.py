"""Shapes of advice."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from app.core.ids import Id
from app.stewardship.sanctions.schemas import GroundIn, Kind


class Advice(BaseModel):
    """One proposal about one member; the office decides whether to prepare anything."""

    member_id: Id
    name: str
    number: str
    source: Literal["attendance", "outcome"] = Field(
        description="attendance 出席提醒线，outcome 考评办法的结果运用。"
    )
    advice: str = Field(description="规定原文的建议。", examples=["建议约谈"])
    kind: Kind | None = Field(description="对应的处理种类；规定没有对应的为空。")
    by: str = Field(description="规定由谁决定；没有写的为空。")
    pending: bool = Field(description="须先登记有关情况才能定。")
    ground: GroundIn = Field(description="可直接用来拟稿：事实、条款和背后的记录。")
    sanction_id: Id | None = Field(description="该委员本年度已有的处理（最新一项）。")


class AdviceList(BaseModel):
    """What is proposed in a duty year."""

    year: int
    run_id: Id | None = Field(description="现在生效的计分；空为本年度还没有生效的结果。")
    items: list[Advice]
