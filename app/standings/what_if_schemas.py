"""Shapes of what a member could still do."""

from __future__ import annotations

from pydantic import BaseModel, Field


class NextGrade(BaseModel):
    """The grade above the present one."""

    name: str = Field(examples=["优秀"])
    min: str = Field(description="这一等次的最低总分。", examples=["100"])
    missing: str = Field(description="还差多少分；分数已够而有最低要求未达到时为 0。", examples=["7"])
    gates: list[str] = Field(description="还没有达到的最低要求。", examples=[["出席全体会议"]])


class ActionOut(BaseModel):
    """One thing the member could do and what it would add now."""

    id: str = Field(examples=["proposal-personal-filing=filed"])
    item: str | None = Field(description="计入哪一条目；空：只关系到最低要求。", examples=["proposal"])
    title: str = Field(examples=["提案立案"])
    article: str | None = Field(examples=["第八条"])
    fact: str = Field(description="履职事实的类别。", examples=["proposal"])
    sentence: str = Field(examples=["提出 1 件个人提案，立案：可加 15 分。"])
    adds: str = Field(description="再做一次，总分增加多少。", examples=["15"])
    total_after: str = Field(examples=["107"])
    reachable: bool = Field(description="现在做还能加分。")
    why: str | None = Field(description="不能加分的原因。", examples=["已到上限"])
    on: str | None = Field(description="须在这一天或以后做才计分；空：现在就可以。", examples=["2026-11-01"])


class Step(BaseModel):
    """One leg of the way to the next grade."""

    action: str = Field(description="`actions` 中的 `id`。", examples=["proposal-personal-filing=filed"])
    times: int = Field(examples=[2])
    adds: str = Field(description="这几次一共增加多少分。", examples=["20"])
    sentence: str = Field(examples=["提出 1 件个人提案，立案（2 次）：共加 20 分。"])


class WhatIfOut(BaseModel):
    """What a member could still do this year, computed by the engine that scores everybody."""

    year: int
    closed: bool = Field(description="年度结果已生效或已封存，不能再增加得分。")
    notice: str | None = Field(description="给人看的说明。")
    scheme: str = Field(description="办法名称。")
    scheme_digest: str
    total: str = Field(description="现在的总分，精确。", examples=["92"])
    grade: str | None
    next_grade: NextGrade | None = Field(description="空：已是最高等次，或办法没有等次。")
    actions: list[ActionOut] = Field(description="加分多的在前，不能再加分的在后。")
    path: list[Step] = Field(description="次数最少的一条路；空：没有找到或不需要。")
