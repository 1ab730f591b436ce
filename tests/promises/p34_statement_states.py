"""P34: a statement in any state does what it may, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from app.facts.statements import policy, queries, rounds, writing
from tests.promises.stage import backends, stage
from tests.promises.statement_states import explore

RUNS, STEPS = 40, 30


@contextmanager
def last_writer_wins() -> Iterator[None]:
    """Save whatever comes, as if it had been written on the newest version."""
    real = writing.save

    def save(session: Any, actor: Any, statement_id: str, said: Any, number: int) -> str:
        row = queries.one(session, actor, statement_id, own=True)
        return real(session, actor, statement_id, said, row[0].number if row else number)

    writing.save = save
    try:
        yield
    finally:
        writing.save = real


@contextmanager
def drafts_forgotten() -> Iterator[None]:
    """Let a round end with drafts left."""
    forgetful: Any = rounds
    real, forgetful.UNDONE = forgetful.UNDONE, ()
    try:
        yield
    finally:
        forgetful.UNDONE = real


@contextmanager
def filed_twice() -> Iterator[None]:
    """Let what was presented be presented again."""
    real = policy.TRANSITIONS["presented"]
    policy.TRANSITIONS["presented"] = {**real, "present": "presented"}
    try:
        yield
    finally:
        policy.TRANSITIONS["presented"] = real


DEFECTS: dict[str, Callable[[], Any]] = {
    "后存的盖掉先存的": last_writer_wins,
    "有草稿也能结束": drafts_forgotten,
    "已述职的再登记": filed_twice,
}


def run(runs: int = RUNS, steps: int = STEPS) -> dict[str, Any]:
    """Try every act in every state, on both databases; then with each defect planted."""
    told: dict[str, dict[str, int]] = {}
    wrong: list[str] = []
    for backend in backends():
        with stage(backend) as made:
            told[backend], odd = explore(made.house, runs, steps)
        wrong += odd
    missed = []
    with stage("sqlite") as made:
        for name, plant in DEFECTS.items():
            with ExitStack() as planted:
                planted.enter_context(plant())
                if not explore(made.house, runs, steps)[1]:
                    missed.append(name)
    said = "；".join(
        f"{backend} {one['pairs']} 种状态与动作试了 {one['tried']} 次，{one['refused']} 次被拒且无变动"
        for backend, one in told.items()
    )
    caught = f"未被发现：{'、'.join(missed)}" if missed else "均被发现"
    return {
        "id": "P34",
        "what": "述职与述职安排：两台设备、任意次序，每个动作或成且对，或 409/412 而一字不动",
        "judged": sum(one["tried"] for one in told.values()),
        "failed": len(wrong) + len(missed),
        "figure": f"{said}；预设缺陷（{'、'.join(DEFECTS)}）{caught}",
        "deviation": wrong[:3],
    }
