"""Rows as lines: the same on both databases."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import JSON, Column, Date, LargeBinary, Select, String, Table, Uuid, collate, select

from app.core.db import Base, UtcDateTime
from app.core.db.base import is_of_council

#: Column → the value as JSON, and back; whatever is not here is JSON already.
Convert = Callable[[Any], Any]


def tables() -> list[Table]:
    """Return every table, those first that others point to."""
    return Base.metadata.sorted_tables


def shared(table: Table) -> bool:
    """Tell whether a table belongs to no council."""
    return not is_of_council(table)


def rows_of(table: Table, council: str | None, dialect: str) -> Select[Any]:
    """Return every row of a table (of a council) in the order of its key, the same on both databases."""
    found = select(table).order_by(*(_ordered(column, dialect) for column in table.primary_key.columns))
    return found if council is None else found.where(table.c.council_id == council)


def _ordered(column: Column[Any], dialect: str) -> Any:
    words = isinstance(column.type, String) and not isinstance(column.type, Uuid)
    return collate(column, "C") if words and dialect == "postgresql" else column


def lines(table: Table, found: Iterator[Any]) -> Iterator[bytes]:
    """Yield each row as one line of JSON: a list in the order of the columns."""
    convert = [(place, _out(column)) for place, column in enumerate(table.columns)]
    odd = [(place, one) for place, one in convert if one is not None]
    for row in found:
        values = list(row)
        for place, one in odd:
            if values[place] is not None:
                values[place] = one(values[place])
        yield orjson.dumps(values, option=orjson.OPT_SORT_KEYS) + b"\n"


def values(table: Table, columns: Sequence[str], line: bytes) -> Mapping[str, Any]:
    """Return the row of a line, ready to be inserted.

    Raises:
        ValueError: not a line of this table.
    """
    given = orjson.loads(line)
    if not isinstance(given, list) or len(given) != len(columns):
        raise ValueError(f"not a line of {table.name}")
    return {
        name: _in(table.c[name], value) if value is not None else None
        for name, value in zip(columns, given, strict=True)
    }


def _out(column: Column[Any]) -> Convert | None:
    kind = column.type
    if isinstance(kind, UtcDateTime | Date):
        return lambda value: value.isoformat()
    if isinstance(kind, LargeBinary):
        return lambda value: base64.b64encode(value).decode()
    if isinstance(kind, JSON):
        return lambda value: {"json": value}
    return None


def _in(column: Column[Any], value: Any) -> Any:
    kind = column.type
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value, validate=True)
    if isinstance(kind, JSON):
        return value["json"]
    return value
