"""Claims of a few members, corrected one by one, and their points counted by hand."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.ledger.models import DutyRecord
from app.standings import queries as runs
from tests.factories.house import Caller, House
from tests.runs import evaluated
from tests.standings.test_what_if import adopt_text

TEXT = """format: 1
id: mine
title: 年度办法
structure: {kind: accumulate_from_zero}
items:
  - id: opinions
    title: 社情民意
    article: 第二条
    select: {fact: opinion}
    award: {each: 5}
    limit: {cap: 20}
  - id: adopted
    title: 省级采用
    article: 第三条
    select: {fact: opinion, where: {adopted: province}}
    award: {each: 10}
  - {id: charity, title: 公益, article: 第四条, select: {fact: charity}, award: {each: 3}, limit: {cap: 9}}
"""


@dataclass
class Member:
    """A member, as a caller, with what stands verified: claim → its kind."""

    caller: Caller
    claims: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return the member's id."""
        return str(self.caller.member_id)


class Claims:
    """What is claimed, verified, adopted and taken back in one council, and its results."""

    def __init__(self, house: House) -> None:
        self.house, self.clerk, self.year = house, house.as_("section_clerk"), clock.today().year
        self.known: dict[str, Member] = {}

    def add(self, member: Member, kind: str) -> None:
        """Report a piece (``opinions``, ``adopted``, ``charity``) and verify it."""
        said: dict[str, Any] = {"title": "一件事", "occurred_on": str(clock.today())}
        said["section_id"] = self.house.section_id
        if kind == "charity":
            made = member.caller.post(
                "/contributions", json={**said, "kind": "charity", "data": {"form": "volunteering"}}
            )
        else:
            made = member.caller.post("/opinions", json={**said, "body": "情况。"})
        assert made.status_code == 201, made.text
        claim = str(made.json()["id"])
        self._clerk(f"/claims/{claim}/verify")
        member.claims[claim] = "charity" if kind == "charity" else "opinions"
        if kind == "adopted":
            self._adopt(member, claim)

    def _adopt(self, member: Member, claim: str) -> None:
        self._clerk(f"/opinions/{claim}/adoptions", {"level": "province", "adopted_on": str(clock.today())})
        member.claims[claim] = "adopted"

    def _clerk(self, path: str, body: Any = None) -> None:
        answer = self.clerk.post(path, json=body)
        assert answer.status_code < 300, answer.text

    def correct(self, member: Member, chance: random.Random) -> None:
        """Correct the ledger in one place: something missing, something wrong, or an adoption."""
        plain = [claim for claim, kind in member.claims.items() if kind == "opinions"]
        way = chance.choice(("add", "take_back", "adopt"))
        if way == "adopt" and plain:
            self._adopt(member, chance.choice(plain))
        elif way == "take_back" and member.claims:
            claim = chance.choice(list(member.claims))
            self._clerk(f"/claims/{claim}/take-back", {})
            del member.claims[claim]
        else:
            self.add(member, chance.choice(("opinions", "adopted", "charity")))

    def by_hand(self, member_id: str) -> dict[str, str]:
        """Count a member's points per line."""
        return counted(list(self.known[member_id].claims.values()))

    def score(self) -> str:
        """Evaluate the year and let the run be the result; return its id."""
        run = str(evaluated(self.house, self.year)["id"])
        answer = self.house.as_("secretariat").post(f"/runs/{run}/put-in-force")
        assert answer.status_code == 200, answer.text
        return run

    def card(self, run: str, member_id: str) -> str:
        """Return the trace that a run keeps of a member."""
        row = self.house.read(runs.card, self.house.council_id, run, member_id)
        assert row is not None
        return str(row.trace)

    def lines(self, card: str) -> list[dict[str, Any]]:
        """Return the lines of a card."""
        return list(json.loads(card)["lines"])

    def touched(self, line: dict[str, Any]) -> set[str]:
        """Return the records that a line speaks of."""
        return {*line["counted"], *(one["record"] for one in line["not_counted"])}

    def booked(self, member_id: str) -> set[tuple[str, bool]]:
        """Return what the ledger was told of a member: a record, and whether it came in or went out."""
        return set(self.house.read(_booked, self.house.council_id, member_id))

    def from_scratch(self, members: list[Member]) -> dict[str, dict[str, str]]:
        """Enter what stands now in a council that never knew anything else; return points by member."""
        fresh = Claims(House(self.house.db, self.house.client))
        twins = {one.id: _seat(fresh.house, f"甲{place}") for place, one in enumerate(members)}
        for one in members:
            for kind in one.claims.values():
                fresh.add(twins[one.id], kind)
        adopt_text(fresh.house, TEXT)
        run = fresh.score()
        return {
            who: {line["id"]: line["points"] for line in fresh.lines(fresh.card(run, twin.id))}
            for who, twin in twins.items()
        }


def counted(kinds: list[str]) -> dict[str, str]:
    """Count points per line from the kinds of what stands.

    >>> counted(["opinions", "adopted", "charity"])
    {'opinions': '10', 'adopted': '10', 'charity': '3'}
    """
    adopted, charity = kinds.count("adopted"), kinds.count("charity")
    opinions = kinds.count("opinions") + adopted
    return {
        "opinions": str(min(20, 5 * opinions)),
        "adopted": str(10 * adopted),
        "charity": str(min(9, 3 * charity)),
    }


def settled(claims: Claims, people: int, chance: random.Random) -> list[Member]:
    """Found a year: members with a few verified pieces each, and a scheme."""
    members = [_seat(claims.house, f"甲{place}") for place in range(people)]
    for one in members:
        claims.known[one.id] = one
        for _ in range(chance.randint(1, 4)):
            claims.add(one, chance.choice(("opinions", "adopted", "charity")))
    adopt_text(claims.house, TEXT)
    return members


def _seat(house: House, name: str) -> Member:
    return Member(house.seat("member", member_id=house.member(name)))


def standing(session: Session, council_id: str, member_id: str) -> list[DutyRecord]:
    """Return the records of a member that nothing reverses."""
    mine = (DutyRecord.council_id == council_id, DutyRecord.member_id == member_id)
    rows = list(session.scalars(select(DutyRecord).where(*mine)))
    gone = {row.reverses_id for row in rows}
    return [row for row in rows if row.reverses_id is None and row.id not in gone]


def _booked(session: Session, council_id: str, member_id: str) -> list[tuple[str, bool]]:
    mine = (DutyRecord.council_id == council_id, DutyRecord.member_id == member_id)
    rows = session.scalars(select(DutyRecord).where(*mine))
    return [(row.reverses_id or row.id, row.reverses_id is not None) for row in rows]
