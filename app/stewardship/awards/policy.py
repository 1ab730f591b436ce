"""Stages, quota and exclusions of an award; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from app.core.errors import Conflict
from app.stewardship.awards.models import Award

#: stage → verb → next stage; what is not here is refused.
TRANSITIONS: dict[str, dict[str, str]] = {
    "recommend": {
        "recommend": "recommend", "unrecommend": "recommend", "close": "papers", "cancel": "cancelled",
    },
    "papers": {"judge": "papers", "close": "panel", "cancel": "cancelled"},
    "panel": {"choose": "panel", "publish": "published", "cancel": "cancelled"},
    "published": {},
    "cancelled": {},
}  # fmt: skip
STAGE_LABELS = {
    "recommend": "正在推荐",
    "papers": "正在审核材料",
    "panel": "正在评审",
    "published": "已公布",
    "cancelled": "已取消",
}
VERB_LABELS = {
    "recommend": "推荐",
    "unrecommend": "撤回推荐",
    "close": "进入下一步",
    "judge": "审核材料",
    "choose": "登记评审结果",
    "publish": "公布",
    "cancel": "取消",
}
POST_LABELS = {
    "chair": "主席",
    "vice_chair": "副主席",
    "secretary_general": "秘书长",
    "standing_member": "常委",
}
#: Kinds that reward a piece → the kind of claim it is.
PIECES = {"excellent_proposal": "proposal", "excellent_opinion": "opinion"}


def step(award: Award, verb: str) -> str:
    """Return the stage that ``verb`` leads to.

    Raises:
        Conflict: the stage does not allow it (``illegal_transition``).
    """
    following = TRANSITIONS[award.stage].get(verb)
    if following is None:
        raise Conflict(
            f"评选{STAGE_LABELS[award.stage]}，不能{VERB_LABELS[verb]}。",
            word="illegal_transition",
            state=award.stage,
        )
    return following


def seats(count: int | None, percent: int | None, base: int) -> int:
    """Return how many may be chosen at most: the smaller of the two rules, rounded down.

    >>> seats(None, 10, 249), seats(5, 10, 249), seats(5, None, 0)
    (24, 5, 5)
    """
    by_share = None if percent is None else base * percent // 100
    return min(one for one in (count, by_share) if one is not None)


def why_excluded(award: Award, posts: Collection[str], is_member: bool, is_sanctioned: bool) -> str:
    """Return why somebody may not take part, in words; empty when they may."""
    if not is_member:
        return "不是在任委员"
    for post in award.excluded_posts:
        if post in posts:
            return f"{POST_LABELS[post]}不参评"
    if award.bar_sanctioned and is_sanctioned:
        return "本年度受过处理，不参评"
    return ""


def wrong_choice(
    picked: Iterable[str], able: Mapping[str, str], most: int
) -> tuple[str, str, str | None] | None:
    """Return word, sentence and nominee of what is wrong with a choice; None when it stands.

    Args:
        picked: Ids of the nominees chosen.
        able: Every nominee → why they may not be chosen; empty when they may.
        most: How many may be chosen.
    """
    chosen = set(picked)
    for one in sorted(chosen):
        if one not in able:
            return "unknown_nominee", "选定的人不在推荐名单中。", one
        if able[one]:
            return "excluded", f"选定的人不能入选：{able[one]}。", one
    if len(chosen) > most:
        return "over_quota", f"名额 {most} 名，选了 {len(chosen)} 名，超出名额。", None
    return None
