"""Duty records: append-only, the only thing scoring reads."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to


class DutyRecord(OfCouncil, Base):
    """One verified fact about one subject, or the reversal of an earlier record.

    Holds ids and words, never names. ``seq`` numbers a council's records without gaps, so a cut-off
    is one integer. ``quantity`` counts in the unit of the fact (pieces, characters, person-times, fen).
    """

    __tablename__ = "duty_records"
    __table_args__ = of_council(
        points_to("member_id", "members"),
        points_to("unit_id", "units"),
        points_to("section_id", "units"),
        points_to("claim_id", "claims"),
        points_to("reverses_id", "duty_records"),
        UniqueConstraint("council_id", "seq"),
        CheckConstraint("member_id IS NULL OR unit_id IS NULL", name="one_subject"),
        # Reversals only: over all records, SQLite would read the whole ledger to find the unreversed.
        Index(
            "uq_duty_records_reverses",
            "council_id",
            "reverses_id",
            unique=True,
            sqlite_where=text("reverses_id IS NOT NULL"),
            postgresql_where=text("reverses_id IS NOT NULL"),
        ),
        Index("ix_duty_records_member", "council_id", "member_id", "year"),
        Index(
            "ix_duty_records_unit",
            "council_id",
            "unit_id",
            "year",
            sqlite_where=text("unit_id IS NOT NULL"),
            postgresql_where=text("unit_id IS NOT NULL"),
        ),
        Index("ix_duty_records_claim", "council_id", "claim_id"),
        Index("ix_duty_records_fact", "council_id", "year", "fact", "type"),
    )

    seq: Mapped[int] = mapped_column(BigInteger)
    member_id: Mapped[str | None] = mapped_column(IdType)
    unit_id: Mapped[str | None] = mapped_column(IdType)
    year: Mapped[int]
    occurred_on: Mapped[date]
    fact: Mapped[str] = mapped_column(String(24))
    type: Mapped[str] = mapped_column(String(40), default="")
    status: Mapped[str] = mapped_column(String(24), default="")
    role: Mapped[str] = mapped_column(String(24), default="")
    level: Mapped[str] = mapped_column(String(16), default="")
    quantity: Mapped[int] = mapped_column(BigInteger, default=1)
    attrs: Mapped[dict[str, Any]]
    claim_id: Mapped[str] = mapped_column(IdType)
    section_id: Mapped[str] = mapped_column(IdType)
    posted_by: Mapped[str] = mapped_column(IdType)
    posted_at: Mapped[datetime]
    reverses_id: Mapped[str | None] = mapped_column(IdType)
    #: Why a record was reversed; empty on ordinary records.
    reason: Mapped[str] = mapped_column(String(200), default="")


class LedgerHead(Base):
    """The newest ``seq`` of each council's ledger; locked while posting."""

    __tablename__ = "ledger_heads"
    __table_args__ = of_council()

    council_id: Mapped[str] = mapped_column(IdType, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
