"""A promise's own stage: migrated database, application, checked client, councils."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI

import app.tables  # noqa: F401
from app.core.db import Database
from app.core.db.migrate import upgrade
from app.core.settings import Settings
from app.main import create_app
from app.paths import migrations_dir
from tests.clients import CheckedClient
from tests.factories.house import House
from tests.postgres import ADDRESS, PostgresTests, postgres_answers

SECRET = "promise-secret-promise-secret-promise-secret"
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Stage:
    """What a promise judges: one database of ``backend`` and the application over it.

    ``server`` knows the roles of the throw-away PostgreSQL database; None on SQLite.
    """

    backend: str
    settings: Settings
    db: Database
    app: FastAPI
    client: CheckedClient
    server: PostgresTests | None

    def house(self) -> House:
        """Return a fresh council with seats on demand."""
        return House(self.db, self.client)


def backends() -> list[str]:
    """Return the databases a promise is judged on: PostgreSQL too when a server answers."""
    return ["sqlite", "postgres"] if postgres_answers() else ["sqlite"]


@contextmanager
def stage(
    backend: str = "sqlite", *, database: type[Database] = Database, address: str = ADDRESS, **knobs: Any
) -> Iterator[Stage]:
    """Open a stage and take it down again; ``knobs`` are fields of ``Settings``.

    ``address`` is where PostgreSQL listens.

    ``database`` may be a kind that does something besides, such as taking writes back.
    Inside it, ``made.house().as_("member").get("/me")`` speaks as a member of a fresh council.
    """
    with ExitStack() as stack:
        var = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="promise-")))
        given: dict[str, Any] = {"env": "test", "secret": SECRET, "var": var, **knobs}
        server = None
        if backend == "postgres":
            server = PostgresTests(f"stage{next(_numbers)}", address)
            server.create()
            stack.callback(server.drop)
            given |= {"database_url": server.app_url, "migration_url": server.owner_url}
        settings = Settings(**given)
        upgrade(settings.migrations, migrations_dir(), app_url=settings.database if server else "")
        db = database.of(settings)
        stack.callback(db.close)
        made = create_app(settings, db=db)
        client = stack.enter_context(CheckedClient(made))
        yield Stage(backend, settings, db, made, client, server)
