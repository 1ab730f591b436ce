"""Shapes of what is written from records."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from app.core.ids import Id
from app.facts.statements.schemas import StatementOut


class StatementNumber(BaseModel):
    """One number of a sentence, and the records behind it."""

    key: str = Field(examples=["proposals"])
    label: str = Field(examples=["提案"])
    value: int
    unit: str = Field(examples=["件"])
    record_ids: list[Id]


class StatementSentence(BaseModel):
    """A sentence written from records; the member's own words stand beside it."""

    heading: str = Field(description="列入哪个部分。")
    about: str = Field(examples=["proposals"])
    text: str = Field(examples=["提交提案 2 件，其中立案 1 件。"])
    numbers: list[StatementNumber]


class StatementRecord(BaseModel):
    """One record behind a number."""

    id: Id
    claim_id: Id
    title: str
    occurred_on: date


class StatementDraft(StatementOut):
    """A statement with the sentences that its records write: as of now, or as it was handed in."""

    sentences: list[StatementSentence]
    records: list[StatementRecord] = Field(description="数字背后的履职记录。")
    frozen: bool = Field(description="true：提交时的数；false：按现在的记录。")
    may: list[str] = Field(description="您现在可以办理的事。")
