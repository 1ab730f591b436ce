"""An evaluation year, its acts, signatures, grades and letters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

#: In this order; each is done once all before it are.
STEPS = (
    "intake", "lists", "signatures", "statements", "run", "objections", "proposal", "decision",
    "publication", "letters", "sealing",
)  # fmt: skip
ACTS = ("opened", "done", "reopened")
PUBLICITY = ("own", "named")


class EvaluationYear(OfCouncil, Base):
    """The evaluation of a duty year: planned days, and who may learn what of the grades."""

    __tablename__ = "evaluation_years"
    __table_args__ = of_council(words("publicity", PUBLICITY), UniqueConstraint("council_id", "year"))

    year: Mapped[int]
    publicity: Mapped[str] = mapped_column(String(16), default="own")
    #: Working days in which members may object.
    objection_days: Mapped[int] = mapped_column(default=5)
    #: Step → planned day as ISO text.
    dates: Mapped[dict[str, Any]]
    opened_by: Mapped[str] = mapped_column(IdType)
    opened_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class EvaluationAct(OfCouncil, Base):
    """One thing done with a step, in order. Never changed: where a year stands is read from these."""

    __tablename__ = "evaluation_acts"
    __table_args__ = of_council(
        words("step", STEPS), words("act", ACTS), UniqueConstraint("council_id", "year", "turn")
    )

    year: Mapped[int]
    turn: Mapped[int]
    step: Mapped[str] = mapped_column(String(16))
    act: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(200), default="")
    #: What belongs to the act: body, day and minutes of a decision; last day of a window.
    said: Mapped[dict[str, Any]]
    done_by: Mapped[str] = mapped_column(IdType)
    done_at: Mapped[datetime]


class ListConfirmation(OfCouncil, Base):
    """A section's word that its records of a year are complete. Never changed."""

    __tablename__ = "list_confirmations"
    __table_args__ = of_council(
        points_to("unit_id", "units"), UniqueConstraint("council_id", "year", "unit_id", "round")
    )

    year: Mapped[int]
    unit_id: Mapped[str] = mapped_column(IdType)
    #: 1, and one more after each reopening of the step.
    round: Mapped[int]
    records: Mapped[int]
    confirmed_by: Mapped[str] = mapped_column(IdType)
    confirmed_at: Mapped[datetime]


class SheetSignature(OfCouncil, Base):
    """A member's signature under the own records of a year as they stood. Never changed."""

    __tablename__ = "sheet_signatures"
    __table_args__ = of_council(
        points_to("member_id", "members"), UniqueConstraint("council_id", "year", "member_id", "number")
    )

    year: Mapped[int]
    member_id: Mapped[str] = mapped_column(IdType)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    signed_by: Mapped[str] = mapped_column(IdType)
    signed_at: Mapped[datetime]


class GradeProposal(OfCouncil, Base):
    """Every member's grade as proposed from a run, one canonical document. Never changed."""

    __tablename__ = "grade_proposals"
    __table_args__ = of_council(points_to("run_id", "runs"), UniqueConstraint("council_id", "year", "number"))

    year: Mapped[int]
    number: Mapped[int]
    run_id: Mapped[str] = mapped_column(IdType)
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    proposed_by: Mapped[str] = mapped_column(IdType)
    proposed_at: Mapped[datetime]


class LetterRead(OfCouncil, Base):
    """That a member has seen the letter with the own result. Never changed."""

    __tablename__ = "letter_reads"
    __table_args__ = of_council(
        points_to("member_id", "members"), UniqueConstraint("council_id", "year", "member_id", "number")
    )

    year: Mapped[int]
    member_id: Mapped[str] = mapped_column(IdType)
    #: Of the proposal that the letter tells.
    number: Mapped[int]
    read_by: Mapped[str] = mapped_column(IdType)
    read_at: Mapped[datetime]


class YearSeal(OfCouncil, Base):
    """That a year is sealed: what it rests on, and one digest over all its sheets. Never changed."""

    __tablename__ = "year_seals"
    __table_args__ = of_council(points_to("run_id", "runs"), UniqueConstraint("council_id", "year"))

    year: Mapped[int]
    run_id: Mapped[str] = mapped_column(IdType)
    scheme_digest: Mapped[str] = mapped_column(String(64))
    ledger_seq: Mapped[int] = mapped_column(BigInteger)
    subjects: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    sealed_by: Mapped[str] = mapped_column(IdType)
    sealed_at: Mapped[datetime]


class SealedSheet(OfCouncil, Base):
    """A member's sealed year, word for word; a later decision adds the next version. Never changed."""

    __tablename__ = "sealed_sheets"
    __table_args__ = of_council(
        points_to("member_id", "members"),
        UniqueConstraint("council_id", "year", "member_id", "version"),
        UniqueConstraint("council_id", "code"),
        Index("ix_sealed_sheets_member", "council_id", "member_id"),
    )

    year: Mapped[int]
    member_id: Mapped[str] = mapped_column(IdType)
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    #: What a print shows, by which anybody checks that it is the newest version.
    code: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(200), default="")
    kept_by: Mapped[str] = mapped_column(IdType)
    kept_at: Mapped[datetime]
