"""Shapes of opinions, adoptions and instructions."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id
from app.facts.entry import ClaimEdit, ClaimIn
from app.facts.schemas import ClaimOut

Level = Annotated[
    Literal["county", "prefecture", "province", "national"],
    Field(description="county 县级、prefecture 市级、province 省级、national 全国。", examples=["province"]),
]
Body = Annotated[str, Field(min_length=1, max_length=10_000, description="情况、分析、建议。")]
Topic = Annotated[str, Field(max_length=60, description="主题。", examples=["垃圾分类"])]


class OpinionIn(ClaimIn):
    """An opinion to be handed in."""

    body: Body
    topic: Topic = ""
    urgent: Annotated[bool, Field(description="是否急报。")] = False
    others: list[Id] = Field(
        [], max_length=50, description="合作者：委员本人填报时须对方接受；工作人员录入时视为已同意。"
    )


class OpinionEdit(ClaimEdit):
    """What may change before an opinion is verified; a field left out stays."""

    body: Body | None = None
    topic: Topic | None = None
    urgent: bool | None = None


class OpinionAdoptionIn(Strict):
    """One adoption; an opinion may have many."""

    level: Level
    adopted_on: date
    form: Annotated[
        Literal["single", "comprehensive"], Field(description="single 单篇，comprehensive 综合。")
    ] = "single"
    carrier: Annotated[str, Field(max_length=100, description="刊物或去向。", examples=["浙江政协信息"])] = ""


class OpinionInstructionIn(Strict):
    """A leader's written instruction on an opinion."""

    level: Level
    instructed_on: date
    text: Annotated[str, Field(max_length=4000, description="批示内容，仅办公室和主席会议成员可见。")] = ""


class OpinionAdoptionOut(BaseModel):
    """An adoption as recorded."""

    id: Id
    level: Level
    adopted_on: date
    form: Literal["single", "comprehensive"]
    carrier: str


class OpinionInstructionOut(BaseModel):
    """An instruction; ``text`` is null for whoever may not read it."""

    id: Id
    level: Level
    instructed_on: date
    text: str | None


class OpinionRow(ClaimOut):
    """An opinion as lists show it."""

    topic: str
    urgent: bool
    adopted: list[Level] = Field(description="被哪些层级采用，由低到高。")
    instructed: list[Level] = Field(description="获哪些层级领导批示，由低到高。")


class OpinionOut(OpinionRow):
    """An opinion in full."""

    body: str
    adoptions: list[OpinionAdoptionOut]
    instructions: list[OpinionInstructionOut]
