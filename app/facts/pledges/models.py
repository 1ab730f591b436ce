"""Templates, pledges, the texts that were signed, notes and verdicts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

AUDIENCES = ("member", "standing_member", "group")
TEMPLATE_STATES = ("draft", "issued", "closing")
VERDICTS = ("fulfilled", "partly", "unfulfilled", "waived")
PLEDGE_STATES = ("draft", "signed", "countersigned", "closing", *VERDICTS)
#: Signed and not yet judged.
RUNNING = ("signed", "countersigned", "closing")
NOTES = ("evidence", "confirmed", "returned")


class PledgeTemplate(OfCouncil, Base):
    """What the members, the standing members or the groups are asked to pledge for a year."""

    __tablename__ = "pledge_templates"
    __table_args__ = of_council(
        points_to("section_id", "units"),
        words("audience", AUDIENCES),
        words("state", TEMPLATE_STATES),
        UniqueConstraint("council_id", "year", "audience"),
        CheckConstraint("sign_by <= amend_until AND amend_until <= intake_until", name="dates_in_order"),
    )

    year: Mapped[int]
    audience: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(100))
    #: Preamble and items, as ``schemas.PledgeDocument``.
    document: Mapped[dict[str, Any]]
    #: The section that countersigns, confirms and proposes the verdict.
    section_id: Mapped[str] = mapped_column(IdType)
    sign_by: Mapped[date]
    amend_until: Mapped[date]
    #: What was done after this day no longer counts.
    intake_until: Mapped[date]
    state: Mapped[str] = mapped_column(String(16), default="draft")
    issued_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    auto_reminded_at: Mapped[datetime | None]
    created_by: Mapped[str] = mapped_column(IdType)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Pledge(OfCouncil, Base):
    """One member's or group's pledge of a year; what was signed stands in its texts."""

    __tablename__ = "pledges"
    __table_args__ = of_council(
        points_to("template_id", "pledge_templates"),
        points_to("member_id", "members"),
        points_to("unit_id", "units"),
        points_to("claim_id", "claims"),
        words("state", PLEDGE_STATES),
        CheckConstraint("member_id IS NULL OR unit_id IS NULL", name="one_subject"),
        UniqueConstraint("council_id", "template_id", "member_id"),
        UniqueConstraint("council_id", "template_id", "unit_id"),
        Index("ix_pledges_member", "council_id", "member_id", "year"),
        Index("ix_pledges_claim", "council_id", "claim_id"),
    )

    template_id: Mapped[str] = mapped_column(IdType)
    year: Mapped[int]
    member_id: Mapped[str | None] = mapped_column(IdType)
    unit_id: Mapped[str | None] = mapped_column(IdType)
    #: Made with the verdict, which is what the ledger learns of a pledge.
    claim_id: Mapped[str | None] = mapped_column(IdType)
    state: Mapped[str] = mapped_column(String(16), default="draft")
    #: Numbers and words of its own while it is a draft; afterwards as signed last.
    document: Mapped[dict[str, Any]]
    #: The newest signed text; 0 while it is a draft.
    number: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class PledgeText(OfCouncil, Base):
    """A text as it was signed: words, digest, moment; an amendment is the next one. Never changed.

    The signer stands here by id. The typed name is compared and not kept: the row outlives an erasure.
    """

    __tablename__ = "pledge_texts"
    __table_args__ = of_council(
        points_to("pledge_id", "pledges"),
        points_to("signer_id", "members"),
        UniqueConstraint("council_id", "pledge_id", "number"),
    )

    pledge_id: Mapped[str] = mapped_column(IdType)
    number: Mapped[int]
    document: Mapped[dict[str, Any]]
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    #: Why it was amended; empty on the first text.
    reason: Mapped[str] = mapped_column(String(200), default="")
    late: Mapped[bool] = mapped_column(default=False)
    signer_id: Mapped[str] = mapped_column(IdType)
    signed_by: Mapped[str] = mapped_column(IdType)
    signed_at: Mapped[datetime]


class PledgeCountersignature(OfCouncil, Base):
    """The section's signature under one text. Never changed."""

    __tablename__ = "pledge_countersignatures"
    __table_args__ = of_council(
        points_to("pledge_id", "pledges"),
        UniqueConstraint("council_id", "pledge_id", "number"),
    )

    pledge_id: Mapped[str] = mapped_column(IdType)
    number: Mapped[int]
    signed_by: Mapped[str] = mapped_column(IdType)
    signed_at: Mapped[datetime]


class PledgeNote(OfCouncil, Base):
    """What somebody said of a qualitative item: evidence, or what the section made of it. Never changed."""

    __tablename__ = "pledge_notes"
    __table_args__ = of_council(
        points_to("pledge_id", "pledges"),
        words("kind", NOTES),
        UniqueConstraint("council_id", "pledge_id", "turn"),
    )

    pledge_id: Mapped[str] = mapped_column(IdType)
    turn: Mapped[int]
    item: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text, default="")
    #: Ids of the member's own claims that prove it.
    claims: Mapped[list[str]]
    noted_by: Mapped[str] = mapped_column(IdType)
    noted_at: Mapped[datetime]


class PledgeVerdict(OfCouncil, Base):
    """What the section confirmed; the newest one holds. Never changed."""

    __tablename__ = "pledge_verdicts"
    __table_args__ = of_council(
        points_to("pledge_id", "pledges"),
        words("verdict", VERDICTS),
        words("proposed", VERDICTS),
        UniqueConstraint("council_id", "pledge_id", "turn"),
    )

    pledge_id: Mapped[str] = mapped_column(IdType)
    turn: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(16))
    proposed: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(200), default="")
    #: Every item as it stood: target, count, whether it was kept.
    items: Mapped[dict[str, Any]]
    decided_by: Mapped[str] = mapped_column(IdType)
    decided_at: Mapped[datetime]
