"""Shapes of scheme documents."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, RootModel

from app.access.schemas import Strict
from app.core.ids import Id
from app.schemes.reading_schemas import SchemeReading


class SchemeIn(Strict):
    """A rule book as YAML text, kept verbatim."""

    text: Annotated[
        str,
        Field(
            min_length=10,
            max_length=200_000,
            examples=["format: 1\nid: pinghu-2026\ntitle: 委员履职考评办法\n"],
        ),
    ]


class SchemeOut(BaseModel):
    """A scheme document of this council."""

    id: Id
    code: str = Field(examples=["shanghai-minhang"])
    title: str
    digest: str = Field(description="原文的 SHA-256；考核结果以它为准。")
    state: Literal["draft", "checked", "adopted", "withdrawn"]
    created_at: datetime
    copied_from: Id | None = Field(description="由本会哪份办法复制而来。")
    handled_by_me: bool = Field(description="由您提交或修改：须由另一人采用。")
    years: list[int] = Field(description="采用本办法的履职年度。")
    group_years: list[int] = Field(description="其中作为小组办法采用的年度。")
    version: int


class SchemeText(SchemeOut):
    """A scheme document with its source text."""

    text: str


class MistakeOut(BaseModel):
    """One mistake of a document, its worked examples included."""

    path: str
    line: int
    word: str
    sentence: str


class CheckOut(BaseModel):
    """What a check found; an empty list means ready for adoption."""

    id: Id
    state: Literal["draft", "checked", "adopted"]
    examples: int = Field(description="随文算例的数目，全部已验算。")
    mistakes: list[MistakeOut]
    warnings: list[MistakeOut] = Field(description="提醒：不妨碍采用，请看一眼。")


class DocumentSchema(RootModel[dict[str, JsonValue]]):
    """A JSON Schema (2020-12) with Chinese titles."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "考评办法", "type": "object"}]})


class DraftText(Strict):
    """A document's text as it stands, finished or not."""

    text: Annotated[str, Field(max_length=200_000, examples=["format: 1\nid: pinghu-2026\n"])]


class DraftData(Strict):
    """A document as plain data; exact decimals are text."""

    data: Annotated[
        dict[str, JsonValue],
        Field(examples=[{"format": 1, "id": "pinghu-2026", "bands": [{"name": "优秀", "min": "89.5"}]}]),
    ]


class ParsedOut(BaseModel):
    """A document's data, and everything wrong with it, its worked examples included."""

    data: dict[str, JsonValue] = Field(description="与文件同形；小数和表中的名称为文字。")
    mistakes: list[MistakeOut]
    warnings: list[MistakeOut] = Field(description="提醒：不妨碍提交，请看一眼。")
    reading: SchemeReading | None = Field(description="全文与算例；文件还不能读时为空。")


class ComposedOut(BaseModel):
    """A document's canonical text, and everything wrong with it, its worked examples included."""

    text: str
    mistakes: list[MistakeOut]
    warnings: list[MistakeOut] = Field(description="提醒：不妨碍提交，请看一眼。")
    reading: SchemeReading | None = Field(description="全文与算例；文件还不能读时为空。")


class CopyIn(Strict):
    """For which year the copy is meant."""

    year: Annotated[
        int | None,
        Field(ge=1949, le=2200, description="用于哪个年度；不填时为最近采用年度的下一年。", examples=[2027]),
    ] = None


class DifferenceOut(BaseModel):
    """One thing in which two documents differ."""

    path: str = Field(
        description="在新办法中的位置；删去的为旧办法中的位置。", examples=["items[3].award.each"]
    )
    item: str | None = Field(description="所在条目的编号。", examples=["proposal"])
    title: str = Field(description="所在条目、部分或等次的名称。", examples=["提案"])
    article: str | None = Field(description="办法条款。", examples=["第八条"])
    kind: Literal["added", "removed", "changed"]
    before: str | None
    after: str | None
    sentence: str = Field(examples=["“提案”〔第八条〕：每件分值由 5 分改为 6 分。"])


class DiffOut(BaseModel):
    """What a document changes beside another, in words."""

    id: Id
    title: str
    against: Id
    against_title: str
    differences: list[DifferenceOut]


class LibraryEntry(BaseModel):
    """A published rule book that comes with the product."""

    code: str
    title: str
    digest: str
    examples: int


class AdoptIn(Strict):
    """The decision that a duty year is evaluated by a scheme."""

    year: Annotated[int, Field(ge=1949, le=2200)]
    body: Annotated[str, Field(min_length=2, max_length=100, examples=["十四届三十次主席会议"])]
    decided_on: date
