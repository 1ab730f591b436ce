"""Polls, the rated, the entitled, urns and results; every id is random."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, JsonType, OfCouncil, of_council, points_to, words

STATES = ("draft", "open", "closed", "counted", "void")
QUORUMS = ("half", "two_thirds", "none")
REASONS = ("decided", "no_quorum", "too_many_returned", "too_few", "key_lost", "urn_broken")


class BallotPoll(OfCouncil, Base):
    """One 民主测评: who is rated by which grades, and where it stands."""

    __tablename__ = "ballot_polls"
    __table_args__ = of_council(
        words("state", STATES),
        words("quorum", QUORUMS),
        words("void_reason", REASONS),
        Index("ix_ballot_polls_year", "council_id", "year", "id"),
    )

    title: Mapped[str] = mapped_column(String(120))
    year: Mapped[int]
    #: The round of 述职 it belongs to, as a plain value: nothing points from here into another kind.
    statement_round_id: Mapped[str | None] = mapped_column(IdType)
    #: ``[{key, label, weight}]`` in the order of the sheet.
    grades: Mapped[list[Any]] = mapped_column(JsonType)
    texts_allowed: Mapped[bool]
    quorum: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default="draft")
    void_reason: Mapped[str | None] = mapped_column(String(20))
    void_note: Mapped[str] = mapped_column(String(200), default="")
    repeats_id: Mapped[str | None] = mapped_column(IdType)
    created_by: Mapped[str] = mapped_column(IdType)
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    key_destroyed_at: Mapped[datetime | None]


class BallotRated(OfCouncil, Base):
    """A member who is rated, at a place of the sheet."""

    __tablename__ = "ballot_rated"
    __table_args__ = of_council(
        points_to("poll_id", "ballot_polls"),
        points_to("member_id", "members"),
        UniqueConstraint("council_id", "poll_id", "member_id"),
        Index("ix_ballot_rated_member", "council_id", "member_id"),
    )

    poll_id: Mapped[str] = mapped_column(IdType)
    member_id: Mapped[str] = mapped_column(IdType)
    place: Mapped[int]


class BallotVoter(OfCouncil, Base):
    """A member who is entitled; written when the poll is made and never touched again.

    Whether the member has voted is one sign of the urn's ``participation``, at ``place``: no row of
    one's own is written by voting.
    """

    __tablename__ = "ballot_voters"
    __table_args__ = of_council(
        points_to("poll_id", "ballot_polls"),
        points_to("member_id", "members"),
        UniqueConstraint("council_id", "poll_id", "member_id"),
        Index("ix_ballot_voters_member", "council_id", "member_id"),
    )

    poll_id: Mapped[str] = mapped_column(IdType)
    member_id: Mapped[str] = mapped_column(IdType)
    place: Mapped[int]


class BallotUrn(OfCouncil, Base):
    """The one row that a vote writes, whole; gone when the poll is counted or void."""

    __tablename__ = "ballot_urns"
    __table_args__ = of_council(
        points_to("poll_id", "ballot_polls"),
        UniqueConstraint("council_id", "poll_id"),
    )

    poll_id: Mapped[str] = mapped_column(IdType)
    #: One sign for each entitled member (see ``urn.py``).
    participation: Mapped[str] = mapped_column(Text)
    #: Digests of the slips that still may be used, sorted; and how many were used.
    slips: Mapped[list[str]] = mapped_column(JsonType)
    slips_used: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class BallotResult(OfCouncil, Base):
    """What a counted poll leaves: numbers, receipts and texts, with nothing between them."""

    __tablename__ = "ballot_results"
    __table_args__ = of_council(
        points_to("poll_id", "ballot_polls"),
        points_to("claim_id", "claims"),
        UniqueConstraint("council_id", "poll_id"),
        Index("ix_ballot_results_claim", "council_id", "claim_id"),
    )

    poll_id: Mapped[str] = mapped_column(IdType)
    entitled: Mapped[int]
    returned: Mapped[int]
    invalid: Mapped[int]
    by_phone: Mapped[int]
    by_slip: Mapped[int]
    by_paper: Mapped[int]
    #: member id → mark → how many.
    counts: Mapped[dict[str, Any]]
    receipts: Mapped[list[str]]
    texts: Mapped[list[str]]
    #: Set while the result stands in the ledger.
    claim_id: Mapped[str | None] = mapped_column(IdType)
    filed_at: Mapped[datetime | None]
