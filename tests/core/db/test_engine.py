"""What every connection is told before it serves anybody."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import event, insert, select
from sqlalchemy.exc import DBAPIError, StatementError

from app.core.db import Database
from app.core.db import engine as engines
from app.core.db.engine import SAFE_WAL, make_engine, sqlite_module
from app.core.records import Job
from tests.core.db.pieces import job
from tests.factories.house import House

THREADS, ROUNDS = 8, 50
SYNCHRONOUS_FULL = 2


def pragma(connection: Any, name: str) -> Any:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


@pytest.mark.one_backend  # PRAGMA is SQLite's.
def test_every_pooled_sqlite_connection_is_durable_keyed_and_patient(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/a.sqlite3", pool_size=3)
    held = [engine.connect() for _ in range(3)]
    assert len({id(one.connection.driver_connection) for one in held}) == 3
    for connection in held:
        assert pragma(connection, "journal_mode") == "wal"
        assert pragma(connection, "synchronous") == SYNCHRONOUS_FULL
        assert pragma(connection, "foreign_keys") == 1
        assert pragma(connection, "busy_timeout") == 5000
        assert pragma(connection, "secure_delete") == 1
        connection.close()
    engine.dispose()


@pytest.mark.one_backend  # The library's version is SQLite's.
@pytest.mark.parametrize(
    ("version", "journal"), [((3, 40, 1), "delete"), ((3, 51, 2), "delete"), (SAFE_WAL, "wal")]
)
def test_a_library_with_the_wal_reset_fault_keeps_a_rollback_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], journal: str
) -> None:
    module = sqlite_module()
    claimed = SimpleNamespace(
        **{name: getattr(module, name) for name in dir(module) if not name.startswith("__")}
    )
    claimed.sqlite_version_info = version
    monkeypatch.setattr(engines, "sqlite_module", lambda: claimed)
    engine = make_engine(f"sqlite:///{tmp_path}/a.sqlite3")
    with engine.connect() as connection:
        assert pragma(connection, "journal_mode") == journal
        assert pragma(connection, "synchronous") == SYNCHRONOUS_FULL
    engine.dispose()


@pytest.mark.one_backend  # The driver's wheel is SQLite's.
def test_the_driver_in_use_has_a_safe_write_ahead_log() -> None:
    assert sqlite_module().sqlite_version_info >= SAFE_WAL


def counter(path: Path, *, deferred: bool) -> tuple[int, int]:
    """Count to 400 in 8 threads by reading and then writing; return (counted, failed)."""
    engine = make_engine(f"sqlite:///{path}/count.sqlite3", pool_size=THREADS)
    if deferred:

        @event.listens_for(engine, "before_cursor_execute", retval=True)
        def _defer(conn: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> Any:
            return statement.replace("BEGIN IMMEDIATE", "BEGIN"), parameters

    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE tally (n INTEGER NOT NULL)")
        connection.exec_driver_sql("INSERT INTO tally VALUES (0)")

    def add(_: int) -> bool:
        try:
            with engine.begin() as connection:
                seen = connection.exec_driver_sql("SELECT n FROM tally").scalar_one()
                connection.exec_driver_sql("UPDATE tally SET n = ?", (seen + 1,))
        except DBAPIError:
            return False
        return True

    with ThreadPoolExecutor(THREADS) as pool:
        done = list(pool.map(add, range(THREADS * ROUNDS)))
    with engine.begin() as connection:
        counted = connection.exec_driver_sql("SELECT n FROM tally").scalar_one()
    engine.dispose()
    return counted, done.count(False)


@pytest.mark.one_backend  # PostgreSQL locks rows, not files.
def test_eight_writers_that_read_first_lose_nothing(tmp_path: Path) -> None:
    assert counter(tmp_path, deferred=False) == (THREADS * ROUNDS, 0)


@pytest.mark.one_backend  # Likewise.
def test_with_a_deferred_begin_the_same_writers_do_fail(tmp_path: Path) -> None:
    counted, failed = counter(tmp_path, deferred=True)
    assert failed > 0 or counted < THREADS * ROUNDS


def test_a_read_hop_cannot_write(db: Database, house: House) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        house.read(lambda session: session.execute(insert(Job).values(**job(house.council_id))))
    # The same connections write again afterwards, and read again after that.
    for _ in range(db.engine.pool.size() + 1):  # type: ignore[attr-defined]
        house.write(lambda session: session.execute(insert(Job).values(**job(house.council_id))))
        house.read(
            lambda session: session.execute(select(Job.id).where(Job.council_id == house.council_id)).all()
        )


def test_a_moment_comes_back_as_the_same_moment_in_utc(house: House) -> None:
    beijing = timezone(timedelta(hours=8))
    moment = datetime(2026, 1, 1, 0, 30, 0, 123456, tzinfo=beijing)
    made = job(house.council_id, run_at=moment)
    house.write(lambda session: session.execute(insert(Job).values(**made)))
    mine = select(Job.run_at).where(Job.council_id == house.council_id, Job.id == made["id"])
    read = house.read(lambda session: session.scalar(mine))
    assert read == moment
    assert read.tzinfo is UTC
    assert read.isoformat() == "2025-12-31T16:30:00.123456+00:00"


def test_a_moment_without_a_zone_is_refused(house: House) -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 - the very thing that is refused
    with pytest.raises(StatementError, match="without a time zone"):
        house.write(
            lambda session: session.execute(insert(Job).values(**job(house.council_id, run_at=naive)))
        )


def test_moments_compare_in_the_database_as_they_do_in_python(house: House) -> None:
    base = datetime(2026, 6, 30, 23, 59, 59, 999999, tzinfo=UTC)
    moments = [base, base + timedelta(microseconds=1), base.astimezone(timezone(timedelta(hours=-5)))]
    for moment in moments:
        made = job(house.council_id, run_at=moment)
        house.write(lambda session, made=made: session.execute(insert(Job).values(**made)))
    earlier = select(Job.id).where(Job.council_id == house.council_id, Job.run_at <= base)
    assert len(house.read(lambda session: session.scalars(earlier).all())) == 2
