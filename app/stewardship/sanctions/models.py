"""Sanctions, their grounds with evidence, and their course."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

KINDS = ("remind", "talk", "circulate", "warn", "advise_resign", "order_resign", "revoke", "resignation")
STATES = (
    "draft", "hearing", "ready", "decided", "reconsidering", "upheld", "lifted", "not_adopted", "dropped",
)  # fmt: skip
BODIES = ("chairpersons_council", "standing_committee")
ACTS = (
    "prepare", "edit", "send", "state", "close_hearing", "decide", "reconsider", "settle", "drop",
    "end_rights",
)  # fmt: skip


class Sanction(OfCouncil, Base):
    """One measure about one member: what is proposed, where it stands, what was decided."""

    __tablename__ = "sanctions"
    __table_args__ = of_council(
        points_to("member_id", "members"),
        words("kind", KINDS),
        words("state", STATES),
        words("body", BODIES),
        CheckConstraint("decided_on IS NULL OR body IS NOT NULL", name="decided_by_a_body"),
        CheckConstraint("effect_on IS NULL OR effect_on >= decided_on", name="effect_after_decision"),
        Index("ix_sanctions_member", "council_id", "member_id", "id"),
        Index("ix_sanctions_state", "council_id", "state", "id"),
    )

    member_id: Mapped[str] = mapped_column(IdType)
    year: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default="draft")
    #: Until when the member may make a statement.
    hear_by: Mapped[date | None]
    body: Mapped[str | None] = mapped_column(String(24))
    decided_on: Mapped[date | None]
    minutes: Mapped[str] = mapped_column(String(100), default="")
    #: The first day on which it has effect; a membership that it ends is over from this day.
    effect_on: Mapped[date | None]
    #: When the seat's rights ended, if the sanction ends a membership.
    rights_ended_at: Mapped[datetime | None]
    created_by: Mapped[str] = mapped_column(IdType)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class SanctionGround(OfCouncil, Base):
    """One ground: what is held against the member, and by which article."""

    __tablename__ = "sanction_grounds"
    __table_args__ = of_council(
        points_to("sanction_id", "sanctions"),
        UniqueConstraint("council_id", "sanction_id", "place"),
    )

    sanction_id: Mapped[str] = mapped_column(IdType)
    place: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    article: Mapped[str] = mapped_column(String(100), default="")


class SanctionEvidence(OfCouncil, Base):
    """What stands behind a ground: a record, a line of a receipt, or a document."""

    __tablename__ = "sanction_evidence"
    __table_args__ = of_council(
        points_to("ground_id", "sanction_grounds"),
        points_to("record_id", "duty_records"),
        points_to("run_id", "runs"),
        CheckConstraint("record_id IS NOT NULL OR run_id IS NOT NULL OR document != ''", name="something"),
        UniqueConstraint("council_id", "ground_id", "place"),
    )

    ground_id: Mapped[str] = mapped_column(IdType)
    place: Mapped[int]
    record_id: Mapped[str | None] = mapped_column(IdType)
    run_id: Mapped[str | None] = mapped_column(IdType)
    #: The line of the member's receipt in the run; empty is the result as a whole.
    item: Mapped[str] = mapped_column(String(60), default="")
    document: Mapped[str] = mapped_column(String(200), default="")


class SanctionEvent(OfCouncil, Base):
    """One step of the course; never changed."""

    __tablename__ = "sanction_events"
    __table_args__ = of_council(
        points_to("sanction_id", "sanctions"),
        words("act", ACTS),
        UniqueConstraint("council_id", "sanction_id", "number"),
    )

    sanction_id: Mapped[str] = mapped_column(IdType)
    number: Mapped[int]
    act: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text, default="")
    data: Mapped[dict[str, Any]]
    #: Who did it; none: the clock.
    by: Mapped[str | None] = mapped_column(IdType)
    at: Mapped[datetime]
