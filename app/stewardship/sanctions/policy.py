"""Which step a sanction may take, who decides, who handles."""

from __future__ import annotations

from datetime import date, timedelta

from app.access.actor import Actor
from app.core.errors import Conflict, FieldError, Forbidden, Invalid
from app.stewardship.sanctions.models import Sanction

#: state → act → next state; what is not here is refused, and nothing changes.
TRANSITIONS: dict[str, dict[str, str]] = {
    "draft": {"edit": "draft", "send": "hearing", "drop": "dropped"},
    "hearing": {"state": "hearing", "close_hearing": "ready", "drop": "dropped"},
    "ready": {"decide": "decided", "drop": "dropped"},
    "decided": {"reconsider": "reconsidering"},
    "reconsidering": {"settle": "upheld"},
    "upheld": {},
    "lifted": {},
    "not_adopted": {},
    "dropped": {},
}
#: States in which a decision stands.
STANDING = ("decided", "reconsidering", "upheld")
#: Who may decide: a membership is touched by the Standing Committee alone.
DECIDED_BY: dict[str, tuple[str, ...]] = {
    "remind": ("chairpersons_council", "standing_committee"),
    "talk": ("chairpersons_council", "standing_committee"),
    "circulate": ("chairpersons_council", "standing_committee"),
    "advise_resign": ("chairpersons_council", "standing_committee"),
    "warn": ("standing_committee",),
    "order_resign": ("standing_committee",),
    "revoke": ("standing_committee",),
    "resignation": ("standing_committee",),
}
#: Kinds that end the membership → state of the tenure.
ENDS = {"order_resign": "resigned", "revoke": "revoked", "resignation": "resigned"}
#: Days within which the member may ask for another look (the Charter grants it, rules fix the days).
RECONSIDER_DAYS = 30
#: Days that a member has at least for the statement.
HEARING_DAYS = 3

KIND_LABELS = {
    "remind": "提醒",
    "talk": "约谈",
    "circulate": "通报",
    "warn": "警告",
    "advise_resign": "劝其辞去委员",
    "order_resign": "责令辞去委员",
    "revoke": "撤销委员资格",
    "resignation": "辞去委员",
}
STATE_LABELS = {
    "draft": "正在拟稿",
    "hearing": "正在听取本人意见",
    "ready": "待会议决定",
    "decided": "已决定",
    "reconsidering": "正在复议",
    "upheld": "复议维持",
    "lifted": "复议撤销",
    "not_adopted": "会议未通过",
    "dropped": "已撤下",
}
ACT_LABELS = {
    "edit": "修改",
    "send": "送交本人",
    "state": "陈述",
    "close_hearing": "结束听取意见",
    "decide": "登记决定",
    "reconsider": "申请复议",
    "settle": "登记复议结果",
    "drop": "撤下",
}
BODY_LABELS = {"chairpersons_council": "主席会议", "standing_committee": "常委会会议"}


def step(row: Sanction, act: str) -> str:
    """Return the state that ``act`` leads to.

    Raises:
        Conflict: the state does not allow it (``illegal_transition``).
    """
    following = TRANSITIONS[row.state].get(act)
    if following is None:
        raise Conflict(
            f"{STATE_LABELS[row.state]}，不能{ACT_LABELS[act]}。", word="illegal_transition", state=row.state
        )
    return following


def may_handle(actor: Actor, row: Sanction) -> None:
    """Let nobody of the office handle what is about themselves.

    Raises:
        Forbidden: ``own_sanction``.
    """
    if actor.member_id is not None and actor.member_id == row.member_id:
        raise Forbidden("不能办理与自己有关的事项，请由其他人办理。", word="own_sanction")


def check_body(kind: str, body: str) -> None:
    """Refuse a body that may not decide this kind.

    Raises:
        Invalid: ``wrong_body``.
    """
    if body not in DECIDED_BY[kind]:
        sentence = f"{KIND_LABELS[kind]}须由常委会会议决定。"
        raise Invalid(errors=[FieldError("body", "wrong_body", sentence)])


def may_reconsider(row: Sanction, today: date) -> None:
    """Refuse a request for another look that comes too late.

    Raises:
        Conflict: ``too_late``.
    """
    last = last_day(row)
    if last is not None and today > last:
        raise Conflict(f"申请复议的期限是 {last.isoformat()}，已经过了。", word="too_late")


def last_day(row: Sanction) -> date | None:
    """Return the last day for asking for another look."""
    return None if row.decided_on is None else row.decided_on + timedelta(days=RECONSIDER_DAYS)
