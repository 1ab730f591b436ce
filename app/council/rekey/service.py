"""Seals every sealed field anew when the installation's secret changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import Table
from sqlalchemy.orm import Session

from app.core import audit
from app.core.crypto import blind, seal, unseal
from app.core.db import Base, Database
from app.core.jobs import councils
from app.council.rekey import queries

CHUNK = 200
_FIRST = "00000000-0000-0000-0000-000000000000"
#: (councils done, councils, table).
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A column of sealed text, and the word of the place that each value is bound to."""

    name: str
    column: str
    word: str

    @property
    def table(self) -> Table:
        """Return the table; rooms further down the river are named, not imported."""
        return Base.metadata.tables[self.name]

    def place(self, council_id: str, row_id: str) -> str:
        """Return what ``core.crypto.seal`` bound a row's value to."""
        return f"{council_id}|{self.name}|{self.word}|{row_id}"


def _of(table: str, column: str) -> Sealed:
    return Sealed(table, column, column.removesuffix("_sealed"))


SEALED = (
    _of("members", "mobile_sealed"),
    _of("message_channels", "address_sealed"),
    _of("message_channels", "secret_sealed"),
    _of("import_batches", "table_sealed"),
    _of("correction_requests", "value_sealed"),
    _of("care_visits", "note_sealed"),
    _of("care_visits", "follow_up_sealed"),
)


@dataclass(slots=True)
class Rekeyed:
    """What was sealed anew, what was already, and the rows that neither secret opens."""

    counts: Counter[str]
    lost: list[str]


def rekey(db: Database, old: str, progress: Progress = lambda done, whole, what: None) -> Rekeyed:
    """Seal everything with the secret of ``db`` that ``old`` sealed; also the mobiles that log people in.

    A few rows are one transaction; a value is read by the new secret first, then by the old one. Broken
    off at any moment, it is simply begun again, with the same two secrets.
    """
    found = Rekeyed(Counter(), [])
    every = sorted(db.read_now(councils))
    for done, council_id in enumerate(every):
        for column in SEALED:
            progress(done, len(every), str(column.table.name))
            after: str | None = _FIRST
            while after is not None:
                after = db.write_now(_some, column, old, after, found, council=council_id)
    return found


def _some(session: Session, column: Sealed, old: str, after: str, found: Rekeyed) -> str | None:
    """Seal some rows anew; return the last one's id, None behind the end."""
    council, new = session.info["council"], session.info["secret"]
    rows = queries.some(session, column.table, column.column, council, after, CHUNK)
    made: list[dict[str, Any]] = []
    for row_id, value in rows:
        place = column.place(council, row_id)
        if _opens(new, place, value) is not None:
            found.counts["already"] += 1
            continue
        text = _opens(old, place, value)
        if text is None:
            found.lost.append(f"{column.table.name} {row_id}")
            continue
        made.append({"row": row_id, "sealed": seal(new, place, text), **_blinded(column, old, new, text)})
    if made:
        mobiles = "was" in made[0]
        queries.write(session, column.table, column.column, council, made, mobiles=mobiles)
        found.counts["sealed"] += len(made)
        audit.record(session, "council:rekey", "council", council, after={"count": len(made)})
    return rows[-1].id if len(rows) == CHUNK else None


def _opens(secret: str, place: str, value: bytes) -> str | None:
    try:
        return unseal(secret, place, value)
    except InvalidTag:
        return None


def _blinded(column: Sealed, old: str, new: str, text: str) -> dict[str, str]:
    """Return the blind indexes of a mobile under both secrets."""
    if column.column != "mobile_sealed":
        return {}
    return {"was": blind(old, "mobile", text), "becomes": blind(new, "mobile", text)}
