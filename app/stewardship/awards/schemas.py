"""Shapes of awards."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from app.access.schemas import Strict
from app.core.ids import Id

Kind = Literal["excellent_member", "excellent_proposal", "excellent_opinion", "duty_star", "other_award"]
Stage = Literal["recommend", "papers", "panel", "published", "cancelled"]
Level = Literal["county", "prefecture", "province", "national"]
Rank = Literal["special", "first", "second", "third", "excellent", "other"]
Post = Literal["chair", "vice_chair", "secretary_general", "standing_member"]
Of = Literal["members", "proposals", "opinions"]
Year = Annotated[int, Field(ge=1949, le=2200, examples=[2026])]
Why = Annotated[str, Field(min_length=2, max_length=1000, examples=["领衔的三件提案全部办结。"])]
Said = Annotated[str, Field(min_length=2, max_length=100)]


class AwardIn(Strict):
    """A new award: what for, how many at most, who does not take part."""

    year: Year
    kind: Kind
    title: Annotated[str, Field(min_length=2, max_length=100, examples=["2026 年度优秀政协委员"])]
    by: Annotated[str, Field(min_length=2, max_length=100, description="授予单位。", examples=["平湖市政协"])]
    level: Level = "county"
    rank: Rank = "excellent"
    quota_count: Annotated[
        int | None, Field(ge=1, le=1000, description="名额，人数（件数）。", examples=[20])
    ] = None
    quota_percent: Annotated[
        int | None,
        Field(ge=1, le=100, description="名额占基数的百分比，向下取整；两项都填时取较小的。", examples=[10]),
    ] = None
    quota_of: Annotated[
        Of, Field(description="百分比的基数：members 委员人数，proposals 立案提案数，opinions 已核实信息数。")
    ] = "members"
    excluded_posts: list[Post] = Field(
        [], max_length=4, description="不参评的职务。", examples=[["chair", "vice_chair"]]
    )
    bar_sanctioned: Annotated[bool, Field(description="本年度受过处理的不参评。")] = True
    section_id: Annotated[Id | None, Field(description="承办部门；不填为本部门。")] = None

    @model_validator(mode="after")
    def _has_quota(self) -> AwardIn:
        if self.quota_count is None and self.quota_percent is None:
            raise ValueError("名额和百分比至少填一项")
        return self


class NomineeIn(Strict):
    """A recommendation: who, for what, why."""

    member_id: Id
    piece_id: Annotated[Id | None, Field(description="优秀提案、优秀信息评选：被推荐的那一件。")] = None
    reason: Why


class PapersIn(Strict):
    """What the papers of a nominee showed."""

    fit: Annotated[bool, Field(examples=[True])]
    note: Annotated[str, Field(max_length=200, description="不合格时写明原因。")] = ""


class ChoiceIn(Strict):
    """What the body chose; recorded, never computed."""

    nominees: Annotated[list[Id], Field(max_length=1000)]
    body: Annotated[str, Field(min_length=2, max_length=100, examples=["主席会议"])]
    decided_on: Annotated[date, Field(description="会议日期。")]
    minutes: Annotated[str, Field(min_length=1, max_length=100, examples=["主席会议纪要〔2026〕12 号"])]


class ReasonIn(Strict):
    """Why."""

    reason: Annotated[str, Field(min_length=2, max_length=200, examples=["推荐对象有误"])]


class NomineeOut(BaseModel):
    """Somebody recommended."""

    id: Id
    member_id: Id
    name: str
    number: str
    piece_id: Id | None
    piece: str = Field(description="被推荐的提案或信息的题目。")
    reason: str
    section: str = Field(description="推荐单位。")
    recommended_by: str = Field(description="推荐经办人。")
    recommended_at: datetime
    papers: Literal["pending", "fit", "unfit"]
    papers_note: str
    chosen: bool
    excluded: str = Field(description="不能入选的原因；空为可以入选。")
    claim_id: Id | None = Field(description="公布后记入台账的那条获奖记录。")
    mine: bool = Field(description="是本人推荐的，可以撤回。")


class AwardOut(BaseModel):
    """One award in a list."""

    id: Id
    year: int
    kind: Kind
    title: str
    by: str
    level: Level
    rank: Rank
    quota_count: int | None
    quota_percent: int | None
    quota_of: Of
    excluded_posts: list[Post]
    bar_sanctioned: bool
    section_id: Id
    section: str
    stage: Stage
    base: int | None = Field(description="评审时的基数。")
    seats: int | None = Field(description="评审时的名额。")
    chosen: int
    nominees: int
    body: str
    decided_on: date | None
    minutes: str
    published_at: datetime | None
    reason: str = Field(description="取消的原因。")
    version: int


class AwardFull(AwardOut):
    """An award with everybody recommended."""

    base_now: int = Field(description="按今天的名册或台账算出的基数。")
    seats_now: int = Field(description="按今天的基数算出的名额。")
    people: list[NomineeOut]
    may: list[str] = Field(description="现在可以做的。")


class Honour(BaseModel):
    """Something won and verified."""

    claim_id: Id
    title: str
    by: str
    level: Level
    year: int
    rank: Rank
    on: date


class Honours(BaseModel):
    """Honours, newest first."""

    items: list[Honour]
