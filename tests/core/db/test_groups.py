"""Calls that wait together: one transaction, answered after COMMIT, one bad row fails alone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import event, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from app.core.db import Database, groups
from app.core.db.turns import Turns
from app.core.errors import NotFound, Unavailable
from app.core.ids import new_id
from app.core.records import Job
from app.core.settings import Settings
from tests.core.db.pieces import job
from tests.factories.house import House

#: What happened, in order: ("commit",) and ("answer", place).
Story = list[tuple[Any, ...]]


@pytest.fixture
def own(settings: Settings) -> Iterator[Database]:
    """A database of its own over the same rows."""
    made = Database(settings.database, pool_size=2, secret=settings.secret)
    yield made
    made.close()


def keep(session: Any, given: list[dict[str, Any]]) -> list[Any]:
    """Insert jobs; one that is called ``nobody`` is refused, and undoes nothing."""
    rows = [one for one in given if one["kind"] != "nobody"]
    session.execute(insert(Job), rows)
    return [NotFound() if one["kind"] == "nobody" else one["id"] for one in given]


async def at_once(db: Database, rows: list[dict[str, Any]], story: Story) -> list[Any]:
    """Hand every row in at once, behind a writer that is busy."""

    def busy(session: Any) -> None:
        time.sleep(0.05)

    async def one(place: int, row: dict[str, Any]) -> Any:
        try:
            return await db.grouped(keep, row, council=row["council_id"])
        except Exception as fault:  # noqa: BLE001
            return fault
        finally:
            story.append(("answer", place))

    others = [asyncio.create_task(db.write(busy)) for _ in range(db.pool_size)]
    answers = await asyncio.gather(*(one(place, row) for place, row in enumerate(rows)))
    await asyncio.gather(*others)
    return answers


def told(db: Database) -> Story:
    """Return what happens from now on; commits of writers that found nothing to write are left out."""
    story: Story = []

    @event.listens_for(db.engine, "before_cursor_execute")
    def _wrote(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if statement.startswith("INSERT INTO jobs"):
            conn.info["wrote"] = True

    @event.listens_for(db.engine, "commit")
    def _commit(conn: Any) -> None:
        if conn.info.pop("wrote", False):
            story.append(("commit",))

    @event.listens_for(db.engine, "rollback")
    def _rollback(conn: Any) -> None:
        conn.info.pop("wrote", None)

    return story


def there(house: House, rows: list[dict[str, Any]]) -> list[bool]:
    asked = select(Job.id).where(Job.council_id == house.council_id)
    known = set(house.read(lambda session: list(session.scalars(asked))))
    return [row["id"] in known for row in rows]


def test_eight_that_wait_together_are_one_transaction_answered_after_it(own: Database, house: House) -> None:
    rows, story = [job(house.council_id) for _ in range(8)], told(own)
    assert asyncio.run(at_once(own, rows, story)) == [row["id"] for row in rows]
    assert story[0] == ("commit",) and story.count(("commit",)) == 1, story
    assert sorted(story[1:]) == [("answer", place) for place in range(8)]
    assert all(there(house, rows))


def test_who_is_still_being_read_comes_along(own: Database, house: House) -> None:
    rows, story = [job(house.council_id) for _ in range(4)], told(own)

    async def read_late(place: int) -> Any:
        # Each a turn of the loop later than the one before, as requests are read one by one.
        for _ in range(place):
            await asyncio.sleep(0)
        return await own.grouped(keep, rows[place], council=house.council_id)

    async def all_of_them() -> list[Any]:
        return await asyncio.gather(*(read_late(place) for place in range(4)))

    assert asyncio.run(all_of_them()) == [row["id"] for row in rows]
    assert story.count(("commit",)) == 1


def test_one_poisoned_call_of_eight_fails_alone(own: Database, house: House) -> None:
    rows = [job(house.council_id) for _ in range(8)]
    rows[3] = {**rows[3], "id": rows[2]["id"]}
    answers = asyncio.run(at_once(own, rows, []))
    assert [type(one) for one in answers] == [str] * 3 + [IntegrityError] + [str] * 4
    assert all(there(house, rows[:3] + rows[4:]))


def test_a_refusal_among_them_undoes_nothing_and_repeats_nothing(own: Database, house: House) -> None:
    rows, story = [job(house.council_id) for _ in range(8)], told(own)
    rows[5] = {**rows[5], "kind": "nobody"}
    answers = asyncio.run(at_once(own, rows, story))
    assert isinstance(answers[5], NotFound) and story.count(("commit",)) == 1
    assert there(house, rows) == [True] * 5 + [False] + [True] * 2


def test_a_commit_that_breaks_off_is_told_to_all_and_not_tried_again(own: Database, house: House) -> None:
    rows, tries = [job(house.council_id) for _ in range(4)], []

    @event.listens_for(own.engine, "commit")
    def _break(conn: Any) -> None:
        tries.append(1)
        raise OperationalError("COMMIT", {}, Exception("the line is dead"))

    def alone() -> None:
        asyncio.run(own.grouped(keep, rows[0], council=house.council_id))

    with pytest.raises(DBAPIError, match="the line is dead"):
        alone()
    assert len(tries) == 1 and not any(there(house, rows))


def test_while_there_is_no_database_one_try_answers_all(own: Database, house: House) -> None:
    rows, tries = [job(house.council_id) for _ in range(4)], []

    def nothing(council: str | None) -> Any:
        tries.append(council)
        raise OperationalError("BEGIN", {}, Exception("nobody answers"))

    own._groups._begin = nothing
    answers = asyncio.run(at_once(own, rows, []))
    assert [type(one) for one in answers] == [OperationalError] * 4 and len(tries) == 1


def test_calls_of_two_councils_share_no_transaction(own: Database, house: House, db: Database) -> None:
    other, story = House(db, None), told(own)
    rows = [job(council) for council in (house.council_id, other.council_id) * 3]
    assert asyncio.run(at_once(own, rows, story)) == [row["id"] for row in rows]
    assert story.count(("commit",)) == 2


def test_who_comes_when_too_many_wait_is_told_to_come_again(
    own: Database, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "LIMIT", 5)
    rows = [job(house.council_id) for _ in range(8)]
    answers = asyncio.run(at_once(own, rows, []))
    assert [type(one) for one in answers] == [str] * 5 + [Unavailable] * 3


def test_more_than_fit_into_one_transaction_are_all_answered(
    own: Database, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "MOST", 3)
    rows, story = [job(house.council_id) for _ in range(8)], told(own)
    assert asyncio.run(at_once(own, rows, story)) == [row["id"] for row in rows]
    assert story.count(("commit",)) == 3


@pytest.mark.one_backend  # Turns are SQLite's.
def test_the_turn_goes_to_who_has_waited_longest() -> None:
    turns, order = Turns(), []

    def wait(number: int) -> None:
        turns.take()
        order.append(number)
        turns.pass_on()

    turns.take()
    threads = [Thread(target=wait, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
        time.sleep(0.02)
    # Who has just finished and wants more stands behind them.
    turns.pass_on()
    wait(9)
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4, 9]


def test_a_group_has_no_author_and_so_keeps_no_audit(house: House) -> None:
    from app.core import audit

    def act(session: Any) -> None:
        session.info[audit.AUTHOR] = None
        audit.record(session, "test:append", "test", new_id())

    with pytest.raises(TypeError, match="no author"):
        house.write(act)
