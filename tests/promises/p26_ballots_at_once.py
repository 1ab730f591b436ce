"""P26: votes, retries and closings at once: accepted is stored, each once."""

from __future__ import annotations

import random
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from app.core.db import Base
from app.facts.ballots import polls as desk
from app.facts.ballots.urn import Urn
from tests.factories.ballots import Poll, crowd, renew
from tests.factories.house import House
from tests.promises.p06_one_winner import at_once, workers
from tests.promises.stage import Stage, backends, stage

VOTERS, CLOSINGS, ROUNDS, RUNS, STEPS = 100, 50, 5, 200, 30


def run(
    voters: int = VOTERS, closings: int = CLOSINGS, rounds: int = ROUNDS, runs: int = RUNS, steps: int = STEPS
) -> dict[str, Any]:
    """Let everybody vote while the office closes; then do anything in any order.

    Negative controls: retries that are not recognised, and an end that may come in any state.
    """
    bad, figures, judged = Counter[str](), [], 0
    for backend in backends():
        with stage(backend) as made, workers(made) as apps:
            found, asked = races(made, apps, voters, closings, rounds)
            bad += found
            bad[f"{backend} 对照（重投不认）未被识破"] += not _doubled(made, apps)
            judged += asked
            figures.append(f"{backend} {asked} 个并发请求")
    with stage("sqlite") as made:
        compared, said = explore(made.house(), runs, steps)
        with closed_whenever():
            caught = bool(explore(made.house(), max(runs // 10, 10), steps)[1])
    bad["次序任意时不符"] += bool(said)
    bad["对照（随时可结束）未被识破"] += not caught
    return {
        "id": "P26",
        "what": "投票、重投、结束同时发生：收下的 = 票箱里的 = 已投票的；任意状态与动作要么对，要么 409 不变",
        "judged": judged + compared,
        "failed": sum(bad.values()),
        "figure": "；".join(figures) + f"；{runs} 次 × 至多 {steps} 步，比对 {compared} 次",
        "failures": dict(+bad),
        "deviation": said[:2000],
    }


def races(made: Stage, apps: list[Any], voters: int, closings: int, rounds: int) -> tuple[Counter[str], int]:
    """Let all vote, a third of them twice with one receipt, while many close; compare the result."""
    bad, asked, house = Counter[str](), 0, made.house()
    people = crowd(house, voters)
    for _ in range(rounds):
        renew(house, [*people, house.as_("secretariat")])
        poll = Poll(house, people, quorum="none").opened()
        receipts = [secrets.token_hex(16) for _ in people]
        votes: list[tuple[str, str, Any]] = [
            (one.token, f"/me{poll.path}/vote", {"receipt": receipt, "marks": poll.marks()})
            for one, receipt in zip(people, receipts, strict=True)
        ]
        early = votes[: max(6, voters // 3)]
        answers = at_once(apps, [*early, *early])
        bad["重投未被接受"] += sum(one.status_code != 200 for one in answers)
        closing = [(poll.office.token, f"{poll.path}/close", None)] * closings
        rest = [*votes[len(early) :], *votes[len(early) :], *closing]
        random.shuffle(rest)
        late = at_once(apps, rest)
        asked += len(answers) + len(late)
        accepted = {one[2]["receipt"] for one in early}
        winners = 0
        for (_, path, body), answer in zip(rest, late, strict=True):
            if path.endswith("close"):
                winners += answer.status_code == 200
                bad["结束的答复"] += answer.status_code not in (200, 409)
            elif answer.status_code == 200:
                accepted.add(body["receipt"])
            else:
                bad["投票的答复"] += (answer.status_code, answer.json()["word"]) != (409, "closed")
        bad["结束的赢家不是一个"] += winners != 1
        bad["计票未成"] += poll.do("count").json()["state"] != "counted"
        result = poll.office.get(f"{poll.path}/result").json()
        # Whoever was accepted is in; a vote whose every answer was a refusal is not.
        bad["收下的与公布的不符"] += sorted(accepted) != result["receipts"]
        bad["票数与回执不符"] += result["returned"] != len(accepted)
        bad["等次之和不符"] += any(
            sum(share["count"] for share in line["shares"]) != len(accepted) for line in result["lines"]
        )
    return +bad, asked


def _doubled(made: Stage, apps: list[Any]) -> bool:
    """Tell whether the harness sees a retry that is not recognised."""
    holds = Urn.holds
    Urn.holds = lambda self, receipt: False  # type: ignore[method-assign]
    try:
        return bool(races(made, apps, 9, 2, 1)[0])
    finally:
        Urn.holds = holds  # type: ignore[method-assign]


@contextmanager
def closed_whenever() -> Iterator[None]:
    """Let a poll be closed in whatever state it is."""
    real = desk.must_be_open
    desk.must_be_open = lambda poll: None
    try:
        yield
    finally:
        desk.must_be_open = real


def machine(house: House, judged: list[int]) -> type[RuleBasedStateMachine]:
    """Return a machine over one poll: every action in every state, against the plainest model."""
    people = crowd(house, 6)
    rated = [house.member("王小明")]
    clerk = house.as_("section_clerk")
    who = st.integers(0, len(people) - 1)

    class Polls(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.poll = Poll(house, people, rated, quorum="none")
            self.state = "draft"
            self.voted: dict[int, str] = {}
            self.repeated = False

        def asks(self, answer: Any, allowed: bool, *, otherwise: tuple[int, ...] = (409,)) -> bool:
            expected = (200, 201) if allowed else otherwise
            assert answer.status_code in expected, (self.state, answer.status_code, answer.text)
            judged.append(1)
            return allowed

        def refused_unchanged(self, ask: Any, allowed: bool, otherwise: tuple[int, ...] = (409,)) -> bool:
            before = None if allowed else house.read(_rows, house.council_id)
            done = self.asks(ask(), allowed, otherwise=otherwise)
            if before is not None:
                assert house.read(_rows, house.council_id) == before, "a refusal changed something"
            return done

        @rule()
        def opens(self) -> None:
            if self.refused_unchanged(lambda: self.poll.do("open"), self.state == "draft"):
                self.state = "open"

        @rule()
        def closes(self) -> None:
            if self.refused_unchanged(lambda: self.poll.do("close"), self.state == "open"):
                self.state = "closed"

        @rule()
        def counts(self) -> None:
            if self.refused_unchanged(lambda: self.poll.do("count"), self.state == "closed"):
                self.state = "counted" if len(self.voted) >= 5 else "void"

        @rule()
        def voids(self) -> None:
            allowed = self.state in ("draft", "open", "closed")
            if self.refused_unchanged(lambda: self.poll.do("void", note="重来"), allowed):
                self.state = "void"

        @rule()
        def repeats(self) -> None:
            allowed = self.state == "void" and not self.repeated
            if self.refused_unchanged(lambda: self.poll.do("repeat"), allowed):
                self.repeated = True

        @rule(one=who, again=st.booleans())
        def votes(self, one: int, again: bool) -> None:
            receipt = self.voted.get(one) if again else None
            known = receipt is not None and self.state in ("open", "closed", "counted")
            allowed = known or (self.state == "open" and one not in self.voted)
            sent = receipt or secrets.token_hex(16)
            ask = lambda: self.poll.vote(people[one], receipt=sent)  # noqa: E731
            otherwise = (404,) if self.state == "draft" else (409,)
            if self.refused_unchanged(ask, allowed, otherwise) and not known:
                self.voted[one] = sent

        @rule()
        def a_stranger_votes(self) -> None:
            wanted = (404,) if self.state == "draft" else (403,)
            self.refused_unchanged(lambda: self.poll.vote(house.as_("member")), False, wanted)

        @rule()
        def enters_paper(self) -> None:
            # Nobody was handed paper: entering none of it changes nothing that is counted.
            for by in (self.poll.office, clerk):
                self.asks(self.poll.paper(by, 0), self.state == "closed")

        @invariant()
        def what_is_shown_is_what_was_done(self) -> None:
            shown = self.poll.office.get(self.poll.path).json()
            assert shown["state"] == self.state
            living = self.state in ("open", "closed")
            assert shown["returned"] == (len(self.voted) if living else None)
            result = self.poll.office.get(f"{self.poll.path}/result")
            assert result.status_code == (200 if self.state == "counted" else 409)
            if self.state == "counted":
                assert result.json()["receipts"] == sorted(self.voted.values())
            judged.append(1)

    return Polls


def _rows(session: Any, council: str) -> dict[str, list[str]]:
    """Return every row that a refused act could have changed, the urn's ciphertext too."""
    tables = [table for name, table in Base.metadata.tables.items() if name.startswith("ballot_")]
    return {
        table.name: sorted(map(str, session.execute(select(table).where(table.c.council_id == council))))
        for table in tables
    }


def explore(house: House, runs: int, steps: int) -> tuple[int, str]:
    """Run the machine; return how many comparisons were made, and what deviated."""
    judged: list[int] = []
    chosen = settings(
        max_examples=runs, stateful_step_count=steps, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    try:
        run_state_machine_as_test(seed(26)(machine(house, judged)), settings=chosen)
    except AssertionError as found:
        return len(judged), str(found) or "deviation"
    return len(judged), ""
