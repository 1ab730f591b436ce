"""Requests to correct one's own base facts, with their answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

FIELDS = (
    "name", "sex", "ethnic_group", "party", "birth_date", "education", "employer", "title", "speciality",
    "mobile",
)  # fmt: skip
STATES = ("open", "accepted", "refused", "withdrawn")


class CorrectionRequest(OfCouncil, Base):
    """One fact that a member says is wrong, and what is right; answered once by the office."""

    __tablename__ = "correction_requests"
    __table_args__ = of_council(
        points_to("member_id", "members"),
        words("field", FIELDS),
        words("state", STATES),
        Index("ix_correction_requests_member", "council_id", "member_id", "id"),
        Index("ix_correction_requests_state", "council_id", "state", "id"),
        Index(
            "uq_correction_requests_open",
            "council_id",
            "member_id",
            "field",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    member_id: Mapped[str] = mapped_column(IdType)
    field: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default="open")
    #: What is right, sealed as the member's mobile is; nothing after an erasure.
    value_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: Keyed digest of the fact as it stood, by which a change meanwhile is noticed.
    was: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(500), default="")
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(String(500), default="")
    decided_by: Mapped[str | None] = mapped_column(IdType)
    decided_at: Mapped[datetime | None]
