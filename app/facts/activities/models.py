"""Activities, their sittings and who is invited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, JsonType, OfCouncil, of_council, points_to, words

#: Kinds of activity; the first block are meetings in the sense of the rule books.
MEETING_KINDS = (
    "plenary",
    "plenary_group",
    "standing_committee",
    "chairpersons_council",
    "special_committee",
    "sector",
    "district_liaison",
    "congress",
    "other_meeting",
)
OTHER_KINDS = (
    "consultation",
    "livelihood_hall",
    "face_to_face",
    "oversight",
    "survey",
    "inspection",
    "study",
    "training",
    "visit",
    "salon",
    "contact",
    "charity",
    "seminar",
    "other_activity",
)
ACTIVITY_KINDS = MEETING_KINDS + OTHER_KINDS
#: Series an activity may belong to at once; a hall can also be a come-and-consult event.
SERIES = (
    "come_and_consult",
    "livelihood_hall",
    "livelihood_contact",
    "major_consultation",
    "special_oversight",
    "cross_region",
)
ACTIVITY_STATES = ("planned", "held", "cancelled")
ROLL_STATES = ("open", "closed")
GUEST_ROLES = ("observer", "guest")
RESPONSES = ("pending", "accepted", "declined")


class Activity(OfCouncil, Base):
    """A convened activity; its claim (same id) is verified when the section concludes it."""

    __tablename__ = "activities"
    __table_args__ = of_council(
        points_to("id", "claims"),
        words("kind", ACTIVITY_KINDS),
        words("state", ACTIVITY_STATES),
        CheckConstraint("participants >= 0", name="participants_counted"),
        # A partner's activity has one copy here, however often it is sent.
        Index("uq_activities_origin", "council_id", "origin_council_id", "origin_id", unique=True),
    )

    kind: Mapped[str] = mapped_column(String(24))
    state: Mapped[str] = mapped_column(String(16), default="planned")
    place: Mapped[str] = mapped_column(String(200), default="")
    topic: Mapped[str] = mapped_column(Text, default="")
    series: Mapped[list[str]]
    consultation: Mapped[bool] = mapped_column(default=False)
    leader_attended: Mapped[bool] = mapped_column(default=False)
    #: People from outside the roll (residents, officials, experts), as counted by the organiser.
    participants: Mapped[int] = mapped_column(default=0)
    live_views: Mapped[int] = mapped_column(default=0)
    #: Circles on the ground that are its venues; phones compare with them, nothing is refused by them.
    fences: Mapped[list[dict[str, Any]]] = mapped_column(JsonType, default=list)
    #: When those without an answer were last reminded, and when the clock did it by itself.
    reminded_at: Mapped[datetime | None]
    auto_reminded_at: Mapped[datetime | None]
    #: A joint activity's frozen copy names where it came from; plain values, never a key.
    origin_council_id: Mapped[str | None] = mapped_column(IdType)
    origin_id: Mapped[str | None] = mapped_column(IdType)
    origin_version: Mapped[int | None]
    host_name: Mapped[str] = mapped_column(String(100), default="")


class Sitting(OfCouncil, Base):
    """A half-day or group part of an activity, with its own roll."""

    __tablename__ = "sittings"
    __table_args__ = of_council(
        points_to("activity_id", "activities"),
        ForeignKeyConstraint(["council_id", "claim_id"], ["claims.council_id", "claims.id"]),
        words("roll_state", ROLL_STATES),
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint("half_days >= 1 AND half_days <= 2", name="half_days_counted"),
        Index("ix_sittings_claim", "council_id", "claim_id"),
        Index("ix_sittings_activity", "council_id", "activity_id"),
        Index("ix_sittings_starts", "council_id", "starts_at"),
    )

    activity_id: Mapped[str] = mapped_column(IdType)
    #: The roll of this sitting as a claim; made when the roll is first kept.
    claim_id: Mapped[str | None] = mapped_column(IdType)
    name: Mapped[str] = mapped_column(String(100), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    half_days: Mapped[int] = mapped_column(default=1)
    roll_state: Mapped[str] = mapped_column(String(16), default="open")
    closed_by: Mapped[str | None] = mapped_column(IdType)
    closed_at: Mapped[datetime | None]
    #: Which version of the rules of attendance held then; empty while open, or closed before there were any.
    rules_version: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)


class Invitation(OfCouncil, Base):
    """A member who is due at an activity, and the answer."""

    __tablename__ = "invitations"
    __table_args__ = of_council(
        points_to("activity_id", "activities"),
        points_to("member_id", "members"),
        words("response", RESPONSES),
        UniqueConstraint("council_id", "activity_id", "member_id"),
        Index("ix_invitations_member", "council_id", "member_id"),
    )

    activity_id: Mapped[str] = mapped_column(IdType)
    member_id: Mapped[str] = mapped_column(IdType)
    #: Empty on rows of older versions: then the activity's own moment stands for it.
    invited_at: Mapped[datetime | None]
    response: Mapped[str] = mapped_column(String(16), default="pending")
    responded_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(String(200), default="")
    #: The group and the seat in the hall, as its section placed members.
    session_group: Mapped[str] = mapped_column(String(40), default="")
    hall_seat: Mapped[str] = mapped_column(String(20), default="")


class Guest(OfCouncil, Base):
    """Somebody beside the members: an observer without a vote, or a guest; never due."""

    __tablename__ = "guests"
    __table_args__ = of_council(
        points_to("sitting_id", "sittings"),
        words("role", GUEST_ROLES),
        Index("ix_guests_sitting", "council_id", "sitting_id"),
    )

    sitting_id: Mapped[str] = mapped_column(IdType)
    place: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(100), default="")
    role: Mapped[str] = mapped_column(String(16))
    came: Mapped[bool] = mapped_column(default=False)
