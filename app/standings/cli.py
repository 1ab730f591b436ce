"""What `lvzhi evaluate` and `lvzhi verify` do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.db import Database
from app.core.errors import Conflict, NotFound
from app.council.lookup import all_councils, council_id_of
from app.ledger import checks
from app.standings import queries, run
from app.standings.bodies import undecided
from app.standings.evaluation_year import replay

#: The software itself, acting from the shell; the audit chain shows it without an account.
SHELL = "00000000-0000-0000-0000-000000000000"


def shell_actor(council_id: str) -> Actor:
    """Return the actor of a command that the system administrator gives on the machine."""
    return Actor(SHELL, SHELL, council_id, SHELL, None, None, frozenset({"secretariat"}))


def evaluate(
    db: Database, code: str, year: int, in_force: bool, progress: Callable[[int, int, str], None]
) -> str:
    """Evaluate a duty year of a council; return the report in Chinese."""
    council_id = council_id_of(db, code)
    actor = shell_actor(council_id)

    def tick(done: int, total: int) -> None:
        progress(done, total, "计分")

    def tell(session: Session) -> str:
        if in_force:
            run.put_in_force(session, actor, run_id)
        row = queries.run(session, council_id, run_id)
        assert row is not None
        if row.state == "failed":
            raise Conflict(f"{year} 年度没有算成，请重新计分。", word="run_failed")
        state = "已生效" if in_force else "已完成，尚未生效"
        digest = row.result_digest[:16]
        told = f"{year} 年度：{row.subjects} 名委员，{state}。结果摘要 {digest}，计分编号 {run_id}。"
        return "\n".join([told, *undecided.warnings(session, row)])

    # A job stands behind it from the start: whatever ends this process, a worker goes on.
    run_id = db.write_now(run.start, actor, year, council=council_id)
    # Each step is on disk by itself: the server's own writers wait for one step at most.
    while db.write_now(run.step, council_id, run_id, progress=tick, council=council_id):
        pass
    return db.write_now(tell, council=council_id)


@dataclass(frozen=True, slots=True)
class Verified:
    """What the checks of one council found; ``breaks`` is empty when all is well."""

    code: str
    seq: int
    digest: str
    breaks: tuple[str, ...]
    text: str


def verify(db: Database, code: str | None, anchors: dict[str, Any]) -> list[Verified]:
    """Check audit chain, ledger, runs in force and sealed years of one council or of all."""
    found = [(name, id_) for name, id_ in all_councils(db) if code in (None, name)]
    if not found:
        raise NotFound(f"没有代码为“{code}”的政协。")
    return [db.read_now(_verify, name, anchors.get(name), council=id_) for name, id_ in found]


def _verify(session: Session, code: str, anchor: dict[str, Any] | None) -> Verified:
    council_id = session.info["council"]
    known = {int(anchor["seq"]): str(anchor["digest"])} if anchor else None
    entries, broken = audit.verify(session, known)
    lines, flaws = checks.check(session, council_id)
    runs = queries.runs_in_force(session, council_id)
    differing = [row.year for row in runs if not run.replay(session, council_id, row.id)]
    seq, digest = audit.head(session)
    breaks = (
        *(f"操作日志第 {b.seq} 条：{b.word}" for b in broken),
        *(f"台账第 {f.seq} 行：{f.word}" for f in flaws),
        *(f"{year} 年度得分重算不一致" for year in differing),
        *replay.broken(session, council_id),
    )
    state = "完好" if not breaks else ";".join(breaks[:20])
    text = f"{code}：操作日志 {entries} 条，台账 {lines} 行，生效计分 {len(runs)} 个，{state}。"
    return Verified(code, seq, digest, breaks, text)
