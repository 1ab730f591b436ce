"""Who keeps contact with whom, and visits."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

KINDS = ("visit", "sick", "hardship", "birthday", "congratulation", "talk")


class CareLink(OfCouncil, Base):
    """A leader keeps contact with a member from a day to a day."""

    __tablename__ = "care_links"
    __table_args__ = of_council(
        points_to("leader_id", "members"),
        points_to("member_id", "members"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="dates"),
        Index("ix_care_links_member", "council_id", "member_id"),
        Index("ix_care_links_leader", "council_id", "leader_id"),
    )

    leader_id: Mapped[str] = mapped_column(IdType)
    member_id: Mapped[str] = mapped_column(IdType)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    created_by: Mapped[str] = mapped_column(IdType)
    created_at: Mapped[datetime]


class CareVisit(OfCouncil, Base):
    """One visit, talk or gift of attention; what was noted and promised is sealed."""

    __tablename__ = "care_visits"
    __table_args__ = of_council(
        points_to("member_id", "members"),
        points_to("visitor_id", "members"),
        words("kind", KINDS),
        Index("ix_care_visits_member", "council_id", "member_id", "on_day"),
        Index("ix_care_visits_day", "council_id", "on_day", "id"),
        Index("ix_care_visits_follow_up", "council_id", "follow_up_on"),
    )

    member_id: Mapped[str] = mapped_column(IdType)
    kind: Mapped[str] = mapped_column(String(16))
    on_day: Mapped[date]
    #: The leader who came, when it is a member; others stand in ``visitor``.
    visitor_id: Mapped[str | None] = mapped_column(IdType)
    visitor: Mapped[str] = mapped_column(String(100), default="")
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    follow_up_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    follow_up_on: Mapped[date | None]
    followed_up_at: Mapped[datetime | None]
    #: When the notes were removed because their time had passed.
    blanked_at: Mapped[datetime | None]
    #: Entered by mistake: counts no more.
    struck_at: Mapped[datetime | None]
    recorded_by: Mapped[str] = mapped_column(IdType)
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
