"""Shapes of evaluation years."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id

Step = Literal[
    "intake", "lists", "signatures", "statements", "run", "objections", "proposal", "decision",
    "publication", "letters", "sealing",
]  # fmt: skip
#: A decision is recorded by its own route.
Finishable = Literal[
    "intake", "lists", "signatures", "statements", "run", "objections", "proposal", "publication",
    "letters", "sealing",
]  # fmt: skip
Publicity = Literal["own", "named"]
Year = Annotated[int, Field(ge=1949, le=2200, examples=[2026])]
Reason = Annotated[str, Field(min_length=2, max_length=200, examples=["漏核一条记录，退回补正。"])]
Minutes = Annotated[
    str, Field(min_length=1, max_length=100, description="会议纪要文号。", examples=["平政协纪〔2026〕3号"])
]
Body = Annotated[str, Field(min_length=1, max_length=60, examples=["主席会议"])]
Dates = Annotated[dict[Step, date], Field(description="各步骤的计划日期；先办的步骤不能晚于后办的。")]
Days = Annotated[int, Field(ge=1, le=30, description="异议期的工作日数。", examples=[5])]


class YearIn(Strict):
    """The evaluation of a duty year."""

    year: Year
    publicity: Annotated[
        Publicity, Field(description="own：各人只看自己的等次；named：另出姓名和等次的公示稿。")
    ] = "own"
    objection_days: Days = 5
    dates: Annotated[Dates, Field(default_factory=dict)]


class PlanIn(Strict):
    """What of the plan changes; a field left out stays."""

    publicity: Publicity | None = None
    objection_days: Days | None = None
    dates: Dates | None = None


class FinishIn(Strict):
    """Why something may stay undone; empty when nothing is."""

    reason: Annotated[str, Field(max_length=200, examples=["两名委员在外，已电话核对。"])] = ""


class ReopenIn(Strict):
    """Why a step is taken back."""

    reason: Reason


class DecisionIn(Strict):
    """A body's decision on the proposed grades."""

    body: Body
    decided_on: date
    minutes: Minutes


class SupplementIn(Strict):
    """A later decision that is appended to a sealed sheet."""

    member_id: Id
    reason: Reason
    body: Body
    decided_on: date
    minutes: Minutes
    text: Annotated[
        str, Field(min_length=1, max_length=2000, description="补充页的内容。", examples=["等次改为优秀。"])
    ]


class SignIn(Strict):
    """A signature under the text that was read."""

    year: Year
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="所读文本的 SHA-256。")]
    name: Annotated[str, Field(min_length=1, max_length=50, description="输入本人姓名以签名。")]


class ReadIn(Strict):
    """Whose letter was read."""

    year: Year


class BlockerOut(BaseModel):
    """What the step at hand waits for."""

    sentence: str
    who: list[str] = Field(description="能办的角色。")
    where: str = Field(description="在哪里办：inbox、lists、signatures、statements、ballots、runs 等。")
    hard: bool = Field(description="false：写明原因后可以往下办。")


class EvaluationStep(BaseModel):
    """One step: planned and done when, and by whom."""

    step: Step
    state: Literal["done", "current", "waiting"]
    planned_on: date | None
    done_at: datetime | None
    done_by: str
    said: dict[str, Any] = Field(description="办理时记下的内容，如会议、日期和纪要。")
    reason: str


class ActOut(BaseModel):
    """One thing that was done, as history keeps it."""

    turn: int
    step: Step
    act: Literal["opened", "done", "reopened"]
    reason: str
    done_by: str
    done_at: datetime


class YearBrief(BaseModel):
    """One evaluation in a list."""

    year: int
    state: Literal["open", "closed", "sealed"]
    step: Step | None = Field(description="正在办的步骤；封存后为空。")
    publicity: Publicity


class YearOut(YearBrief):
    """An evaluation year: eleven steps, what blocks the one at hand, what was done."""

    objection_days: int
    objections_until: date | None = Field(description="异议期的最后一天。")
    run_id: Id | None = Field(description="生效的计分。")
    steps: list[EvaluationStep]
    blockers: list[BlockerOut]
    history: list[ActOut]
    digest: str = Field(description="封存页的总摘要；未封存为空文本。")
    version: int


class ListOut(BaseModel):
    """One section's list of records."""

    unit_id: Id
    name: str
    records: int
    waiting: int = Field(description="还在等它核实的记录。")
    confirmed_at: datetime | None
    confirmed_by: str
    may_confirm: bool


class SignatureLine(BaseModel):
    """Whether one member has signed."""

    member_id: Id
    number: str
    name: str
    signed_at: datetime | None
    read_at: datetime | None = Field(description="何时看过结果通知。")


class GradeLine(BaseModel):
    """One member's proposed grade."""

    member_id: Id
    number: str
    name: str
    points: str
    grade: str
    chosen: list[str] = Field(description="入选的评选。")


class QuotaLine(BaseModel):
    """How a quota is filled."""

    title: str
    cohort: list[str]
    seats: int | None
    chosen: int


class GradesOut(BaseModel):
    """Everybody's grade: as proposed, or as the run in force would have it."""

    proposed: bool
    digest: str
    quotas: list[QuotaLine]
    members: list[GradeLine]


class NoticeLine(BaseModel):
    """Name and grade only."""

    number: str
    name: str
    grade: str
    chosen: list[str]


class NoticeDraft(BaseModel):
    """公示稿: names and grades, no points."""

    year: int
    body: str
    decided_on: date
    members: list[NoticeLine]


class SheetLine(BaseModel):
    """A member's sealed sheet in its newest version."""

    member_id: Id
    number: str
    name: str
    version: int
    digest: str
    code: str
    reason: str
    kept_at: datetime


class LetterPart(BaseModel):
    """A part of the score."""

    title: str
    points: str


class Letter(BaseModel):
    """结果通知: grade, sub-scores, what counted."""

    grade: str
    chosen: list[str]
    points: str
    parts: list[LetterPart]
    counted: int = Field(description="计入的记录。")
    body: str
    decided_on: date
    read_at: datetime | None


class OwnBrief(BaseModel):
    """What waits for a member in the evaluation of a year."""

    year: int
    step: Step | None
    to_sign: bool
    to_read: bool


class OwnYear(BaseModel):
    """What a member sees of the evaluation of a year."""

    year: int
    step: Step | None
    text: str | None = Field(description="待核对签名的文本；不在核对期为空。")
    digest: str | None
    may_add: bool = Field(description="现在可以补报本年度的履职。")
    signed_at: datetime | None
    signed_text: str | None
    changed: bool = Field(description="签名之后记录有变动。")
    objections_until: date | None
    letter: Letter | None = Field(description="公布之后才有。")
    sheet: SheetLine | None = Field(description="封存之后才有。")


class CodeOut(BaseModel):
    """Whether a print is the newest version, and nothing else."""

    current: bool = Field(examples=[True])
