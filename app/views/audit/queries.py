"""Statements behind the audit list."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.records import AuditEntry
from app.council.models import Council


def page(
    session: Session,
    council_id: str,
    *,
    object_kind: str | None,
    object_id: str | None,
    action: str | None,
    before_seq: int | None,
    limit: int,
) -> list[AuditEntry]:
    """Return entries of the chain, newest first."""
    statement = select(AuditEntry).where(AuditEntry.council_id == council_id)
    if object_kind is not None:
        statement = statement.where(AuditEntry.object_kind == object_kind)
    if object_id is not None:
        statement = statement.where(AuditEntry.object_id == object_id)
    if action is not None:
        statement = statement.where(AuditEntry.action == action)
    if before_seq is not None:
        statement = statement.where(AuditEntry.seq < before_seq)
    return list(session.scalars(statement.order_by(AuditEntry.seq.desc()).limit(limit)))


def council_code(session: Session, council_id: str) -> str:
    """Return the council's short code."""
    return session.scalars(select(Council.code).where(Council.id == council_id)).one()
