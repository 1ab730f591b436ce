"""Hot statements: compiled once, guarded like any other."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

from sqlalchemy import Connection, Executable

from app.core.db.engine import driver_faults


class Prepared:
    """A statement whose compiled form, binds and row type are kept per database.

    SQLAlchemy spends some 50 µs on what stays the same each time a statement is executed; a
    small read costs less than that. The engine's listeners, the council guard among them, are
    called as ever, and faults are raised as SQLAlchemy's.
    """

    def __init__(self, statement: Executable) -> None:
        self.statement = statement
        self._ready: dict[int, _Ready] = {}

    def first(self, connection: Connection, given: dict[str, Any]) -> Any | None:
        """Return the first row, None when there is none."""
        rows = self.all(connection, given)
        return rows[0] if rows else None

    def all(self, connection: Connection, given: dict[str, Any]) -> list[Any]:
        """Return every row, as named tuples."""
        ready = self._ready.get(id(connection.dialect))
        if ready is None or ready.dialect is not connection.dialect:
            ready = self._ready[id(connection.dialect)] = _Ready(self.statement, connection)
        return ready.run(connection, given)


class _Ready:
    """A statement compiled for one dialect."""

    def __init__(self, statement: Any, connection: Connection) -> None:
        self.dialect = connection.dialect
        self.compiled = compiled = statement.compile(dialect=self.dialect)
        if compiled.literal_execute_params or compiled.post_compile_params:
            raise TypeError("a prepared statement cannot be rendered anew for each value")
        self.text = compiled.string
        self.names = compiled.positiontup
        self.binds = list(compiled._bind_processors.items())
        self.values = {name: bind.effective_value for bind, name in compiled.bind_names.items()}
        types = [column.type for column in statement.exported_columns]
        found = [each.dialect_impl(self.dialect).result_processor(self.dialect, None) for each in types]
        self.results = [(place, process) for place, process in enumerate(found) if process is not None]
        row: Any = namedtuple("Row", statement.exported_columns.keys())  # type: ignore[misc]
        self.row = row._make

    def run(self, connection: Connection, given: dict[str, Any]) -> list[Any]:
        """Execute once with the values ``given``."""
        values = {**self.values, **given}
        bound = values
        if self.binds:
            bound = dict(values)
            for name, process in self.binds:
                bound[name] = process(bound[name])
        parameters = bound if self.names is None else [bound[name] for name in self.names]
        with driver_faults(connection, self.text, parameters):
            cursor = connection.connection.cursor()
        try:
            asked = _Asked(self.compiled, values)
            for listener in connection.dispatch.before_cursor_execute:
                listener(connection, cursor, self.text, parameters, asked, False)
            with driver_faults(connection, self.text, parameters):
                cursor.execute(self.text, parameters)
                rows = list(cursor.fetchall())
        finally:
            cursor.close()
        if self.results:
            for place, row in enumerate(rows):
                rows[place] = shown = list(row)
                for column, process in self.results:
                    shown[column] = process(shown[column])
        return [self.row(row) for row in rows]


class _Asked:
    """What listeners look at: a statement on its way to the database."""

    isddl = False
    execution_options: dict[str, Any] = {}  # noqa: RUF012

    def __init__(self, compiled: Any, values: dict[str, Any]) -> None:
        self.compiled = compiled
        self.compiled_parameters = [values]
