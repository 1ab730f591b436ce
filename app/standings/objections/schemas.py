"""Shapes of objections."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id
from app.standings.schemas import ReceiptLine

Reason = Annotated[str, Field(min_length=2, max_length=1000)]


class ObjectionIn(Strict):
    """What a member doubts."""

    year: Annotated[int, Field(ge=1949, le=2200, examples=[2026])]
    item: Annotated[str, Field(min_length=1, max_length=60, description="得分单上的条目编号。")]
    record_id: Annotated[Id | None, Field(description="该条目中的一条记录；不填表示整项。")] = None
    reason: Annotated[
        str,
        Field(
            min_length=2,
            max_length=1000,
            description="理由，如漏记了哪件事。",
            examples=["十月那篇信息没有记上。"],
        ),
    ]


class DecisionIn(Strict):
    """What was decided, and why."""

    upheld: Annotated[bool, Field(description="true：成立；false：不成立。", examples=[True])]
    reason: Annotated[
        str,
        Field(
            min_length=2, max_length=1000, description="给委员看的答复。", examples=["查明漏记一篇，已补记。"]
        ),
    ]


class ObjectionOut(BaseModel):
    """One objection in a list."""

    id: Id
    member_id: Id
    name: str
    number: str
    year: int
    item: str
    title: str = Field(description="条目的名称。")
    state: Literal["open", "upheld", "rejected", "withdrawn"]
    reason: str
    decision: str
    opened_at: datetime
    due_on: date = Field(description="应在这一天以前答复。")
    overdue: bool
    decided_at: datetime | None
    section_id: Id | None
    section: str = Field(description="由谁答复。")
    mine: bool = Field(description="是不是本人提的。")
    may_decide: bool
    why_not: str = Field(description="不能答复的原因。")
    version: int


class Change(BaseModel):
    """A record of the member that came into the ledger, or was taken out, after the first result."""

    record_id: Id
    fact: str
    occurred_on: date
    reversal: bool = Field(description="true：冲销了一条记录。")
    reason: str
    claim_id: Id


class ObjectionFull(ObjectionOut):
    """An objection with its line in the result it doubts and in the one in force now."""

    record_id: Id | None
    run_id: Id
    line: ReceiptLine
    total: str
    run_now: Id | None = Field(description="现在生效的计分；与原来相同则没有变化。")
    line_now: ReceiptLine | None
    total_now: str | None
    changes: list[Change] = Field(description="两次计分之间本人台账的变化。")
