"""Shapes of the dossier (履职档案)."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from app.core.ids import Id
from app.facts.ballots.schemas import OwnRating


class PlaceOut(BaseModel):
    """A dated place: a unit or a post."""

    kind: str
    name: str
    role: str
    starts_on: date
    ends_on: date | None


class Profile(BaseModel):
    """Base facts of the member."""

    id: Id
    number: str
    name: str
    sex: str
    ethnic_group: str
    party: str
    employer: str
    title: str
    education: str
    speciality: str
    posts: list[PlaceOut]
    places: list[PlaceOut]


class RecordOut(BaseModel):
    """One verified record, with the title of the claim behind it."""

    id: Id
    claim_id: Id
    title: str
    occurred_on: date
    fact: str
    type: str
    status: str
    role: str
    level: str
    quantity: int


class AttendanceCount(BaseModel):
    """How often due, how often there: the rate beside its opportunities."""

    fact: str
    type: str
    due: int
    attended: int
    excused: int
    absent: int


class ScoreBrief(BaseModel):
    """The year's score in short; ``/me/score`` has the receipt."""

    provisional: bool
    total: str
    grade: str | None
    lines: list[dict[str, Any]] = Field(description="各条目得分（id、title、points）。")


class SealedBrief(BaseModel):
    """Which version of the sealed year this is; a print shows the code."""

    version: int
    digest: str
    code: str


class HonourBrief(BaseModel):
    """An award whose record stands in the ledger."""

    title: str
    on: date
    level: str


class SanctionBrief(BaseModel):
    """A decision about the member that stood on a day."""

    label: str = Field(examples=["约谈"])
    state_label: str
    body: str
    decided_on: date | None
    effect_on: date | None
    minutes: str


class AsOf(BaseModel):
    """How things stood at the end of a day in Beijing, and what cannot be known of it any more."""

    day: date
    member: bool = Field(description="当日是否在任委员。")
    score_since: date | None = Field(description="当日有效的得分是哪一天生效或封存的。")
    honours: list[HonourBrief]
    sanctions: list[SanctionBrief]
    gaps: list[str] = Field(description="不能还原的内容，逐条说明；没有则为空。")


class Dossier(BaseModel):
    """A member's dossier of one duty year: computed while it is open, as kept once it is sealed."""

    year: int
    years: list[int] = Field(description="本会已有的履职年度，供切换。")
    ledger_seq: int
    profile: Profile
    attendance: list[AttendanceCount]
    records: list[RecordOut]
    ballots: list[OwnRating] = Field(description="已计票的民主测评中对本人的评价；作废的没有结果。")
    score: ScoreBrief | None = Field(description="尚未采用考评办法时为空。")
    sealed: SealedBrief | None = Field(description="年度已封存时，所示为封存页；未封存为空。")
    supplements: list[dict[str, Any]] = Field(description="封存之后附的补充页。")
    as_of: AsOf | None = Field(description="按某一日查看时：当日的情况；平时为空。")


class PledgeBrief(BaseModel):
    """Where a year's pledge stands, and how many of its items were kept."""

    state: str
    label: str = Field(examples=["已履行"])
    items: int = Field(description="评定过的事项数；未评定为 0。")
    kept: int


class TenureBrief(BaseModel):
    """A time as a member."""

    starts_on: date
    ends_on: date | None
    state: str


class TermYear(BaseModel):
    """One duty year of the term: as sealed once it is sealed, else as it stands."""

    year: int
    starts_on: date
    ends_on: date
    state: str = Field(examples=["open", "closed", "sealed"])
    points: str | None = Field(description="封存页或生效计分的得分；还没有时为空。")
    grade: str
    chosen: list[str] = Field(description="封存时入选的评选。")
    records: int
    attendance: list[AttendanceCount]
    pledge: PledgeBrief | None
    honours: list[str]
    sealed: SealedBrief | None = Field(description="封存页的版次和核验码；未封存为空。")
    supplements: list[dict[str, Any]]


class TermDossier(BaseModel):
    """A member's years of one term, the earliest first."""

    term: int
    terms: list[int] = Field(description="本会各届，供切换。")
    starts_on: date
    ends_on: date
    member_id: Id
    name: str
    number: str
    tenures: list[TenureBrief]
    years: list[TermYear]
