"""What a run keeps of the groups of a duty year."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to


class GroupResult(OfCouncil, Base):
    """That a run scored groups too: by which scheme, and how they stood together on which day."""

    __tablename__ = "group_results"
    __table_args__ = of_council(
        points_to("run_id", "runs"),
        points_to("scheme_id", "scheme_documents"),
        UniqueConstraint("council_id", "run_id"),
    )

    run_id: Mapped[str] = mapped_column(IdType)
    scheme_id: Mapped[str] = mapped_column(IdType)
    scheme_digest: Mapped[str] = mapped_column(String(64))
    #: The day whose places in a group decide who brings points into it.
    day: Mapped[date]
    groups: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))


class GroupScorecard(OfCouncil, Base):
    """One group's result in a run; the trace names what each member brought."""

    __tablename__ = "group_scorecards"
    __table_args__ = of_council(
        points_to("run_id", "runs"),
        points_to("unit_id", "units"),
        UniqueConstraint("council_id", "run_id", "unit_id"),
    )

    run_id: Mapped[str] = mapped_column(IdType)
    unit_id: Mapped[str] = mapped_column(IdType)
    members: Mapped[int]
    points: Mapped[str] = mapped_column(String(40))
    grade: Mapped[str] = mapped_column(String(40), default="")
    place: Mapped[int]
    trace: Mapped[str] = mapped_column(Text)
