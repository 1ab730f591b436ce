"""Rows as JSON text, built by the database in one statement."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ScalarSelect, Select, Subquery, Text, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import FunctionElement

#: Where the groups of an id begin in its 32 digits, and how long they are.
_GROUPS = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
#: First SQLite with this function: the quickest way to join, and a page has a hundred ids.
_CONCAT_WS = (3, 44, 0)


class Hyphened(FunctionElement[str]):
    """An id as text with its hyphens, as JSON shows it (SQLite keeps 32 digits)."""

    name = "hyphened"
    type = Text()
    inherit_cache = True


class JsonArray(FunctionElement[str]):
    """The rows of a named subquery as the text of a JSON array of objects."""

    name = "json_array_of"
    type = Text()
    inherit_cache = True

    def __init__(self, rows: Subquery) -> None:
        super().__init__(*rows.c)


class JsonObject(JsonArray):
    """The only row of a named subquery as the text of a JSON object."""

    name = "json_object_of"
    inherit_cache = True


class Listed(FunctionElement[str]):
    """A text of every row, with commas between."""

    name = "listed"
    type = Text()
    inherit_cache = True


def hyphened(column: Any) -> ColumnElement[str]:
    """Return an id's column as JSON shows it, under the column's own name."""
    return Hyphened(column).label(column.key)


def array_of(rows: Select[*tuple[Any, ...]], name: str) -> ScalarSelect[str]:
    """Return ``rows`` (in their order) as one JSON array; ``name`` is the subquery's alias."""
    inner = rows.subquery(name)
    return select(JsonArray(inner)).scalar_subquery()


def object_of(row: Select[*tuple[Any, ...]], name: str) -> ScalarSelect[str]:
    """Return ``row`` as one JSON object, NULL when there is none."""
    inner = row.subquery(name)
    return select(JsonObject(inner)).scalar_subquery()


@compiles(Hyphened)
def _plain_id(element: Hyphened, compiler: Any, **kw: Any) -> str:
    return compiler.process(element.clauses, **kw)  # type: ignore[no-any-return]


@compiles(Hyphened, "sqlite")
def _sqlite_id(element: Hyphened, compiler: Any, **kw: Any) -> str:
    text = compiler.process(element.clauses, **kw)
    parts = [f"substr({text}, {start}, {length})" for start, length in _GROUPS]
    if compiler.dialect.dbapi.sqlite_version_info >= _CONCAT_WS:
        return f"concat_ws('-', {', '.join(parts)})"
    return "||'-'||".join(parts)


@compiles(JsonArray)
def _array(element: JsonArray, compiler: Any, **kw: Any) -> str:
    return f"coalesce(CAST(json_agg({_alias(element, compiler)}) AS TEXT), '[]')"


@compiles(JsonObject)
def _object(element: JsonObject, compiler: Any, **kw: Any) -> str:
    return f"CAST(row_to_json({_alias(element, compiler)}) AS TEXT)"


@compiles(JsonArray, "sqlite")
def _sqlite_array(element: JsonArray, compiler: Any, **kw: Any) -> str:
    return f"json_group_array({_sqlite_object(element, compiler, **kw)})"


@compiles(JsonObject, "sqlite")
def _sqlite_object(element: JsonArray, compiler: Any, **kw: Any) -> str:
    # Column names are our own words; as binds they would cost more than the values.
    pairs = (f"'{column.name}', {compiler.process(column, **kw)}" for column in element.clauses)
    return f"json_object({', '.join(pairs)})"


def _alias(element: JsonArray, compiler: Any) -> str:
    return compiler.preparer.format_alias(next(iter(element.clauses)).table)  # type: ignore[no-any-return]


@compiles(Listed)
def _listed(element: Listed, compiler: Any, **kw: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **kw)}, ',')"


@compiles(Listed, "sqlite")
def _sqlite_listed(element: Listed, compiler: Any, **kw: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **kw)})"
