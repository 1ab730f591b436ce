"""One loaded demo for all of its tests, shared by parallel workers."""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app import demo
from app.core.db import Database
from app.core.db.migrate import upgrade
from app.core.settings import Settings
from app.council.lookup import council_id_of
from app.paths import migrations_dir
from tests.conftest import SECRET

DAY = date(2026, 11, 24)


@dataclass
class Loaded:
    """A database with the demo in it."""

    settings: Settings
    db: Database

    @property
    def pinghu(self) -> str:
        return council_id_of(self.db, "pinghu")

    @property
    def jinshan(self) -> str:
        return council_id_of(self.db, "jinshan")

    def read(self, council_id: str, fn: Any, *args: Any, **kwargs: Any) -> Any:
        return self.db.read_now(fn, *args, council=council_id, **kwargs)


def fresh(var: Path) -> Loaded:
    """Return an empty, migrated database on SQLite, as `make run` makes one."""
    settings = Settings(env="test", secret=SECRET, var=var)
    upgrade(settings.migrations, migrations_dir())
    return Loaded(settings, Database.of(settings))


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory, worker: str) -> Iterator[Loaded]:
    """The demo, loaded once by whichever worker comes first."""
    base = tmp_path_factory.getbasetemp()
    root = base.parent if worker != "main" else base
    var = root / "demo-shared"
    with (root / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = var / "seconds.json"
        made = fresh(var)
        if not done.exists():
            wall, cpu = time.monotonic(), time.process_time()
            demo.load(made.db, today=DAY, var=var)
            spent = {"wall": time.monotonic() - wall, "cpu": time.process_time() - cpu}
            done.write_text(json.dumps(spent), "utf-8")
    yield made
    made.db.close()
