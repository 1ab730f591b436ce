"""Imports a table from the command line, in the office's two steps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.permissions import ROLES
from app.core.audit import SYSTEM
from app.core.db import Database
from app.core.errors import NotFound
from app.council import queries
from app.council.imports import roster, service  # noqa: F401
from app.council.imports.kind import kind_of
from app.council.imports.schemas import ImportOut
from app.council.imports.show import show


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the file.

    Args:
        preview: Counts and everything that is wrong, as the page shows it.
        committed: Whether the rows are written now.
    """

    preview: ImportOut
    committed: bool

    @property
    def errors(self) -> int:
        """How many places are wrong."""
        return self.preview.counts.errors

    @property
    def text(self) -> str:
        """The report in Chinese, errors one to a line."""
        counts = self.preview.counts
        head = (
            f"{self.preview.title}：共 {counts.rows} 行，新增 {counts.new}，变动 {counts.changed}，"
            f"无变化 {counts.unchanged}，有误 {counts.wrong}。"
        )
        errors = [f"  {error.where} {error.sentence}" for error in self.preview.errors]
        notices = [f"  提示 {notice.where} {notice.sentence}" for notice in self.preview.notices]
        if self.committed:
            tail = "已提交。"
        elif counts.errors:
            tail = f"有 {counts.errors} 处错误，没有写入任何内容。"
        else:
            tail = "仅预览，没有写入；加 --commit 提交。"
        return "\n".join([head, *errors, *notices, tail])


def run(db: Database, council_code: str, kind: str, path: Path, commit: bool) -> Report:
    """Preview a file for a council and, when nothing is wrong and ``commit``, write it.

    Args:
        kind: Word of the kind, e.g. ``roster``.

    Raises:
        NotFound: no such council or kind.
        Problem: the file cannot be read; see ``core.sheets.read_table``.
    """
    try:
        wanted = kind_of(kind)
    except KeyError:
        raise NotFound(f"没有“{kind}”这种导入。", word="unknown_kind") from None
    council = db.read_now(queries.council_by_code, council_code)
    if council is None or council.level == "system":
        raise NotFound(f"没有代码为“{council_code}”的政协。", word="unknown_council")
    upload = service.read_upload(wanted, path.read_bytes(), path.name)
    actor = Actor(SYSTEM, SYSTEM, council.id, SYSTEM, None, None, frozenset(ROLES))

    def work(session: Session) -> Report:
        batch_id = service.preview(session, actor, upload)
        shown = show(session, actor, batch_id, limit=1)
        if not commit or shown.counts.errors:
            service.discard(session, actor, batch_id)
            return Report(shown, committed=False)
        service.commit(session, actor, batch_id)
        return Report(shown, committed=True)

    return db.write_now(work, council=council.id)
