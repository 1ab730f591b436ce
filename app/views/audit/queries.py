"""Statements behind the audit list."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.models import Account
from app.core.db.base import AnyRow
from app.core.records import AuditEntry
from app.council.models import Council


def page(
    session: Session,
    council_id: str,
    *,
    object_kind: str | None,
    object_id: str | None,
    action: str | None,
    account_id: str | None,
    since: datetime | None,
    until: datetime | None,
    before_seq: int | None,
    limit: int,
) -> list[AnyRow]:
    """Return entries of the chain with the names of those who acted, newest first.

    Args:
        since, until: From the one moment on, and before the other.
    """
    columns = AuditEntry.__table__.columns
    statement = (
        select(*columns, Account.display_name.label("account"))
        .outerjoin(Account, Account.id == AuditEntry.account_id)
        .where(AuditEntry.council_id == council_id)
    )
    if account_id is not None:
        statement = statement.where(AuditEntry.account_id == account_id)
    if since is not None:
        statement = statement.where(AuditEntry.at >= since)
    if until is not None:
        statement = statement.where(AuditEntry.at < until)
    if object_kind is not None:
        statement = statement.where(AuditEntry.object_kind == object_kind)
    if object_id is not None:
        statement = statement.where(AuditEntry.object_id == object_id)
    if action is not None:
        statement = statement.where(AuditEntry.action == action)
    if before_seq is not None:
        statement = statement.where(AuditEntry.seq < before_seq)
    return list(session.execute(statement.order_by(AuditEntry.seq.desc()).limit(limit)).all())


def council_code(session: Session, council_id: str) -> str:
    """Return the council's short code."""
    return session.scalars(select(Council.code).where(Council.id == council_id)).one()
