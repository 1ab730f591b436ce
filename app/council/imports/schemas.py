"""Shapes of imports."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.http.paging import Count
from app.core.ids import Id

RowVerdict = Literal["new", "changed", "unchanged", "wrong"]
State = Literal["preview", "committed", "discarded"]


class CellProblem(BaseModel):
    """What is wrong with one cell, row or heading."""

    where: str = Field(description="单元格（如 C7）、整行（如 第7行）。", examples=["C7"])
    word: str = Field(examples=["bad_mobile"])
    sentence: str = Field(examples=["手机：手机号应为 11 位数字，以 13 至 19 开头。"])


class Wrong(CellProblem):
    """What is wrong, with what it takes to mend it in place."""

    row: int | None = Field(description="所在行；与整张表有关时为空。", examples=[7])
    column: str | None = Field(description="所在列的键；不在某一格时为空。", examples=["mobile"])
    text: str | None = Field(
        description="格中现在的文字；过长、已打码或原表已不保存时为空。", examples=["1380573"]
    )
    suggestion: str | None = Field(description="最相近的可填项；没有时为空。", examples=["经济界"])


class SheetColumn(BaseModel):
    """A column of the sheet that is read."""

    key: str = Field(examples=["sector"])
    title: str = Field(examples=["界别"])
    place: str = Field(description="表格中的列号。", examples=["J"])
    choices: list[str] = Field(description="可填的各项；不限时为空。")


class MendedCell(Strict):
    """One cell and what it should say."""

    row: Count
    column: Annotated[str, Field(min_length=1, max_length=40, examples=["mobile"])]
    text: Annotated[str, Field(max_length=2000, examples=["13805731234"])]


class Mend(Strict):
    """Corrections of a preview: all are kept, or none."""

    cells: Annotated[list[MendedCell], Field(default_factory=list, max_length=200)]
    left_out: Annotated[
        list[Count],
        Field(
            default_factory=list, max_length=200, description="不导入的行，从预览中去掉。", examples=[[153]]
        ),
    ]


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
    errors: list[Wrong]
    cells: list[str] = Field(
        description="这一行各格的文字，次序同 `columns`，手机打码，最长 200 字；原表不再保存时为空。"
    )
    thing_id: Id | None = Field(description="写入之后，这一行对应的委员或记录。")


class Counts(BaseModel):
    """How many rows of each verdict."""

    rows: int
    new: int
    changed: int
    unchanged: int
    wrong: int
    errors: int = Field(description="错误总数；为 0 才能提交。")


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
    taken_back_at: datetime | None
    take_back_until: datetime | None = Field(
        description="到何时为止可以整批撤回；不能撤回时为空。名册的导入不能整批撤回。"
    )


class ImportOut(ImportBrief):
    """An import with a page of its rows and everything that is wrong."""

    version: int
    sheet: str = Field(description="工作表的名称；CSV 没有。")
    columns: list[SheetColumn] = Field(description="读取的各列；原表不再保存时为空。")
    errors: list[Wrong] = Field(description="全部错误，最多列出 1000 条。")
    notices: list[CellProblem] = Field(description="提示，不影响提交。")
    rows: list[RowOut]
    next: str | None = Field(description="下一页的游标；没有更多时为空。")
