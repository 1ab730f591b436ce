"""The limit on SQLite: bare ASGI, the raw driver on the event loop, orjson."""

from __future__ import annotations

import os
from typing import Any

from app.core.db.engine import sqlite_module
from benchmarks.limits.shape import answer, asked, dossier, standings

_db = sqlite_module().connect(os.environ["BENCH_URL"].removeprefix("sqlite:///"), isolation_level=None)
_db.execute("PRAGMA cache_size=-65536")
_db.execute("PRAGMA mmap_size=268435456")
_council = os.environ["BENCH_COUNCIL"].replace("-", "")


def _id(column: str) -> str:
    """Return SQL that writes 32 digits with their hyphens: faster there than in Python."""
    parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    return f"concat_ws('-',{','.join(f'substr({column},{start},{length})' for start, length in parts)})"


_HEAD = f"""
SELECT {_id("m.id")}, m.number, m.name, m.sex, m.ethnic_group, m.party, m.employer, m.title, m.education,
 m.speciality, (SELECT seq FROM ledger_heads WHERE council_id = m.council_id),
 (SELECT json_group_array(year) FROM (SELECT year FROM duty_years WHERE council_id = m.council_id
   ORDER BY year DESC)), s.trace
FROM members m JOIN runs r ON r.council_id = m.council_id AND r.year = ? AND r.state = 'in_force'
 JOIN scorecards s ON s.council_id = r.council_id AND s.run_id = r.id AND s.member_id = m.id
WHERE m.council_id = ? AND m.id = ?"""
_PLACES = """
SELECT p.unit_kind AS kind, u.name, p.role, p.starts_on, p.ends_on FROM placements p
 JOIN units u ON u.council_id = p.council_id AND u.id = p.unit_id
 WHERE p.council_id = ?1 AND p.member_id = ?2
UNION ALL SELECT 'post', post, '', starts_on, ends_on FROM posts WHERE council_id = ?1 AND member_id = ?2
ORDER BY kind, starts_on"""
_RECORDS = f"""
SELECT {_id("d.id")}, {_id("d.claim_id")}, c.title, d.occurred_on, d.fact, d.type, d.status, d.role,
 d.level, d.quantity FROM duty_records d
 JOIN claims c ON c.council_id = d.council_id AND c.id = d.claim_id
WHERE d.council_id = ? AND d.member_id = ? AND d.year = ? AND d.reverses_id IS NULL AND NOT EXISTS
 (SELECT 1 FROM duty_records r WHERE r.council_id = d.council_id AND r.reverses_id = d.id)
ORDER BY d.occurred_on DESC, d.seq DESC"""
_RUN = f"""
SELECT {_id("id")}, year, state, {_id("scheme_id")}, scheme_digest, ledger_seq, subjects, done, result_digest,
 replace(started_at, ' ', 'T')||'Z', replace(finished_at, ' ', 'T')||'Z', version, id FROM runs
WHERE council_id = ? AND year = ? AND state = 'in_force'"""
_TABLE = f"""
SELECT s.place, {_id("s.member_id")}, m.number, m.name, s.points, s.grade,
 row_number() OVER (ORDER BY m.stroke_key, m.id) FROM scorecards s
 JOIN members m ON m.council_id = s.council_id AND m.id = s.member_id
WHERE s.council_id = ? AND s.run_id = ? ORDER BY s.place, m.stroke_key, m.id"""


async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Serve the two reads."""
    given = asked(scope["query_string"])
    year = int(given["year"])
    if scope["path"] == "/standings":
        *run, run_id = _db.execute(_RUN, (_council, year)).fetchone()
        await answer(send, standings(run, _db.execute(_TABLE, (_council, run_id))))
        return
    member = given["member"]
    head = _db.execute(_HEAD, (year, _council, member)).fetchone()
    places = _db.execute(_PLACES, (_council, member))
    records = _db.execute(_RECORDS, (_council, member, year)).fetchall()
    await answer(send, dossier(year, head, places, records))
