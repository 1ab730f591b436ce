"""A planned contribution, and entering a year of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.demo import frame
from app.demo.desk import Bench
from app.demo.proposals import verify
from app.facts.contributions.service import NewContribution, add_many

#: Kind → the section that keeps it; the rest is the office's.
_KEEPERS = {
    "plenary_speech": "提案委办公室",
    "research_report": frame.RESEARCH,
    "bulletin": frame.RESEARCH,
    "media_item": frame.RESEARCH,
    "history_piece": "文史委办公室",
    "history_photos": "文史委办公室",
    "books_given": "文史委办公室",
    "study_note": frame.MEMBERS_OFFICE,
    "charity": frame.MEMBERS_OFFICE,
    "special_task": frame.MEMBERS_OFFICE,
    "member_award": frame.MEMBERS_OFFICE,
    "party_link": frame.MEMBERS_OFFICE,
    "salon_rating": frame.MEMBERS_OFFICE,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A contribution by names: of a member (number), a unit (kind, name), or the council."""

    kind: str
    title: str
    day: date
    data: dict[str, Any] = field(default_factory=dict)
    member: str = ""
    unit: tuple[str, str] | None = None
    others: tuple[str, ...] = ()
    activity: str = ""
    linked: str = ""


def enter(
    bench: Bench,
    pieces: Iterable[Piece],
    by: str = "bangongshi",
    second: str = "bangongshi-fuhe",
    section: str = "",
) -> int:
    """Enter contributions in order of their days and have a second account verify them.

    Args:
        section: Who keeps them all; by default each kind has its keeper.

    Returns:
        How many.
    """
    activities = bench.claims("activity")
    ordered = sorted(pieces, key=lambda piece: (piece.day, piece.kind, piece.title))
    ids = bench.by(by, add_many, [_new(bench, piece, activities, section) for piece in ordered])
    verify(bench, second, ids)
    return len(ids)


def _new(bench: Bench, piece: Piece, activities: dict[str, str], section: str) -> NewContribution:
    """Turn names into ids."""
    data = dict(piece.data)
    if piece.activity:
        data["from_activity"] = activities[piece.activity]
    if piece.linked:
        data["linked_member_id"] = bench.members[piece.linked]
    shares = [(bench.members[piece.member], "author")] if piece.member else []
    shares += [(bench.members[number], "participant") for number in piece.others]
    return NewContribution(
        kind=piece.kind,
        title=piece.title,
        section_id=bench.section(section or _KEEPERS.get(piece.kind, frame.OFFICE)),
        occurred_on=piece.day,
        data=data,
        member_id=bench.members[piece.member] if piece.member else None,
        unit_id=bench.unit(*piece.unit) if piece.unit else None,
        shares=tuple(shares),
    )
