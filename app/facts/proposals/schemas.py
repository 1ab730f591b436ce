"""Shapes of proposals."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.access.schemas import Strict
from app.core.ids import Id
from app.facts.entry import ClaimEdit, ClaimIn
from app.facts.schemas import ClaimOut

Form = Annotated[
    Literal["personal", "joint", "collective"],
    Field(
        description="personal 个人，joint 联名，collective 集体（界别、小组、专委会等）。",
        examples=["personal"],
    ),
]
Filing = Literal["pending", "filed", "not_filed", "merged", "converted"]
Outcome = Literal["key", "excellent", "forwarded_province", "forwarded_national", "listed_speech", "handled"]
Satisfaction = Annotated[
    Literal["unrated", "satisfied", "basically_satisfied", "dissatisfied"],
    Field(description="unrated 未评，satisfied 满意，basically_satisfied 基本满意，dissatisfied 不满意。"),
]
Body = Annotated[str, Field(min_length=1, max_length=20_000, description="案由、分析、建议。")]
Category = Annotated[str, Field(max_length=40, description="类别。", examples=["城建交通"])]

FILING_LABELS = {
    "pending": "待审查",
    "filed": "立案",
    "not_filed": "不予立案",
    "merged": "并案",
    "converted": "转为社情民意",
}


class ProposalIn(ClaimIn):
    """A proposal to be handed in."""

    form: Form = "personal"
    body: Body
    category: Category = ""
    livelihood: Annotated[bool, Field(description="是否民生提案。")] = False
    plenary: Annotated[bool, Field(description="是否全会期间提出。")] = False
    others: list[Id] = Field(
        [],
        max_length=300,
        description="联名委员：委员本人填报时发出邀请，接受后才算；工作人员录入时视为已在纸上签名。",
    )


class ProposalEdit(ClaimEdit):
    """What may change before a proposal is verified; a field left out stays."""

    body: Body | None = None
    category: Category | None = None
    livelihood: bool | None = None
    plenary: bool | None = None


class FilingIn(Strict):
    """The proposal office's decision after review."""

    filing: Filing
    number: Annotated[
        str | None, Field(min_length=1, max_length=40, description="立案号。", examples=["2022-001"])
    ] = None
    handling_unit: Annotated[
        str | None, Field(max_length=100, description="主办单位。", examples=["市住建局"])
    ] = None
    reason: Annotated[str, Field(max_length=1000, description="不予立案、并案、转送时必须说明理由。")] = ""


class OutcomesIn(Strict):
    """The outcomes as they stand now; the list replaces the former one."""

    outcomes: Annotated[
        list[Outcome],
        Field(
            max_length=6,
            description="key 重点，excellent 优秀，forwarded_province 报省，forwarded_national 报全国，"
            "listed_speech 列为大会发言，handled 办结。",
            examples=[["key"]],
        ),
    ]


class SatisfactionIn(Strict):
    """How the proposer rates handling and result; a field left out stays."""

    process: Satisfaction | None = None
    result: Satisfaction | None = None


class ProposalRow(ClaimOut):
    """A proposal as lists show it."""

    number: str | None = Field(description="立案号。")
    form: Form
    category: str
    livelihood: bool
    plenary: bool
    filing: Filing
    filing_label: str = Field(examples=["立案"])
    outcomes: list[Outcome]
    process_satisfaction: Satisfaction
    result_satisfaction: Satisfaction


class ProposalOut(ProposalRow):
    """A proposal in full."""

    body: str
    filing_reason: str
    handling_unit: str
