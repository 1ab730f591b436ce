"""Attempts to sign in, and what the office decided about doubtful ones."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

#: By the member's phone; then by the office: a code that it read, a name, a printed row, afterwards.
WAYS = ("hall_code", "digits", "own_code", "desk", "paper", "late")
#: The first counts; the second counts once somebody of the office confirmed it; the others never.
VERDICTS = (
    "accepted", "queued", "expired", "early", "forged", "wrong_digits", "too_many_tries", "not_due",
    "cancelled", "reused", "too_late",
)  # fmt: skip
DECISIONS = ("confirmed", "annulled")
#: Coming and leaving; a leaving weighs only where the kind's rule asks for it.
ACTS = ("in", "out")


class SignInAttempt(OfCouncil, Base):
    """One attempt as it arrived, judged once; never changed."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = of_council(
        points_to("sitting_id", "sittings"),
        points_to("member_id", "members"),
        words("way", WAYS),
        words("act", ACTS),
        words("verdict", VERDICTS),
        UniqueConstraint("council_id", "member_id", "nonce"),
        Index("ix_sign_in_attempts_sitting", "council_id", "sitting_id", "member_id"),
        # A number belongs to whose phone it arrived from first, also when two arrive side by side.
        Index(
            "uq_sign_in_attempts_number",
            "council_id",
            "nonce",
            unique=True,
            sqlite_where=text("verdict <> 'reused'"),
            postgresql_where=text("verdict <> 'reused'"),
        ),
    )

    #: Empty when the code named no sitting of this council.
    sitting_id: Mapped[str | None] = mapped_column(IdType)
    member_id: Mapped[str] = mapped_column(IdType)
    way: Mapped[str] = mapped_column(String(16))
    act: Mapped[str] = mapped_column(String(8), default="in")
    verdict: Mapped[str] = mapped_column(String(16))
    #: Why somebody has to look at it; words of ``DOUBTS``.
    doubts: Mapped[list[str]]
    #: Made by the phone or the desk, the same whenever it sends this attempt again.
    nonce: Mapped[str] = mapped_column(String(64))
    #: The member's phone; empty when the office entered it by name or from paper.
    device: Mapped[str] = mapped_column(String(64))
    #: Who of the office entered it, and why so late; empty on what a phone sent itself.
    entered_by: Mapped[str | None] = mapped_column(IdType)
    note: Mapped[str] = mapped_column(String(200), default="")
    #: The step of the code, from which the moment that counts is read; none on a code that is no code.
    step: Mapped[int | None] = mapped_column(BigInteger)
    #: What the phone's clock said, and what the server's said when it arrived.
    seen_at: Mapped[datetime]
    received_at: Mapped[datetime]
    #: Whether the phone found itself at a venue, and to how many metres; it never tells where it is.
    inside: Mapped[bool | None]
    accuracy: Mapped[int | None]


class SignInDecision(OfCouncil, Base):
    """What somebody of the office decided about an attempt; the newest counts."""

    __tablename__ = "sign_in_decisions"
    __table_args__ = of_council(
        points_to("attempt_id", "sign_in_attempts"),
        words("decision", DECISIONS),
        UniqueConstraint("council_id", "attempt_id", "turn"),
    )

    attempt_id: Mapped[str] = mapped_column(IdType)
    turn: Mapped[int]
    decision: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(200))
    decided_by: Mapped[str] = mapped_column(IdType)
    decided_at: Mapped[datetime]
