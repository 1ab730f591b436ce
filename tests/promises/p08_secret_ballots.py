"""P8: with everything but the key, nobody links a ballot to a voter."""

from __future__ import annotations

import logging
import operator
import random
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import Any

from app.core.http.logs import ACCESS
from app.facts.ballots import box
from app.facts.ballots import urn as urns
from tests.factories.ballots import Poll, crowd, renew
from tests.factories.house import Caller, House
from tests.promises.onlooker import Onlooker, Orders, physical_orders
from tests.promises.stage import Stage, backends, stage

VOTERS, POLLS, PERMUTATIONS = 200, 20, 1000
NAIVE_VOTERS = ("naive_participation", "naive_ballots")


def run(voters: int = VOTERS, polls: int = POLLS, permutations: int = PERMUTATIONS) -> dict[str, Any]:
    """Hold polls with an onlooker beside each vote, and let the same attack try the naive schema.

    Negative controls: the naive schema, and an urn that is kept in clear.
    """
    bad, figures, judged = Counter[str](), [], 0
    for backend in backends():
        with stage(backend) as made:
            found = attacked(made, voters, polls, permutations)
        bad += found.bad
        bad[f"{backend} 命中多于偶然"] += found.hits > found.limit
        judged += found.judged
        figures.append(
            f"{backend} {found.ways} 种办法中最多命中 {found.hits}（偶然的 99% 界 {found.limit}），"
            f"对照命中 {found.naive:.0%}，明文票箱 {found.clear:.0%}"
        )
    return {
        "id": "P8",
        "what": "掌握密钥以外一切（库、物理位置、事务号、WAL、日志、每票后的备份）者不能把票与人对上",
        "judged": judged,
        "failed": sum(bad.values()),
        "figure": f"每库 {voters} 人 × {polls} 次测评；" + "；".join(figures),
        "failures": dict(+bad),
    }


@dataclass
class Found:
    """What the attack found on one database."""

    bad: Counter[str]
    ways: int
    hits: int
    limit: int
    judged: int
    naive: float
    clear: float


def attacked(made: Stage, voters: int, polls: int, permutations: int) -> Found:
    """Hold polls, attack them, and attack what is known to be weak by the same script."""
    with heard() as lines:
        house = made.house()
        voting = crowd(house, voters)
        guesses, bad = _polls(made, house, voting, polls, lines)
        hits, limit = judge(guesses, voters, permutations)
        naive, clear = _naive(made, voting), _in_clear(made, min(voters, 20))
    bad[f"{made.backend} 对照未被识破"] += naive < 0.95
    bad[f"{made.backend} 明文票箱未被识破"] += clear < 0.95
    judged = sum(len(one) for one in guesses) * voters
    return Found(bad, len(guesses[0]), hits, limit, judged, naive, clear)


@contextmanager
def heard() -> Iterator[list[str]]:
    """Collect every line that the process logs."""
    lines: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if not record.name.startswith("httpx"):
                lines.append(f"{record.name} {getattr(record, 'fields', '')} {record.getMessage()}")

    ear, level = Ear(), ACCESS.level
    logging.getLogger().addHandler(ear)
    ACCESS.setLevel(logging.INFO)
    try:
        yield lines
    finally:
        logging.getLogger().removeHandler(ear)
        ACCESS.setLevel(level)


#: For one poll: strategy → for each voter, the voter whom the attack says the matter belongs to.
Guesses = dict[str, list[int]]


def _polls(
    made: Stage, house: House, voting: list[Caller], polls: int, lines: list[str]
) -> tuple[list[Guesses], Counter[str]]:
    guesses, bad = [], Counter[str]()
    rated = [house.member("王小明"), house.member("陈思源")]
    for nth in range(polls):
        renew(house, [*voting, house.as_("secretariat")])
        poll = Poll(house, voting, rated, texts_allowed=True).opened()
        onlooker = Onlooker(made, voting)
        texts, receipts = _vote(poll, voting, onlooker, lines, bad, whole=nth == 0)
        if nth == 0:
            leaks = onlooker.raw_bytes_hold([*texts, *receipts, *(bytes.fromhex(one) for one in receipts)])
            bad[f"{made.backend} 盘上可见"] += leaks
        poll.counted()
        result = poll.office.get(f"{poll.path}/result").json()
        bad["票数不符"] += result["returned"] != len(voting) or sorted(receipts) != result["receipts"]
        matter = {"text": texts, "receipt": receipts}
        orders = onlooker.orders(poll.id, matter)
        guesses.append(attack(orders, len(voting)))
    return guesses, bad


def _vote(
    poll: Poll,
    voting: list[Caller],
    onlooker: Onlooker,
    lines: list[str],
    bad: Counter[str],
    *,
    whole: bool = False,
) -> tuple[list[str], list[str]]:
    """Let everybody vote in a random order; return texts and receipts by voter.

    Args:
        whole: Whether every table is copied after every vote, not the urn alone. Where the copies
            never differ but in the urn, an urn after each vote is a backup after each vote.
    """
    texts = [f"意见{secrets.token_hex(12)}" for _ in voting]
    receipts = [secrets.token_hex(16) for _ in voting]
    marks, turns = ["excellent", "competent", "incompetent", "abstain"], list(range(len(voting)))
    random.shuffle(turns)
    before = onlooker.rows_elsewhere()
    lines.clear()
    for turn in turns:
        answer = poll.vote(voting[turn], random.choice(marks), receipts[turn], text=texts[turn])
        bad["投票未被接受"] += answer.status_code != 200
        onlooker.look(poll.id)
        if whole:
            bad["一票之后别处有变动"] += onlooker.rows_elsewhere() != before
    bad["票箱长短变了"] += len({len(copy) for copy in onlooker.sealed}) != 1
    bad["日志记下了投票"] += len(lines)
    bad["别处多了行"] += onlooker.rows_elsewhere() != before
    return texts, receipts


def attack(orders: Orders, voters: int) -> Guesses:
    """Pair every order of voters with every order of what the sheets left behind."""
    found: Guesses = {}
    for (who, people), (what, things) in product(orders.voters.items(), orders.matter.items()):
        if len(people) == len(things) == voters:
            guess = [0] * voters
            for person, thing in zip(people, things, strict=True):
                guess[person] = thing
            found[f"{who} × {what}"] = guess
            backwards = [0] * voters
            for person, thing in zip(people, reversed(things), strict=True):
                backwards[person] = thing
            found[f"{who} × {what} 倒序"] = backwards
    return found


def judge(guesses: list[Guesses], voters: int, permutations: int) -> tuple[int, int]:
    """Return the best attack's hits over all polls, and what chance reaches in 99 of 100 cases."""
    ways = sorted(set.intersection(*(set(one) for one in guesses)))
    truth = list(range(voters))

    def best(truths: list[list[int]]) -> int:
        return max(
            sum(sum(map(operator.eq, one[way], true)) for one, true in zip(guesses, truths, strict=True))
            for way in ways
        )

    chance = []
    for _ in range(permutations):
        truths = [random.sample(truth, voters) for _ in guesses]
        chance.append(best(truths))
    chance.sort()
    return best([truth] * len(guesses)), chance[max(0, -(-99 * len(chance) // 100) - 1)]


def _naive(made: Stage, voting: list[Caller]) -> float:
    """Return the share of voters whom the attack finds in the obvious two tables."""
    onlooker = Onlooker(made, voting)
    texts = [f"意见{secrets.token_hex(12)}" for _ in voting]
    with onlooker.naive_tables(*NAIVE_VOTERS) as write:
        turns = list(range(len(voting)))
        random.shuffle(turns)
        for turn in turns:
            write(str(voting[turn].member_id), texts[turn])
        orders = physical_orders(onlooker, NAIVE_VOTERS, {"text": texts})
        return _share(attack(orders, len(voting)))


def _in_clear(made: Stage, voters: int) -> float:
    """Return the share found when the urn is not encrypted and backups hold each state of it."""
    house, clear = made.house(), _Clear()
    voting = crowd(house, voters)
    real = {name: getattr(box, name) for name in ("seal", "unseal")}
    for name in real:
        setattr(box, name, getattr(clear, name))
    try:
        poll, onlooker = Poll(house, voting, texts_allowed=True).opened(), Onlooker(made, voting)
        texts, receipts = _vote(poll, voting, onlooker, [], Counter())
        return _share(attack(onlooker.orders(poll.id, {"text": texts, "receipt": receipts}), voters))
    finally:
        for name, was in real.items():
            setattr(box, name, was)


class _Clear:
    """An urn without encryption: packed, and nothing else."""

    def seal(self, urn: Any, key: bytes, place: bytes) -> bytes:
        return bytes(urns._packed(urn))

    def unseal(self, sealed: bytes, key: bytes, place: bytes, capacity: int, *, texts_allowed: bool) -> Any:
        return urns._unpacked(sealed, capacity, texts_allowed)


def _share(guesses: Guesses) -> float:
    """Return the best attack's share of hits in one poll."""
    if not guesses:
        return 0.0
    return max(sum(map(operator.eq, one, range(len(one)))) / len(one) for one in guesses.values())
