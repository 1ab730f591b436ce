"""Bindings of accounts to identities elsewhere, and codes that were shown."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base


class IdentityBinding(Base):
    """An account that a provider's lasting id stands for; global, as accounts are."""

    __tablename__ = "identity_bindings"
    __table_args__ = (UniqueConstraint("account_id", "provider"),)

    provider: Mapped[str] = mapped_column(String(24), primary_key=True)
    #: The provider's own id of the person; never a name or a number to call.
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    bound_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    bound_at: Mapped[datetime]


class IdentityCode(Base):
    """The digest of a code that was shown here once, kept until no provider would take it."""

    __tablename__ = "identity_codes"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    shown_at: Mapped[datetime]
