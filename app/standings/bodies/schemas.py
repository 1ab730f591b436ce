"""Shapes of places, selections, consequences, decisions and recorded states."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id

Reason = Annotated[str, Field(min_length=2, max_length=200, description="理由。")]


class Person(BaseModel):
    """A member in a list."""

    member_id: Id
    number: str = Field(examples=["130001"])
    name: str


class RankedPerson(Person):
    """A member with a place; equal figures share one."""

    cohort: list[str] = Field(description="所在的分组，如界别；不分组时为空。")
    place: int
    of: int = Field(description="同组参加排名的人数。")
    value: str = Field(description="用来排名的数。", examples=["107"])


class PassedPerson(Person):
    """A member who has no place or was not chosen, and why."""

    reason: str = Field(examples=["不参加本项排名的职务"])


class RankingOut(BaseModel):
    """One ranking of a run."""

    id: str
    title: str
    by: str = Field(description="按什么排。", examples=["总分"])
    within: list[str] = Field(description="分组的依据；空为全体一起排。")
    ranked: int
    unranked: list[PassedPerson]


class CohortOut(BaseModel):
    """Who is chosen in one cohort, who stands on the line, who may not be."""

    cohort: list[str]
    sentence: str = Field(examples=["可选 11 至 21 名，名额待定。"])
    n: int | None
    at_least: int | None
    at_most: int | None
    chosen: list[RankedPerson]
    undecided: list[RankedPerson] = Field(description="要由会议决定的人。")
    choosable: list[RankedPerson] = Field(description="会议可以选的人：待决定的；已作决定时为当时待决定的。")
    passed: list[PassedPerson] = Field(description="不能入选的人；只因名次不到的不列。")


class DecisionOut(BaseModel):
    """What was decided on a selection."""

    number: int | None
    members: list[Id] | None
    reason: str
    decided_at: datetime


class SelectionOut(BaseModel):
    """One selection of a run."""

    id: str
    title: str
    article: str | None
    ranking: str = Field(description="所依据的排名。")
    open: bool = Field(description="还有要由会议决定的。")
    asks_number: bool = Field(description="名额只有范围，由会议定数。")
    decision: DecisionOut | None
    cohorts: list[CohortOut]


class DuePerson(Person):
    """A member for whom something follows, and why."""

    why: str
    pending: bool = Field(description="须先登记有关情况才能定。")
    waits_for: list[str]


class OutcomeOut(BaseModel):
    """One consequence that the rule book draws, and for whom."""

    id: str
    do: str = Field(examples=["约谈提醒"])
    kind: Literal["praise", "notice", "measure", "flag"]
    article: str | None
    by: str | None
    members: list[DuePerson]


class BodyOut(BaseModel):
    """What a run says across people and years, beside the points."""

    run_id: Id
    year: int
    kept: bool = Field(description="false：这次计分没有留下排名和结果运用（办法没有写，或算于此前）。")
    decidable: bool = Field(description="现在可以登记会议的决定。")
    rankings: list[RankingOut]
    selections: list[SelectionOut]
    outcomes: list[OutcomeOut]


class SelectionDecisionIn(Strict):
    """What people decided: how many, or who of those at the line, or both."""

    number: Annotated[int, Field(ge=0, le=100000)] | None = None
    members: Annotated[list[Id], Field(max_length=2000)] | None = None
    reason: Reason


class OwnPlace(BaseModel):
    """A member's place in one ranking."""

    title: str
    cohort: list[str]
    place: int
    of: int


class OwnOutcome(BaseModel):
    """What follows for a member."""

    do: str
    kind: Literal["praise", "notice", "measure", "flag"]
    article: str | None
    why: str
    pending: bool


class MemberBody(BaseModel):
    """What a run says of one member beside the points."""

    places: list[OwnPlace]
    chosen: list[str] = Field(description="入选的名目。")
    outcomes: list[OwnOutcome]


class StateIn(Strict):
    """What somebody records of a member in a duty year."""

    year: Annotated[int, Field(ge=1949, le=2200, examples=[2026])]
    state: Annotated[str, Field(min_length=1, max_length=60, examples=["resigned"])]
    holds: Annotated[bool | None, Field(description="是、否；空为撤回此前的登记。")]
    reason: Reason


class StateOut(Person):
    """What is recorded of a member in a year."""

    id: Id
    year: int
    state: str
    title: str
    holds: bool | None
    reason: str
    recorded_at: datetime


class StateWord(BaseModel):
    """A state that the year's scheme asks for."""

    state: str
    title: str = Field(examples=["已辞去委员"])


class StatesOut(BaseModel):
    """What may be recorded in a year, and what is."""

    year: int
    known: list[StateWord]
    recorded: list[StateOut]
