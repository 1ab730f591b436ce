"""Who reads notes, which kinds are sensitive, how long notes are kept."""

from __future__ import annotations

from datetime import date

from app.access.actor import Actor
from app.core.errors import Forbidden
from app.stewardship.care.models import CareVisit

#: Kinds that tell of health or need: nobody but those who may read notes sees them as such.
SENSITIVE = ("sick", "hardship")
#: Years after which notes are removed; that there was a visit stays.
KEEP_YEARS = 5
KIND_LABELS = {
    "visit": "走访",
    "sick": "探望",
    "hardship": "慰问",
    "birthday": "生日",
    "congratulation": "祝贺",
    "talk": "谈心",
}


def reads(actor: Actor, row: CareVisit) -> bool:
    """Tell whether the actor may read what was noted: the restricted circle, who came, who wrote it.

    Nobody reads notes about themselves here.
    """
    if actor.member_id is not None and actor.member_id == row.member_id:
        return False
    came = actor.member_id is not None and actor.member_id == row.visitor_id
    return actor.may("care:read_notes") or came or row.recorded_by == actor.account_id


def may_record(actor: Actor, kind: str, member_id: str) -> None:
    """Let sensitive kinds be entered by the restricted circle only, and nothing about oneself.

    Raises:
        Forbidden: ``restricted_kind`` or ``own_care``.
    """
    if actor.member_id == member_id:
        raise Forbidden("不能登记对自己的走访慰问，请由其他人登记。", word="own_care")
    if kind in SENSITIVE and not actor.may("care:read_notes"):
        raise Forbidden("探望、慰问涉及个人隐私，由办公室登记。", word="restricted_kind")


def shown_kind(kind: str, readable: bool) -> str:
    """Return the kind as somebody sees it: a sensitive one is a visit like others.

    >>> shown_kind("sick", False), shown_kind("sick", True), shown_kind("talk", False)
    ('visit', 'sick', 'talk')
    """
    return "visit" if kind in SENSITIVE and not readable else kind


def notes_before(today: date) -> date:
    """Return the day before which notes have had their time.

    >>> notes_before(date(2024, 2, 29)).isoformat()
    '2019-02-28'
    """
    last = min(today.day, 28) if today.month == 2 else today.day
    return date(today.year - KEEP_YEARS, today.month, last)
