"""Statements behind a claim's course."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.models import Account
from app.core.db.base import AnyRow
from app.core.records import AuditEntry


def steps(session: Session, council_id: str, claim_id: str) -> list[AnyRow]:
    """Return the audited acts on a claim with who acted, oldest first."""
    statement = (
        select(
            AuditEntry.at, AuditEntry.action, AuditEntry.after, AuditEntry.account_id, Account.display_name
        )
        .outerjoin(Account, Account.id == AuditEntry.account_id)
        .where(AuditEntry.council_id == council_id, AuditEntry.object_id == claim_id)
        .order_by(AuditEntry.seq)
    )
    return list(session.execute(statement).all())


def people(session: Session, account_ids: list[str]) -> dict[str, str]:
    """Return the names of accounts."""
    statement = select(Account.id, Account.display_name).where(Account.id.in_(account_ids))
    return {row.id: row.display_name for row in session.execute(statement)}
