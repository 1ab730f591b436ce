"""Engines for SQLite and PostgreSQL behind the same settings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError

from app.core.db import guard

#: First SQLite release whose WAL cannot lose a reset (reliability: corruption range 3.7.0-3.51.2).
SAFE_WAL = (3, 51, 3)
WRITE = "write"
#: Option of a read whose statements stand alone: on PostgreSQL it needs no transaction around them.
LIGHT = "light"
_BOUND = "bound council"


def sqlite_module() -> ModuleType:
    """Return the SQLite driver with the newest library: pysqlite3's wheel where there is one."""
    try:
        from pysqlite3 import dbapi2 as newer  # type: ignore[import-untyped]
    except ImportError:
        return sqlite3
    return newer if newer.sqlite_version_info > sqlite3.sqlite_version_info else sqlite3


def journal_mode() -> str:
    """Return the journal that the driver's library keeps safely."""
    return "WAL" if sqlite_module().sqlite_version_info >= SAFE_WAL else "DELETE"


def make_engine(url: str, *, pool_size: int = 3, guarded: bool = True) -> Engine:
    """Return an engine for ``url``; ``guarded`` engines refuse unscoped tenant statements."""
    parsed = make_url(url)
    options: dict[str, Any] = {
        "json_serializer": lambda value: orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode(),
        "json_deserializer": orjson.loads,
        "pool_size": pool_size,
        "max_overflow": 0,
    }
    build = _sqlite if parsed.get_backend_name() == "sqlite" else _postgresql
    engine = build(parsed, options)
    if guarded:
        guard.install(engine)
    return engine


def _sqlite(url: URL, options: dict[str, Any]) -> Engine:
    module = sqlite_module()
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, module=module, connect_args={"check_same_thread": False}, **options)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, record: Any) -> None:
        # The driver must not open transactions by itself: its legacy mode loses updates silently.
        connection.isolation_level = None
        for pragma in (
            f"journal_mode={journal_mode()}",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=5000",
            "secure_delete=ON",
            "cache_size=-65536",
            "mmap_size=268435456",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        writes = connection.get_execution_options().get(WRITE, True)
        if connection.info.get(WRITE, True) != writes:
            connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
            connection.info[WRITE] = writes
        if writes:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            # Straight to the driver: around a read, this was a quarter of SQLAlchemy's work.
            with driver_faults(connection, "BEGIN", ()):
                connection.connection.driver_connection.execute("BEGIN")

    return engine


def _postgresql(url: URL, options: dict[str, Any]) -> Engine:
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    # The driver must not open transactions by itself: each would cost a round trip of its own.
    engine = create_engine(
        url, pool_timeout=5, connect_args={"connect_timeout": 3, "autocommit": True}, **options
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, record: Any) -> None:
        # A statement outside a transaction belongs to a read: the server itself holds it to that.
        connection.execute("SET default_transaction_read_only = on", prepare=False)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        given = connection.get_execution_options()
        # Row policies learn the council here. A UUID needs no quoting.
        council = given.get(guard.COUNCIL)
        bound = str(UUID(council)) if council else ""
        if not given.get(LIGHT):
            kind = "READ WRITE" if given.get(WRITE, True) else "READ ONLY"
            _tell(connection, f"BEGIN {kind}; SET LOCAL app.council = '{bound}'")
        elif connection.info.get(_BOUND) != bound:
            # Each statement sees what is committed when it starts, as it would inside a transaction
            # of the default isolation; BEGIN and COMMIT would cost two round trips for nothing.
            connection.info.pop(_BOUND, None)
            _tell(connection, f"SET app.council = '{bound}'")
            connection.info[_BOUND] = bound

    @event.listens_for(engine, "before_cursor_execute")
    def _stream(connection: Any, cursor: Any, text: str, given: Any, context: Any, many: bool) -> None:
        # Rows that come in portions come through a cursor of the server, which lives in a transaction.
        driver = connection.connection.driver_connection
        if getattr(context, "_is_server_side", False) and driver.info.transaction_status == 0:
            _tell(connection, "BEGIN READ ONLY")

    return engine


def _tell(connection: Connection, text: str) -> None:
    driver: Any = connection.connection.driver_connection
    with driver_faults(connection, text, ()):
        driver.execute(text, prepare=False)


@contextmanager
def driver_faults(connection: Connection, text: str, parameters: Any) -> Iterator[None]:
    """Raise what the driver raises inside as SQLAlchemy would; give a dead connection up."""
    dialect = connection.dialect
    try:
        yield
    except dialect.loaded_dbapi.Error as fault:
        dead = dialect.is_disconnect(fault, connection.connection, None)
        if dead:
            connection.invalidate(fault)
        raise DBAPIError.instance(
            text, parameters, fault, dialect.loaded_dbapi.Error, connection_invalidated=dead, dialect=dialect
        ) from fault
