"""Whether enough came, in the words that the chair reads."""

from __future__ import annotations

from typing import Any

from app.facts.activities.models import MEETING_KINDS
from app.facts.attendance.desk.schemas import QuorumOut


def rule_of(settings: dict[str, Any], kind: str) -> str:
    """Return a kind's rule: the council's, else more than half for meetings and none for the rest.

    >>> rule_of({"quorum": {"plenary": "two_thirds"}}, "plenary"), rule_of({}, "survey")
    ('two_thirds', 'none')
    """
    said = settings.get("quorum", {}).get(kind)
    return str(said) if said else "half" if kind in MEETING_KINDS else "none"


def needed(rule: str, due: int) -> int:
    """Return how many have to be there.

    >>> [needed("half", due) for due in (1, 40, 41)], [needed("two_thirds", due) for due in (3, 40)]
    ([1, 21, 21], [2, 27])
    """
    if rule == "none" or due == 0:
        return 0
    return due // 2 + 1 if rule == "half" else -(-2 * due // 3)


def judged(rule: str, due: int, present: int) -> QuorumOut:
    """Return the rule, how many it asks for, and whether that many are there; nobody due is no quorum."""
    wanted = needed(rule, due)
    return QuorumOut(rule=rule, needed=wanted, met=present >= wanted and (due > 0 or rule == "none"))  # type: ignore[arg-type]


def statement(
    quorum: QuorumOut, *, due: int, present: int, excused: int, not_counted: int, missing: int, closed: bool
) -> str:
    """Return the sentence before the bell.

    >>> counts = {"due": 40, "present": 20, "excused": 4, "not_counted": 0, "missing": 16}
    >>> statement(judged("half", 40, 20), closed=True, **counts)
    '本次会议应到 40 人，实到 20 人，请假 4 人，缺席 16 人；未超过应到人数的半数，还差 1 人。'
    """
    said = f"本次会议应到 {due} 人，实到 {present} 人，请假 {excused} 人，"
    said += f"{'缺席' if closed else '未到'} {missing} 人"
    if not_counted:
        said += f"，另有公假 {not_counted} 人不计应到"
    if quorum.rule == "none" or due == 0:
        return said + "。"
    if quorum.met:
        reached = "超过应到人数的半数" if quorum.rule == "half" else "达到应到人数的三分之二"
        return f"{said}；{reached}，符合规定人数，可以开会。"
    lacking = "未超过应到人数的半数" if quorum.rule == "half" else "未达到应到人数的三分之二"
    return f"{said}；{lacking}，还差 {quorum.needed - present} 人。"
