"""Turns rows and documents into the lines of a member's year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from app.council import labels
from app.facts.ballots.results import BallotOutcome
from app.facts.ballots.rules import two_places
from app.views.my_data.words import said, type_said
from app.views.pack.counts import MEETINGS, heading_of
from app.views.pack.values import Came, Marked, Noted, Promised, Scored
from app.views.turnout import service as turnout

ITEM_STATE = {"done": "完成", "confirmed": "完成", "waiting": "佐证待确认", "returned": "佐证被退回"}
#: Kind of activity → how often each status stands, and what that weighs.
Kinds = Mapping[str, tuple[Counter[str], Fraction]]


def came(name: str, row: Any) -> Came:
    """Return a row of a table of attendance under a name."""
    return Came(
        name=name,
        on=row.on,
        due=row.due,
        attended=row.attended,
        excused=row.excused,
        absent=row.absent,
        excused_not_counted=row.excused_not_counted,
        rate=row.rate,
    )


def attendance(kinds: Kinds) -> tuple[tuple[Came, ...], Came]:
    """Return a member's attendance under every heading, and the whole."""
    found: dict[str, tuple[Counter[str], Fraction]] = {
        heading: (Counter(), Fraction(0)) for heading in MEETINGS
    }
    for kind, (statuses, weighed) in kinds.items():
        before, sum_ = found[heading_of(kind)]
        found[heading_of(kind)] = (before + statuses, sum_ + weighed)
    rows = tuple(came(name, turnout.row_of("", "", None, *one)) for name, one in found.items())
    all_ = sum((one for one, _ in found.values()), Counter[str]())
    weight = sum((one for _, one in found.values()), Fraction(0))
    return rows, came("合计", turnout.row_of("", "", None, all_, weight))


def units(rows: Iterable[Any]) -> dict[str, dict[str, str]]:
    """Return member → kind of unit → its name, from (member, kind, name)."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for member_id, kind, name in rows:
        # Party branches are nobody's business on a form that goes to the member's unit.
        if kind != "party_branch":
            found[member_id][kind] = name
    return found


def posts(rows: Iterable[Any]) -> dict[str, str]:
    """Return member → posts in Chinese words, from (member, post)."""
    found: dict[str, list[str]] = defaultdict(list)
    for member_id, post in rows:
        found[member_id].append(labels.POST[post])
    return {member_id: "、".join(held) for member_id, held in found.items()}


def noted(row: Any) -> Noted:
    """Return a record of the ledger in Chinese words."""
    return Noted(
        seq=row.seq,
        on=row.occurred_on,
        fact=said(row.fact),
        title=row.title,
        type=type_said(row.type),
        status=said(row.status),
        role=said(row.role),
        level=said(row.level),
        quantity=row.quantity,
    )


def scored(line: dict[str, Any], titles: dict[str, str], numbers: dict[str, int]) -> Scored:
    """Return one line of a receipt.

    Args:
        titles: Section → its title. numbers: Record → its number in the ledger.
    """
    return Scored(
        title=line["title"],
        section=titles.get(line["section"], line["section"] or ""),
        measured=line["measured"],
        points=line["points"],
        lines=tuple(sorted(numbers[id] for id in line["counted"] if id in numbers)),
    )


def promised(pledge: Any, verdict: Any) -> tuple[Promised, ...]:
    """Return what came of every item of a pledge; nothing until it was judged."""
    if pledge is None or verdict is None:
        return ()
    words = {item["id"]: item.get("text", "") for item in pledge.document.get("items", ())}
    return tuple(
        Promised(
            text=words.get(id, id),
            target=_number(item.get("target")),
            count=_number(item.get("count")),
            kept=ITEM_STATE.get(item["state"], "未完成"),
        )
        for id, item in verdict.items.items()
    )


def _number(value: Any) -> str:
    return "" if value is None else str(value)


def ballots(found: Iterable[BallotOutcome]) -> dict[str, tuple[Marked, ...]]:
    """Return member → what counted polls gave."""
    by_member: dict[str, list[Marked]] = defaultdict(list)
    for one in found:
        by_member[one.member_id].append(
            Marked(
                poll=one.title,
                base=one.base,
                counts=tuple((label, number) for _, label, number in one.counts),
                score="" if one.score is None else two_places(one.score),
            )
        )
    return {member_id: tuple(marked) for member_id, marked in by_member.items()}
