"""Days marked as worked or off, against the week."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, OfCouncil, of_council


class WorkingDay(OfCouncil, Base):
    """One day that the office marked: worked though a weekend, or off though not."""

    __tablename__ = "working_days"
    __table_args__ = of_council(
        UniqueConstraint("council_id", "day"),
        Index("ix_working_days_year", "council_id", "year"),
    )

    year: Mapped[int]
    day: Mapped[date]
    works: Mapped[bool]
    note: Mapped[str] = mapped_column(String(60), default="")
