"""Shapes of rounds and statements."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id

Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$", examples=["meetings"])]
StatementState = Literal["draft", "submitted", "returned", "accepted", "presented", "filed"]
Form = Literal["oral", "written"]
STATE_LABELS = {
    "draft": "撰写中",
    "submitted": "待审阅",
    "returned": "已退回",
    "accepted": "已通过",
    "presented": "已述职",
    "filed": "已归档",
}


class StatementHeading(Strict):
    """One part of a statement."""

    id: Word
    title: str = Field(min_length=1, max_length=40, examples=["参会履职"])
    about: list[Literal["meetings", "proposals", "contacts"]] = Field(
        [], max_length=3, description="由哪类记录写成的句子列入这一部分。"
    )


class StatementOutline(Strict):
    """The headings of a round's statements, and how long they may be."""

    headings: Annotated[list[StatementHeading], Field(min_length=1, max_length=12)]
    longest: int = Field(3000, ge=200, le=20000, description="全文字数上限。")


class RoundIn(Strict):
    """A round of a duty year."""

    year: Annotated[int, Field(ge=1949, le=2200, examples=[2026])]
    title: str = Field(min_length=2, max_length=100, examples=["2026 年度常委述职"])
    as_of: date = Field(description="该日在任的常委须述职。")
    due_on: date
    document: StatementOutline
    section_id: Id | None = Field(None, description="审阅部门，默认本部门。")
    oral: list[Id] = Field([], max_length=200, description="口头述职的委员；其余书面。")
    others: list[Id] = Field([], max_length=500, description="另加的委员。")


class RoundOut(BaseModel):
    """A round and how far it has come."""

    id: Id
    year: int
    title: str
    as_of: date
    due_on: date
    document: StatementOutline
    section_id: Id
    state: Literal["open", "closed"]
    statements: int
    by_state: dict[StatementState, int] = Field(examples=[{"draft": 12, "submitted": 3}])
    reminded_at: datetime | None = Field(description="上次提醒未提交者的时间。")
    version: int


class TextIn(Strict):
    """A version of the text; ``If-Match`` names the version that it was written on."""

    parts: dict[Word, Annotated[str, Field(max_length=20000)]] = Field(
        max_length=12, examples=[{"meetings": "走访企业 3 家。"}]
    )
    device: str = Field("", max_length=60, examples=["手机"])


class TextOut(BaseModel):
    """A saved version."""

    number: int
    parts: dict[str, str]
    device: str
    saved_at: datetime


class RemarkIn(Strict):
    """Why a statement goes back."""

    remark: Annotated[str, Field(min_length=2, max_length=500, examples=["第三部分请补充走访情况"])]


class ExcuseIn(Strict):
    """Why a round may close without this statement."""

    reason: Annotated[str, Field(min_length=2, max_length=200, examples=["长期病假，经主席会议同意"])]


class PresentIn(Strict):
    """When a statement was presented, as which, at which meeting."""

    presented_at: datetime
    turn: int = Field(ge=1, le=500, description="述职次序。")
    meeting: str = Field(min_length=2, max_length=200, examples=["十四届二十次常委会会议"])


class StatementLine(BaseModel):
    """One statement in a list."""

    id: Id
    round_id: Id
    year: int
    title: str
    member_id: Id
    name: str
    form: Form
    state: StatementState
    state_label: str = Field(examples=["撰写中"])
    late: bool
    due_on: date
    round_state: Literal["open", "closed"]
    claim_id: Id | None = Field(description="附件挂在这条履职记录上；动笔后才有。")
    number: int = Field(description="文本版本，即 ETag；0：未动笔。")
    submitted_at: datetime | None
    excuse: str
    turn: int | None
    version: int


class StatementOut(StatementLine):
    """A statement with its newest text."""

    document: StatementOutline
    parts: dict[str, str]
    words: int
    remark: str
    presented_at: datetime | None
    meeting: str
