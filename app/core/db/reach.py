"""Follows the bound council through the conditions of a statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import TableClause
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import (
    BinaryExpression,
    BindParameter,
    BooleanClauseList,
    Cast,
    Grouping,
    Label,
)
from sqlalchemy.sql.selectable import AliasedReturnsRows, FromGrouping, Join

from app.core.db.scopes import Scope

KEY = "council_id"
#: An equality: the tables it may restrict, and its two sides.
Tie = tuple[set[Any], Any, Any]


class UnscopedStatement(RuntimeError):
    """A statement touches a tenant table and does not name the bound council: a defect."""


def bound_names(compiled: Any, tenants: frozenset[str]) -> tuple[str, ...] | None:
    """Return the names of the binds that must hold the council of the transaction.

    Args:
        compiled: A statement that was compiled under ``scopes.watch``.
        tenants: Names of the tenant tables.

    Returns:
        None when the statement touches no tenant table.

    Raises:
        UnscopedStatement: rows of a tenant table could be read or written across councils.
    """
    reached: dict[Scope | None, set[Any]] = {}
    names: set[str] = set()
    touched = False
    for scope in compiled.scopes:
        ties: list[Tie] = []
        leaves = [leaf for from_ in scope.froms for leaf in _leaves(from_, ties)]
        ties += _ties_of(getattr(scope.statement, "_where_criteria", ()), set(leaves))
        reached[scope] = _spread(scope, ties, reached, compiled)
        own = [leaf for leaf in leaves if _table_name(leaf) in tenants]
        missing = [leaf for leaf in own if leaf not in reached[scope]]
        if missing:
            listed = ", ".join(sorted(str(leaf.name) for leaf in missing))
            raise UnscopedStatement(f"statement without council_id on: {listed}")
        touched = touched or bool(own)
        for _, *sides in ties:
            if any(_is_key(side) for side in sides):
                names |= {compiled.bind_names[side] for side in sides if _bound(side, compiled)}
    for scope in compiled.scopes:
        if scope.kind == "update" and _table_name(scope.statement.table) in tenants:
            names |= _kept(scope.statement, compiled)
        if scope.kind == "insert" and _table_name(scope.statement.table) in tenants:
            names |= _inserted(scope, compiled, reached)
            touched = True
    return tuple(sorted(names)) if touched else None


def _table_name(leaf: Any) -> str:
    if isinstance(leaf, AliasedReturnsRows):
        leaf = leaf.element
    return leaf.name.lower() if isinstance(leaf, TableClause) else ""


def _leaves(from_: Any, ties: list[Tie]) -> list[Any]:
    """Return what ``from_`` reads, and note what its ON clauses tie.

    The ON clause of an outer join keeps every row of its left side, so it restricts the right
    side only; that of a full join restricts nothing.
    """
    if isinstance(from_, FromGrouping):
        return _leaves(from_.element, ties)
    if not isinstance(from_, Join):
        return [from_]
    left, right = _leaves(from_.left, ties), _leaves(from_.right, ties)
    if not from_.full and from_.onclause is not None:
        ties += _ties_of([from_.onclause], set(right if from_.isouter else [*left, *right]))
    return [*left, *right]


def _ties_of(conditions: Any, leaves: set[Any]) -> Iterator[Tie]:
    """Yield the AND-ed equalities; OR and NOT tie nothing."""
    for condition in conditions:
        while isinstance(condition, Grouping):
            condition = condition.element
        if isinstance(condition, BooleanClauseList) and condition.operator is operators.and_:
            yield from _ties_of(condition.clauses, leaves)
        elif isinstance(condition, BinaryExpression) and condition.operator is operators.eq:
            yield leaves, condition.left, condition.right


def _is_key(side: Any) -> bool:
    return getattr(side, "name", None) == KEY and getattr(side, "table", None) is not None


def _bound(side: Any, compiled: Any) -> bool:
    return isinstance(side, BindParameter) and side in compiled.bind_names


def _spread(scope: Scope, ties: list[Tie], known: dict[Scope | None, set[Any]], compiled: Any) -> set[Any]:
    """Spread the council along the ties of one scope; return what of it the council reaches."""
    found: set[Any] = set()
    own = {leaf for from_ in scope.froms for leaf in _leaves(from_, [])}

    def holds(side: Any) -> bool:
        if _bound(side, compiled):
            return True
        if not _is_key(side):
            return False
        if side.table in own:
            return side.table in found
        around = scope.parent
        while around is not None:
            if side.table in {leaf for from_ in around.froms for leaf in _leaves(from_, [])}:
                return side.table in known.get(around, ())
            around = around.parent
        return False

    grew = True
    while grew:
        grew = False
        for leaves, left, right in ties:
            for one, other in ((left, right), (right, left)):
                if _is_key(one) and one.table in leaves and one.table not in found and holds(other):
                    found.add(one.table)
                    grew = True
    return found


def _values(statement: Any) -> Iterator[dict[Any, Any]]:
    if statement._values:
        yield {getattr(key, "key", key): value for key, value in statement._values.items()}
    for rows in getattr(statement, "_multi_values", ()):
        for row in rows:
            named = row if isinstance(row, dict) else dict(zip(statement.table.c, row, strict=False))
            yield {getattr(key, "key", key): value for key, value in named.items()}


def _written(statement: Any, compiled: Any) -> set[str]:
    """Return the binds a statement writes as ``council_id``.

    Raises:
        UnscopedStatement: the value is an expression, whose outcome nobody can foresee.
    """
    names = {name for name in compiled.bind_names.values() if re.fullmatch(KEY + r"(_m\d+)?", name)}
    rows = 0
    for row in _values(statement):
        value = row.get(KEY)
        rows += KEY in row
        if isinstance(value, BindParameter):
            # A plain value is rendered as another object, named after the column.
            rendered = compiled.binds.get(value.key, value)
            if rendered in compiled.bind_names:
                names.add(compiled.bind_names[rendered])
        elif hasattr(value, "__clause_element__") or hasattr(value, "_compiler_dispatch"):
            raise UnscopedStatement(f"council_id of {statement.table.name} from an expression")
    if len(names) < rows:
        raise UnscopedStatement(f"council_id of {statement.table.name} cannot be followed")
    return names


def _kept(statement: Any, compiled: Any) -> set[str]:
    """An UPDATE may repeat a row's council, never move it."""
    return _written(statement, compiled)


def _inserted(scope: Scope, compiled: Any, reached: dict[Scope | None, set[Any]]) -> set[str]:
    statement = scope.statement
    extra = statement._post_values_clause
    moved = [key for key, _ in _pairs(getattr(extra, "update_values_to_set", ()) or ())]
    if KEY in moved:
        raise UnscopedStatement(f"an upsert would move rows of {statement.table.name}")
    if statement.select is not None:
        return _selected(scope, compiled, reached)
    names = _written(statement, compiled)
    if not names:
        raise UnscopedStatement(f"insert without a council into {statement.table.name}")
    return names


def _pairs(values: Any) -> Iterator[tuple[Any, Any]]:
    for key, value in values.items() if isinstance(values, dict) else values:
        yield getattr(key, "key", key), value


def _selected(scope: Scope, compiled: Any, reached: dict[Scope | None, set[Any]]) -> set[str]:
    """INSERT … SELECT: every branch gives a bound council in the place of ``council_id``."""
    targets = [getattr(name, "key", name) for name in scope.statement._select_names]
    branches = [inner for inner in compiled.scopes if inner.parent is scope]
    names = set()
    for branch in branches if KEY in targets else ():
        given = list(branch.statement._all_selected_columns)[targets.index(KEY)]
        while isinstance(given, (Label, Cast, Grouping)):
            given = given.clause if isinstance(given, Cast) else given.element
        if _bound(given, compiled):
            names.add(compiled.bind_names[given])
        elif not (_is_key(given) and given.table in reached[branch]):
            raise UnscopedStatement(f"insert of another council's rows into {scope.statement.table.name}")
    if KEY not in targets or not branches:
        raise UnscopedStatement(f"insert without a council into {scope.statement.table.name}")
    return names
