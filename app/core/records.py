"""Tables of the ground: audit chain, request keys, outbox, jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, words


class AuditEntry(OfCouncil, Base):
    """One link of a council's audit chain; never updated or deleted."""

    __tablename__ = "audit_entries"
    __table_args__ = of_council(
        UniqueConstraint("council_id", "seq"),
        Index("ix_audit_entries_object", "council_id", "object_id"),
    )

    seq: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    account_id: Mapped[str | None] = mapped_column(IdType)
    seat_id: Mapped[str | None] = mapped_column(IdType)
    action: Mapped[str] = mapped_column(String(64))
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str | None] = mapped_column(IdType)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The newest link of each council's chain; locked while appending."""

    __tablename__ = "audit_heads"
    __table_args__ = of_council()

    council_id: Mapped[str] = mapped_column(IdType, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(64))


class RequestKey(OfCouncil, Base):
    """What a request with an ``Idempotency-Key`` made, so that a repeat re-reads it."""

    __tablename__ = "request_keys"
    __table_args__ = of_council(
        UniqueConstraint("council_id", "scope", "key"),
        Index("ix_request_keys_at", "council_id", "at"),
    )

    scope: Mapped[str] = mapped_column(String(120))
    key: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    resource_id: Mapped[str] = mapped_column(IdType)
    at: Mapped[datetime]


JOB_STATES = ("waiting", "running", "done", "failed")


class Job(OfCouncil, Base):
    """Work for later or for another council: the outbox and the long runs."""

    __tablename__ = "jobs"
    __table_args__ = of_council(
        words("state", JOB_STATES),
        Index("ix_jobs_state", "council_id", "state", "run_at"),
    )

    kind: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(16), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    progress: Mapped[int] = mapped_column(default=0)
    run_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(IdType)
    created_at: Mapped[datetime]
    error: Mapped[str | None] = mapped_column(Text)
