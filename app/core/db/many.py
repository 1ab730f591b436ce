"""Many values as one: a statement's text stays, however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import orjson
from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Connection,
    Insert,
    String,
    Table,
    Text,
    TypeDecorator,
    bindparam,
    column,
    func,
    select,
    true,
)
from sqlalchemy import cast as as_type
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import JSON

from app.core.db.base import Uuid
from app.core.db.prepared import Prepared


class _Many(TypeDecorator[list[str]]):
    """Words or ids: an array on PostgreSQL, a JSON list on SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, ids: bool) -> None:
        super().__init__()
        self.ids = ids

    def load_dialect_impl(self, dialect: Any) -> Any:
        return dialect.type_descriptor(ARRAY(String) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: list[str] | None, dialect: Any) -> Any:
        if dialect.name == "postgresql":
            return value
        return orjson.dumps([one.replace("-", "") for one in value or ()] if self.ids else value).decode()


class _Among(FunctionElement[bool]):
    """``column`` is one of the values of a bind."""

    name = "among"
    type = Boolean()
    inherit_cache = True
    # Else SQLite is asked whether it ``= 1``, and looks through all rows instead of the index.
    _is_implicitly_boolean = True


@compiles(_Among, "sqlite")
def _among_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    one, many = element.clauses
    return f"{compiler.process(one, **kw)} IN (SELECT value FROM json_each({compiler.process(many, **kw)}))"


@compiles(_Among, "postgresql")
def _among_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    one, many = element.clauses
    bound = compiler.process(many, **kw)
    return f"{compiler.process(one, **kw)} = ANY ({bound}{'::UUID[]' if many.type.ids else ''})"


def among(one: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Return the condition that ``one`` is among the list bound as ``name``.

    ``IN`` is written anew for every number of values, and then neither SQLAlchemy nor the database
    has seen that statement before. A list here is one value.
    """
    return _Among(one, bindparam(name, type_=_Many(isinstance(one.type, Uuid))))


class Rows:
    """An INSERT of any number of rows, bound as one JSON document; conflicting ones are left out.

    ``council_id`` is a bind of its own, so that every row of it is the bound council's.
    """

    def __init__(self, table: Table, *names: str) -> None:
        self.table, self.columns = table, [table.c[name] for name in names]
        self._made: dict[str, Prepared] = {}

    def add(self, connection: Connection, council_id: str, rows: Iterable[dict[str, Any]]) -> set[str]:
        """Insert rows and return the ids of those that are in; a missing key is its column's default."""
        dialect = connection.dialect
        if dialect.name not in self._made:
            self._made[dialect.name] = Prepared(_STATEMENTS[dialect.name](self.table, self.columns))
        defaults = {each.name: each.default for each in self.columns}
        fixed = {
            name: made.arg for name, made in defaults.items() if isinstance(made, ScalarElementColumnDefault)
        }
        full = [{**fixed, **{name: row[name] for name in row if name != "council_id"}} for row in rows]
        if dialect.name == "sqlite":
            made = [(c.name, c.type.dialect_impl(dialect).bind_processor(dialect)) for c in self.columns]
            full = [{name: do(row.get(name)) if do else row.get(name) for name, do in made} for row in full]
        given = {"council": council_id, "rows": orjson.dumps(full).decode()}
        return {row.id for row in self._made[dialect.name].all(connection, given)}


def _sqlite(table: Table, columns: list[Any]) -> Insert:
    rows = func.json_each(bindparam("rows", type_=Text)).table_valued("value")
    said = [func.json_extract(rows.c.value, f"$.{each.name}") for each in columns]
    # Without a condition, ON CONFLICT would be read as the ON of a join.
    found = select(bindparam("council", type_=table.c.council_id.type), *said).where(true())
    names = ["council_id", *(each.name for each in columns)]
    made = sqlite.insert(table).from_select(names, found, include_defaults=False)
    return cast(Insert, made.on_conflict_do_nothing().returning(table.c.id))


def _postgresql(table: Table, columns: list[Any]) -> Insert:
    typed = [column(each.name, each.type) for each in columns]
    document = as_type(bindparam("rows", type_=Text), JSON)
    rows = func.json_to_recordset(document).table_valued(*typed).render_derived("given", with_types=True)
    found = select(
        bindparam("council", type_=table.c.council_id.type), *(rows.c[each.name] for each in columns)
    )
    names = ["council_id", *(each.name for each in columns)]
    made = postgresql.insert(table).from_select(names, found, include_defaults=False)
    return cast(Insert, made.on_conflict_do_nothing().returning(table.c.id))


_STATEMENTS = {"sqlite": _sqlite, "postgresql": _postgresql}
