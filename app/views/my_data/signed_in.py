"""The sheet of a member's attempts to sign in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.facts.attendance.queries import attempts_of
from app.views.my_data import queries

WAY = {
    "hall_code": "扫会场码",
    "digits": "输六位数字",
    "own_code": "出示本人码",
    "desk": "签到台报名",
    "paper": "纸质签到表",
    "late": "补签",
}
VERDICT = {
    "accepted": "已签到",
    "queued": "待工作人员核对",
    "expired": "码已过期",
    "early": "未到签到时间",
    "forged": "不是会场的码",
    "wrong_digits": "数字不对",
    "too_many_tries": "试的次数过多",
    "not_due": "不在应到名单",
    "cancelled": "会议已取消",
    "reused": "码已用过",
    "too_late": "上报过晚",
}
DECISION = {"confirmed": "已确认", "annulled": "已撤销", None: ""}
ACT = {"in": "签到", "out": "签退"}

Sheet = tuple[str, tuple[str, ...], list[Sequence[Any]]]


def sheet(session: Session, council_id: str, member_id: str) -> Sheet:
    """Return what the member's phone sent and the office entered, with what came of it; one statement."""
    rows: list[Sequence[Any]] = [
        (
            f"{title or ''} {name or ''}".strip(),
            ACT[one.act],
            WAY[one.way],
            f"{one.seen_at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M:%S}",
            f"{one.received_at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M:%S}",
            VERDICT[one.verdict],
            DECISION[decision],
            one.device,
            "" if one.inside is None else "在会场内" if one.inside else "不在会场内",
            one.note,
        )
        for title, name, one, decision in attempts_of(session, council_id, member_id, queries.MOST)
    ]
    headings = (
        "会议或活动", "签到签退", "方式", "手机时间", "收到时间", "结果", "办公室核对", "设备编号", "位置",
        "备注",
    )  # fmt: skip
    return "签到", headings, rows
