"""Counts the statements that a request sends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from app.core.db import Database


@contextmanager
def counted(db: Database) -> Iterator[list[str]]:
    """Collect the statements sent inside the block, without binding the council."""
    seen: list[str] = []

    def note(conn: Any, cursor: Any, statement: str, *more: Any) -> None:
        # The idle worker asks for the councils now and then, whatever the request does.
        idle = statement.endswith("FROM councils")
        if not idle and "set_config" not in statement and not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
