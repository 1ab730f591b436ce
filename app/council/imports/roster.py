"""The roster as an importable kind."""

from __future__ import annotations

from app.council.imports.kind import ImportKind, register
from app.council.imports.roster_check import check
from app.council.imports.roster_columns import COLUMNS
from app.council.imports.roster_commit import commit

ROSTER = register(
    ImportKind(
        word="roster",
        title="委员名册",
        permission="member:edit",
        columns=COLUMNS,
        check=check,
        commit=commit,
    )
)
