"""Claims: what every kind of fact shares, and its evidence."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

CLAIM_KINDS = (
    "activity", "attendance", "ballot", "contribution", "opinion", "pledge", "proposal", "statement",
)  # fmt: skip
CLAIM_STATES = ("draft", "submitted", "verified", "returned", "withdrawn")
PARTICIPANT_ROLES = ("lead", "drafter", "cosigner", "author", "participant")
PARTICIPANT_STATES = ("pending", "accepted", "declined")


class Claim(OfCouncil, Base):
    """One duty fact as claimed: whose, when, recorded by which section, how far checked.

    The subject is a member (``member_id``), a group (``unit_id``) or, with neither, the council.
    """

    __tablename__ = "claims"
    __table_args__ = of_council(
        points_to("member_id", "members"),
        points_to("unit_id", "units"),
        points_to("section_id", "units"),
        words("kind", CLAIM_KINDS),
        words("state", CLAIM_STATES),
        CheckConstraint("member_id IS NULL OR unit_id IS NULL", name="one_subject"),
        Index("ix_claims_member", "council_id", "member_id", "occurred_on"),
        Index("ix_claims_section", "council_id", "section_id", "state", "id"),
        Index("ix_claims_decided", "council_id", "state", "decided_at"),
        Index("ix_claims_kind", "council_id", "kind", "type", "occurred_on"),
    )

    kind: Mapped[str] = mapped_column(String(16))
    #: The word within the kind: an activity's kind, a contribution's kind, …
    type: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[str] = mapped_column(String(16), default="draft")
    title: Mapped[str] = mapped_column(String(200))
    member_id: Mapped[str | None] = mapped_column(IdType)
    unit_id: Mapped[str | None] = mapped_column(IdType)
    section_id: Mapped[str] = mapped_column(IdType)
    occurred_on: Mapped[date]
    created_by: Mapped[str] = mapped_column(IdType)
    created_at: Mapped[datetime]
    decided_by: Mapped[str | None] = mapped_column(IdType)
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)


class ClaimParticipant(OfCouncil, Base):
    """A member who shares in a claim: lead, drafter, co-signer who accepts, author."""

    __tablename__ = "claim_participants"
    __table_args__ = of_council(
        points_to("claim_id", "claims"),
        points_to("member_id", "members"),
        words("role", PARTICIPANT_ROLES),
        words("state", PARTICIPANT_STATES),
        UniqueConstraint("council_id", "claim_id", "member_id"),
        Index("ix_claim_participants_member", "council_id", "member_id"),
    )

    claim_id: Mapped[str] = mapped_column(IdType)
    member_id: Mapped[str] = mapped_column(IdType)
    role: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    position: Mapped[int] = mapped_column(default=0)
    responded_at: Mapped[datetime | None]


class ClaimLink(OfCouncil, Base):
    """A tie between two claims: a document that came from a meeting, a nested event."""

    __tablename__ = "claim_links"
    __table_args__ = of_council(
        points_to("from_id", "claims"),
        points_to("to_id", "claims"),
        UniqueConstraint("council_id", "from_id", "to_id", "relation"),
        Index("ix_claim_links_to", "council_id", "to_id"),
    )

    from_id: Mapped[str] = mapped_column(IdType)
    to_id: Mapped[str] = mapped_column(IdType)
    relation: Mapped[str] = mapped_column(String(24))


class Attachment(OfCouncil, Base):
    """A file that proves a claim, kept in storage under a random key."""

    __tablename__ = "attachments"
    __table_args__ = of_council(
        points_to("claim_id", "claims"),
        Index("ix_attachments_claim", "council_id", "claim_id"),
    )

    claim_id: Mapped[str] = mapped_column(IdType)
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    # A backup takes the file along that a column marked so names.
    storage_key: Mapped[str] = mapped_column(String(80), info={"file": True})
    uploaded_by: Mapped[str] = mapped_column(IdType)
    uploaded_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
