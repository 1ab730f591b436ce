"""Rounds, statements, and every version of a text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

ROUND_STATES = ("open", "closed")
FORMS = ("oral", "written")
STATEMENT_STATES = ("draft", "submitted", "returned", "accepted", "presented", "filed")
#: Still with the member.
UNDONE = ("draft", "returned")


class StatementRound(OfCouncil, Base):
    """The statements of one duty year: who must give one, until when, under which headings."""

    __tablename__ = "statement_rounds"
    __table_args__ = of_council(
        points_to("section_id", "units"),
        words("state", ROUND_STATES),
        UniqueConstraint("council_id", "year"),
    )

    year: Mapped[int]
    title: Mapped[str] = mapped_column(String(100))
    #: Who was a standing member on this day must give one.
    as_of: Mapped[date]
    due_on: Mapped[date]
    #: Headings and the longest text, as ``schemas.StatementOutline``.
    document: Mapped[dict[str, Any]]
    section_id: Mapped[str] = mapped_column(IdType)
    state: Mapped[str] = mapped_column(String(16), default="open")
    created_by: Mapped[str] = mapped_column(IdType)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    #: By hand, and by the clock, which does so once.
    reminded_at: Mapped[datetime | None]
    auto_reminded_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Statement(OfCouncil, Base):
    """One member's statement in a round; its words stand in its texts."""

    __tablename__ = "statements"
    __table_args__ = of_council(
        points_to("round_id", "statement_rounds"),
        points_to("member_id", "members"),
        points_to("claim_id", "claims"),
        words("form", FORMS),
        words("state", STATEMENT_STATES),
        UniqueConstraint("council_id", "round_id", "member_id"),
        Index("ix_statements_member", "council_id", "member_id"),
        Index("ix_statements_claim", "council_id", "claim_id"),
    )

    round_id: Mapped[str] = mapped_column(IdType)
    member_id: Mapped[str] = mapped_column(IdType)
    #: Made when the member begins to write, so that evidence can be attached.
    claim_id: Mapped[str | None] = mapped_column(IdType)
    form: Mapped[str] = mapped_column(String(16), default="written")
    state: Mapped[str] = mapped_column(String(16), default="draft")
    late: Mapped[bool] = mapped_column(default=False)
    #: The newest version of the text; 0 before the first word.
    number: Mapped[int] = mapped_column(default=0)
    remark: Mapped[str] = mapped_column(String(500), default="")
    #: Why the round may close although this one was never handed in.
    excuse: Mapped[str] = mapped_column(String(200), default="")
    submitted_at: Mapped[datetime | None]
    #: When it was returned or accepted last.
    decided_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    #: When, as which, and at which meeting it was presented.
    presented_at: Mapped[datetime | None]
    turn: Mapped[int | None]
    meeting: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)


class StatementText(OfCouncil, Base):
    """One saved version of a statement: heading → words. Never changed."""

    __tablename__ = "statement_texts"
    __table_args__ = of_council(
        points_to("statement_id", "statements"),
        UniqueConstraint("council_id", "statement_id", "number"),
    )

    statement_id: Mapped[str] = mapped_column(IdType)
    number: Mapped[int]
    parts: Mapped[dict[str, Any]]
    #: On the version that was handed in, the sentences from records as they stood then.
    facts: Mapped[dict[str, Any] | None]
    device: Mapped[str] = mapped_column(String(60), default="")
    saved_by: Mapped[str] = mapped_column(IdType)
    saved_at: Mapped[datetime]
