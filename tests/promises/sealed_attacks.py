"""Attacks on the rows of a sealed year, and defects that a replay has to find."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Table, Text, and_, delete, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.core.db import Database
from app.tables import metadata

#: Rows of a table that are attacked one by one.
MOST = 100
#: What the triggers say; PostgreSQL's application role is stopped at some tables before them.
SAID = ("is append-only", "of a sealed year are kept", "permission denied for table")
OF_YEAR = (
    "sealed_sheets", "year_seals", "evaluation_years", "evaluation_acts", "list_confirmations",
    "sheet_signatures", "grade_proposals", "letter_reads", "duty_years", "runs", "duty_records",
    "scheme_adoptions",
)  # fmt: skip
#: Tables that know the year by another row: column → (table of the year, its column).
THROUGH = {
    "scorecards": ("run_id", "runs", "id"),
    "run_bodies": ("run_id", "runs", "id"),
    "scheme_documents": ("id", "scheme_adoptions", "scheme_id"),
}
KEPT = (*OF_YEAR, *THROUGH, "audit_entries")
#: A rule book may draw nothing across people.
MAY_BE_EMPTY = {"run_bodies"}


def attacked(session: Session, year: int, tables: tuple[str, ...] = KEPT) -> tuple[int, list[str]]:
    """Try to drop rows of a year and to change each of their columns.

    Whatever is let through is taken back at once.

    Returns:
        How often that was refused by the database's own word, and what was let through or missed.
    """
    refused, let = 0, []
    for name in tables:
        table = metadata.tables[name]
        rows = [tuple(row) for row in session.execute(_rows(session, table, year))]
        if not rows and name not in MAY_BE_EMPTY:
            let.append(f"{name}: nothing to attack")
        columns = list(table.c)
        for turn in range(max(len(rows), len(columns)) if rows else 0):
            council_id, id = rows[turn % len(rows)]
            mine = and_(table.c.council_id == council_id, table.c.id == id)
            column = columns[turn % len(columns)]
            for verb, change in (
                (
                    f"UPDATE {name}.{column.name}",
                    update(table).where(mine).values({column: _other(column, council_id)}),
                ),
                (f"DELETE {name}", delete(table).where(mine)),
            ):
                said = _tried(session, change)
                refused += said is None
                let += [] if said is None else [f"{verb}: {said}"]
    return refused, let


def _rows(session: Session, table: Table, year: int) -> Select[Any]:
    mine: list[ColumnElement[bool]] = [table.c.council_id == session.info["council"]]
    if table.name in THROUGH:
        column, through, key = THROUGH[table.name]
        of = metadata.tables[through]
        own = select(of.c[key]).where(of.c.council_id == session.info["council"], of.c.year == year)
        mine.append(table.c[column].in_(own))
    elif "year" in table.c:
        mine.append(table.c.year == year)
    return select(table.c.council_id, table.c.id).where(*mine).order_by(table.c.id.desc()).limit(MOST)


def _other(column: Any, council_id: str) -> Any:
    """Return another value where one is at hand; an update to the same value is one too."""
    if column.name == "council_id":
        return council_id
    return "" if isinstance(column.type, String | Text) and not column.primary_key else column


def _tried(session: Session, change: Any) -> str | None:
    """Return None when the database refused in its own words, else what happened."""
    inner = session.connection().begin_nested()
    try:
        done = session.connection().execute(change)
    except DBAPIError as refusal:
        return None if any(said in str(refusal.orig) for said in SAID) else f"refused by {refusal.orig}"[:200]
    finally:
        inner.rollback()
    return f"{done.rowcount} rows"


@contextmanager
def lifted(db: Database, council_id: str, table: str) -> Iterator[Session]:
    """Open a transaction in which a table's triggers are away; nothing of it stays.

    Args:
        db: Opened as the owner of the tables.
    """

    class Undone(Exception):
        pass

    try:
        with db.transaction(council_id) as session:
            run = session.connection().exec_driver_sql
            if db.sqlite:
                found = run(f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'")
                for row in found.fetchall():
                    run(f"DROP TRIGGER {row[0]}")
            else:
                run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield session
            raise Undone
    except Undone:
        pass
