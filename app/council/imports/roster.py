"""The roster as an importable kind."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.council import queries
from app.council.imports.kind import ImportKind, register
from app.council.imports.roster_check import check
from app.council.imports.roster_columns import COLUMNS, UNIT_KEYS
from app.council.imports.roster_commit import commit


def words(session: Session, actor: Actor) -> dict[str, list[str]]:
    """Return the names of the units that a roster may say, in the office's order."""
    found: dict[str, list[str]] = {kind: [] for kind in UNIT_KEYS}
    for unit in queries.units(session, actor.council_id):
        if unit.kind in found:
            found[unit.kind].append(unit.name)
    return found


ROSTER = register(
    ImportKind(
        word="roster",
        title="委员名册",
        permission="member:edit",
        columns=COLUMNS,
        check=check,
        commit=commit,
        words=words,
    )
)
