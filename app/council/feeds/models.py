"""Who subscribed to the own calendar; the token itself is never kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to


class CalendarFeed(OfCouncil, Base):
    """A member's calendar feed; it is gone when revoked, and replaced when made anew."""

    __tablename__ = "calendar_feeds"
    __table_args__ = of_council(
        points_to("seat_id", "seats"),
        UniqueConstraint("council_id", "seat_id"),
        UniqueConstraint("council_id", "digest"),
    )

    seat_id: Mapped[str] = mapped_column(IdType)
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
