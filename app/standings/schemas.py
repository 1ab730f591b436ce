"""Shapes of runs, scores with receipts, and standings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id


class RunIn(Strict):
    """The duty year to evaluate."""

    year: Annotated[int, Field(ge=1949, le=2200, examples=[2026])]


class RunOut(BaseModel):
    """One evaluation of a duty year."""

    id: Id
    year: int
    state: Literal["running", "complete", "in_force", "superseded", "failed"]
    scheme_id: Id
    scheme_digest: str = Field(description="所用办法原文的 SHA-256。")
    ledger_seq: int = Field(description="计分所据台账的截止行号。")
    subjects: int = Field(description="委员人数；计分时为预计的人数。")
    done: int | None = Field(description="已算完的委员人数；早先的计分没有记下。")
    result_digest: str = Field(description="全部得分单的 SHA-256；重算应逐字节一致。")
    started_at: datetime
    finished_at: datetime | None
    version: int


class RunInForce(RunOut):
    """A run that is now the year's result."""

    warnings: list[str] = Field(description="还没有由会议决定就生效的评选。")


class AdoptionOut(BaseModel):
    """Which scheme a year is evaluated by, and who decided."""

    id: Id
    year: int
    scheme_id: Id
    code: str
    title: str
    body: str
    decided_on: date


class ReceiptLine(BaseModel):
    """One line of a receipt; the lines of a receipt sum to its total."""

    kind: str
    id: str
    title: str
    section: str | None
    article: str | None
    points: str = Field(description="精确得分：小数或分数。", examples=["12.5"])
    outcome: str
    measured: int
    counted: list[Id] = Field(description="计入的台账记录。")
    not_counted: list[dict[str, str]] = Field(description="看过但未计入的记录及原因。")
    cuts: list[dict[str, str]] = Field(description="封顶或保底截去的分。")


class Score(BaseModel):
    """A member's score of a year with its receipt."""

    year: int
    provisional: bool = Field(description="true：按当前记录即时计算；false：以已生效的考核结果为准。")
    scheme: str = Field(examples=["政协上海市闵行区委员会 委员履职积分管理细则"])
    scheme_digest: str
    ledger_seq: int
    run_id: Id | None
    total: str = Field(examples=["107"])
    grade: str | None
    lines: list[ReceiptLine]
    sections: dict[str, str]
    section_titles: dict[str, str] = Field(description="各部分在办法中的名称。")
    gates: list[dict[str, Any]]
    sentences: list[str] = Field(description="逐条说明为什么是这个分。")


class StandingOut(BaseModel):
    """One member's place in a run."""

    place: int | None
    member_id: Id
    number: str
    name: str
    points: str
    grade: str
    roster: int = Field(description="名册次序（姓氏笔画），从 1 起。")


class StandingsOut(BaseModel):
    """The table of the run in force, for the office."""

    run: RunOut
    members: list[StandingOut]


class ScorecardOut(BaseModel):
    """One member's card in a run, beside the one in force."""

    member_id: Id
    number: str = Field(examples=["130001"])
    name: str
    points: str = Field(description="精确得分：小数或分数。", examples=["12.5"])
    grade: str
    place: int | None
    points_in_force: str | None = Field(description="已生效结果中的得分；没有时为空。", examples=["11"])
    grade_in_force: str | None
    place_in_force: int | None = Field(description="已生效结果中的名次；名次变化另行列出，不算得分变化。")
    changed: bool = Field(description="得分或等次与已生效的结果不同；没有已生效的结果时为 false。")


class Comparison(BaseModel):
    """What putting a run in force would change."""

    against: Id | None = Field(description="已生效的那次计分；没有时为空。")
    added: int = Field(description="已生效的结果中没有的委员。")
    changed: int = Field(description="得分或等次不同的委员。")
    same: int
    moved: int = Field(description="得分和等次都不变、只是名次随他人变动的委员（含在 same 中）。")
    warnings: list[str] = Field(description="生效之前须知的：还没有由会议决定的评选。")
