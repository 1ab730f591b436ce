"""Refuses any statement on tenant rows without the bound council."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Column, Engine, Table, event
from sqlalchemy.sql import operators
from sqlalchemy.sql.dml import Delete, Insert, Update
from sqlalchemy.sql.elements import (
    BinaryExpression,
    BindParameter,
    BooleanClauseList,
    TextClause,
)
from sqlalchemy.sql.selectable import Alias, CompoundSelect, Join, Select, Subquery

from app.core.db.base import Base, is_of_council

#: Execution option that says, with its reason as value, that a statement may cross councils.
UNSCOPED = "unscoped"
COUNCIL = "council"


class UnscopedStatement(RuntimeError):
    """A statement touches a tenant table and does not name the bound council: a defect."""


_plans: WeakKeyDictionary[Any, tuple[str, ...] | None] = WeakKeyDictionary()
_tenant_names: re.Pattern[str] | None = None


def install(engine: Engine) -> None:
    """Check every statement of ``engine`` after it is compiled, before it is executed."""
    event.listen(engine, "before_cursor_execute", _check)


def _check(
    conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
) -> None:
    options = context.execution_options
    if options.get(UNSCOPED) or context.isddl or statement.startswith("PRAGMA "):
        return
    compiled = context.compiled
    if (
        compiled is None
        or isinstance(compiled.statement, TextClause)
        or compiled.statement is None
    ):
        _check_text(statement)
        return
    if compiled in _plans:
        names = _plans[compiled]
    else:
        names = _plans[compiled] = _plan(compiled)
    if names is None:
        return
    council = options.get(COUNCIL)
    if council is None:
        raise UnscopedStatement(f"no council is bound for: {statement[:200]}")
    for values in context.compiled_parameters:
        for name in names:
            if name in values and values[name] != council:
                raise UnscopedStatement(
                    f"another council than the bound one in: {statement[:200]}"
                )


def _check_text(statement: str) -> None:
    """Text cannot be understood, so it may not name a tenant table at all."""
    global _tenant_names
    if _tenant_names is None:
        tables = [
            table.name
            for table in Base.metadata.tables.values()
            if is_of_council(table)
        ]
        _tenant_names = (
            re.compile(r"\b(" + "|".join(map(re.escape, tables)) + r")\b")
            if tables
            else None
        )
    if _tenant_names is not None and _tenant_names.search(statement):
        raise UnscopedStatement(f"raw text on a tenant table: {statement[:200]}")


def _plan(compiled: Any) -> tuple[str, ...] | None:
    """Return the bind names that must equal the council, or None when no tenant table is touched."""
    state = getattr(compiled, "compile_state", None)
    root = getattr(state, "statement", None)
    root = compiled.statement if root is None else root
    leaves: set[Any] = set()
    links: list[tuple[Any, Any]] = []
    for node in _walk(root):
        if isinstance(node, Table) or (
            isinstance(node, Alias) and isinstance(node.element, Table)
        ):
            leaves.add(node)
        elif isinstance(node, Column) and node.table is not None:
            leaves.add(node.table)
        for condition in _conditions(node):
            links.extend(_council_links(condition))
    tenants = {leaf for leaf in leaves if _is_tenant(leaf)}
    if not tenants:
        return None
    if isinstance(root, Insert):
        tenants.discard(root.table)
    names = _bound_names(tenants, links, compiled)
    if isinstance(root, Insert) and is_of_council(root.table):
        names |= _insert_names(root, compiled)
    return tuple(sorted(names))


def _insert_names(root: Insert, compiled: Any) -> set[str]:
    found = {
        name
        for name in compiled.bind_names.values()
        if re.fullmatch(r"council_id(_m\d+)?", name)
    }
    if not found and root.select is None:
        raise UnscopedStatement(f"insert without a council into {root.table.name}")
    return found


def _bound_names(
    tenants: set[Any], links: list[tuple[Any, Any]], compiled: Any
) -> set[str]:
    """Spread the bound council along equalities; whatever tenant table stays outside is an error."""
    names = {
        compiled.bind_names[bind]
        for _, bind in links
        if isinstance(bind, BindParameter) and bind in compiled.bind_names
    }
    reached = {side for side, other in links if isinstance(other, BindParameter)}
    grew = True
    while grew:
        grew = False
        for one, other in links:
            if isinstance(other, BindParameter):
                continue
            if (one in reached) != (other in reached):
                reached |= {one, other}
                grew = True
    missing = tenants - reached
    if missing:
        listed = ", ".join(sorted(str(getattr(leaf, "name", leaf)) for leaf in missing))
        raise UnscopedStatement(f"statement without council_id on: {listed}")
    return names


def _walk(node: Any) -> Iterator[Any]:
    yield node
    if isinstance(node, Alias) and isinstance(node.element, Table):
        return
    if isinstance(node, Table):
        return
    for child in node.get_children():
        yield from _walk(child)
    if isinstance(node, (Update, Delete, Insert)) and isinstance(node.table, Table):
        yield node.table


def _conditions(node: Any) -> Iterator[Any]:
    if isinstance(node, (Select, Update, Delete)):
        yield from node._where_criteria
        # A select inside a union keeps its joins here until it is compiled on its own.
        for join in getattr(node, "_setup_joins", ()):
            if join[1] is not None:
                yield join[1]
    elif isinstance(node, Join) and node.onclause is not None:
        yield node.onclause


def _council_links(condition: Any) -> Iterator[tuple[Any, Any]]:
    """Yield what an AND-ed equality on ``council_id`` ties together; OR and NOT tie nothing."""
    condition = (
        getattr(condition, "element", condition)
        if type(condition).__name__ == "Grouping"
        else condition
    )
    if (
        isinstance(condition, BooleanClauseList)
        and condition.operator is operators.and_
    ):
        for clause in condition.clauses:
            yield from _council_links(clause)
        return
    if (
        not isinstance(condition, BinaryExpression)
        or condition.operator is not operators.eq
    ):
        return
    left, right = condition.left, condition.right
    if _is_council_column(right) and not _is_council_column(left):
        left, right = right, left
    if not _is_council_column(left):
        return
    if isinstance(right, BindParameter):
        yield left.table, right
    elif _is_council_column(right):
        yield left.table, right.table


def _is_council_column(side: Any) -> bool:
    return (
        getattr(side, "name", None) == "council_id"
        and getattr(side, "table", None) is not None
    )


def _is_tenant(leaf: Any) -> bool:
    if isinstance(leaf, (Subquery, CompoundSelect)):
        return False
    if isinstance(leaf, Alias):
        leaf = leaf.element
    return isinstance(leaf, Table) and is_of_council(leaf)
