"""Shapes of leave: what is asked, who decides, what became of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id
from app.facts.activities.schemas import ActivityKind
from app.facts.attendance.leave.rulebook import ApproverWord, LeaveRulesIn, ReasonCode, Span

LeaveState = Literal[
    "draft", "pending_slip", "lapsed", "submitted", "returned", "approved", "rejected", "withdrawn",
    "cancelled",
]  # fmt: skip
LeaveDecisionWord = Literal["approved", "returned", "rejected"]
Sittings = Annotated[list[Id], Field(min_length=1, max_length=40)]
Detail = Annotated[str, Field(max_length=500, examples=["发热，医嘱休息两天"])]
STATE_LABELS = {
    "draft": "草稿",
    "pending_slip": "口头请假，待补假条",
    "lapsed": "逾期未补假条，已失效",
    "submitted": "待审批",
    "returned": "已退回",
    "approved": "已准假",
    "rejected": "未准假",
    "withdrawn": "已撤回",
    "cancelled": "已销假",
}


class LeaveRulesOut(LeaveRulesIn):
    """The rules in force; version 0 are the usual ones that nobody here has changed."""

    version: int
    changed_at: datetime | None


class LeaveTry(Strict):
    """A draft of the rules, and an example to try it on."""

    rules: LeaveRulesIn
    kind: ActivityKind
    member_id: Id
    span: Span


class LeaveStepOut(BaseModel):
    """One step of the chain: who decides, and what was decided."""

    approver: ApproverWord
    label: str = Field(examples=["秘书长"])
    names: list[str] = Field(description="由谁审批；几人中任一人。", examples=[["陈文海"]])
    state: Literal["coming", "current", "approved", "returned", "rejected"]
    decided_by: str = Field("", description="经办人姓名。")
    decided_for: str = Field("", description="代谁审批：代理人代办，或办公室据书面批示代录。")
    way: Literal["own", "deputy", "recorded"] | None = None
    comment: str = ""
    decided_at: datetime | None = None


class LeavePath(BaseModel):
    """Who would decide, before anything is sent."""

    row: int = Field(description="适用审批表第几行。", examples=[1])
    article: str
    possible: bool = Field(description="按规定能否请假。")
    refusal: str = Field(description="不能请假时的原因。")
    span: Span
    retrospective: bool = Field(description="已开会，属于补假。")
    short_notice: bool = Field(description="不足提前天数，仍可提交，审批人会看到。")
    notice_days: int
    steps: list[LeaveStepOut]


class LeavePathIn(Strict):
    """Sittings of one activity that somebody would be away from."""

    activity_id: Id
    sitting_ids: Sittings


class LeaveIn(LeavePathIn):
    """A member's request."""

    reason: ReasonCode
    detail: Detail = ""
    draft: bool = Field(False, description="先存草稿，不提交。")


class LeaveSpoken(LeavePathIn):
    """An oral request as the office noted it."""

    member_id: Id
    reason: ReasonCode


class LeaveEdit(Strict):
    """A draft or returned request as it shall read, or the slip of an oral one."""

    sitting_ids: Sittings
    reason: ReasonCode
    detail: Detail = ""
    draft: bool = False


class LeaveNote(Strict):
    """Why a request is taken back or a leave cancelled."""

    note: Annotated[str, Field(max_length=200, examples=["行程有变，可以到会"])] = ""


class LeaveVerdictIn(Strict):
    """A decision on the step that its author saw."""

    decision: LeaveDecisionWord
    round: Annotated[int, Field(ge=0, le=1000)] = Field(
        description="第几次提交，与看到的一致。", examples=[1]
    )
    step: Annotated[int, Field(ge=0, le=10)] = Field(
        description="第几步，从 0 起，与看到的一致。", examples=[0]
    )
    comment: Annotated[str, Field(max_length=200, examples=["请注明返程日期"])] = ""
    recorded: bool = Field(False, description="办公室据审批人的书面批示代录。")


class LeaveSittingOut(BaseModel):
    """A sitting asked for, and whether the member will come after all."""

    sitting_id: Id
    name: str
    starts_at: datetime
    ends_at: datetime
    roll_state: Literal["open", "closed"]
    cancelled: bool


class LeaveOut(BaseModel):
    """One request; reason and detail are empty for whoever is neither applicant nor in its chain."""

    id: Id
    activity_id: Id
    title: str
    member_id: Id
    name: str
    number: str
    form: Literal["written", "oral"]
    retrospective: bool
    state: LeaveState
    state_label: str
    verdict: Literal["excused", "excused_not_counted"]
    reason: str
    reason_label: str
    detail: str
    restricted: bool = Field(description="事由只有申请人和审批人可见；为真时这里不显示。")
    short_notice: bool
    round: int
    step: int
    slip_due_on: date | None = Field(description="口头请假：假条最迟哪天补交。")
    created_at: datetime
    ended_at: datetime | None
    note: str
    sittings: list[LeaveSittingOut]
    steps: list[LeaveStepOut]
    may: list[str] = Field(
        description="此刻可以做什么：edit、withdraw、cancel、decide、record。", examples=[["withdraw"]]
    )
    version: int


class DeputyIn(Strict):
    """Who decides in an approver's place, and for which days."""

    deputy_id: Id
    starts_on: date
    ends_on: date
    member_id: Id | None = Field(None, description="替谁指定；空为本人。办公室可以代为登记。")


class DeputyOut(BaseModel):
    """A delegation."""

    id: Id
    member_id: Id
    name: str
    deputy_id: Id
    deputy: str
    starts_on: date
    ends_on: date
    ended: bool
