"""Shapes of the desk, the counts of now, the printed roll."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from app.access.schemas import Strict
from app.core.ids import Id
from app.facts.activities.schemas import Moment

#: What the clerk reads aloud or acts on; whatever did not count says what to do next.
SENTENCES = {
    "accepted": "已签到。",
    "left": "已签退。",
    "left_again": "此前已签退，按这一次的时刻计。",
    "not_in": "还没有签到，请先签到，再签退。",
    "again": "此前已签到。",
    "marked": "已记下；签到表上登记的是“{status}”，请在签到表更正。",
    "queued": "已记下；本场出席已确认，重新打开后核对。",
    "annulled": "本人此前的签到已作废，请核对是谁。",
    "expired": "本人码已过期，请本人刷新后再扫，或按姓名登记。",
    "forged": "这不是本会委员的本人码，也不是本会的签到表，请按姓名登记。",
    "other_sitting": "这一行是另一场会议的签到表，请核对纸上的会议和时间。",
    "not_due": "不在本次应到名单中，请先核对名单。",
}
Outcome = Literal[
    "accepted",
    "left",
    "left_again",
    "not_in",
    "again",
    "marked",
    "queued",
    "annulled",
    "expired",
    "forged",
    "other_sitting",
    "not_due",
]


class DeskScanIn(Strict):
    """One member at the desk: a code that was read, or whom the clerk chose by name."""

    nonce: Annotated[
        str,
        Field(
            min_length=16,
            max_length=64,
            pattern=r"^[\w-]+$",
            description="每次扫码一个新编号；没收到答复时带同一编号重发，不会重复登记。",
        ),
    ]
    code: Annotated[str, Field(min_length=1, max_length=400)] | None = None
    member_id: Id | None = None
    act: Literal["in", "out"] = Field("in", description="in 签到，out 签退（规定要签退的会议）。")

    @model_validator(mode="after")
    def _one_way(self) -> DeskScanIn:
        if (self.code is None) == (self.member_id is None):
            raise ValueError("请给出扫到的码，或选定的委员。")
        return self


class DeskScanOut(BaseModel):
    """What the desk's screen says, large."""

    outcome: Outcome
    counts: bool = Field(description="这位委员现在计为出席。")
    sentence: str
    member_id: Id | None
    name: str
    number: str
    groups: list[str] = Field(
        description="界别、委员活动组、委员小组，会上的小组和座位。", examples=[["经济界", "第二小组"]]
    )
    signed_in_at: datetime | None
    due: int
    present: int


class LateSignInIn(Strict):
    """Somebody who came and did not sign in, entered afterwards; a second person confirms it."""

    member_id: Id
    arrived_at: Moment | None = Field(None, description="到会时刻；不填按开始时刻。")
    reason: Annotated[str, Field(min_length=2, max_length=200, examples=["手机没电，坐在第三排"])]


class LiveGroup(BaseModel):
    """One group in the hall."""

    name: str
    due: int
    present: int
    excused: int


class QuorumOut(BaseModel):
    """What the council's rule asks for, and whether it is reached."""

    rule: Literal["half", "two_thirds", "none"]
    needed: int = Field(description="至少要有多少人；没有规定时为 0。")
    met: bool


class LiveOut(BaseModel):
    """The counts of now, and the sentence that the chair reads."""

    sitting_id: Id
    title: str
    name: str
    state: Literal["open", "closed"]
    due: int = Field(description="应到，不含公假。")
    present: int = Field(description="实到：出席、迟到、早退，和已计入的签到。")
    excused: int
    not_counted: int = Field(description="公假，不计应到。")
    missing: int = Field(description="未到：应到而没有签到、登记或请假的；确认出席后为缺席。")
    groups: list[LiveGroup]
    quorum: QuorumOut
    statement: str = Field(examples=["本次会议应到 40 人，实到 35 人，请假 4 人，未到 1 人。"])


class PaperRow(BaseModel):
    """One row of the printed roll."""

    member_id: Id
    name: str
    number: str
    sector: str
    note: str = Field(description="请假或公假；事由不印在纸上。")
    code: str = Field(description="本行的码，只有数字；扫入签到台即登记。")


class PaperOut(BaseModel):
    """The printed roll of a sitting."""

    sitting_id: Id
    council: str
    title: str
    name: str
    place: str
    starts_at: datetime
    ends_at: datetime
    rows: list[PaperRow]
