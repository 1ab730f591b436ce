"""Shapes of aggregates, grants and the superior's page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id

#: None is shown as fewer than five.
Cell = Annotated[int | None, Field(description="少于 5 的为空。")]


class KindDue(BaseModel):
    """How often people were due at one group of kinds; small groups stand under ``other`` together."""

    kind: str = Field(examples=["plenary"])
    due: Cell


class FamilySum(BaseModel):
    """Verified contributions of a family in the year."""

    family: str = Field(examples=["proposals"])
    total: Cell


class FigureSum(BaseModel):
    """One figure of the term so far."""

    key: str = Field(examples=["proposals_filed"])
    label: str
    value: Cell


class Aggregates(BaseModel):
    """What leaves the council: counts and rates of all its members together, of nobody alone."""

    year: int
    day: date
    members: Cell
    due: Cell
    attended: Cell
    rate: str = Field(examples=["98.3%"])
    kinds: list[KindDue]
    contributions: list[FamilySum]
    review: list[FigureSum]


class GrantIn(Strict):
    """To whom, and on what ground."""

    partner_id: Id
    basis: Annotated[
        str,
        Field(
            min_length=4,
            max_length=200,
            description="依据：哪次会议何时同意。",
            examples=["主席会议 2026-11-20 同意"],
        ),
    ]


class GrantOut(BaseModel):
    """A grant to a superior council."""

    id: Id
    partner_id: Id
    superior: str = Field(examples=["政协嘉兴市委员会"])
    basis: str
    granted_at: datetime
    revoked_at: datetime | None
    sent_on: date | None


class GrantsOut(BaseModel):
    """All grants, and what a superior sees by them today."""

    grants: list[GrantOut]
    shown: Aggregates | None = Field(description="今天上报的内容；没有履职年度时为空。")


class Received(BaseModel):
    """What a subordinate council lets this one see."""

    id: Id
    origin: str = Field(examples=["政协平湖市委员会"])
    received_at: datetime
    body: Aggregates
