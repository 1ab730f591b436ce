"""Dry runs in steps, and what each finds of a member."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

DRY_RUN_STATES = ("running", "complete", "failed")


class DryRun(OfCouncil, Base):
    """One dry run, pinned to a text, a ledger cut-off and what it is compared with.

    It is no result: the next one of the same document and year takes its place.
    """

    __tablename__ = "dry_runs"
    __table_args__ = of_council(
        points_to("scheme_id", "scheme_documents"),
        points_to("beside_id", "scheme_documents"),
        points_to("run_id", "runs"),
        words("state", DRY_RUN_STATES),
        Index("ix_dry_runs_scheme", "council_id", "scheme_id", "year"),
    )

    scheme_id: Mapped[str] = mapped_column(IdType)
    #: Drafts may be changed: what is found of one text is never shown of another.
    scheme_digest: Mapped[str] = mapped_column(String(64))
    year: Mapped[int]
    ledger_seq: Mapped[int] = mapped_column(BigInteger)
    #: The scheme and, when there is one, the run in force of the other side.
    beside_id: Mapped[str | None] = mapped_column(IdType)
    run_id: Mapped[str | None] = mapped_column(IdType)
    state: Mapped[str] = mapped_column(String(16), default="running")
    subjects: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    started_by: Mapped[str] = mapped_column(IdType)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class DryRunMove(OfCouncil, Base):
    """What a dry run does to one member, in exact points."""

    __tablename__ = "dry_run_moves"
    __table_args__ = of_council(
        points_to("dry_run_id", "dry_runs"),
        points_to("member_id", "members"),
        UniqueConstraint("council_id", "dry_run_id", "member_id"),
    )

    dry_run_id: Mapped[str] = mapped_column(IdType)
    member_id: Mapped[str] = mapped_column(IdType)
    text: Mapped[str] = mapped_column(Text)
