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
