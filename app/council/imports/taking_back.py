"""Take a whole committed import back within a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict
from app.council.imports.kind import NEW, kind_of
from app.council.imports.service import owned
from app.council.models import ImportBatch

#: As long as a clerk remembers what was handed in; later, single records are withdrawn.
WITHIN = timedelta(hours=24)


def until(batch: ImportBatch) -> datetime | None:
    """Return until when the import may be taken back, None when it never may or was already."""
    if batch.committed_at is None or batch.taken_back_at is not None or not _added(batch):
        return None
    return batch.committed_at + WITHIN if kind_of(batch.kind).take_back else None


def take_back(session: Session, actor: Actor, batch_id: str) -> str:
    """Withdraw everything the import added, all or nothing; a second time nothing happens.

    Raises:
        NotFound: not there, or another council's.
        Conflict: ``not_committed``, ``never_taken_back`` (a roster), ``too_late``, or ``touched``.
    """
    batch = owned(session, actor, batch_id, lock=True)
    if batch.taken_back_at is not None:
        return batch.id
    if batch.state != "committed":
        raise Conflict("这次导入没有写入，不用撤回。", word="not_committed")
    verb = kind_of(batch.kind).take_back
    if verb is None:
        raise Conflict("名册的导入不能整批撤回，请逐名更正。", word="never_taken_back")
    last = until(batch)
    if last is None or clock.now() > last:
        raise Conflict("已超过 24 小时，请逐条撤回。", word="too_late")
    added = _added(batch)
    verb(session, actor, added)
    batch.taken_back_at = clock.now()
    session.flush()
    audit.record(session, "import:take_back", "import", batch.id, after={"withdrawn": added})
    return batch.id


def _added(batch: ImportBatch) -> list[str]:
    return [row["thing"] for row in batch.rows["rows"] if row["verdict"] == NEW and row.get("thing")]
