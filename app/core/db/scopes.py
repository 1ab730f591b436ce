"""Notes, while SQL is compiled, which statement reads which tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine


class Scope:
    """One SELECT, INSERT, UPDATE or DELETE inside a statement, as it is really rendered.

    Args:
        parent: The statement around it, whose rows it may refer to; None outside.
    """

    def __init__(self, parent: Scope | None) -> None:
        self.parent = parent
        self.kind = ""
        self.statement: Any = None
        self.froms: tuple[Any, ...] = ()

    def fill(self, kind: str, statement: Any, froms: Any) -> None:
        """Say what the scope is; its place was noted when the first inner one appeared."""
        self.kind, self.statement, self.froms = kind, statement, tuple(froms)


class WatchingCompiler:
    """Mixin before a dialect's compiler: the tables after correlation, the text that was given.

    What a SELECT reads is only known here: the same table may be a scan of its own or a reference
    to the statement around it, and a query of the mapper gets its joins while it is compiled.
    """

    stack: list[dict[str, Any]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.scopes: list[Scope] = []
        self.fragments: list[str] = []
        super().__init__(*args, **kwargs)

    def _setup_select_stack(
        self, select: Any, compile_state: Any, entry: Any, *args: Any, **kwargs: Any
    ) -> Any:
        around = self._scope_around(len(self.stack))
        froms = super()._setup_select_stack(select, compile_state, entry, *args, **kwargs)  # type: ignore[misc]
        self._open(self.stack[-1], around).fill("select", select, froms)
        return froms

    def update_tables_clause(self, update_stmt: Any, from_table: Any, extra_froms: Any, **kw: Any) -> Any:
        self._current().fill("update", update_stmt, [from_table, *extra_froms])
        return super().update_tables_clause(update_stmt, from_table, extra_froms, **kw)  # type: ignore[misc]

    def delete_table_clause(self, delete_stmt: Any, from_table: Any, extra_froms: Any, **kw: Any) -> Any:
        self._current().fill("delete", delete_stmt, [from_table, *extra_froms])
        return super().delete_table_clause(delete_stmt, from_table, extra_froms, **kw)  # type: ignore[misc]

    def visit_insert(self, insert_stmt: Any, *args: Any, **kw: Any) -> Any:
        depth, first = len(self.stack), len(self.scopes)
        text = super().visit_insert(insert_stmt, *args, **kw)  # type: ignore[misc]
        inner = self.scopes[first:]
        made = Scope(self._scope_around(depth))
        made.fill("insert", insert_stmt, [])
        for scope in inner:
            scope.parent = scope.parent or made
        self.scopes.append(made)
        return text

    def visit_textclause(self, textclause: Any, *args: Any, **kw: Any) -> Any:
        self.fragments.append(textclause.text)
        return super().visit_textclause(textclause, *args, **kw)  # type: ignore[misc]

    def visit_column(self, column: Any, *args: Any, **kw: Any) -> Any:
        if column.is_literal:
            self.fragments.append(column.name)
        return super().visit_column(column, *args, **kw)  # type: ignore[misc]

    def _scope_around(self, depth: int) -> Scope | None:
        found = [entry["scope"] for entry in self.stack[:depth] if "scope" in entry]
        return found[-1] if found else None

    def _open(self, entry: dict[str, Any], parent: Scope | None) -> Scope:
        if "scope" not in entry:
            entry["scope"] = Scope(parent)
            self.scopes.append(entry["scope"])
        return entry["scope"]  # type: ignore[no-any-return]

    def _current(self) -> Scope:
        return self._open(self.stack[-1], self._scope_around(len(self.stack) - 1))


def watch(engine: Engine) -> None:
    """Let every statement of ``engine`` be compiled under observation."""
    plain = engine.dialect.statement_compiler
    engine.dialect.statement_compiler = type("Watching" + plain.__name__, (WatchingCompiler, plain), {})
