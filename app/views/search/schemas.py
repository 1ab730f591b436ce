"""Shapes of what a search finds."""

from __future__ import annotations

from datetime import date
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from app.core.ids import Id
from app.council.members.schemas import UnitKind
from app.facts.activities.schemas import ActivityKind
from app.facts.schemas import ClaimState

T = TypeVar("T")


class FoundMember(BaseModel):
    """A member of today."""

    model_config = ConfigDict(title="查到的委员")

    id: Id
    name: str = Field(examples=["王小明"])
    number: str | None = Field(description="委员编号；不便公开时为空。", examples=["0023"])
    sector: str = Field(description="界别；未编入时为空。", examples=["经济界"])


class FoundRecord(BaseModel):
    """A proposal, an opinion or a contribution."""

    model_config = ConfigDict(title="查到的履职记录")

    id: Id
    title: str = Field(examples=["关于老旧小区加装充电桩的建议"])
    type: str = Field(description="其他履职的种类；提案和社情民意为空。", examples=["research_report"])
    number: str | None = Field(description="提案编号；其他记录为空。", examples=["2026-015"])
    state: ClaimState
    state_label: str = Field(examples=["已核实"])
    occurred_on: date = Field(examples=["2026-03-05"])


class FoundActivity(BaseModel):
    """A meeting or another activity."""

    model_config = ConfigDict(title="查到的活动")

    id: Id
    title: str = Field(examples=["十四届七次常委会会议"])
    kind: ActivityKind
    occurred_on: date = Field(examples=["2026-03-05"])


class FoundUnit(BaseModel):
    """A sector, committee, group, branch, section or venue."""

    model_config = ConfigDict(title="查到的机构")

    id: Id
    name: str = Field(examples=["经济界"])
    kind: UnitKind
    kind_label: str = Field(examples=["界别"])


class Hits(BaseModel, Generic[T]):
    """The first hits of a family."""

    items: list[T]
    more: bool = Field(description="还有更多：请到该列表中继续查找。")


class SearchOut(BaseModel):
    """What was found, family by family, each in the order of its list."""

    members: Hits[FoundMember]
    proposals: Hits[FoundRecord]
    opinions: Hits[FoundRecord]
    contributions: Hits[FoundRecord]
    activities: Hits[FoundActivity]
    units: Hits[FoundUnit]
