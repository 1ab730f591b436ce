"""Shapes of the groups' standings and receipts."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from app.core.ids import Id
from app.facts.schemas import ClaimState
from app.standings.schemas import Score

Kind = Literal["activity_group", "area_group", "sector", "special_committee", "party_branch"]


class GroupStanding(BaseModel):
    """One group's place among the groups of its kind."""

    place: int = Field(description="同一类单位中的名次；同分并列。")
    unit_id: Id
    kind: Kind
    name: str = Field(examples=["经济科技活动组"])
    members: int = Field(description="名册上的组员人数。")
    points: str = Field(description="精确得分：小数或分数。", examples=["86.5"])
    grade: str


class GroupStandings(BaseModel):
    """How the groups of a year stand, for the office and the chair."""

    year: int
    provisional: bool = Field(description="true：按当前记录即时计算；false：以已生效的考核结果为准。")
    scheme: str
    scheme_digest: str
    ledger_seq: int
    run_id: Id | None
    groups: list[GroupStanding]


class Brought(BaseModel):
    """What one member brought to an item of the group."""

    item: str = Field(description="办法中的条目。", examples=["members_mean"])
    member_id: Id
    name: str
    points: str = Field(examples=["12.5"])


class GroupRecord(BaseModel):
    """One record of the group that its receipt names."""

    id: Id
    claim_id: Id
    title: str
    occurred_on: date


class GroupScore(Score):
    """A group's score of a year with its receipt."""

    unit_id: Id
    kind: Kind
    name: str
    members: int
    brought: list[Brought] = Field(description="组员的分带入了哪些条目；得分高的在前。")
    records: list[GroupRecord] = Field(description="单据提到的本组记录，新的在前。")


class Requirement(BaseModel):
    """One requirement of the groups' rule book that people tick."""

    word: str = Field(description="写入达标台账的编号。", examples=["l1"])
    title: str = Field(examples=["明确兼职工作人员"])
    article: str | None
    met: bool = Field(description="已有核实的达标台账写明它。")


class Ticked(BaseModel):
    """One entry of a group's checklist, whatever became of it."""

    claim_id: Id
    state: ClaimState
    state_label: str = Field(examples=["已核实"])
    occurred_on: date
    met: list[str]
    basis: str


class GroupChecklist(BaseModel):
    """What may be ticked for a group in a year, and what was, the newest first."""

    requirements: list[Requirement]
    recorded: list[Ticked]
