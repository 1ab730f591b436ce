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

    Raises:
        ValueError: The application would own the tables, and no policy of rows would bind it.
    """
    config = _config(url, scripts, app_url)
    config.attributes["upwards"] = True
    command.upgrade(config, revision)


def downgrade(url: str, scripts: Path, revision: str, *, app_url: str = "") -> None:
    """Take the database at ``url`` back to ``revision`` (``base`` for empty)."""
    command.downgrade(_config(url, scripts, app_url), revision)


def at_head(connection: Connection, scripts: Path) -> bool:
    """Tell whether the database behind ``connection`` stands at the newest migration."""
    heads = ScriptDirectory(str(scripts)).get_heads()
    return set(MigrationContext.configure(connection).get_current_heads()) == set(heads)


def head(scripts: Path) -> str:
    """Return the newest migration of the program."""
    return str(ScriptDirectory(str(scripts)).get_current_head())


def _config(url: str, scripts: Path, app_url: str) -> Config:
    owner, role = make_url(url), make_url(app_url).username if app_url else None
    if owner.get_backend_name() == "postgresql" and role and role == owner.username:
        raise ValueError(
            f"应用与建表用了同一个数据库角色（{role}），各委员会的数据就隔不开；"
            "请另设一个拥有表的角色，写进 LVZHI_MIGRATION_URL（见运维手册）。"
        )
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["url"] = url
    config.attributes["app_role"] = role
    return config


def run_migrations(context: Any) -> None:
    """What ``env.py`` runs: one transaction, foreign keys off on SQLite, rows counted."""
    engine: Engine = make_engine(context.config.attributes["url"], pool_size=1, guarded=False)
    try:
        with engine.connect().execution_options(**{UNSCOPED: "migrations"}) as connection:
            _run_on(connection, context)
    finally:
        engine.dispose()


def _run_on(connection: Connection, context: Any) -> None:
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        # Batch mode drops and renames tables: with the keys on, that cascades into children.
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
    attributes = context.config.attributes
    upwards = attributes.get("upwards", False)
    with connection.begin():
        # Configured inside the transaction: otherwise each migration is committed on SQLite by itself.
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=sqlite,
            compare_type=True,
            transaction_per_migration=False,
            app_role=attributes.get("app_role"),
        )
        if upwards and at_head(connection, Path(context.script.dir)):
            return
        if not sqlite:
            connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
        forced = _unforce(connection)
        before = _row_counts(connection)
        context.run_migrations()
        forced |= _unforce(connection)
        _keep_rows(connection, before, upwards)
        _force(connection, forced)
        if sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise LostRows(f"foreign keys broken by a migration: {broken[:5]}")


def _unforce(connection: Connection) -> set[str]:
    """Let the owner see the rows of every council: under FORCE it counts and converts none."""
    if connection.dialect.name == "sqlite":
        return set()
    forced = "SELECT oid::regclass::text FROM pg_class WHERE relforcerowsecurity"
    names = set(connection.exec_driver_sql(forced).scalars())
    for name in sorted(names):
        connection.exec_driver_sql(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY")
    return names


def _force(connection: Connection, names: set[str]) -> None:
    """Bind the owner again, where there still are policies."""
    if not names:
        return
    still = connection.exec_driver_sql("SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity")
    for name in sorted(names & set(still.scalars())):
        connection.exec_driver_sql(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")


def _row_counts(connection: Connection) -> dict[str, int]:
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    quote = connection.dialect.identifier_preparer.quote
    return {
        name: connection.exec_driver_sql("SELECT count(*) FROM " + quote(name)).scalar_one() for name in names
    }


def _keep_rows(connection: Connection, before: dict[str, int], upwards: bool) -> None:
    """Refuse fewer rows than before; on the way down a table may go with its migration."""
    after = _row_counts(connection)
    fewer = {
        name: (count, after.get(name, 0))
        for name, count in before.items()
        if after.get(name, 0) < count and (upwards or name in after)
    }
    if fewer:
        raise LostRows(f"rows would be lost: {fewer}")
