"""P32: an objection upheld changes what was corrected; rejected, nothing."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from app.ledger.book import reverse
from app.standings.objections import queries, service
from tests.factories.house import House
from tests.promises.objections_by_hand import Claims, Member, settled, standing
from tests.promises.stage import backends, stage

OBJECTIONS, EACH = 200, 5
#: What the office answers, and whether it corrects the ledger.
DECISIONS = ("upheld", "upheld", "rejected", "withdrawn")


@dataclass
class Case:
    """One objection: as it was shown when it was opened, and what became of it."""

    member: Member
    shown: dict[str, Any]
    decision: str
    #: Records that the correction brought in, and took out.
    caused: set[tuple[str, bool]] = field(default_factory=set)

    @property
    def id(self) -> str:
        """Return the objection's id."""
        return str(self.shown["id"])


class Office:
    """Answers objections at random, corrects what it upheld, scores the year anew."""

    def __init__(self, house: House, people: int, chance: random.Random) -> None:
        self.house, self.chance, self.claims = house, chance, Claims(house)
        self.office = house.as_("secretariat")
        self.members = settled(self.claims, people, chance)
        self.kept: dict[tuple[str, str], str] = {}
        self.run = self.claims.score()
        self.cards = self.remember()
        self.judged, self.wrong = 0, list[str]()

    def remember(self) -> dict[str, str]:
        """Read every card of the run in force, and keep it for good."""
        found = {one.id: self.claims.card(self.run, one.id) for one in self.members}
        self.kept.update({(self.run, who): text for who, text in found.items()})
        return found

    def same(self, what: str, found: Any, wanted: Any) -> None:
        """Judge one thing."""
        self.judged += 1
        if found != wanted:
            self.wrong.append(f"{what}: {str(found)[:300]} != {str(wanted)[:300]}")

    def round(self, count: int) -> None:
        """Let some members object, decide, correct, score anew; judge every result."""
        chosen = self.chance.sample(self.members, count)
        cases = [self._object(one) for one in chosen]
        for case in cases:
            self._decide(case)
        before, self.run = self.cards, self.claims.score()
        self.cards = self.remember()
        for case in cases:
            self._judge(case, before)
        upheld = {case.member.id for case in cases if case.decision == "upheld"}
        for one in self.members:
            if one.id not in upheld:
                self.same("nobody else's result moves", self.cards[one.id], before[one.id])

    def _object(self, member: Member) -> Case:
        line = self.chance.choice(self.claims.lines(self.cards[member.id]))
        body = {"year": self.claims.year, "item": line["id"], "reason": "这一项请再核对"}
        if line["counted"] and self.chance.random() < 0.5:
            body["record_id"] = self.chance.choice(line["counted"])
        answer = member.caller.post("/me/objections", json=body)
        assert answer.status_code == 201, answer.text
        return Case(member, answer.json(), self.chance.choice(DECISIONS))

    def _decide(self, case: Case) -> None:
        if case.decision == "withdrawn":
            answer = case.member.caller.post(f"/objections/{case.id}/withdraw")
        else:
            body = {"upheld": case.decision == "upheld", "reason": "已经复核。"}
            answer = self.office.post(f"/objections/{case.id}/decide", json=body)
        assert answer.status_code == 200, answer.text
        if case.decision == "upheld":
            known = self.claims.booked(case.member.id)
            self.claims.correct(case.member, self.chance)
            case.caused = self.claims.booked(case.member.id) - known

    def _judge(self, case: Case, before: dict[str, str]) -> None:
        now = case.member.caller.get(f"/objections/{case.id}").json()
        self.same("its state", now["state"], case.decision)
        self.same("the line doubted is kept", now["line"], case.shown["line"])
        self.same("the total doubted is kept", now["total"], case.shown["total"])
        self.same("the newest run is shown", now["run_now"], self.run)
        named = {(one["record_id"], one["reversal"]) for one in now["changes"]}
        self.same("the causes", named, case.caused)
        causes = {record for record, _ in case.caused}
        old, new = (self.claims.lines(text[case.member.id]) for text in (before, self.cards))
        for was, becomes in zip(old, new, strict=True):
            moved = self.claims.touched(was) ^ self.claims.touched(becomes)
            if was != becomes:
                self.same("a changed line has its cause", bool(moved and moved <= causes), True)
            else:
                self.same("a line without a cause stands", moved, set())
            if becomes["id"] == case.shown["item"]:
                self.same("the line now", now["line_now"]["points"], becomes["points"])
        points = {line["id"]: line["points"] for line in new}
        self.same("points counted by hand", points, self.claims.by_hand(case.member.id))

    def end(self) -> None:
        """Judge what was kept; score the corrected claims once more in a council of their own."""
        for (run, who), text in self.kept.items():
            self.same("both versions are kept", self.claims.card(run, who), text)
        fresh = self.claims.from_scratch(self.members)
        for one in self.members:
            found = {line["id"]: line["points"] for line in self.claims.lines(self.cards[one.id])}
            self.same("the run from scratch", found, fresh[one.id])


def judge(house: House, objections: int, people: int = 8, number: int = 32) -> tuple[int, list[str]]:
    """Decide so many objections; return how many comparisons were made, and what differed."""
    office = Office(house, people, random.Random(number))
    left = objections
    while left > 0:
        office.round(min(EACH, left))
        left -= EACH
    office.end()
    return office.judged, office.wrong


@contextmanager
def reversals_unnamed() -> Iterator[None]:
    """Leave what was taken out of the ledger unnamed among the causes."""
    real = queries.between
    queries.between = lambda *given: [one for one in real(*given) if one.reverses_id is None]
    try:
        yield
    finally:
        queries.between = real


@contextmanager
def rejections_correct() -> Iterator[None]:
    """Let the ledger lose a record when an objection is rejected."""
    real = service.decide

    def decide(session: Any, actor: Any, objection_id: str, asked: Any, version: Any) -> str:
        done = real(session, actor, objection_id, asked, version)
        row = queries.lock(session, actor.council_id, objection_id)
        assert row is not None
        if not asked.upheld:
            records = standing(session, actor.council_id, row.member_id)
            reverse(session, actor, records[:1], "无故")
        return done

    service.decide = decide
    try:
        yield
    finally:
        service.decide = real


def caught(houses: Callable[[], House], objections: int, people: int = 8) -> list[bool]:
    """Tell of each planted defect whether it is seen."""
    found = []
    for defect in (reversals_unnamed, rejections_correct):
        with defect():
            found.append(bool(judge(houses(), objections, people)[1]))
    return found


def run(objections: int = OBJECTIONS) -> dict[str, Any]:
    """Decide objections at random on each database; plant two defects."""
    judged, wrong, seen = 0, list[str](), list[bool]()
    for backend in backends():
        with stage(backend) as made:
            found, differing = judge(made.house(), objections)
            judged += found
            wrong += [f"{backend}: {one}" for one in differing]
            seen += caught(made.house, 15)
    return {
        "id": "P32",
        "what": (
            "异议办结后重新计分：结果等于按更正后的台账从头计分；"
            "不成立的什么都不变；每项变化都指明原因；两次结果都保留"
        ),
        "judged": judged,
        "failed": len(wrong) + seen.count(False),
        "figure": f"{'、'.join(backends())} 各 {objections} 项异议，比对 {judged} 次；"
        f"预设缺陷（不列冲销、不成立仍改账）{seen.count(True)}/{len(seen)} 被发现",
        "deviation": wrong[:5],
    }
