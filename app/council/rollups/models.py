"""Grants to superior councils, and what was received by grant."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to


class RollupGrant(OfCouncil, Base):
    """What a council decided to let a superior council see: aggregates of its running year."""

    __tablename__ = "rollup_grants"
    __table_args__ = of_council(
        points_to("partner_id", "partners"), UniqueConstraint("council_id", "partner_id")
    )

    partner_id: Mapped[str] = mapped_column(IdType)
    #: The superior council of this installation that the partner is.
    superior_id: Mapped[str] = mapped_column(IdType)
    #: On what ground: which body agreed, on what day.
    basis: Mapped[str] = mapped_column(String(200))
    granted_by: Mapped[str] = mapped_column(IdType)
    granted_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    sent_on: Mapped[date | None]
    #: Counts what was sent, a revocation too: the newer one wins wherever they arrive.
    version: Mapped[int] = mapped_column(default=0)


class RollupReceipt(OfCouncil, Base):
    """The newest document of a subordinate council; empty once it was revoked."""

    __tablename__ = "rollup_receipts"
    __table_args__ = of_council(UniqueConstraint("council_id", "origin_council_id"))

    origin_council_id: Mapped[str] = mapped_column(IdType)
    origin_version: Mapped[int]
    origin_name: Mapped[str] = mapped_column(String(100))
    revoked: Mapped[bool] = mapped_column(default=False)
    body: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]
