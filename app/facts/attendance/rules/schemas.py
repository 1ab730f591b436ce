"""Shapes of the rules of attendance; without rows nothing is late."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from app.access.schemas import Strict
from app.facts.activities.schemas import ActivityKind


def _at_most_one(text: str) -> str:
    if Fraction(text) > 1:
        raise ValueError("应是不大于 1 的分数。")
    return text


#: A part of one, written as people write it; kept as text, computed exactly.
Part = Annotated[str, Field(pattern=r"^(0|1|[1-9]\d?/[1-9]\d?)$"), AfterValidator(_at_most_one)]
Minutes = Annotated[int, Field(ge=0, le=600)]


class AttendanceRule(Strict):
    """One row: what holds at which kinds; what is left empty is not looked at."""

    kinds: Annotated[list[ActivityKind], Field(max_length=30)] = Field(
        [], description="会议或活动类型；空为其余各类。"
    )
    late_after: Minutes | None = Field(None, description="开始几分钟以后签到算迟到；空为不计迟到。")
    absent_after: Minutes | None = Field(None, description="开始几分钟以后签到按缺席；空为不计。")
    sign_out: bool = Field(False, description="散会要签退。")
    early_before: Minutes | None = Field(None, description="散会几分钟以前签退算早退；空为不计早退。")
    no_sign_out: Literal["stayed", "left_early"] = Field(
        "stayed", description="没有签退的：stayed 视为在场到散会，left_early 按早退。"
    )
    least: Part | None = Field(
        None, description="在场时间不足会期的几分之几按缺席；空为不计。", examples=["2/3"]
    )
    late_counts: Part = Field("1", description="统计出席率时，迟到一次计几次出席。", examples=["1/2"])
    early_counts: Part = Field("1", description="统计出席率时，早退一次计几次出席。", examples=["1/2"])
    article: Annotated[str, Field(max_length=200, examples=["履职规定第十条"])] = ""


class AttendanceRulesIn(Strict):
    """The whole document; the first row that fits a kind holds, and without one nothing is late."""

    rules: Annotated[list[AttendanceRule], Field(max_length=40)] = Field([])
    delay_seconds: Annotated[int, Field(ge=15, le=600)] = Field(
        120, description="手机在码有效时扫到、线路慢的签到，最迟多少秒送达仍按手机所记的时刻计。"
    )


class AttendanceRulesOut(AttendanceRulesIn):
    """The rules in force, with their version."""

    version: int
    changed_at: datetime | None


class AttendanceRulesVersion(AttendanceRulesIn):
    """One version as it was; rolls closed under it stay as they are."""

    version: int
    changed_at: datetime
    changed_by: str = Field(description="由谁修改。", examples=["办公室张敏"])
