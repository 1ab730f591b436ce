"""Shapes of the term review."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from app.core.ids import Id

Display = Field(description="写法；没有记录时为“尚未记录”。", examples=["379.8万"])
Source = Field(description="怎样算出。", examples=["已核实的提案，一件计一，不论几人提出"])


class Counted(BaseModel):
    """A number computed from records; ``value`` is empty while nothing is recorded."""

    key: str = Field(examples=["proposals_received"])
    label: str = Field(examples=["收到提案"])
    value: int | None
    display: str = Display
    source: str = Source


class Rate(BaseModel):
    """A rate with both its numbers, so that nobody has to guess the denominator."""

    key: str = Field(examples=["livelihood_proposal_rate"])
    label: str = Field(examples=["民生提案占比"])
    numerator: int | None
    denominator: int | None
    display: str = Field(examples=["72.1%"])
    source: str = Source


class Line(BaseModel):
    """One line of the review."""

    no: int = Field(description="第几条；0 为十四条以外的数据。", examples=[6])
    title: str = Field(description="这一条的句子。")
    figures: list[Counted | Rate]


class TermReview(BaseModel):
    """“数说”一届."""

    term: int = Field(examples=[13])
    starts_on: date
    ends_on: date
    lines: list[Line]


class Behind(BaseModel):
    """One record behind a figure."""

    id: Id
    claim_id: Id
    title: str
    occurred_on: date
    type: str
    level: str
    status: str
    amount: int = Field(description="这条记录为该数字增加多少。", examples=[1])
    counts: bool = Field(description="占比类数字：是否计入分子；其余均为 true。")
