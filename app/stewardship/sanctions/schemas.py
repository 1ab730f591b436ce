"""Shapes of sanctions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from app.access.schemas import Strict
from app.core.ids import Id

Kind = Literal[
    "remind", "talk", "circulate", "warn", "advise_resign", "order_resign", "revoke", "resignation"
]
State = Literal[
    "draft", "hearing", "ready", "decided", "reconsidering", "upheld", "lifted", "not_adopted", "dropped"
]
Body = Literal["chairpersons_council", "standing_committee"]
Text = Annotated[str, Field(min_length=2, max_length=4000)]
Minutes = Annotated[
    str,
    Field(
        min_length=1, max_length=100, description="会议纪要编号。", examples=["常委会会议纪要〔2026〕8 号"]
    ),
]


class EvidenceIn(Strict):
    """What stands behind a ground: one of a record, a line of a result, a document."""

    record_id: Annotated[Id | None, Field(description="台账中该委员的一条履职记录。")] = None
    run_id: Annotated[Id | None, Field(description="一次计分；与 item 一起指得分单上的一项。")] = None
    item: Annotated[str, Field(max_length=60, description="得分单上的条目编号；空为整张得分单。")] = ""
    document: Annotated[str, Field(max_length=200, examples=["县纪委通报〔2026〕3 号"])] = ""

    @model_validator(mode="after")
    def _one(self) -> EvidenceIn:
        if [self.record_id is not None, self.run_id is not None, bool(self.document)].count(True) != 1:
            raise ValueError("依据应为记录、得分单条目、文件三者之一")
        return self


class GroundIn(Strict):
    """One ground with what stands behind it."""

    text: Annotated[str, Field(min_length=2, max_length=1000, examples=["全年三次无故缺席常委会会议。"])]
    article: Annotated[str, Field(max_length=100, examples=["履职规定第十二条"])] = ""
    evidence: Annotated[list[EvidenceIn], Field(min_length=1, max_length=60)]


class SanctionIn(Strict):
    """A measure to be prepared."""

    member_id: Id
    year: Annotated[int, Field(ge=1949, le=2200, examples=[2026])]
    kind: Kind
    grounds: Annotated[list[GroundIn], Field(min_length=1, max_length=20)]


class SanctionEdit(Strict):
    """Another kind, or other grounds; a field left out stays."""

    kind: Kind | None = None
    grounds: Annotated[list[GroundIn] | None, Field(min_length=1, max_length=20)] = None


class SendIn(Strict):
    """Until when the member may make a statement."""

    hear_by: Annotated[date, Field(description="至少留三天。")]


class StatementIn(Strict):
    """The member's own words; the office records what came on paper or was said."""

    text: Text
    form: Annotated[
        Literal["own", "paper", "oral"],
        Field(description="own 本人填写；paper 书面、oral 口头，由办公室代录。"),
    ] = "own"


class CloseIn(Strict):
    """Why the hearing ends before its day without a statement; empty otherwise."""

    note: Annotated[str, Field(max_length=200, examples=["本人表示没有意见。"])] = ""


class DecisionIn(Strict):
    """What a body decided; recorded, never drawn by the software."""

    adopted: Annotated[bool, Field(description="false：会议未通过。", examples=[True])]
    body: Body
    decided_on: date
    minutes: Minutes
    effect_on: Annotated[
        date | None, Field(description="自哪一天起生效；终止委员资格的，自这一天起不再是委员。")
    ] = None
    text: Annotated[str, Field(max_length=1000, description="决定的内容。")] = ""


class ReconsiderIn(Strict):
    """Why another look is asked for."""

    text: Text
    form: Literal["own", "paper", "oral"] = "own"


class SettleIn(Strict):
    """What came of the second look."""

    upheld: Annotated[bool, Field(description="true：维持；false：撤销原决定。", examples=[True])]
    body: Body
    decided_on: date
    minutes: Minutes
    text: Annotated[str, Field(max_length=1000)] = ""


class DropIn(Strict):
    """Why it is not pursued."""

    reason: Annotated[str, Field(min_length=2, max_length=200, examples=["经核实系公务请假漏登。"])]


class EvidenceOut(BaseModel):
    """What stands behind a ground, in words."""

    record_id: Id | None
    claim_id: Id | None
    run_id: Id | None
    item: str
    document: str
    title: str = Field(description="记录的题目，或得分单上的条目。")
    on: date | None
    points: str = Field(description="得分单条目的得分；其他为空。")


class GroundOut(BaseModel):
    """A ground with what stands behind it."""

    text: str
    article: str
    evidence: list[EvidenceOut]


class EventOut(BaseModel):
    """One step of the course."""

    number: int
    act: str
    label: str
    state: State
    text: str
    details: dict[str, str] = Field(description="日期、会议、纪要等。")
    by: str = Field(description="经办人；空为到期自动执行会议决定。")
    at: datetime


class SanctionOut(BaseModel):
    """A measure in a list."""

    id: Id
    member_id: Id
    name: str
    number: str
    year: int
    kind: Kind
    label: str
    state: State
    state_label: str
    hear_by: date | None
    heard: bool = Field(description="本人已陈述。")
    body: Body | None
    decided_on: date | None
    minutes: str
    effect_on: date | None
    ends_membership: bool
    created_at: datetime
    version: int


class SanctionFull(SanctionOut):
    """A measure with grounds and its whole course."""

    grounds: list[GroundOut]
    statement: str = Field(description="本人最近一次陈述。")
    events: list[EventOut]
    bodies: list[Body] = Field(description="可以决定这类处理的会议。")
    reconsider_until: date | None
    rights_ended_at: datetime | None
    may: list[str] = Field(description="现在可以做的。")
