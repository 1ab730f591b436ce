"""Shapes of a scheme as a person reads it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field


class ItemOut(BaseModel):
    """One item: what it counts, what that is worth, where counting stops."""

    title: str = Field(examples=["出席区政协全体会议"])
    article: str | None = Field(description="条款出处。")
    assumed: bool = Field(description="原文未载，按通行做法补足。")
    note: str | None
    applies_to: str = Field(description="适用的人；空为全体。", examples=["常委"])
    sentences: list[str] = Field(examples=[["计入会议（全体会议，出席）。", "每个半天 5 分。"]])
    limits: list[str] = Field(examples=[["封顶 20 分"]])


class SectionOut(BaseModel):
    """A part of the rule book."""

    title: str
    kind: Literal["base", "bonus", "deduction"]
    limits: list[str]
    items: list[ItemOut]


class GateOut(BaseModel):
    """A minimum requirement; any one of the needs meets it."""

    title: str
    article: str | None
    needs: list[str]
    grade: str | None = Field(description="未达到时最高可定的等次。")


class GradeOut(BaseModel):
    """A grade and its range."""

    name: str = Field(examples=["优秀"])
    range: str = Field(examples=["90 分以上"])


class OpenPoint(BaseModel):
    """A place that the text leaves open, and the reading chosen."""

    id: str
    about: str
    options: list[str]
    chosen: str


class Figure(BaseModel):
    """One expected figure of a worked example beside the computed one."""

    what: str = Field(examples=["合计"])
    expected: str = Field(examples=["107"])
    computed: str = Field(examples=["107"])
    same: bool


class ExampleOut(BaseModel):
    """A worked example, computed now."""

    id: str
    role: str = Field(examples=["委员"])
    facts: list[str] = Field(examples=[["会议·全体会议，半天数 7"]])
    note: str | None
    figures: list[Figure]
    findings: list[str] = Field(description="不能读或对不上之处。")
    receipt: list[str] = Field(description="算得的每一分的来历。", examples=[["合计 15 分。"]])


class SchemeReading(BaseModel):
    """A scheme as a set document."""

    code: str
    title: str
    digest: str
    place: str = Field(examples=["上海市闵行区"])
    year: int | None = Field(description="原文年份。")
    adopted_by: str | None = Field(description="原文的制定机关和日期。")
    effective: str | None
    seen: str | None = Field(description="依据的公开文本读到哪里。")
    unseen: list[str] = Field(description="没有读到的部分。")
    notes: list[str]
    structure: list[str]
    sections: list[SectionOut]
    choices: list[str]
    gates: list[GateOut]
    grades: list[GradeOut]
    across: list[str] = Field(
        description="排名、评选、时段和措施。", examples=[["连续两年总分不到 60 分：劝退〔第九条〕。"]]
    )
    open_points: list[OpenPoint]
    examples: list[ExampleOut]
