"""Refuses any statement on tenant rows without the bound council."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from sqlalchemy import DDL, Engine, event

from app.core.db.base import Base, is_of_council
from app.core.db.reach import UnscopedStatement, bound_names
from app.core.db.scopes import watch

__all__ = ["COUNCIL", "UNSCOPED", "UnscopedStatement", "install"]

#: Execution option that says, with its reason as value, that a statement may cross councils.
UNSCOPED = "unscoped"
COUNCIL = "council"

#: Text beside tenant rows may be a bare name, number, star or string: none can widen what is read.
_HARMLESS = re.compile(r"[\w.]*|\*|'[^']*'")


def install(engine: Engine) -> None:
    """Check every statement of ``engine`` after it is compiled, before it is executed."""
    watch(engine)
    event.listen(engine, "before_cursor_execute", _check)


def _check(conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
    if context.execution_options.get(UNSCOPED) or statement.startswith("PRAGMA "):
        return
    compiled = context.compiled
    if context.isddl:
        if isinstance(compiled.statement, DDL):
            _check_text(statement)
        return
    if compiled is None:
        _check_text(statement)
        return
    if not hasattr(compiled, "council_names"):
        compiled.council_names = _names(compiled)
    names: tuple[str, ...] | None = compiled.council_names
    if names is None:
        return
    # The connection's option, not the statement's: a statement may not bind itself elsewhere.
    council = conn.get_execution_options().get(COUNCIL)
    if council is None:
        raise UnscopedStatement(f"no council is bound for: {statement[:200]}")
    for values in context.compiled_parameters:
        for name in names:
            if values.get(name) != council:
                raise UnscopedStatement(f"another council than the bound one in: {statement[:200]}")


def _names(compiled: Any) -> tuple[str, ...] | None:
    """Return the binds that must equal the council, or None when no tenant table is touched."""
    for fragment in compiled.fragments:
        _check_text(fragment)
    names = bound_names(compiled, _tenant_tables(len(Base.metadata.tables)))
    if names is not None:
        for fragment in compiled.fragments:
            if not _HARMLESS.fullmatch(fragment):
                raise UnscopedStatement(f"raw text beside a tenant table: {fragment[:200]}")
    return names


def _check_text(text: str) -> None:
    """Text cannot be understood, so it may not name a tenant table at all."""
    words = {word.lower() for word in re.findall(r"\w+", text)}
    if words & _tenant_tables(len(Base.metadata.tables)):
        raise UnscopedStatement(f"raw text on a tenant table: {text[:200]}")


@lru_cache(maxsize=1)
def _tenant_tables(known: int) -> frozenset[str]:
    """Return the names of the tenant tables; read again when more models were imported."""
    return frozenset(table.name for table in Base.metadata.tables.values() if is_of_council(table))
