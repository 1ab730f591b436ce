"""The audit chain: who did what, before and after, tamper-evident."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.core import clock
from app.core.crypto import canonical, digest
from app.core.db.guard import COUNCIL
from app.core.ids import new_id
from app.core.records import AuditEntry, AuditHead

#: The council that stands for the installation itself.
SYSTEM = "00000000-0000-0000-0000-000000000000"
START = "0" * 64
AUTHOR = "author"

_head = (
    select(AuditHead.seq, AuditHead.digest)
    .where(AuditHead.council_id == bindparam("council"))
    .with_for_update()
)
_append = insert(AuditEntry.__table__)  # type: ignore[arg-type]
_move_head = (
    update(AuditHead.__table__)  # type: ignore[arg-type]
    .where(AuditHead.__table__.c.council_id == bindparam("council"))
    .values(seq=bindparam("newest"), digest=bindparam("newest_digest"))
)


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts in this transaction; set once by the door (``None`` ids: the software itself)."""

    account_id: str | None = None
    seat_id: str | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold, and how."""

    seq: int
    word: str


def record(
    session: Session,
    action: str,
    object_kind: str,
    object_id: str | None,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Append one entry to the bound council's chain, inside the running transaction.

    Args:
        action: ``object:verb`` in stable words, e.g. ``claim:verify``.
        before, after: What changed, in ids and words. Personal fields go in as keyed digests
            (``core.crypto.blind``), never in clear: the chain outlives an erasure.
    """
    council = session.info[COUNCIL]
    author: Author | None = session.info.get(AUTHOR, Author())
    if author is None:
        raise TypeError("a transaction of several people has no author: it keeps no audit")
    connection = session.connection()
    seq, previous = _lock_head(connection, council)
    entry = {
        "council_id": council,
        "id": new_id(),
        "seq": seq + 1,
        "at": clock.now(),
        "account_id": author.account_id,
        "seat_id": author.seat_id,
        "action": action,
        "object_kind": object_kind,
        "object_id": object_id,
        "before": _plain(before),
        "after": _plain(after),
        "previous": previous,
    }
    entry["digest"] = link_digest(entry)
    connection.execute(_append, entry)
    moved = {"council": council, "newest": entry["seq"], "newest_digest": entry["digest"]}
    connection.execute(_move_head, moved)


def _lock_head(connection: Connection, council: str) -> tuple[int, str]:
    """Return the newest link, locked until the end of the transaction."""
    found = connection.execute(_head, {"council": council}).first()
    if found is None:
        # Two first writers may meet here; the later one waits and then reads what the other left.
        upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        start = {"council_id": council, "seq": 0, "digest": START}
        connection.execute(upsert(AuditHead).on_conflict_do_nothing(), [start])
        found = connection.execute(_head, {"council": council}).one()
    return found.seq, found.digest


def _plain(said: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return ``said`` as JSON gives it back, so that the digest is of what will be read."""
    return None if said is None else orjson.loads(canonical(said))


def link_digest(entry: dict[str, Any]) -> str:
    """Return the digest of one link: everything it says, and the digest before it."""
    said = {key: entry[key] for key in sorted(entry) if key != "digest"}
    at: datetime = said["at"]
    said["at"] = at.astimezone(UTC).isoformat(timespec="microseconds")
    return digest(canonical(said))


def verify(session: Session, anchors: dict[int, str] | None = None) -> tuple[int, list[Break]]:
    """Check the bound council's whole chain.

    Args:
        anchors: Heads published earlier, ``seq`` → digest; without one, a cut tail or a chain
            rewritten from the start cannot be told from an honest one.

    Returns:
        How many entries were read, and every break found.
    """
    breaks: list[Break] = []
    known = dict(anchors or {})
    expected, previous, count = 1, START, 0
    for entry in _entries(session):
        count += 1
        if entry["seq"] != expected:
            breaks.append(Break(expected, "missing"))
        if entry["previous"] != previous:
            breaks.append(Break(entry["seq"], "unlinked"))
        if link_digest(entry) != entry["digest"]:
            breaks.append(Break(entry["seq"], "altered"))
        if known.pop(entry["seq"], entry["digest"]) != entry["digest"]:
            breaks.append(Break(entry["seq"], "not_as_published"))
        expected, previous = entry["seq"] + 1, entry["digest"]
    breaks.extend(Break(seq, "cut") for seq in sorted(known))
    head = session.execute(
        select(AuditHead.seq, AuditHead.digest).where(AuditHead.council_id == session.info[COUNCIL])
    ).first()
    if (head.seq, head.digest) != (expected - 1, previous) if head is not None else count:
        breaks.append(Break(head.seq if head is not None else 0, "head_differs"))
    return count, breaks


def head(session: Session) -> tuple[int, str]:
    """Return the newest ``seq`` and digest of the bound council, for publication elsewhere."""
    row = session.execute(
        select(AuditHead.seq, AuditHead.digest).where(AuditHead.council_id == session.info[COUNCIL])
    ).first()
    return (0, START) if row is None else (row.seq, row.digest)


def _entries(session: Session) -> Iterator[dict[str, Any]]:
    table = AuditEntry.__table__
    statement = select(table).where(table.c.council_id == session.info[COUNCIL]).order_by(table.c.seq)
    rows = session.connection().execute(statement, execution_options={"yield_per": 1000})
    for row in rows.mappings():
        yield dict(row)


__all__ = ["SYSTEM", "Author", "Break", "head", "record", "verify"]
