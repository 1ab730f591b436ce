"""Counts the statements that requests send, the idle worker's aside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from app.core.db import Database
from app.core.db.guard import COUNCIL
from tests.factories.house import House


def _is_asked(statement: str) -> bool:
    """Tell whether a request asked it: the worker looks for councils and their jobs now and then."""
    idle = statement.endswith("FROM councils") or " jobs" in statement
    return not idle and not statement.startswith(("PRAGMA", "BEGIN", "SELECT set_config"))


@contextmanager
def counted(db: Database, council: str | None = None) -> Iterator[list[str]]:
    """Collect the statements sent inside the block, of one council or of all."""
    seen: list[str] = []

    def note(conn: Any, cursor: Any, statement: str, *more: Any) -> None:
        ours = council is None or conn.get_execution_options().get(COUNCIL) == council
        if ours and _is_asked(statement):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@contextmanager
def statements(house: House) -> Iterator[list[str]]:
    """Collect the statements of this council that are sent inside the block."""
    with counted(house.db, house.council_id) as seen:
        yield seen
