"""The audit chain: whole, linked, locked while appending, never changed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.core import audit
from app.core.db import Base, Database
from app.core.ids import new_id
from app.core.records import AuditEntry, AuditHead
from app.core.settings import Settings
from tests.factories.house import House

WRITERS, APPENDS = 8, 250


def append(session: Session, number: int = 0) -> None:
    audit.record(session, "test:append", "test", new_id(), before={"n": number}, after={"n": number + 1})


def entries(house: House) -> list[Any]:
    mine = select(AuditEntry).where(AuditEntry.council_id == house.council_id).order_by(AuditEntry.seq)
    return house.read(lambda session: session.scalars(mine).all())  # type: ignore[no-any-return]


def test_an_empty_chain_verifies(house: House) -> None:
    assert house.read(audit.verify) == (0, [])
    assert house.read(audit.head) == (0, audit.START)


def test_entries_are_numbered_and_linked(house: House) -> None:
    for number in range(3):
        house.write(append, number)
    found = entries(house)
    assert [entry.seq for entry in found] == [1, 2, 3]
    assert [entry.previous for entry in found] == [audit.START, found[0].digest, found[1].digest]
    assert house.read(audit.head) == (3, found[2].digest)
    assert house.read(audit.verify) == (3, [])


def test_before_and_after_and_the_author_are_kept(house: House) -> None:
    clerk = house.as_("secretariat")
    unit = clerk.post("/units", json={"kind": "special_committee", "name": "经科委"}).json()
    clerk.patch(f"/units/{unit['id']}", json={"name": "经济科技委"}, headers={"If-Match": '"1"'})
    added, renamed = entries(house)[-2:]
    assert (added.object_kind, added.object_id) == ("unit", unit["id"])
    assert (added.account_id, added.seat_id) == (clerk.account_id, clerk.seat_id)
    assert added.before is None
    assert renamed.before != renamed.after
    assert renamed.seat_id == clerk.seat_id


def test_whatever_json_can_hold_verifies_after_it_was_stored(house: House) -> None:
    said = {
        "moment": datetime(2026, 1, 1, tzinfo=UTC),
        "day": date(2026, 2, 28),
        "name": "买买提·吐尔逊𠮷",
        "nested": {"b": [1, 2, {"z": None, "a": True}], "a": ""},
        "large": 2**53,
    }
    house.write(audit.record, "test:append", "test", None, after=said)
    house.write(audit.record, "test:append", "test", None, before={})
    assert house.read(audit.verify) == (2, [])


def test_a_rolled_back_act_leaves_no_gap(house: House) -> None:
    house.write(append)

    def fail(session: Session) -> None:
        append(session)
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        house.write(fail)
    house.write(append)
    assert house.read(audit.verify) == (2, [])


def test_eight_writers_append_two_hundred_and_fifty_each(settings: Settings, house: House) -> None:
    database = Database(settings.database, pool_size=WRITERS, secret=settings.secret)

    def append_ten(session: Session, first: int) -> None:
        for number in range(first, first + 10):
            append(session, number)

    def work(_: int) -> None:
        for start in range(0, APPENDS, 10):
            database.write_now(append_ten, start, council=house.council_id)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(work, range(WRITERS)))
    database.close()
    assert house.read(audit.verify) == (WRITERS * APPENDS, [])


def test_two_first_writers_make_one_chain(settings: Settings, db: Database) -> None:
    database = Database(settings.database, pool_size=WRITERS, secret=settings.secret)
    for _ in range(5):
        house = House(db, None)
        with ThreadPoolExecutor(WRITERS) as pool:
            list(pool.map(lambda _: database.write_now(append, council=house.council_id), range(WRITERS)))  # noqa: B023
        assert house.read(audit.verify) == (WRITERS, [])
    database.close()


def test_chains_of_two_councils_do_not_touch(db: Database) -> None:
    one, other = House(db, None), House(db, None)
    one.write(append)
    other.write(append)
    other.write(append)
    assert one.read(audit.verify) == (1, [])
    assert other.read(audit.verify) == (2, [])


def test_a_published_head_that_is_gone_is_a_cut(house: House) -> None:
    house.write(append)
    seq, digest = house.read(audit.head)
    assert house.read(audit.verify, {seq: digest}) == (1, [])
    assert [b.word for b in house.read(audit.verify, {seq: "0" * 64})[1]] == ["not_as_published"]
    assert [b.word for b in house.read(audit.verify, {seq + 1: digest})[1]] == ["cut"]


def test_a_chain_without_its_head_is_broken(house: House) -> None:
    house.write(append)
    house.write(
        lambda session: session.execute(delete(AuditHead).where(AuditHead.council_id == house.council_id))
    )
    assert [b.word for b in house.read(audit.verify)[1]] == ["head_differs"]


def test_an_entry_can_be_neither_changed_nor_deleted(house: House) -> None:
    house.write(append)
    mine = AuditEntry.council_id == house.council_id
    for statement in (update(AuditEntry).where(mine).values(action="x"), delete(AuditEntry).where(mine)):
        with pytest.raises(DBAPIError, match=r"append-only|permission denied"):
            house.write(lambda session, s=statement: session.execute(s))
    assert house.read(audit.verify) == (1, [])


def _row(table: Any, house: House) -> dict[str, Any]:
    """Return one row of ``table`` with something in every required column."""
    samples = {"String": "x", "Text": "x", "JSON": {}, "Integer": 1, "BigInteger": 1, "Boolean": False}
    samples |= {
        "LargeBinary": b"x",
        "Date": date(2026, 1, 1),
        "UtcDateTime": datetime(2026, 1, 1, tzinfo=UTC),
    }
    row: dict[str, Any] = {}
    for column in table.columns:
        if not column.nullable:
            kind = type(column.type).__name__
            row[column.name] = new_id() if kind == "Uuid" else samples[kind]
    return {**row, "council_id": house.council_id}


@pytest.mark.one_backend  # Foreign keys can be put aside for one connection on SQLite only.
@pytest.mark.parametrize(
    ("table", "frozen"),
    [
        ("audit_entries", {}),
        ("duty_records", {}),
        ("scheme_adoptions", {}),
        ("scorecards", {}),
        ("run_bodies", {}),
        ("selection_decisions", {}),
        ("member_states", {}),
        ("scheme_documents", {"state": "adopted"}),
        ("duty_years", {"state": "sealed", "year": 1999}),
    ],
)
def test_what_is_final_cannot_be_changed_or_deleted(
    settings: Settings, house: House, table: str, frozen: dict[str, Any]
) -> None:
    from app.core.db.engine import make_engine

    engine = make_engine(settings.database, pool_size=1, guarded=False)
    final = Base.metadata.tables[table]
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        connection.connection.driver_connection.execute("PRAGMA ignore_check_constraints=ON")  # type: ignore[union-attr]
        with connection.begin() as transaction:
            connection.execute(insert(final), [{**_row(final, house), **frozen}])
            for verb in (f"UPDATE {table} SET council_id = council_id", f"DELETE FROM {table}"):
                with pytest.raises(DBAPIError, match="append-only"):
                    connection.execute(text(verb))
            transaction.rollback()
    engine.dispose()
