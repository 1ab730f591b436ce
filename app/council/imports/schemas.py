"""Shapes of imports."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from app.core.ids import Id

RowVerdict = Literal["new", "changed", "unchanged", "wrong"]
State = Literal["preview", "committed", "discarded"]


class CellProblem(BaseModel):
    """What is wrong with one cell, row or heading."""

    where: str = Field(description="单元格(如 C7)、整行(如 第7行)。", examples=["C7"])
    word: str = Field(examples=["bad_mobile"])
    sentence: str = Field(examples=["手机：手机号应为 11 位数字，以 13 至 19 开头。"])


class CellChange(BaseModel):
    """One value that would change."""

    column: str = Field(examples=["职务"])
    before: str
    after: str


class RowOut(BaseModel):
    """What would become of one row."""

    number: int = Field(description="表格中的行号。", examples=[7])
    label: str = Field(examples=["王小明"])
    verdict: RowVerdict
    changes: list[CellChange]
    errors: list[CellProblem]


class Counts(BaseModel):
    """How many rows of each verdict."""

    rows: int
    new: int
    changed: int
    unchanged: int
    wrong: int
    errors: int = Field(description="错误总数;为 0 才能提交。")


class ImportBrief(BaseModel):
    """An import in a list."""

    id: Id
    kind: str = Field(examples=["roster"])
    title: str = Field(examples=["委员名册"])
    filename: str
    state: State
    counts: Counts
    created_at: datetime
    committed_at: datetime | None


class ImportOut(ImportBrief):
    """An import with a page of its rows and everything that is wrong."""

    errors: list[CellProblem] = Field(description="全部错误,最多列出 1000 条。")
    notices: list[CellProblem] = Field(description="提示,不影响提交。")
    rows: list[RowOut]
    next: str | None = Field(description="下一页的游标;没有更多时为空。")
