"""Proposals (提案): filing, outcomes, satisfaction."""

from __future__ import annotations

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, OfCouncil, of_council, points_to, words

FORMS = ("personal", "joint", "collective")
FILINGS = ("pending", "filed", "not_filed", "merged", "converted")
OUTCOMES = (
    "key",
    "excellent",
    "forwarded_province",
    "forwarded_national",
    "listed_speech",
    "handled",
)
SATISFACTIONS = ("unrated", "satisfied", "basically_satisfied", "dissatisfied")


class Proposal(OfCouncil, Base):
    """A proposal; its claim (same id) carries title, lead member and lifecycle."""

    __tablename__ = "proposals"
    __table_args__ = of_council(
        points_to("id", "claims"),
        words("form", FORMS),
        words("filing", FILINGS),
        words("process_satisfaction", SATISFACTIONS),
        words("result_satisfaction", SATISFACTIONS),
        UniqueConstraint("council_id", "number"),
        Index("ix_proposals_filing", "council_id", "filing"),
    )

    number: Mapped[str | None] = mapped_column(String(40))
    form: Mapped[str] = mapped_column(String(16))
    body: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(String(40), default="")
    livelihood: Mapped[bool] = mapped_column(default=False)
    plenary: Mapped[bool] = mapped_column(default=False)
    filing: Mapped[str] = mapped_column(String(16), default="pending")
    filing_reason: Mapped[str] = mapped_column(Text, default="")
    outcomes: Mapped[list[str]]
    handling_unit: Mapped[str] = mapped_column(String(100), default="")
    process_satisfaction: Mapped[str] = mapped_column(String(24), default="unrated")
    result_satisfaction: Mapped[str] = mapped_column(String(24), default="unrated")
