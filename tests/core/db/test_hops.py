"""One hop, one transaction: committed before the answer, nothing left of a failure, nobody waits for ever."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import insert, select, text

from app.core.db import Database
from app.core.db.engine import make_engine
from app.core.ids import new_id
from app.core.records import Job
from app.core.settings import Settings
from app.main import create_app
from tests.core.db.pieces import job
from tests.factories.house import House

CROWD, POOL = 300, 2


@pytest.fixture
def small(settings: Settings) -> Iterator[Database]:
    """A database of its own over the same rows, with two connections."""
    made = Database(settings.database, pool_size=POOL, secret=settings.secret)
    yield made
    made.close()


async def crowd(app: FastAPI, house: House, kinds: int) -> list[int]:
    """Send 300 requests at once, reads and writes mixed; return their statuses."""
    clerk, member = house.as_("secretariat"), house.as_("member")
    async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as client:

        async def one(number: int) -> int:
            who = clerk if number % 2 else member
            headers = {"Authorization": f"Bearer {who.token}"}
            if number % kinds == 0:
                body = {"kind": "special_committee", "name": f"专委会{number}"}
                answer = await client.post("/api/v1/units", json=body, headers={**headers, **_as(clerk)})
            else:
                answer = await client.get("/api/v1/me", headers=headers)
            return answer.status_code

        return await asyncio.gather(*(one(number) for number in range(CROWD)))


def _as(caller: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {caller.token}"}


def test_three_hundred_at_once_on_a_pool_of_two_are_all_answered(
    settings: Settings, small: Database, house: House
) -> None:
    app = create_app(settings, db=small)
    started = time.monotonic()
    statuses = Counter(asyncio.run(crowd(app, house, kinds=3)))
    took = time.monotonic() - started
    assert statuses == Counter({200: 200, 201: 100}), statuses
    assert took < 30, took
    assert small.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_an_event_loop_that_hops_stays_free(small: Database) -> None:
    def slow(session: Any) -> None:
        time.sleep(0.3)

    async def beats() -> int:
        work = [asyncio.create_task(small.read(slow)) for _ in range(4)]
        count = 0
        while not all(task.done() for task in work):
            await asyncio.sleep(0.01)
            count += 1
        return count

    assert asyncio.run(beats()) > 20


def test_a_row_is_committed_before_the_answer_leaves(settings: Settings, house: House) -> None:
    # The same driver as the app's: two SQLite libraries in one process would drop each other's locks.
    rival = make_engine(settings.migrations, guarded=False)
    clerk = house.as_("secretariat")
    for number in range(10):
        answer = clerk.post("/units", json={"kind": "special_committee", "name": f"委员会{number}"})
        assert answer.status_code == 201
        with rival.begin() as connection:
            _as_council(connection, house.council_id)
            seen = connection.execute(
                text("SELECT name FROM units WHERE id = :id"), {"id": _key(rival, answer)}
            )
            assert seen.scalar_one() == f"委员会{number}"
    rival.dispose()


def _as_council(connection: Any, council: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('app.council', :council, true)"), {"council": council})


def _key(engine: Any, answer: Any) -> str:
    made = str(answer.json()["id"])
    return made if engine.dialect.name == "postgresql" else made.replace("-", "")


def test_a_function_that_fails_leaves_nothing(house: House) -> None:
    made = job(house.council_id)

    def half(session: Any) -> None:
        session.execute(insert(Job).values(**made))
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        house.write(half)
    assert house.read(lambda session: session.get(Job, (house.council_id, made["id"]))) is None


def test_a_failure_gives_the_connection_back(small: Database) -> None:
    def fail(session: Any) -> None:
        session.execute(select(Job.id).where(Job.council_id == session.info["council"])).all()
        raise RuntimeError("over")

    for _ in range(3 * POOL):
        with pytest.raises(RuntimeError, match="over"):
            small.write_now(fail, council=new_id())
    assert small.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_a_row_that_is_only_added_is_written_too(house: House) -> None:
    made = job(house.council_id)
    house.write(lambda session: session.add(Job(**made)))
    assert house.read(lambda session: session.get(Job, (house.council_id, made["id"]))) is not None
