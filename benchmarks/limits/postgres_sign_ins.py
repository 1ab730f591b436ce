"""The limit of signing in on PostgreSQL: one statement a request does all of it."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from typing import Any

import asyncpg

from benchmarks.limits.postgres_reads import _nothing
from benchmarks.limits.shape import answer
from benchmarks.limits.shape import asked as query
from benchmarks.limits.sign_ins import read, told

_COUNCIL = os.environ["BENCH_COUNCIL"]
_pool: Any = None

_SIGN_IN = """
WITH held AS (
 SELECT s.id, c.title, s.name FROM sittings s
  JOIN activities a ON a.council_id = s.council_id AND a.id = s.activity_id AND a.state <> 'cancelled'
  JOIN claims c ON c.council_id = s.council_id AND c.id = s.activity_id
  JOIN invitations i ON i.council_id = s.council_id AND i.activity_id = s.activity_id AND i.member_id = $4
 WHERE s.council_id = $1 AND s.id = $3 AND s.roll_state = 'open'
), added AS (
 INSERT INTO sign_in_attempts (council_id, id, sitting_id, member_id, way, act, verdict, doubts, nonce,
  device, note, step, seen_at, received_at)
 SELECT $1, $2, id, $4, 'hall_code', 'in', 'accepted', '[]', $5, $6, '', $7, $8, $9 FROM held
 ON CONFLICT DO NOTHING
)
SELECT title, name FROM held"""


async def _start() -> None:
    global _pool
    # The server holds connections of this role to row security; the council is bound once on each.
    bound = {"app.council": _COUNCIL}
    _pool = await asyncpg.create_pool(
        os.environ["BENCH_URL"], min_size=4, max_size=4, reset=_nothing, server_settings=bound
    )


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Log one sign-in."""
    if scope["type"] == "lifespan":
        await receive()
        await _start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await asyncio.wait_for(_pool.close(), 2)
        await send({"type": "lifespan.shutdown.complete"})
        return
    one, member = await read(receive), query(scope["query_string"])["member"]
    row = (one.id, one.sitting, member, one.nonce, one.device, one.step, one.seen_at, datetime.now(UTC))
    async with _pool.acquire() as db:
        title, name = await db.fetchrow(_SIGN_IN, _COUNCIL, *row)
    await answer(send, told(one, title, name))
