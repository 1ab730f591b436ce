"""Statements on bindings and shown codes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.access.identity.models import IdentityBinding, IdentityCode
from app.core import clock


def bound(session: Session, provider: str, subject: str) -> IdentityBinding | None:
    """Return the binding of a provider's id."""
    return session.get(IdentityBinding, (provider, subject))


def of_account(session: Session, account_id: str) -> list[IdentityBinding]:
    """Return the bindings of an account."""
    statement = select(IdentityBinding).where(IdentityBinding.account_id == account_id)
    return list(session.scalars(statement.order_by(IdentityBinding.provider)))


def code(session: Session, digest: str) -> IdentityCode | None:
    """Return the note that a code was shown."""
    return session.get(IdentityCode, digest)


def add_code(session: Session, digest: str) -> bool:
    """Note a code; tell whether it was not there yet, however many ask at once."""
    upsert = postgresql.insert if session.connection().dialect.name == "postgresql" else sqlite.insert
    statement = upsert(IdentityCode).values(digest=digest, shown_at=clock.now())
    done = session.execute(statement.on_conflict_do_nothing().returning(IdentityCode.digest))
    return done.first() is not None


def forget_codes(session: Session, before: datetime) -> None:
    """Drop codes that no provider would take any more."""
    session.execute(delete(IdentityCode).where(IdentityCode.shown_at < before))
