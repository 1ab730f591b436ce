"""Runs of a duty year and the scorecards they leave."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Index, String, Text, UniqueConstraint
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


class RunBody(OfCouncil, Base):
    """What a run says of the whole body: places, selections, consequences; one canonical document.

    Never changed: a decision adds the next version, and the highest one holds.
    """

    __tablename__ = "run_bodies"
    __table_args__ = of_council(
        points_to("run_id", "runs"),
        UniqueConstraint("council_id", "run_id", "version"),
    )

    run_id: Mapped[str] = mapped_column(IdType)
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]


class SelectionDecision(OfCouncil, Base):
    """What people decided on a selection of a run: how many, or who of those at the line."""

    __tablename__ = "selection_decisions"
    __table_args__ = of_council(
        points_to("run_id", "runs"),
        Index("ix_selection_decisions_run", "council_id", "run_id"),
    )

    run_id: Mapped[str] = mapped_column(IdType)
    selection: Mapped[str] = mapped_column(String(60))
    number: Mapped[int | None]
    #: None: nobody was picked by hand.
    members: Mapped[list[str] | None]
    reason: Mapped[str] = mapped_column(String(200))
    decided_by: Mapped[str] = mapped_column(IdType)
    decided_at: Mapped[datetime]


class MemberState(OfCouncil, Base):
    """What somebody recorded of a member in a duty year; the newest record of a state holds."""

    __tablename__ = "member_states"
    __table_args__ = of_council(
        points_to("member_id", "members"),
        Index("ix_member_states_year", "council_id", "year", "member_id"),
    )

    member_id: Mapped[str] = mapped_column(IdType)
    year: Mapped[int]
    state: Mapped[str] = mapped_column(String(60))
    #: None: what was recorded before is taken back, so that nobody knows again.
    holds: Mapped[bool | None] = mapped_column(Boolean)
    reason: Mapped[str] = mapped_column(String(200))
    recorded_by: Mapped[str] = mapped_column(IdType)
    recorded_at: Mapped[datetime]
