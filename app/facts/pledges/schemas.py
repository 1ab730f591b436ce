"""Shapes of pledges: templates, texts, what is asked of whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id
from app.scoring.shapes import Measure, Select

Audience = Literal["member", "standing_member", "group"]
TemplateState = Literal["draft", "issued", "closing"]
PledgeState = Literal[
    "draft", "signed", "countersigned", "closing", "fulfilled", "partly", "unfulfilled", "waived"
]
Year = Annotated[int, Field(ge=1949, le=2200, description="履职年度。", examples=[2026])]
Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,40}$", examples=["opinions"])]
Target = Annotated[int, Field(le=1000, description="目标数，至少为 1。", examples=[3])]
Sentence = Annotated[str, Field(min_length=2, max_length=300)]
Reason = Annotated[str, Field(min_length=2, max_length=200, examples=["调任外地，减少走访次数"])]
TypedName = Annotated[str, Field(max_length=100, description="手工输入的本人姓名。", examples=["王小明"])]

AUDIENCE_LABELS = {"member": "委员", "standing_member": "常委", "group": "小组"}
STATE_LABELS = {
    "draft": "待签订",
    "signed": "已签订，待确认",
    "countersigned": "履行中",
    "closing": "待认定",
    "fulfilled": "已履行",
    "partly": "部分履行",
    "unfulfilled": "未履行",
    "waived": "免予认定",
}


class PledgeCounts(Strict):
    """What a measured item counts, in the language of schemes."""

    select: Annotated[list[Select], Field(min_length=1, max_length=5)]
    measure: Measure = Measure()


class PledgeItemIn(Strict):
    """One thing pledged: a number that records fill, or something that a person confirms."""

    id: Word
    heading: str = Field("", max_length=40, description="归入哪一方面。", examples=["服务中心"])
    text: Sentence = Field(examples=["全年反映社情民意信息 3 篇"])
    counts: PledgeCounts | None = Field(None, description="计什么；为空即定性事项，由承办部门据佐证确认。")
    target: Target | None = Field(None, description="计数事项的全年目标。")
    unit: str = Field("次", min_length=1, max_length=10, examples=["篇"])
    remainder: Literal["open", "scheduled"] = Field(
        "open",
        description="还能做多少：open 截止前不限；scheduled 只看已排定、本人应到的场次"
        "（小组没有应到名单，一律为 open）。",
    )


class PledgeDocument(Strict):
    """What is pledged: a preamble and the items."""

    preamble: str = Field("", max_length=2000)
    items: Annotated[list[PledgeItemIn], Field(min_length=1, max_length=30)]


class PledgeTemplateIn(Strict):
    """A template of a year for one audience."""

    year: Year
    audience: Audience
    title: str = Field(min_length=2, max_length=100, examples=["2026 年度委员履职承诺书"])
    document: PledgeDocument
    section_id: Id | None = Field(None, description="承办部门：确认和认定；默认本部门。")
    sign_by: date
    amend_until: date
    intake_until: date = Field(description="收件截止日：此后的履职不计入承诺。")


class PledgeTemplateEdit(Strict):
    """A template before it is issued, as a whole."""

    title: str = Field(min_length=2, max_length=100)
    document: PledgeDocument
    section_id: Id | None = None
    sign_by: date
    amend_until: date
    intake_until: date


class PledgeTemplateOut(BaseModel):
    """A template and how far its signing has come."""

    id: Id
    year: int
    audience: Audience
    audience_label: str = Field(examples=["委员"])
    title: str
    document: PledgeDocument
    section_id: Id
    section: str
    sign_by: date
    amend_until: date
    intake_until: date
    state: TemplateState
    issued_at: datetime | None
    reminded_at: datetime | None
    pledges: int = Field(description="已下发的承诺书份数。")
    unsigned: int = Field(description="其中还没有签订的。")
    version: int


class PledgeMeasureOut(BaseModel):
    """A measure that templates usually take."""

    word: Word
    label: str = Field(examples=["社情民意信息"])
    unit: str
    counts: PledgeCounts
    remainder: Literal["open", "scheduled"]


class PledgeDraftIn(Strict):
    """The signer's own numbers and words, before signing."""

    targets: dict[Word, Target] = Field({}, max_length=30, description="事项编号 → 目标；不低于模板。")
    texts: dict[Word, Sentence] = Field({}, max_length=30, description="定性事项编号 → 自己的表述。")


class PledgeSignIn(Strict):
    """A signature: the own name typed, under the text that was read."""

    name: TypedName
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="所读文本的 SHA-256。")]


class PledgeAmendIn(PledgeDraftIn):
    """An amended text, signed at once."""

    reason: Reason
    name: TypedName


class PledgeEvidenceIn(Strict):
    """What was done for a qualitative item."""

    item: Word
    text: str = Field(min_length=2, max_length=2000, examples=["牵头调解物业纠纷 2 起，形成建议 1 份。"])
    claim_ids: list[Id] = Field([], max_length=20, description="可作佐证的本人履职记录。")


class PledgeConfirmIn(Strict):
    """What the section makes of a qualitative item."""

    item: Word
    accept: bool
    remark: str = Field("", max_length=200, description="退回时必填。")


class PledgeTextOut(BaseModel):
    """A text that was signed."""

    number: int
    digest: str
    reason: str
    late: bool = Field(description="在签订期限之后签订。")
    signed_at: datetime
    countersigned_at: datetime | None


class PledgeNoteOut(BaseModel):
    """One turn about a qualitative item."""

    item: str
    kind: Literal["evidence", "confirmed", "returned"]
    text: str
    claim_ids: list[Id]
    noted_at: datetime


class PledgePaper(BaseModel):
    """A pledge as a paper: its text in force, or the one that waits for a signature."""

    id: Id
    template_id: Id
    year: int
    audience: Audience
    title: str
    member_id: Id | None
    unit_id: Id | None
    subject: str = Field(description="谁的承诺：委员姓名或小组名称。", examples=["王小明"])
    state: PledgeState
    state_label: str = Field(examples=["履行中"])
    section: str = Field(description="承办部门。")
    sign_by: date
    amend_until: date
    intake_until: date
    document: PledgeDocument
    text: str = Field(description="承诺书正文，签订的就是它。")
    digest: str = Field(description="正文的 SHA-256；签订时原样带回。")
    number: int = Field(description="第几次签订的文本；0 为尚未签订。")
    texts: list[PledgeTextOut]
    notes: list[PledgeNoteOut]
    version: int
