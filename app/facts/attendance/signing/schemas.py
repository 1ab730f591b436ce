"""Shapes of signing in."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from app.access.schemas import Strict
from app.core.ids import Id
from app.facts.activities.schemas import Fence, Moment
from app.facts.attendance.schemas import Status

Verdict = Literal[
    "accepted", "queued", "expired", "early", "forged", "wrong_digits", "too_many_tries", "not_due",
    "cancelled", "reused", "too_late",
]  # fmt: skip
#: What the member reads; whatever did not count says what to do next.
SENTENCES = {
    "accepted": "签到成功。",
    "queued": "已收到，待工作人员核对后计入出席。",
    "expired": "这个码已过期，请扫会场屏幕上现在的码，或请工作人员登记。",
    "early": "还没有到签到时间，请到时再签。",
    "forged": "这不是本会的签到码，请扫会场屏幕上的码。",
    "wrong_digits": "数字不对或已换新，请看屏幕上现在的六位数字。",
    "too_many_tries": "数字输错次数过多，请扫码，或请工作人员登记。",
    "not_due": "您不在本次应到名单中，请向工作人员说明。",
    "cancelled": "这次活动已取消。",
    "reused": "这条签到已被他人使用，请重新扫码。",
    "too_late": "送达太晚，已不能自动计入，请向工作人员说明。",
}
#: What is said otherwise to somebody who leaves.
LEAVING = {"accepted": "签退成功。", "queued": "已收到，待工作人员核对后计入签退。"}
DOUBTS = {
    "clock": "手机时钟与签到码的时间不符",
    "untagged": "离线记录没有本机标记或被改动",
    "closed": "送达时出席已确认",
    "shared_device": "同一部手机为两位委员签到",
    "overlap": "同一时间在另一会场也已签到",
    "late": "补签，须由另一位工作人员确认",
    "outside": "手机定位不在会场范围内",
}
_DIGITS = r"^\d{6}$"


class SignInEntry(Strict):
    """One coming or leaving as the phone kept it: a code it saw, or digits somebody typed."""

    nonce: Annotated[str, Field(min_length=16, max_length=64, pattern=r"^[\w-]+$")]
    seen_at: Moment
    act: Literal["in", "out"] = Field("in", description="in 签到，out 签退（规定要签退的会议）。")
    code: Annotated[str, Field(max_length=200)] | None = None
    sitting_id: Id | None = None
    digits: Annotated[str, Field(pattern=_DIGITS)] | None = None
    tag: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    inside: bool | None = Field(None, description="手机自己比对的：是否在会场范围内。位置不送出。")
    accuracy: Annotated[int, Field(ge=0, le=100_000)] | None = Field(None, description="定位精度，米。")

    @model_validator(mode="after")
    def _one_way(self) -> SignInEntry:
        typed = self.digits is not None and self.sitting_id is not None
        if (self.code is None) == (not typed):
            raise ValueError("请给出扫到的码，或会议和六位数字。")
        return self


class SignInBatchIn(Strict):
    """Everything a phone has kept, in any order; sending it again is harmless."""

    device: Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[\w-]+$")]
    sent_at: Moment = Field(description="发送时手机的时钟，用来校正手机与服务器的时差。")
    attempts: Annotated[list[SignInEntry], Field(min_length=1, max_length=200)]


class SignInVerdictOut(BaseModel):
    """What became of one attempt; the phone may now forget it."""

    nonce: str
    verdict: Verdict
    sentence: str
    sitting_id: Id | None
    title: str
    counted_at: datetime | None = Field(description="计入的签到或签退时刻；未计入时为空。")


class SignInVerdictsOut(BaseModel):
    """One verdict for each attempt, in the order they were sent."""

    verdicts: list[SignInVerdictOut]


class MySittingOut(BaseModel):
    """A sitting that the caller is due at, and what is known of the caller there."""

    sitting_id: Id
    activity_id: Id
    title: str = Field(examples=["常委会会议 上午"])
    place: str
    opens_at: datetime = Field(description="从何时起可以签到。")
    starts_at: datetime
    ends_at: datetime
    signed_at: datetime | None = Field(description="计入的签到时刻；未计入时为空。")
    queued: bool = Field(description="有签到待工作人员核对。")
    fences: list[Fence] = Field(description="会场范围；手机自己比对，只报是否在内和精度。")
    asks_sign_out: bool = Field(description="本场散会要签退。")
    signed_out_at: datetime | None = Field(description="计入的最后一次签退时刻；没有时为空。")
    status: Status | None = Field(description="工作人员登记的到会情况；未登记时为空。")


class MySittingsOut(BaseModel):
    """Sittings of the last three days and of the two weeks to come, in order of time."""

    items: list[MySittingOut]


class DeviceIn(Strict):
    """A phone asks for its key."""

    device: Annotated[
        str, Field(min_length=8, max_length=64, pattern=r"^[\w-]+$", examples=["9f0c2b1e-phone"])
    ]


class DeviceOut(BaseModel):
    """The key by which this phone marks what it keeps off line."""

    device: str = Field(examples=["9f0c2b1e-phone"])
    key: str = Field(description="32 字节，十六进制；只存在手机上。")


class HallOut(BaseModel):
    """What the hall's screen shows now."""

    sitting_id: Id
    title: str
    name: str
    place: str
    starts_at: datetime
    ends_at: datetime
    open: bool = Field(description="现在可以签到。")
    code: str
    path: str = Field(description="二维码里的网址路径。", examples=["/s/AZ…"])
    picture: str = Field(description="二维码，SVG。")
    digits: str
    changes_in: int = Field(description="多少毫秒后换新码。")
    due: int
    present: int


class SignInOut(BaseModel):
    """One attempt as the office sees it."""

    id: Id
    member_id: Id
    name: str
    number: str
    way: Literal["hall_code", "digits", "own_code", "desk", "paper", "late"]
    act: Literal["in", "out"] = Field(description="in 签到，out 签退。")
    verdict: Verdict
    verdict_label: str
    doubts: list[str]
    doubt_labels: list[str]
    counts: bool
    shown_at: datetime | None = Field(description="所扫的码在屏幕上出现的时刻。")
    seen_at: datetime
    received_at: datetime
    inside: bool | None = Field(description="手机定位是否在会场范围内；没有报或不够准为空。")
    accuracy: int | None = Field(description="定位精度，米。")
    decision: Literal["confirmed", "annulled"] | None
    reason: str
    entered_by: str = Field(description="由谁登记；本人手机签到时为空。")
    own_entry: bool = Field(description="由您登记的补签，您不能确认。")
    note: str = Field(description="补签的原因。")


class SignInsOut(BaseModel):
    """The log of a sitting: first what needs somebody's look, ``waiting`` of them; then newest first."""

    sitting_id: Id
    waiting: int
    items: list[SignInOut]


class SignInReviewOut(SignInOut):
    """One doubtful attempt beside its sitting."""

    sitting_id: Id
    title: str = Field(examples=["常委会会议 上午"])
    starts_at: datetime
    roll_state: Literal["open", "closed"] = Field(description="已确认的签到表要先重新打开才能处理。")


class SignInDecisionIn(Strict):
    """Confirm a doubtful sign-in, or annul one that counted; always with the reason."""

    decision: Literal["confirmed", "annulled"]
    reason: Annotated[str, Field(min_length=2, max_length=200)]
