"""Objections to lines of results."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

STATES = ("open", "upheld", "rejected", "withdrawn")


class Objection(OfCouncil, Base):
    """A member's doubt about one line of the result in force, and what was decided.

    Once decided or withdrawn it is never changed; another doubt is another row.
    """

    __tablename__ = "objections"
    __table_args__ = of_council(
        points_to("member_id", "members"),
        points_to("run_id", "runs"),
        points_to("section_id", "units"),
        words("state", STATES),
        Index("ix_objections_member", "council_id", "member_id", "id"),
        Index("ix_objections_state", "council_id", "state", "due_on"),
        Index(
            "uq_objections_open",
            "council_id",
            "run_id",
            "member_id",
            "item",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    member_id: Mapped[str] = mapped_column(IdType)
    year: Mapped[int]
    run_id: Mapped[str] = mapped_column(IdType)
    #: The line of the receipt.
    item: Mapped[str] = mapped_column(String(60))
    #: The record in it that is doubted, if it is one.
    record_id: Mapped[str | None] = mapped_column(IdType)
    #: Who answers; without one, the office.
    section_id: Mapped[str | None] = mapped_column(IdType)
    state: Mapped[str] = mapped_column(String(16), default="open")
    reason: Mapped[str] = mapped_column(Text)
    opened_by: Mapped[str] = mapped_column(IdType)
    opened_at: Mapped[datetime]
    due_on: Mapped[date]
    decision: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[str | None] = mapped_column(IdType)
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
