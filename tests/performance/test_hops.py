"""One hop per request; threads, statements and connections behind it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import bindparam, select, text

from app.core.db import Database
from app.core.db.guard import UnscopedStatement
from app.core.db.prepared import Prepared
from app.core.db.threads import Threads
from app.core.ids import new_id
from app.core.settings import Settings
from app.council.models import Unit
from app.main import create_app
from tests.clients import CheckedClient
from tests.factories.house import Caller, House
from tests.performance.year import lived

UNITS = select(Unit.id, Unit.name).where(Unit.council_id == bindparam("council")).order_by(Unit.name)


class Counted(Database):
    """The database, counting what the door asks of it."""

    hops = 0

    async def read(self, *args: Any, **kwargs: Any) -> Any:
        self.hops += 1
        return await super().read(*args, **kwargs)

    async def write(self, *args: Any, **kwargs: Any) -> Any:
        self.hops += 1
        return await super().write(*args, **kwargs)


@pytest.fixture
def counted(settings: Settings) -> Iterator[Counted]:
    made = Counted(settings.database, pool_size=2, secret=settings.secret)
    yield made
    made.close()


HOT = ("/me", "/me/dossier", "/me/score", "/activities", "/claims", "/sittings/{sitting}/roll")
OFFICE = ("/members", "/standings?year={year}", "/term-review?term=14", "/activities", "/claims")


def test_a_hot_read_hops_once(settings: Settings, counted: Counted, house: House) -> None:
    year = lived(house)
    year.put_in_force()
    # Without its worker the application asks for nothing by itself.
    client = CheckedClient(create_app(settings, db=counted))
    asked = [("member", path) for path in HOT] + [("secretariat", path) for path in OFFICE]
    for role, path in asked:
        caller = house.as_(role)
        same = Caller(client, caller.token, caller.seat_id, caller.account_id, caller.member_id)
        counted.hops = 0
        address = path.format(year=year.number, sitting=year.sitting_id)
        answer = same.get(address)
        assert answer.status_code == 200, path
        assert counted.hops == 1, path
        if path == "/me/dossier":
            tag = answer.headers["etag"]
            assert same.get(address, headers={"If-None-Match": tag}).status_code == 304
            assert counted.hops == (1 if counted.sqlite else 2)


def test_a_prepared_statement_answers_like_a_plain_one(house: House) -> None:
    prepared, given = Prepared(UNITS), {"council": house.council_id}
    for _ in range(8):
        plain = house.read(lambda session: [tuple(row) for row in session.execute(UNITS, given)])
        quick = house.read(lambda session: prepared.all(session.connection(), given))
        assert [tuple(row) for row in quick] == plain
        assert quick[0].name == plain[0][1]
    empty = house.db.read_now(
        lambda session: prepared.first(session.connection(), {"council": new_council}),
        council=(new_council := new_id()),
    )
    assert empty is None


def test_a_prepared_statement_cannot_leave_its_council(house: House) -> None:
    prepared, stranger = Prepared(UNITS), House(house.db, house.client)
    for council, asked in ((house, stranger), (stranger, house)):
        with pytest.raises(UnscopedStatement):
            council.read(lambda session: prepared.all(session.connection(), {"council": asked.council_id}))  # noqa: B023
    everything = Prepared(select(Unit.id))
    with pytest.raises(UnscopedStatement):
        house.read(lambda session: everything.all(session.connection(), {}))


def test_connections_that_died_meanwhile_are_replaced(counted: Counted, house: House) -> None:
    held = [counted.engine.connect() for _ in range(2)]
    drivers = [connection.connection.driver_connection for connection in held]
    for connection in held:
        connection.close()
    for driver in drivers:
        driver.close()  # type: ignore[union-attr]
    for _ in range(3):
        found = counted.read_now(lambda session: session.execute(text("SELECT 1")).scalar_one())
        assert found == 1
    assert counted.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_a_quick_answer_does_not_wait_for_a_slow_call() -> None:
    threads = Threads(1, "test")

    async def live() -> float:
        for _ in range(20):
            await threads.run(int)
        began = time.monotonic()
        quick, slow = (
            asyncio.create_task(threads.run(int)),
            asyncio.create_task(threads.run(lambda: time.sleep(0.5))),
        )
        await quick
        taken = time.monotonic() - began
        await slow
        return taken

    assert asyncio.run(live()) < 0.4
    threads.close()


def test_a_look_needs_no_hop_and_gives_way_to_another(counted: Counted, house: House) -> None:
    def look(session: Any) -> str:
        # While one looks, a second one is sent to the threads.
        assert counted.glance(lambda session: "second") is None
        return str(session.info["council"])

    found = counted.glance(look, council=house.council_id)
    assert found == (house.council_id if counted.sqlite else None)
    if counted.sqlite:
        assert counted.glance(lambda session: "again") == "again"
        assert counted.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_a_look_that_fails_leaves_it_to_the_hop(counted: Counted, house: House) -> None:
    prepared = Prepared(UNITS)

    def look(session: Any) -> Any:
        return prepared.all(session.connection(), {"council": house.council_id})

    expected = counted.read_now(look, council=house.council_id)
    if counted.sqlite:
        assert counted.glance(look, council=house.council_id) == expected
        counted._own.connection.dbapi_connection.close()  # type: ignore[union-attr]
        assert counted.glance(look, council=house.council_id) is None
        assert counted.glance(look, council=house.council_id) == expected
    else:
        assert counted.glance(look, council=house.council_id) is None


def test_rows_that_come_in_portions_are_read_by_the_same_hop(counted: Counted, house: House) -> None:
    def portions(session: Any) -> list[int]:
        found = session.execute(UNITS, {"council": house.council_id}, execution_options={"yield_per": 1})
        return [len(part) for part in found.partitions()]

    for _ in range(2):
        assert counted.read_now(portions, council=house.council_id) == [1, 1]
        # Nothing of the streamed transaction stays with the connection.
        house.write(lambda session: None)


def test_threads_answer_raise_and_forget_the_cancelled() -> None:
    threads = Threads(1, "test")
    ran: list[str] = []

    def fail() -> None:
        raise LookupError("nothing there")

    async def live() -> None:
        assert await threads.run(lambda: 7) == 7
        with pytest.raises(LookupError, match="nothing there"):
            await threads.run(fail)
        slow = asyncio.create_task(threads.run(lambda: time.sleep(0.2)))
        unwanted = asyncio.create_task(threads.run(lambda: ran.append("unwanted")))
        await asyncio.sleep(0.05)
        unwanted.cancel()
        await slow
        numbers = await asyncio.gather(*(threads.run(lambda number=number: number) for number in range(500)))  # type: ignore[misc]
        assert numbers == list(range(500))

    asyncio.run(live())
    # A second loop (another test, another server in this process) is served as well.
    asyncio.run(live())
    threads.close()
    assert ran == []
