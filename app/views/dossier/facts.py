"""Base facts as they were on a day, from the audit chain."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date

from app.core import clock
from app.core.crypto import blind
from app.core.records import AuditEntry
from app.council.labels import FACT
from app.council.models import Member

FACTS = (
    "number", "name", "sex", "ethnic_group", "party", "employer", "title", "education", "speciality",
)  # fmt: skip
#: As the chain keeps them: by keyed digest.
PERSONAL = {"number", "name", "employer", "title"}
_LABELS = {"number": "委员编号", **FACT}


def as_of(
    member: Member, edits: Iterable[AuditEntry], sheets: Callable[[], list[str]], secret: str
) -> tuple[dict[str, str], list[str]]:
    """Return fact → what it was, and a sentence for each that nothing tells any more.

    The chain has what a fact was before a change, personal ones as a digest only: those are found
    again among the present fact and the sealed sheets, or they are left empty.

    Args:
        edits: The changes after the day, the earliest first.
        sheets: Reads the texts of the member's sealed sheets; asked only where a digest is met.
    """
    before: dict[str, tuple[str, date]] = {}
    for edit in edits:
        for fact, value in (edit.before or {}).items():
            if fact in FACTS:
                before.setdefault(fact, (value, clock.beijing_date(edit.at)))
    found, gaps = {fact: getattr(member, fact) for fact in FACTS}, []
    profiles = [json.loads(text)["profile"] for text in sheets()] if PERSONAL.intersection(before) else []
    for fact, (value, on) in before.items():
        if fact not in PERSONAL or not value:
            found[fact] = value
            continue
        tried = [found[fact], *(profile[fact] for profile in profiles)]
        same = [one for one in tried if one and blind(secret, fact, str(one)) == value]
        found[fact] = same[0] if same else ""
        if not same:
            gaps.append(f"{_LABELS[fact]}在 {on} 改过，当日的内容没有保存，不显示。")
    return found, gaps


def redated(entries: Iterable[AuditEntry], day: date) -> list[AuditEntry]:
    """Return those entries and corrections of posts and places that change who held what on a day."""
    return [entry for entry in entries if _on(entry.before, day) != _on(entry.after, day)]


def _on(said: dict[str, object] | None, day: date) -> tuple[object, ...] | None:
    """Return what a row says of a day; None when it does not reach it."""
    if said is None or "from" not in said:
        return None
    told, last = day.isoformat(), said["to"]
    if str(said["from"]) > told or (last is not None and str(last) < told):
        return None
    return said.get("unit"), said.get("post"), said.get("role")
