"""Where the figures are taken: an SQLite file and a throw-away PostgreSQL database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from app.core.db import Database
from app.core.db.migrate import upgrade
from app.paths import migrations_dir
from benchmarks.seed import Seeded, seed

SERVER = "postgresql://postgres@127.0.0.1:5432/postgres"
SECRET = "bench-secret-bench-secret-bench-secret-bench"


@dataclass(frozen=True, slots=True)
class Place:
    """One seeded database."""

    kind: str
    url: str
    seeded: Seeded

    def backends(self) -> list[int]:
        """Return the server processes that work for this database; none for a file."""
        if self.kind == "sqlite":
            return []
        name = self.url.rpartition("/")[2]
        with psycopg.connect(SERVER) as server:
            rows = server.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", (name,)).fetchall()
        return [row[0] for row in rows]


def sqlite_place(folder: Path) -> Place:
    """Return a seeded SQLite file in ``folder``."""
    url = f"sqlite:///{(folder / 'bench.sqlite3').absolute()}"
    upgrade(url, migrations_dir())
    return Place("sqlite", url, _seeded(url))


def postgres_answers() -> bool:
    """Tell whether a server takes connections as its superuser without a password."""
    try:
        psycopg.connect(SERVER, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def postgres_place() -> Iterator[Place]:
    """Make a database with an owner and an ordinary role, seed it, remove it at the end."""
    name = f"lvzhi_bench_{os.getpid()}"
    owner, role = f"{name}_owner", f"{name}_app"
    url = f"postgresql://{role}@127.0.0.1:5432/{name}"
    try:
        with psycopg.connect(SERVER, autocommit=True) as server:
            for each in (owner, role):
                server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(each)))
            made = sql.SQL("CREATE DATABASE {} OWNER {}")
            server.execute(made.format(sql.Identifier(name), sql.Identifier(owner)))
        upgrade(f"postgresql://{owner}@127.0.0.1:5432/{name}", migrations_dir(), app_url=url)
        place = Place("postgresql", url, _seeded(url))
        with psycopg.connect(f"postgresql://postgres@127.0.0.1:5432/{name}", autocommit=True) as server:
            server.execute("VACUUM ANALYZE")
        yield place
    finally:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            for each in (owner, role):
                server.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(each)))


def _seeded(url: str) -> Seeded:
    db = Database(url, pool_size=1, secret=SECRET)
    try:
        return seed(db)
    finally:
        db.close()
