"""Fills every table of the house with rows, whatever tables there are."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, Connection, Table, UniqueConstraint, insert, inspect
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table

import app.tables  # noqa: F401
from app.core.db import Base
from app.core.ids import new_id

ROWS, FEW = 1000, 40
#: The tables that grow with a council's years; the others hold a few rows each.
CHIEF = {
    "activities",
    "attendance_marks",
    "audit_entries",
    "claim_participants",
    "claims",
    "duty_records",
    "invitations",
    "members",
    "scorecards",
    "sittings",
    "tenures",
}


def fill(connection: Connection, rows: int = ROWS) -> dict[str, int]:
    """Insert rows of one council into every table that is there, ``rows`` into the chief ones.

    Columns that may be empty stay so, and those that the database is too old for are left out.
    Returns the counts.
    """
    inspector = inspect(connection)
    there = inspector.get_table_names()
    made: dict[str, list[dict[str, Any]]] = {"councils": [_row(Base.metadata.tables["councils"], 0, {})]}
    for table in Base.metadata.sorted_tables:
        if table.name not in there:
            continue
        keys = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
        alone = any(each.columns.keys() == ["council_id"] for each in (table.primary_key, *keys))
        if table.name not in made:
            wanted = 1 if alone else rows if table.name in CHIEF else min(rows, FEW)
            known = {column["name"] for column in inspector.get_columns(table.name)}
            rows_of = (_row(table, number, made) for number in range(wanted))
            made[table.name] = [{name: row[name] for name in row if name in known} for row in rows_of]
        # As a bare table: a default of the model must not name a column that is not there yet.
        bare = sql_table(table.name, *(sql_column(name, table.c[name].type) for name in made[table.name][0]))
        connection.execute(insert(bare), made[table.name])
    return {name: len(each) for name, each in made.items()}


def _row(table: Table, number: int, made: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    row = {column.name: _value(table, column, number) for column in table.columns if not column.nullable}
    for key in table.foreign_key_constraints:
        if all(name in row for name in key.column_keys):
            parents = made[key.referred_table.name]
            parent = parents[number % len(parents)]
            row |= {element.parent.name: parent[element.column.name] for element in key.elements}
    return row


def _value(table: Table, column: Any, number: int) -> Any:
    word = _word(table, column.name)
    if word is not None:
        return word
    kind = type(column.type).__name__
    if kind == "Uuid":
        return new_id()
    if kind in {"Integer", "BigInteger", "SmallInteger"}:
        return number + 1 if _unique(table, column.name) else 1
    if kind == "String":
        return f"{number:x}" if _unique(table, column.name) else "x"
    if kind == "Date" and _unique(table, column.name):
        return date(2000, 1, 1) + timedelta(days=number)
    if kind == "Date":
        return date(2001, 1, 1) if column.name.startswith("ends") else date(2000, 1, 1)
    if kind == "UtcDateTime":
        return datetime(2001 if column.name.startswith("ends") else 2000, 1, 1, tzinfo=UTC)
    return {"Text": "", "JSON": {}, "Boolean": False, "LargeBinary": str(number).encode()}[kind]


def _word(table: Table, name: str) -> str | None:
    for check in table.constraints:
        if isinstance(check, CheckConstraint):
            found = re.match(rf"{name} IN \('(\w+)'", str(check.sqltext))
            if found:
                return found[1]
    return None


def _unique(table: Table, name: str) -> bool:
    keys: list[Any] = [key for key in table.constraints if isinstance(key, UniqueConstraint)]
    keys += [index for index in table.indexes if index.unique]
    return any(name in key.columns for key in [*keys, table.primary_key])
