"""A council's rules of leave as one document, and the usual ones."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.access.schemas import Strict
from app.facts.activities.schemas import ActivityKind

PostWord = Literal["member", "standing_member", "chair_group"]
Span = Literal["half_day", "one_day", "whole"]
ApproverWord = Literal[
    "chair",
    "vice_chair",
    "secretary_general",
    "committee_head",
    "group_leader",
    "organising_section",
    "secretariat",
]
ReasonCode = Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,23}$", examples=["sickness"])]
Article = Annotated[str, Field(max_length=200, examples=["履职规定第十二条"])]

APPROVER_LABELS: dict[str, str] = {
    "chair": "主席",
    "vice_chair": "副主席",
    "secretary_general": "秘书长",
    "committee_head": "专委会负责人",
    "group_leader": "组长",
    "organising_section": "组织部门",
    "secretariat": "办公室",
}
#: From the shortest to the longest: a row holds for every span up to its own.
SPANS: tuple[Span, ...] = ("half_day", "one_day", "whole")


class LeaveRule(Strict):
    """One row: for whom, at what, for how long at most, and who decides one after another."""

    kinds: Annotated[list[ActivityKind], Field(max_length=30)] = Field(
        [], description="会议或活动类型；空为任何类型。"
    )
    posts: Annotated[list[PostWord], Field(max_length=3)] = Field(
        [],
        description="请假人的职务：member 委员、standing_member 常委、chair_group 主席会议成员；空为任何人。",
    )
    span: Span = Field("whole", description="请假不超过：half_day 半天、one_day 一天、whole 全程。")
    chain: Annotated[list[ApproverWord], Field(max_length=5)] = Field(
        ..., description="依次由谁审批；空为不得请假。", examples=[["secretary_general", "chair"]]
    )
    notice_days: Annotated[int, Field(ge=0, le=60)] = Field(0, description="应提前几天提出。")
    notice: Literal["warn", "refuse"] = Field(
        "warn", description="晚于提前天数时：warn 提醒、refuse 不受理。"
    )
    slip_days: Annotated[int, Field(ge=0, le=30)] = Field(3, description="口头请假后，会后几天内补交假条。")
    late_days: Annotated[int, Field(ge=0, le=90)] = Field(7, description="会后几天内可以补假；0 为不得补假。")
    article: Article = ""


class LeaveReason(Strict):
    """A reason that members may choose."""

    code: ReasonCode
    label: Annotated[str, Field(min_length=1, max_length=20, examples=["病假"])]
    counted: bool = Field(True, description="请假是否仍计入应到；公务等不计的为否。", examples=[True])


class Threshold(Strict):
    """How many absences call for which advice; the office decides, nothing happens by itself."""

    kinds: Annotated[list[ActivityKind], Field(min_length=1, max_length=30)] = Field(
        ..., examples=[["standing_committee"]]
    )
    posts: Annotated[list[PostWord], Field(max_length=3)] = Field([])
    per: Literal["year", "term"] = Field(..., description="year 履职年度内、term 届内。", examples=["year"])
    count: Literal["absent", "absent_or_excused"] = Field(
        "absent", description="absent 只计缺席，absent_or_excused 请假也计（公假不计）。"
    )
    times: Annotated[int, Field(ge=1, le=100)] = Field(..., description="达到几次。", examples=[3])
    advice: Annotated[str, Field(min_length=2, max_length=60, examples=["建议约谈"])]
    article: Article = ""


class LeaveRulesIn(Strict):
    """The whole document; the first row that fits decides, and the last one fits everything."""

    rules: Annotated[list[LeaveRule], Field(min_length=1, max_length=60)]
    reasons: Annotated[list[LeaveReason], Field(min_length=1, max_length=20)]
    thresholds: Annotated[list[Threshold], Field(max_length=30)] = Field([])


def usual() -> LeaveRulesIn:
    """Return what a new council starts with, until its office writes its own."""
    return _USUAL


_USUAL = LeaveRulesIn(
    rules=[
        LeaveRule(kinds=["plenary_group"], span="half_day", chain=["group_leader"]),
        LeaveRule(kinds=["plenary", "plenary_group"], posts=["chair_group"], chain=["chair"]),
        LeaveRule(
            kinds=["plenary", "plenary_group"], chain=["group_leader", "secretary_general"], notice_days=1
        ),
        LeaveRule(
            kinds=["standing_committee", "chairpersons_council"], posts=["chair_group"], chain=["chair"]
        ),
        LeaveRule(kinds=["standing_committee"], span="half_day", chain=["secretary_general"], notice_days=2),
        LeaveRule(
            kinds=["standing_committee", "chairpersons_council"],
            chain=["secretary_general", "chair"],
            notice_days=2,
        ),
        LeaveRule(kinds=["special_committee"], chain=["committee_head"]),
        LeaveRule(kinds=["sector"], chain=["group_leader"]),
        LeaveRule(chain=["organising_section"]),
    ],
    reasons=[
        LeaveReason(code="sickness", label="病假"),
        LeaveReason(code="work", label="工作原因"),
        LeaveReason(code="family", label="家庭原因"),
        LeaveReason(code="official_mission", label="公务出差", counted=False),
        LeaveReason(code="superior_meeting", label="参加上级会议", counted=False),
        LeaveReason(code="abroad_mission", label="因公出国（境）", counted=False),
        LeaveReason(code="other", label="其他"),
    ],
    thresholds=[
        Threshold(kinds=["standing_committee"], per="year", times=3, advice="建议约谈"),
        Threshold(kinds=["standing_committee"], per="term", times=7, advice="建议劝其辞去常委职务"),
        Threshold(kinds=["plenary", "plenary_group"], per="term", times=3, advice="建议劝其辞去委员"),
    ],
)
