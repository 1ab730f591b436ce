"""Shapes of claims, shared by every kind."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id

ClaimKind = Literal[
    "activity", "attendance", "ballot", "contribution", "opinion", "pledge", "proposal", "statement"
]
TitlePart = Annotated[
    str | None,
    Field(
        max_length=100, description="题目中的字，提案也可用编号；空格隔开的词须同时出现。", examples=["停车"]
    ),
]
ClaimState = Literal["draft", "submitted", "verified", "returned", "withdrawn"]


class ShareOut(BaseModel):
    """A member who shares in a claim."""

    member_id: Id
    name: str = Field(examples=["王小明"])
    role: Literal["lead", "drafter", "cosigner", "author", "participant"]
    state: Literal["pending", "accepted", "declined"]


class ClaimOut(BaseModel):
    """A claim as lists show it, whatever its kind."""

    id: Id
    kind: ClaimKind
    type: str = Field(description="类别内的细类，如活动类型、履职记录类型。")
    state: ClaimState
    state_label: str = Field(examples=["待核实"])
    title: str
    member_id: Id | None
    unit_id: Id | None
    subject: str = Field(description="谁的履职：委员姓名或单位名称；本会的为空。", examples=["王小明"])
    section_id: Id
    occurred_on: date
    created_at: datetime
    decided_at: datetime | None
    reason: str = Field(description="退回或更正的原因。")
    entered_by_me: bool = Field(description="由您填报；除会议和活动外，自己填报的由别人核实。")
    shares: list[ShareOut]
    version: int


class ReturnIn(Strict):
    """Why a claim goes back to its author."""

    reason: Annotated[str, Field(min_length=2, max_length=200, examples=["缺少会议通知，请补充附件"])]


class TakeBackIn(Strict):
    """Why a verification or a return is taken back; a slip of the hand needs no reason."""

    reason: Annotated[str, Field(max_length=200, examples=["核实了另一篇"])] = ""


class ParticipationIn(Strict):
    """A co-signer's answer."""

    accept: bool = Field(description="是否同意联名。", examples=[True])


class BatchIn(Strict):
    """Claims to verify at once."""

    claim_ids: Annotated[list[Id], Field(min_length=1, max_length=5000)]


class VerdictOut(BaseModel):
    """What became of one claim of a batch."""

    claim_id: Id
    verified: bool
    word: str
    sentence: str
