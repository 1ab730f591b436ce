"""An empty database for migrations, and a migration that loses rows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from app.core.db import Base
from app.core.db.engine import make_engine
from app.core.db.migrate import downgrade, upgrade
from app.paths import migrations_dir
from tests.migrations.catalogue import catalogue, structure
from tests.migrations.filling import FEW, fill
from tests.postgres import PostgresTests

FIRST = "0001_create_tables"

LOSSY = '''"""{what}"""

from alembic import op

revision = "9999_lossy"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    {statement}


def downgrade() -> None:
    pass
'''


class Place:
    """An empty database: where its owner and its application find it."""

    def __init__(self, owner: str, app: str, everything: str) -> None:
        self.owner, self.app = owner, app
        #: Whoever sees every row.
        self.engine: Engine = make_engine(everything, pool_size=1, guarded=False)

    def up(self, revision: str = "head", scripts: Path | None = None) -> None:
        upgrade(self.owner, scripts or migrations_dir(), app_url=self.app, revision=revision)

    def down(self, revision: str) -> None:
        downgrade(self.owner, migrations_dir(), revision, app_url=self.app)

    def fill(self, rows: int = FEW) -> dict[str, int]:
        with self.engine.begin() as connection:
            return fill(connection, rows)

    def counts(self) -> dict[str, int]:
        """Return the rows of every table of the models that is there at this revision."""
        with self.engine.begin() as connection:
            there = inspect(connection).get_table_names()
            return {
                name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
                for name in Base.metadata.tables
                if name in there
            }

    def catalogue(self) -> dict[str, str]:
        with self.engine.begin() as connection:
            return catalogue(connection)

    def structure(self) -> dict[str, str]:
        with self.engine.begin() as connection:
            return structure(connection)


@contextmanager
def empty_place(backend: str, folder: Path, name: str) -> Iterator[Place]:
    """Open an empty database of ``backend``; it is gone afterwards."""
    if backend == "sqlite":
        url = f"sqlite:///{folder}/m.sqlite3"
        made = Place(url, "", url)
        yield made
        made.engine.dispose()
        return
    server = PostgresTests(name)
    server.create()
    made = Place(server.owner_url, server.app_url, server.super_url)
    yield made
    made.engine.dispose()
    server.drop()


def scripts_with(folder: Path, what: str, statement: str) -> Path:
    """Copy the migrations to ``folder`` and add one more that runs ``statement``."""
    scripts = folder / "scripts"
    shutil.copytree(migrations_dir(), scripts)
    head = ScriptDirectory(str(scripts)).get_current_head()
    more = LOSSY.format(what=what, head=head, statement=statement)
    (scripts / "versions" / "9999-01-01-0000_more.py").write_text(more, encoding="utf-8")
    return scripts
