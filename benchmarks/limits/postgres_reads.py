"""The limit on PostgreSQL: bare ASGI, the raw driver in autocommit, orjson."""

from __future__ import annotations

import asyncio
import os
from typing import Any

import asyncpg

from benchmarks.limits.shape import answer, asked, dossier, standings

_COUNCIL = os.environ["BENCH_COUNCIL"]
_pool: Any = None

_HEAD = """
SELECT m.id::text, m.number, m.name, m.sex, m.ethnic_group, m.party, m.employer, m.title, m.education,
 m.speciality, (SELECT seq FROM ledger_heads WHERE council_id = m.council_id),
 (SELECT json_agg(year ORDER BY year DESC) FROM duty_years WHERE council_id = m.council_id), s.trace
FROM members m JOIN runs r ON r.council_id = m.council_id AND r.year = $1 AND r.state = 'in_force'
 JOIN scorecards s ON s.council_id = r.council_id AND s.run_id = r.id AND s.member_id = m.id
WHERE m.council_id = $2 AND m.id = $3"""
_PLACES = """
SELECT p.unit_kind AS kind, u.name, p.role, p.starts_on, p.ends_on FROM placements p
 JOIN units u ON u.council_id = p.council_id AND u.id = p.unit_id
 WHERE p.council_id = $1 AND p.member_id = $2
UNION ALL SELECT 'post', post, '', starts_on, ends_on FROM posts WHERE council_id = $1 AND member_id = $2
ORDER BY kind, starts_on"""
_RECORDS = """
SELECT d.id::text, d.claim_id::text, c.title, d.occurred_on, d.fact, d.type, d.status, d.role, d.level,
 d.quantity FROM duty_records d JOIN claims c ON c.council_id = d.council_id AND c.id = d.claim_id
WHERE d.council_id = $1 AND d.member_id = $2 AND d.year = $3 AND d.reverses_id IS NULL AND NOT EXISTS
 (SELECT 1 FROM duty_records r WHERE r.council_id = d.council_id AND r.reverses_id = d.id)
ORDER BY d.occurred_on DESC, d.seq DESC"""
_RUN = """
SELECT id::text, year, state, scheme_id::text, scheme_digest, ledger_seq, subjects, done, result_digest,
 started_at, finished_at, version FROM runs WHERE council_id = $1 AND year = $2 AND state = 'in_force'"""
_TABLE = """
SELECT s.place, s.member_id::text, m.number, m.name, s.points, s.grade,
 row_number() OVER (ORDER BY m.stroke_key, m.id) FROM scorecards s
 JOIN members m ON m.council_id = s.council_id AND m.id = s.member_id
WHERE s.council_id = $1 AND s.run_id = $2 ORDER BY s.place, m.stroke_key, m.id"""


async def _nothing(connection: Any) -> None:
    """Spare the round trip that tidies up a connection on its way back."""


async def _start() -> None:
    global _pool
    # The owner's rows are seen only with the council bound, once per connection here.
    bound = {"app.council": _COUNCIL}
    _pool = await asyncpg.create_pool(
        os.environ["BENCH_URL"], min_size=4, max_size=4, reset=_nothing, server_settings=bound
    )


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Serve the two reads."""
    if scope["type"] == "lifespan":
        await receive()
        await _start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await asyncio.wait_for(_pool.close(), 2)
        await send({"type": "lifespan.shutdown.complete"})
        return
    given = asked(scope["query_string"])
    year = int(given["year"])
    async with _pool.acquire() as db:
        if scope["path"] == "/standings":
            run = await db.fetchrow(_RUN, _COUNCIL, year)
            body = standings(tuple(run), await db.fetch(_TABLE, _COUNCIL, run[0]))
        else:
            member = given["member"]
            head = await db.fetchrow(_HEAD, year, _COUNCIL, member)
            places = await db.fetch(_PLACES, _COUNCIL, member)
            body = dossier(year, tuple(head), places, await db.fetch(_RECORDS, _COUNCIL, member, year))
    await answer(send, body)
