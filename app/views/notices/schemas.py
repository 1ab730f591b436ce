"""Shapes of notices."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from app.core.http.paging import Page
from app.core.ids import Id

NoticeKind = Literal[
    "invitation",
    "reminder",
    "changed",
    "cancelled",
    "cosign",
    "returned",
    "verified",
    "roll",
    "outcome",
    "in_force",
    "leave_decided",
    "leave_slip",
    "leave_waits",
    "pledge_to_sign",
    "pledge_behind",
    "ballot_counted",
    "statement_to_write",
    "statement_due",
    "statement_returned",
    "statement_accepted",
    "correction_decided",
    "evaluation_to_sign",
    "evaluation_published",
]
ObjectKind = Literal[
    "activity",
    "ballot",
    "contribution",
    "correction",
    "evaluation",
    "opinion",
    "pledge",
    "proposal",
    "run",
    "leave",
    "statement",
]


class NoticeOut(BaseModel):
    """One thing that concerns the caller; ``kind`` says which of the other fields speak."""

    id: Id
    at: datetime = Field(description="发生时间，也是排序依据。")
    unread: bool
    kind: NoticeKind = Field(
        description="invitation 邀请待答复、reminder 提醒答复、changed 活动有变动、cancelled 活动取消、"
        "cosign 联名待答复、returned 记录被退回、verified 记录已核实、roll 出席已确认、"
        "outcome 提案或信息有新结果、in_force 考核结果生效、"
        "leave_decided 请假有了结果、leave_slip 口头请假待补假条、leave_waits 请假待您审批、"
        "pledge_to_sign 承诺书待签订、pledge_behind 承诺事项进度提醒、"
        "ballot_counted 对您的民主测评已计票、"
        "statement_to_write 述职待撰写、statement_due 述职即将截止、"
        "statement_returned 述职被退回、statement_accepted 述职已通过、"
        "correction_decided 更正申请有了答复、"
        "evaluation_to_sign 年度记录待核对签名、evaluation_published 考核结果已公布。"
    )
    object_kind: ObjectKind
    object_id: Id = Field(description="点开看什么。")
    title: str
    day: date | None = Field(description="会期或发生日期。")
    status: str = Field(
        description="roll：到会情况；leave_decided、correction_decided：结果。", examples=["present"]
    )
    year: int | None = Field(description="in_force、ballot_counted、evaluation_*：哪个履职年度。")
    amended: bool = Field(description="对先前核实结果的更正或补充。")
    reason: str = Field(description="退回、取消、更正的原因。")
    fields: list[str] = Field(description="changed：变动了哪些内容。", examples=[["place"]])
    changes: list[str] = Field(
        description="changed：改动的内容，成句。",
        examples=[["时间由12月3日（周四）09:00—11:00改为12月4日（周五）14:00—16:00"]],
    )
    filing: str = Field(description="提案的立案结果。", examples=["filed"])
    outcomes: list[str] = Field(description="提案的办理结果。", examples=[["handled"]])
    adopted: list[str] = Field(description="信息被哪些层级采用。", examples=[["province"]])
    instructed: list[str] = Field(description="信息得到哪些层级批示。", examples=[["county"]])


class Waiting(BaseModel):
    """What waits for verification by the caller's section."""

    count: int
    since: datetime = Field(description="其中最早一条的填报时间。")


class Notices(Page[NoticeOut]):
    """A page of notices, newest first, with what is unread altogether."""

    unread: int = Field(description="未读条数。")
    seen_until: datetime = Field(description="已读到何时；从未读过时为席位开通时间。")
    verifications: Waiting | None = Field(description="工作人员席位：本部门待核实的记录；没有时为空。")
