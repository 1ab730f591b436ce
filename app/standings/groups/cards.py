"""A group's scorecard: its own records, and what its members bring."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from app.facts.attendance.postings import FACTS
from app.scoring import trace
from app.scoring.card import Scorecard
from app.scoring.engine import Compiled, score
from app.scoring.entry import Attr, Entry, Subject, attributes
from app.scoring.groups import from_members
from app.scoring.history import YearFigures
from app.standings.place import places

_MEMBER = "member:"


class Share(NamedTuple):
    """What one member brings to an item of the group's card."""

    item: str
    member_id: str
    points: str


@dataclass(frozen=True, slots=True)
class Group:
    """A unit that is scored, and who is in it on the day that decides."""

    id: str
    kind: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupCard:
    """One group's scorecard with the members' shares behind it."""

    group: Group
    card: Scorecard
    shares: tuple[Share, ...]

    def trace(self) -> str:
        """Return receipt, members and shares as canonical text: the same input gives the same bytes."""
        said = {
            "receipt": trace.tree(self.card),
            "members": list(self.group.members),
            "shares": [list(one) for one in self.shares],
        }
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def scored(
    scheme: Compiled,
    group: Group,
    rows: Iterable[Any],
    figures: Mapping[str, YearFigures],
    last: date,
) -> GroupCard:
    """Score one group.

    Args:
        rows: The group's ledger rows: claim id, then what scoring reads.
        figures: Member id → the year under the members' scheme; members without one bring nothing.
        last: The year's last day.
    """
    mine = {id: figures[id] for id in group.members if id in figures}
    found = from_members(scheme.scheme, mine, _bearing(scheme, last))
    shares = tuple(
        Share(str(one.attrs["item"]), one.record.removeprefix(_MEMBER), str(one.attrs["points"]))
        for one in found
    )
    return GroupCard(group, card_of(scheme, group, rows, shares, last), shares)


def card_of(
    scheme: Compiled, group: Group, rows: Iterable[Any], shares: Sequence[Share], last: date
) -> Scorecard:
    """Return the scorecard of a group whose members' shares are known."""
    on = _bearing(scheme, last)
    entries = [entry for row in rows for entry in _entries(row)]
    entries += [
        Entry(_MEMBER + one.member_id, "assessed", on, {"item": one.item, "points": one.points})
        for one in shares
    ]
    return score(scheme, Subject(group.id, "group", group.kind), entries)


def is_record(id: str) -> bool:
    """Tell a record of the ledger from a member's share in a receipt."""
    return not id.startswith(_MEMBER)


def placed(cards: Sequence[GroupCard]) -> list[tuple[int, GroupCard]]:
    """Return each card with its place among the groups of its kind; equal totals share one (1, 2, 2, 4)."""
    found: list[tuple[int, GroupCard]] = []
    for kind in dict.fromkeys(one.group.kind for one in cards):
        alike = [one for one in cards if one.group.kind == kind]
        place = dict(places((one.group.id, one.card.total) for one in alike))
        found += sorted(((place[one.group.id], one) for one in alike), key=lambda each: each[0])
    return found


def _bearing(scheme: Compiled, last: date) -> date:
    """Return the day that members' shares bear: the year's last, or one before the cut-off day."""
    cut_off = scheme.scheme.cut_off
    return last if cut_off is None else last.replace(month=int(cut_off[:2]), day=1)


def _entries(row: Any) -> Iterator[Entry]:
    """Yield what a ledger row of a unit is to scoring.

    An activity that the unit organised, held and concluded with every roll closed, is both an
    activity (or meeting, or training) attended and a fact of the group: rule books ask for either.
    """
    claim_id, id, day, quantity, *shape = row
    attrs = attributes(tuple(shape))
    on = date.fromisoformat(day)
    if shape[0] != "event":
        yield Entry(id, shape[0], on, attrs, quantity)
        return
    fact, type_ = FACTS[shape[1]]
    held: dict[str, Attr] = {"type": type_, "status": "present", "activity": claim_id}
    held["consultation"] = attrs.get("consultation", False)
    yield Entry(id, fact, on, held, quantity)
    yield Entry(id, "group_fact", on, {"type": shape[1], "series": attrs.get("series", ())}, quantity)
