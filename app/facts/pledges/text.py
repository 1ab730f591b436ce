"""The words of a pledge and their digest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.core.crypto import digest
from app.facts.pledges.schemas import PledgeDocument

PART_YEAR = "年度内任职不满全年的，计数事项按任职整月数折算。"
_NUMBERS = "一二三四五六七八九十"


def written(title: str, document: PledgeDocument) -> str:
    """Return the text that is read and signed; it names nobody.

    >>> asked = {"id": "a", "text": "反映信息", "counts": {"select": [{"fact": "opinion"}]}, "target": 3}
    >>> print(written("承诺书", PledgeDocument(items=[asked])).splitlines()[1])
    1.反映信息（3次）。
    """
    lines = [title, *([document.preamble] if document.preamble else [])]
    headings: list[str] = []
    for number, item in enumerate(document.items, start=1):
        if item.heading and item.heading not in headings:
            headings.append(item.heading)
            lines.append(f"{chinese(len(headings))}、{item.heading}")
        asked = f"（{item.target}{item.unit}）" if item.counts else ""
        lines.append(f"{number}.{item.text.rstrip('。')}{asked}。")
    if any(item.counts for item in document.items):
        lines.append(PART_YEAR)
    return "\n".join(lines)


def chinese(number: int) -> str:
    """Return a number below a hundred in Chinese.

    >>> chinese(3), chinese(10), chinese(12), chinese(21)
    ('三', '十', '十二', '二十一')
    """
    tens, ones = divmod(number, 10)
    head = ("" if tens < 2 else _NUMBERS[tens - 1]) + "十" if tens else ""
    return head + (_NUMBERS[ones - 1] if ones else "")


def digest_of(text: str) -> str:
    """Return the digest of a text, as signatures keep it."""
    return digest(text.encode())


def read(document: Mapping[str, Any]) -> PledgeDocument:
    """Return a stored document as its shape."""
    return PledgeDocument.model_validate(document)


def stored(document: PledgeDocument) -> dict[str, Any]:
    """Return a document as it is stored: nothing that only says "not given"."""
    return document.model_dump(mode="json", exclude_none=True)
