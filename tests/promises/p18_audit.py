"""P18: the audit chain cannot be changed unnoticed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.core import audit
from app.core.crypto import canonical, digest
from app.core.db import Database
from app.core.ids import new_id
from app.core.records import AuditEntry, AuditHead
from tests.promises.stage import Stage, backends, stage

TAMPERINGS, WRITERS, APPENDS, LINKS = 1000, 8, 250, 40
ENTRIES: Any
HEADS: Any
ENTRIES, HEADS = AuditEntry.__table__, AuditHead.__table__
Row = dict[str, Any]
Tamper = Callable[[Session, list[Row], random.Random], None]


class Undone(Exception):
    """Rolls one tampering back."""


def run(tamperings: int = TAMPERINGS) -> dict[str, Any]:
    """Tamper ``tamperings`` times on every database; each must be found, none on the honest chain."""
    judged, missed, figures = 0, Counter[str](), []
    for backend in backends():
        with stage(backend) as made:
            found, escaped = _tampered(made, tamperings, KINDS)
            appended = _appended(made)
            blind = _planted(made)
        judged += tamperings + WRITERS * APPENDS
        missed += escaped
        missed.update({"并发追加后校验不符": 0 if appended else 1, "预设缺陷未查出": 0 if blind else 1})
        figures.append(f"{backend} 查出 {found}/{tamperings}，并发追加 {WRITERS}×{APPENDS}，对照漏检 {blind}")
    return {
        "id": "P18",
        "what": "操作日志的任意改动（改、删、换、插、截尾、整链重写）都能查出",
        "judged": judged,
        "failed": sum(missed.values()),
        "figure": ";".join(figures),
        "failures": dict(missed),
    }


def _tampered(made: Stage, tamperings: int, kinds: dict[str, Tamper]) -> tuple[int, Counter[str]]:
    """Return how many tamperings were found, and which kinds were not."""
    council = _chain(made)
    turns, found, escaped = random.Random(18), 0, Counter[str]()
    with _attacker(made) as attacker:
        anchor = attacker.read_now(audit.head, council=council)
        count, breaks = attacker.read_now(audit.verify, {anchor[0]: anchor[1]}, council=council)
        if (count, breaks) != (LINKS, []):
            escaped["完好的链被误报"] += 1
        for number in range(tamperings):
            kind = list(kinds)[number % len(kinds)]
            if _found(attacker, council, anchor, kinds[kind], turns):
                found += 1
            else:
                escaped[kind] += 1
    return found, escaped


def _found(
    attacker: Database, council: str, anchor: tuple[int, str], tamper: Tamper, turns: random.Random
) -> bool:
    breaks: list[audit.Break] = []
    try:
        with attacker.transaction(council) as session:
            rows = [dict(row) for row in session.execute(_mine(council)).mappings()]
            tamper(session, rows, turns)
            breaks = audit.verify(session, {anchor[0]: anchor[1]})[1]
            raise Undone
    except Undone:
        return bool(breaks)


def _mine(council: str) -> Any:
    return select(ENTRIES).where(ENTRIES.c.council_id == council).order_by(ENTRIES.c.seq)


def _chain(made: Stage) -> str:
    house = made.house()
    for number in range(LINKS):
        house.write(
            audit.record, f"test:{number % 3}", "test", new_id(), before={"n": number}, after={"n": -number}
        )
    return house.council_id


@contextmanager
def _attacker(made: Stage) -> Iterator[Database]:
    """Somebody who owns the whole database: no guard, no row security, no triggers."""
    url = made.server.super_url if made.server else made.settings.database
    attacker = Database(url, pool_size=1, guarded=False)
    named = ["keep_audit_entries ON audit_entries"]
    if attacker.sqlite:
        named = ["keep_audit_entries_update", "keep_audit_entries_delete"]
    with attacker.transaction() as session:
        for name in named:
            session.connection().exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
    try:
        yield attacker
    finally:
        attacker.close()


def _other(value: Any, turns: random.Random, column: str) -> Any:
    """Return another value for a column than ``value``."""
    if column == "seq":
        return value + 1000
    if column == "at":
        return value + timedelta(microseconds=turns.choice((-1, 1, 10**6)))
    if column in {"before", "after"}:
        return turns.choice([None, {}, {"n": 10**6}, {**value, "m": 1}])
    if column in {"previous", "digest"}:
        return f"{turns.getrandbits(256):064x}"
    return new_id() if column in {"id", "account_id", "seat_id", "object_id"} else str(value) + "x"


def _set(session: Session, row: Row, **values: Any) -> None:
    here = (ENTRIES.c.council_id == row["council_id"], ENTRIES.c.id == row["id"])
    session.execute(update(ENTRIES).where(*here).values(**values))


def _edit(session: Session, rows: list[Row], turns: random.Random) -> None:
    row = turns.choice(rows)
    column = turns.choice([name for name in row if name != "council_id"])
    _set(session, row, **{column: _other(row[column], turns, column)})


def _edit_and_seal(session: Session, rows: list[Row], turns: random.Random) -> None:
    """Change an entry and compute its own digest anew, as somebody who knows the code would."""
    row = turns.choice(rows)
    column = turns.choice([name for name in row if name not in {"council_id", "id", "seq", "digest"}])
    changed = {**row, column: _other(row[column], turns, column)}
    _set(session, row, **{column: changed[column], "digest": audit.link_digest(changed)})


def _delete(session: Session, rows: list[Row], turns: random.Random) -> None:
    gone = turns.choice(rows)
    session.execute(
        delete(ENTRIES).where(ENTRIES.c.council_id == gone["council_id"], ENTRIES.c.id == gone["id"])
    )


def _move(session: Session, rows: list[Row], turns: random.Random) -> None:
    _set(session, turns.choice(rows), council_id=audit.SYSTEM)


def _swap(session: Session, rows: list[Row], turns: random.Random) -> None:
    one, other = turns.sample(rows, 2)
    _set(session, one, seq=10**6)
    _set(session, other, seq=one["seq"])
    _set(session, one, seq=other["seq"])


def _insert(session: Session, rows: list[Row], turns: random.Random) -> None:
    """Put an entry somewhere: linked to what stands before it, the later ones moved up by one."""
    place = turns.randrange(len(rows) + 1)
    for row in reversed(rows[place:]):
        _set(session, row, seq=row["seq"] + 1)
    previous = rows[place - 1]["digest"] if place else audit.START
    forged = {**turns.choice(rows), "id": new_id(), "seq": place + 1, "previous": previous}
    session.execute(insert(ENTRIES), [{**forged, "digest": audit.link_digest(forged)}])


def _cut(session: Session, rows: list[Row], turns: random.Random) -> None:
    """Cut the tail off and set the head back: only the published head knows."""
    kept = turns.randrange(len(rows))
    council = rows[0]["council_id"]
    session.execute(delete(ENTRIES).where(ENTRIES.c.council_id == council, ENTRIES.c.seq > kept))
    _set_head(session, council, kept, rows[kept - 1]["digest"] if kept else audit.START)


def _rewrite(session: Session, rows: list[Row], turns: random.Random) -> None:
    """Change one entry and compute every later link and the head anew."""
    first = turns.randrange(len(rows))
    previous = rows[first]["previous"]
    for row in rows[first:]:
        changed = {**row, "previous": previous}
        if row is rows[first]:
            changed["action"] = "test:forged"
        changed["digest"] = previous = audit.link_digest(changed)
        _set(session, row, action=changed["action"], previous=changed["previous"], digest=previous)
    _set_head(session, rows[0]["council_id"], len(rows), previous)


def _set_head(session: Session, council: str, seq: int, newest: str) -> None:
    session.execute(update(HEADS).where(HEADS.c.council_id == council).values(seq=seq, digest=newest))


KINDS: dict[str, Tamper] = {
    "改": _edit,
    "改并重算摘要": _edit_and_seal,
    "删": _delete,
    "移": _move,
    "换": _swap,
    "插": _insert,
    "截尾": _cut,
    "整链重写": _rewrite,
}


def _appended(made: Stage) -> bool:
    """Tell whether 8 concurrent writers leave one whole chain."""
    house = made.house()
    database = Database(made.settings.database, pool_size=WRITERS, secret=made.settings.secret)

    def append(session: Session) -> None:
        for number in range(10):
            audit.record(session, "test:append", "test", None, after={"n": number})

    def work(_: int) -> None:
        for _ in range(APPENDS // 10):
            database.write_now(append, council=house.council_id)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(work, range(WRITERS)))
    database.close()
    return house.read(audit.verify) == (WRITERS * APPENDS, [])  # type: ignore[no-any-return]


def _planted(made: Stage, tamperings: int = 50) -> int:
    """Return how many edits of ``after`` escape a digest that forgets it: none means a blind harness."""

    def edit_after(session: Session, rows: list[Row], turns: random.Random) -> None:
        _set(session, turns.choice(rows), after={"forged": turns.random() > 0})

    def forgetful(entry: Row) -> str:
        said = {key: str(entry[key]) for key in sorted(entry) if key not in {"digest", "after", "at"}}
        return digest(canonical(said))

    honest, audit.link_digest = audit.link_digest, forgetful
    try:
        return tamperings - _tampered(made, tamperings, {"改": edit_after})[0]
    finally:
        audit.link_digest = honest
