"""The limit of signing in on SQLite: one transaction a request, on disk, on the event loop."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

from app.core.db.engine import sqlite_module
from benchmarks.limits.shape import answer
from benchmarks.limits.shape import asked as query
from benchmarks.limits.sign_ins import read, told

_db = sqlite_module().connect(os.environ["BENCH_URL"].removeprefix("sqlite:///"), isolation_level=None)
for _pragma in ("synchronous=FULL", "foreign_keys=ON", "cache_size=-65536", "mmap_size=268435456"):
    _db.execute(f"PRAGMA {_pragma}")
_council = os.environ["BENCH_COUNCIL"].replace("-", "")

_SITTING = """
SELECT c.title, s.name FROM sittings s
 JOIN activities a ON a.council_id = s.council_id AND a.id = s.activity_id AND a.state <> 'cancelled'
 JOIN claims c ON c.council_id = s.council_id AND c.id = s.activity_id
 JOIN invitations i ON i.council_id = s.council_id AND i.activity_id = s.activity_id AND i.member_id = ?3
WHERE s.council_id = ?1 AND s.id = ?2 AND s.roll_state = 'open'"""
_ADD = """
INSERT INTO sign_in_attempts (council_id, id, sitting_id, member_id, way, act, verdict, doubts, nonce, device,
 note, step, seen_at, received_at)
 VALUES (?, ?, ?, ?, 'hall_code', 'in', 'accepted', '[]', ?, ?, '', ?, ?, ?)
ON CONFLICT DO NOTHING"""


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Log one sign-in."""
    one, member = await read(receive), query(scope["query_string"])["member"]
    sitting = one.sitting.replace("-", "")
    _db.execute("BEGIN IMMEDIATE")
    title, name = _db.execute(_SITTING, (_council, sitting, member)).fetchone()
    times = str(one.seen_at.replace(tzinfo=None)), str(datetime.now(UTC).replace(tzinfo=None))
    row = (_council, one.id.replace("-", ""), sitting, member, one.nonce, one.device, one.step, *times)
    _db.execute(_ADD, row)
    _db.execute("COMMIT")
    await answer(send, told(one, title, name))
