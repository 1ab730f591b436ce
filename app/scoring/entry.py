"""What scoring sees: entries, subjects, and their words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

Value = str | int | bool
Attr = Value | tuple[str, ...]


class Entry(NamedTuple):
    """One verified duty record as scoring sees it.

    Args:
        record: Id of the duty record; the evidence in the receipt.
        fact: A word of ``FACTS``.
        on: The day the duty was done.
        attrs: What rules may ask about; words of ``FACTS[fact]``.
        quantity: Pieces in this one record.
    """

    record: str
    fact: str
    on: date
    attrs: Mapping[str, Attr]
    quantity: int = 1


#: A record as the ledger stores it: id, day (ISO text), quantity, any other columns, and last the
#: six of its shape: fact, type, status, role, level, the other attributes as JSON text.
Row = tuple[Any, ...]
Shape = tuple[str, str, str, str, str, str]


def attributes(shape: Shape) -> dict[str, Attr]:
    """Return the attributes of a stored shape.

    >>> attributes(("activity", "survey", "present", "", "", '{"half_days": 1}'))
    {'half_days': 1, 'type': 'survey', 'status': 'present'}
    """
    _, type_, status, role, level, text = shape
    found: dict[str, Attr] = json.loads(text) if text else {}
    for name, value in found.items():
        if isinstance(value, list):
            found[name] = tuple(value)
    for name, word in (("type", type_), ("status", status), ("role", role), ("level", level)):
        if word:
            found[name] = word
    return found


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose sheet it is: a member, a group or a council."""

    id: str
    kind: str = "member"
    role: str = "member"
    attrs: Mapping[str, Attr] = field(default_factory=dict)


_SITTING = (
    "type",
    "status",
    "activity",
    "half_days",
    "level",
    "organiser",
    "offsite",
    "sitting",
    "consultation",
)
_WRITTEN = (
    "type", "kind", "status", "role", "level", "form", "medium", "outcomes", "pieces", "by", "year",
    "series", "from_kind", "from_consultation",
)  # fmt: skip

#: Fact type → attributes a rule may read. A rule that reads anything else is a spelling mistake.
FACTS: dict[str, tuple[str, ...]] = {
    "meeting": _SITTING,
    "activity": _SITTING,
    "training": (*_SITTING, "completeness", "notebook", "essay"),
    "proposal": (
        "type", "role", "filed", "filing", "submitted", "outcomes", "livelihood", "plenary", "signers",
        "rank", "standard", "level", "linked", "process_satisfaction", "result_satisfaction",
    ),
    "opinion": (
        "adopted", "instructed", "urgent", "level", "role", "type", "form", "commissioned", "identity",
        "linked", "submitted", "plagiarised",
    ),
    "speech": (*_WRITTEN, "at", "listed"),
    "contribution": (*_WRITTEN, "count"),
    "research_report": (*_WRITTEN, "adopted_by"),
    "article": _WRITTEN,
    "history_article": (*_WRITTEN, "characters"),
    "publicity": _WRITTEN,
    "charity": (*_WRITTEN, "joint", "amount_fen", "people"),
    "special_task": _WRITTEN,
    "study_note": _WRITTEN,
    "award": _WRITTEN,
    "duty_report": ("year", "submitted", "level"),
    "pledge": ("type", "status", "kept"),
    "ballot": ("type", "status"),
    "central_task": _WRITTEN,
    "social_responsibility": _WRITTEN,
    "own_job": _WRITTEN,
    "conduct": ("type", "kind", "organ", "level"),
    "suggestion": (*_WRITTEN, "key"),
    "group_fact": (*_WRITTEN, "met", "stars", "visitors"),
    "assessed": ("item", "points", "stage"),
}  # fmt: skip

#: Attribute of a member → what it holds. Every run knows these; docs/scoring.md has the values.
ATTRIBUTES: dict[str, str] = {
    "role": "角色",
    "months": "本年度任职的整月数",
    "joined": "本年度内任职",
    "left": "本年度内离任",
    "sector": "界别",
    "committee": "专门委员会",
    "group": "委员活动组",
    "area": "镇街道委员小组",
    "branch": "党支部",
    "unit": "所在的全部机构",
    "party": "党派",
    "sex": "性别",
    "age": "年龄",
}

#: What no rule may count, and the sentence that says why (the measure would reward the screen).
REFUSED: tuple[str, ...] = (
    "online_minutes", "online_time", "minutes", "login", "logins", "log_in", "log_ins", "sign_in_days",
    "like", "likes", "forward", "forwards", "share", "shares", "reposts", "clicks", "views",
    "learning_duration", "learning_minutes", "study_minutes", "study_duration", "duration", "steps",
)  # fmt: skip
REFUSAL = "不得以在线时长、登录次数、点赞、转发、学习时长计分：这类指标留痕不留绩，按规定不作为履职考评依据。"
