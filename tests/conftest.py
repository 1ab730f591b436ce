"""Databases, the application and a client that checks every answer."""

from __future__ import annotations

import gc
import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

import app.tables  # noqa: F401
from app.core.db import Database
from app.core.db.migrate import upgrade
from app.core.settings import Settings
from app.main import create_app
from app.paths import migrations_dir
from tests.clients import CheckedClient
from tests.factories.house import House
from tests.postgres import PostgresTests, postgres_answers

SECRET = "test-secret-test-secret-test-secret-test-secret"


def pytest_configure(config: pytest.Config) -> None:
    # The collector walks through everything the suite has loaded: with its usual steps, a tenth of the time.
    gc.set_threshold(50_000, 25, 25)
    config.addinivalue_line("markers", "one_backend: runs on SQLite only; the reason stands beside it")
    config.addinivalue_line("markers", "slow: takes more than a few seconds")
    if not postgres_answers():
        if os.environ.get("CI"):
            raise pytest.UsageError("PostgreSQL does not answer on 127.0.0.1:5432; CI needs it.")
        warnings.warn("PostgreSQL does not answer: its half of the suite is left out.", stacklevel=1)


class Rooms(LoadScopeScheduling):  # type: ignore[misc]
    """Keeps the demo's tests on one worker: another one would wait while it is loaded."""

    def _split_scope(self, nodeid: str) -> str:
        demo = "tests/demo/"
        return demo if nodeid.startswith(demo) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Rooms:
    # Groups by mark are lost between pytest 9.2 and xdist 3.8, which writes into ids nobody reads.
    return Rooms(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not postgres_answers():
        terminalreporter.write_line("PostgreSQL 没有应答：本次只在 SQLite 上运行，PostgreSQL 部分未测。")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "backend" in metafunc.fixturenames:
        both = postgres_answers() and metafunc.definition.get_closest_marker("one_backend") is None
        metafunc.parametrize("backend", ["sqlite", "postgres"] if both else ["sqlite"], scope="session")


@pytest.fixture(scope="session")
def worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def settings(backend: str, tmp_path_factory: pytest.TempPathFactory, worker: str) -> Iterator[Settings]:
    """Settings of a migrated, empty database of the backend, under the application's role."""
    var: Path = tmp_path_factory.mktemp(f"var-{backend}")
    if backend == "sqlite":
        made = Settings(env="test", secret=SECRET, var=var)
        upgrade(made.migrations, migrations_dir())
        yield made
        return
    server = PostgresTests(worker)
    server.create()
    made = Settings(
        env="test", secret=SECRET, var=var, database_url=server.app_url, migration_url=server.owner_url
    )
    upgrade(made.migrations, migrations_dir(), app_url=made.database)
    yield made
    server.drop()


@pytest.fixture(scope="session")
def db(settings: Settings) -> Iterator[Database]:
    database = Database.of(settings)
    yield database
    database.close()


@pytest.fixture(scope="session")
def client(settings: Settings, db: Database) -> Iterator[CheckedClient]:
    with CheckedClient(create_app(settings, db=db)) as made:
        yield made


@pytest.fixture(scope="session")
def quiet(backend: str, worker: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database that no running application looks into for work."""
    if backend == "sqlite":
        folder: Path = tmp_path_factory.mktemp("jobs")
        url = f"sqlite:///{folder}/jobs.sqlite3"
        upgrade(url, migrations_dir())
        database = Database(url, secret=SECRET)
        yield database
        database.close()
        return
    server = PostgresTests(f"jobs_{worker}")
    server.create()
    upgrade(server.owner_url, migrations_dir(), app_url=server.app_url)
    database = Database(server.app_url, secret=SECRET)
    yield database
    database.close()
    server.drop()


@pytest.fixture
def house(db: Database, client: CheckedClient) -> House:
    """A fresh council with one seat per role; every test has its own."""
    return House(db, client)
