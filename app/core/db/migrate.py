"""Brings a database to the newest migration, keeping every row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, make_url

from app.core.db.base import Base
from app.core.db.engine import make_engine
from app.core.db.guard import UNSCOPED


class LostRows(RuntimeError):
    """A migration left fewer rows in a table than it found: it is rolled back."""


def upgrade(url: str, scripts: Path, *, app_url: str = "", revision: str = "head") -> None:
    """Migrate the database at ``url`` to ``revision``.

    Args:
        url: SQLAlchemy URL of the role that owns the tables.
        scripts: Folder with ``env.py`` and ``versions``.
        app_url: URL of the application's role, which receives its grants (PostgreSQL).
    """
    command.upgrade(_config(url, scripts, app_url), revision)


def downgrade(url: str, scripts: Path, revision: str, *, app_url: str = "") -> None:
    """Take the database at ``url`` back to ``revision`` (``base`` for empty)."""
    command.downgrade(_config(url, scripts, app_url), revision)


def at_head(connection: Connection, scripts: Path) -> bool:
    """Tell whether the database behind ``connection`` stands at the newest migration."""
    heads = ScriptDirectory(str(scripts)).get_heads()
    return set(MigrationContext.configure(connection).get_current_heads()) == set(heads)


def _config(url: str, scripts: Path, app_url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["url"] = url
    config.attributes["app_role"] = make_url(app_url).username if app_url else None
    return config


def run_migrations(context: Any) -> None:
    """What ``env.py`` runs: one transaction, foreign keys off on SQLite, rows counted."""
    engine: Engine = make_engine(context.config.attributes["url"], pool_size=1, guarded=False)
    with engine.connect().execution_options(**{UNSCOPED: "migrations"}) as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # Batch mode drops and renames tables: with the keys on, that cascades into children.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=sqlite,
            compare_type=True,
            transaction_per_migration=False,
            app_role=context.config.attributes.get("app_role"),
        )
        with connection.begin():
            if not sqlite:
                connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
            before = _row_counts(connection)
            context.run_migrations()
            _keep_rows(connection, before)
            if sqlite:
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise LostRows(f"foreign keys broken by a migration: {broken[:5]}")
        if sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]
    engine.dispose()


def _row_counts(connection: Connection) -> dict[str, int]:
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    quote = connection.dialect.identifier_preparer.quote
    return {
        name: connection.exec_driver_sql("SELECT count(*) FROM " + quote(name)).scalar_one() for name in names
    }


def _keep_rows(connection: Connection, before: dict[str, int]) -> None:
    after = _row_counts(connection)
    fewer = {
        name: (count, after[name]) for name, count in before.items() if name in after and after[name] < count
    }
    if fewer:
        raise LostRows(f"rows would be lost: {fewer}")
