"""P31: a pledge says what its records say, and turns on the exact day."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from app.core import clock
from app.standings.pledges import outlook, queries
from tests.factories.house import House
from tests.promises.pledge_days import FIRST, Lived, constructed, issue
from tests.promises.pledge_states import explore
from tests.promises.stage import stage
from tests.standings.pledging import issued, items, living, own, signed

RECORDS, CASES, RUNS, STEPS = 1_000, 100, 60, 25
COUNTED = [
    ("opinions", {"select": [{"fact": ["opinion"]}]}),
    ("adopted", {"select": [{"fact": ["opinion"], "where": [{"adopted": {"any_of": ["province"]}}]}]}),
    ("charity", {"select": [{"fact": ["charity"], "where": [{"type": {"none_of": ["donation"]}}]}]}),
    (
        "half_days",
        {
            "select": [{"fact": ["meeting"], "where": [{"status": {"any_of": ["present", "late"]}}]}],
            "measure": {"sum": "half_days"},
        },
    ),
]


class Naive:
    """What was verified and not taken back, kept as a plain list."""

    def __init__(self) -> None:
        self.opinions: dict[str, bool] = {}
        self.charity: dict[str, str] = {}
        self.meetings: dict[str, tuple[str, int]] = {}

    def counts(self) -> dict[str, int]:
        """Count by hand."""
        return {
            "opinions": len(self.opinions),
            "adopted": sum(self.opinions.values()),
            "charity": sum(form != "donation" for form in self.charity.values()),
            "half_days": sum(n for status, n in self.meetings.values() if status in ("present", "late")),
        }


class Hand:
    """Verifies, voids and corrects at random, for one member."""

    def __init__(self, house: House, chance: random.Random) -> None:
        self.house, self.chance, self.naive = house, chance, Naive()
        self.member, self.clerk = house.as_("member"), house.as_("section_clerk")

    def act(self) -> None:
        """Do one thing to one record."""
        ways: list[Callable[[], None]] = [self._opinion, self._opinion, self._charity, self._meeting]
        ways += [self._adopt, self._void_opinion] if self.naive.opinions else []
        ways += [self._void_charity] if self.naive.charity else []
        ways += [self._correct] if self.naive.meetings else []
        self.chance.choice(ways)()

    def _post(self, path: str, body: Any = None) -> Any:
        answer = self.clerk.post(path, json=body)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def _made(self, path: str, **more: Any) -> str:
        said = {
            "title": "一件事",
            "occurred_on": str(clock.today()),
            "section_id": self.house.section_id,
            **more,
        }
        answer = self.member.post(path, json=said)
        assert answer.status_code == 201, answer.text
        claim = str(answer.json()["id"])
        self._post(f"/claims/{claim}/verify")
        return claim

    def _opinion(self) -> None:
        self.naive.opinions[self._made("/opinions", body="情况。")] = False

    def _charity(self) -> None:
        form = self.chance.choice(("donation", "volunteering"))
        self.naive.charity[self._made("/contributions", kind="charity", data={"form": form})] = form

    def _adopt(self) -> None:
        one = self.chance.choice(list(self.naive.opinions))
        said = {"level": "province", "adopted_on": str(clock.today())}
        self._post(f"/opinions/{one}/adoptions", said)
        self.naive.opinions[one] = True

    def _void_opinion(self) -> None:
        one = self.chance.choice(list(self.naive.opinions))
        self._post(f"/claims/{one}/take-back", {})
        del self.naive.opinions[one]

    def _void_charity(self) -> None:
        one = self.chance.choice(list(self.naive.charity))
        self._post(f"/claims/{one}/take-back", {})
        del self.naive.charity[one]

    def _meeting(self) -> None:
        start = clock.now() - timedelta(hours=2)
        halves = self.chance.randint(1, 2)
        sitting = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat()}
        body = {
            "title": "会议", "kind": "special_committee", "sittings": [{**sitting, "half_days": halves}],
            "due": {"rule": "members", "member_ids": [self.member.member_id]},
        }  # fmt: skip
        made = self._post("/activities", body)["sittings"][0]["id"]
        self.naive.meetings[made] = (self._roll(made), halves)

    def _correct(self) -> None:
        one = self.chance.choice(list(self.naive.meetings))
        self._post(f"/sittings/{one}/reopen", {"reason": "登记有误"})
        self.naive.meetings[one] = (self._roll(one), self.naive.meetings[one][1])

    def _roll(self, sitting: str) -> str:
        status = self.chance.choice(("present", "late", "left_early", "excused", "absent"))
        lines = [{"member_id": self.member.member_id, "status": status}]
        assert self.clerk.put(f"/sittings/{sitting}/roll", json={"lines": lines}).status_code == 200
        self._post(f"/sittings/{sitting}/close")
        return status


def fill(house: House, records: int) -> tuple[int, list[str]]:
    """Do so many things; return how many comparisons were made, and what differed."""
    asked = [{"id": word, "text": f"{word}若干", "counts": counts, "target": 3} for word, counts in COUNTED]
    hand = Hand(house, random.Random(31))
    issued(house, document={"items": asked})
    signed(hand.member)
    wrong = []
    for number in range(records):
        hand.act()
        shown = {word: one["count"] for word, one in items(own(hand.member)).items()}
        if shown != hand.naive.counts():
            wrong.append(f"{number}: {shown} != {hand.naive.counts()}")
    return records * len(COUNTED), wrong


def turn(house: House, cases: int) -> tuple[int, list[str]]:
    """Live so many cases; return how many turns were compared, and what differed."""
    lived, wrong, judged = Lived(house), [], 0
    office = lived.office
    house.member("第一位")
    with living(house, FIRST, office):
        issue(house)
    template = office.get("/pledge-templates").json()[0]["id"]
    for number in range(cases):
        case = constructed(number)
        found = lived.live(case, number, template)
        wanted = case.naive()
        judged += max(1, sum(map(len, wanted)))
        if found != wanted:
            wrong.append(f"{number}: {found} != {wanted}; {case}")
    return judged, wrong


@contextmanager
def reversals_ignored() -> Iterator[None]:
    """Count every record that was ever posted, reversed or not."""
    real = outlook.Kept.known
    outlook.Kept.known = lambda self, day: self.posted <= day  # type: ignore[method-assign]
    try:
        yield
    finally:
        outlook.Kept.known = real  # type: ignore[method-assign]


@contextmanager
def cancellations_ignored() -> Iterator[None]:
    """Take every sitting for one that is still to come."""
    real: Any = queries.COURSE
    planted: Any = ("roll:close", "roll:reopen")
    queries.COURSE = planted
    try:
        yield
    finally:
        queries.COURSE = real


def run(records: int = RECORDS, cases: int = CASES, runs: int = RUNS, steps: int = STEPS) -> dict[str, Any]:
    """Fill a pledge, live constructed years, try every act in every state."""
    with stage("sqlite") as made:
        filled, differing = fill(made.house(), records)
        turned, moved = turn(made.house(), cases)
        with reversals_ignored():
            first = bool(turn(made.house(), min(cases, 20))[1])
        with cancellations_ignored():
            second = bool(turn(made.house(), min(cases, 20))[1])
        told, odd = explore(made.house, runs, steps)
    caught = first and second
    wrong = [*differing, *moved, *odd]
    return {
        "id": "P31",
        "what": "承诺进度等于由记录重算的结果；“已不可能达成”落在确切的那一天；每个动作或成或拒",
        "judged": filled + turned + told["tried"],
        "failed": len(wrong) + (not caught),
        "figure": f"{records} 次核实、撤回、更正；{cases} 例共 {turned} 个转折；"
        f"{told['pairs']} 种状态与动作试了 {told['tried']} 次，{told['refused']} 次被拒且无变动；"
        f"预设缺陷（忽略冲正、忽略取消）{'被发现' if caught else '未被发现'}",
        "deviation": wrong[:5],
    }
