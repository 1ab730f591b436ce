"""Feedback to the council's office, with its answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to


class Feedback(OfCouncil, Base):
    """One message about the software, from a seat; answered once by the office."""

    __tablename__ = "feedback"
    __table_args__ = of_council(
        points_to("seat_id", "seats"),
        Index("ix_feedback_seat", "council_id", "seat_id", "id"),
        Index("ix_feedback_answered", "council_id", "answered_at", "id"),
    )

    seat_id: Mapped[str] = mapped_column(IdType)
    text: Mapped[str] = mapped_column(Text)
    #: Where in the client it was written, and which build that was: the first two questions asked.
    page: Mapped[str] = mapped_column(String(200), default="")
    client: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str | None] = mapped_column(IdType)
    answered_at: Mapped[datetime | None]
