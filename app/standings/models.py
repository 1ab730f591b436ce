"""Runs of a duty year and the scorecards they leave."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

RUN_STATES = ("running", "complete", "in_force", "superseded", "failed")


class Run(OfCouncil, Base):
    """One evaluation of a duty year, pinned to a scheme's digest and a ledger cut-off."""

    __tablename__ = "runs"
    __table_args__ = of_council(
        points_to("scheme_id", "scheme_documents"),
        words("state", RUN_STATES),
        Index("ix_runs_year", "council_id", "year", "state"),
    )

    year: Mapped[int]
    scheme_id: Mapped[str] = mapped_column(IdType)
    scheme_digest: Mapped[str] = mapped_column(String(64))
    ledger_seq: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(16), default="running")
    subjects: Mapped[int] = mapped_column(default=0)
    #: Members scored so far; runs older than the column know only how many there were.
    done: Mapped[int | None]
    result_digest: Mapped[str] = mapped_column(String(64), default="")
    started_by: Mapped[str] = mapped_column(IdType)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class ScorecardRow(OfCouncil, Base):
    """One member's result in a run: exact points as a ratio, grade, the whole trace.

    Nothing of it ever changes but the place, which is set once when everybody is scored.
    """

    __tablename__ = "scorecards"
    __table_args__ = of_council(
        points_to("run_id", "runs"),
        points_to("member_id", "members"),
        UniqueConstraint("council_id", "run_id", "member_id"),
        Index("ix_scorecards_member", "council_id", "member_id"),
    )

    run_id: Mapped[str] = mapped_column(IdType)
    member_id: Mapped[str] = mapped_column(IdType)
    numerator: Mapped[int] = mapped_column(BigInteger)
    denominator: Mapped[int] = mapped_column(BigInteger)
    points: Mapped[str] = mapped_column(String(40))
    grade: Mapped[str] = mapped_column(String(40), default="")
    place: Mapped[int | None]
    trace: Mapped[str] = mapped_column(Text)
