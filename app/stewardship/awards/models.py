"""Awards and who was recommended for them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

KINDS = ("excellent_member", "excellent_proposal", "excellent_opinion", "duty_star", "other_award")
STAGES = ("recommend", "papers", "panel", "published", "cancelled")
LEVELS = ("county", "prefecture", "province", "national")
RANKS = ("special", "first", "second", "third", "excellent", "other")
QUOTA_OF = ("members", "proposals", "opinions")
PAPERS = ("pending", "fit", "unfit")


class Award(OfCouncil, Base):
    """One award of one year: its quota, who is excluded, and what the body chose."""

    __tablename__ = "awards"
    __table_args__ = of_council(
        points_to("section_id", "units"),
        words("kind", KINDS),
        words("stage", STAGES),
        words("level", LEVELS),
        words("rank", RANKS),
        words("quota_of", QUOTA_OF),
        CheckConstraint("seats IS NULL OR chosen <= seats", name="within_quota"),
        Index("ix_awards_year", "council_id", "year", "id"),
    )

    year: Mapped[int]
    kind: Mapped[str] = mapped_column(String(24))
    title: Mapped[str] = mapped_column(String(100))
    by: Mapped[str] = mapped_column(String(100))
    level: Mapped[str] = mapped_column(String(16))
    rank: Mapped[str] = mapped_column(String(16), default="excellent")
    quota_count: Mapped[int | None]
    quota_percent: Mapped[int | None]
    quota_of: Mapped[str] = mapped_column(String(16), default="members")
    #: Posts whose holders do not take part.
    excluded_posts: Mapped[list[str]]
    #: Whoever has a standing sanction of the year does not take part.
    bar_sanctioned: Mapped[bool] = mapped_column(default=True)
    section_id: Mapped[str] = mapped_column(IdType)
    stage: Mapped[str] = mapped_column(String(16), default="recommend")
    #: What the percentage was taken of and what came of it, as the panel found them.
    base: Mapped[int | None]
    seats: Mapped[int | None]
    chosen: Mapped[int] = mapped_column(default=0)
    body: Mapped[str] = mapped_column(String(100), default="")
    decided_on: Mapped[date | None]
    minutes: Mapped[str] = mapped_column(String(100), default="")
    published_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(200), default="")
    created_by: Mapped[str] = mapped_column(IdType)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class AwardNominee(OfCouncil, Base):
    """Somebody recommended: by whom, why, what the papers showed, whether the panel chose them."""

    __tablename__ = "award_nominees"
    __table_args__ = of_council(
        points_to("award_id", "awards"),
        points_to("member_id", "members"),
        points_to("section_id", "units"),
        points_to("piece_id", "claims"),
        points_to("claim_id", "claims"),
        words("papers", PAPERS),
        Index("ix_award_nominees_award", "council_id", "award_id", "id"),
        Index("ix_award_nominees_member", "council_id", "member_id"),
        Index(
            "uq_award_nominees_member", "council_id", "award_id", "member_id", unique=True,
            sqlite_where=text("piece_id IS NULL"), postgresql_where=text("piece_id IS NULL"),
        ),
        Index(
            "uq_award_nominees_piece", "council_id", "award_id", "piece_id", unique=True,
            sqlite_where=text("piece_id IS NOT NULL"), postgresql_where=text("piece_id IS NOT NULL"),
        ),
    )  # fmt: skip

    award_id: Mapped[str] = mapped_column(IdType)
    member_id: Mapped[str] = mapped_column(IdType)
    #: The proposal or opinion that is recommended; none when the member is.
    piece_id: Mapped[str | None] = mapped_column(IdType)
    #: Which section recommends; none when the office does.
    section_id: Mapped[str | None] = mapped_column(IdType)
    reason: Mapped[str] = mapped_column(Text)
    recommended_by: Mapped[str] = mapped_column(IdType)
    recommended_at: Mapped[datetime]
    papers: Mapped[str] = mapped_column(String(16), default="pending")
    papers_note: Mapped[str] = mapped_column(String(200), default="")
    chosen: Mapped[bool] = mapped_column(default=False)
    #: The claim of the award, whose record stands in the ledger.
    claim_id: Mapped[str | None] = mapped_column(IdType)
