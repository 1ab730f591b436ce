"""Councils, terms, members and the dated places they hold."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words
from app.core.ids import new_id

COUNCIL_LEVELS = ("county", "prefecture", "province", "national", "system")
UNIT_KINDS = (
    "sector",
    "special_committee",
    "activity_group",
    "area_group",
    "party_branch",
    "section",
    "liaison_office",
    "venue",
)
PLACEMENT_ROLES = ("member", "convener", "deputy_convener", "secretary")
POSTS = ("chair", "vice_chair", "secretary_general", "standing_member")
TENURE_STATES = (
    "active",
    "resigned",
    "transferred",
    "revoked",
    "deceased",
    "term_ended",
)
YEAR_STATES = ("open", "closed", "sealed")
_DATES = "ends_on IS NULL OR ends_on >= starts_on"


class Council(Base):
    """One 政协: the tenant. The installation itself is the council with the code ``system``."""

    __tablename__ = "councils"
    __table_args__ = (words("level", COUNCIL_LEVELS), UniqueConstraint("code"))

    id: Mapped[str] = mapped_column(IdType, primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(100))
    short_name: Mapped[str] = mapped_column(String(40))
    level: Mapped[str] = mapped_column(String(16))
    settings: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Term(OfCouncil, Base):
    """A term (届): five years of one membership."""

    __tablename__ = "terms"
    __table_args__ = of_council(
        UniqueConstraint("council_id", "number"),
        CheckConstraint("ends_on > starts_on", name="dates"),
    )

    number: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class DutyYear(OfCouncil, Base):
    """A duty year: the Beijing dates that count into one evaluation."""

    __tablename__ = "duty_years"
    __table_args__ = of_council(
        points_to("term_id", "terms"),
        words("state", YEAR_STATES),
        UniqueConstraint("council_id", "year"),
        CheckConstraint("ends_on > starts_on", name="dates"),
    )

    term_id: Mapped[str] = mapped_column(IdType)
    year: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(16), default="open")
    #: After intake has closed: since when members add what is missing, until they have all signed.
    adding_since: Mapped[datetime | None]


class Member(OfCouncil, Base):
    """A member (委员): base facts; what changes over time stands in dated tables."""

    __tablename__ = "members"
    __table_args__ = of_council(
        UniqueConstraint("council_id", "number"),
        UniqueConstraint("council_id", "mobile_index"),
        Index("ix_members_stroke", "council_id", "stroke_key", "id"),
    )

    number: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(100))
    stroke_key: Mapped[str] = mapped_column(String(512))
    pinyin: Mapped[str] = mapped_column(String(1500))
    initials: Mapped[str] = mapped_column(String(300))
    pinyin_override: Mapped[str] = mapped_column(String(200), default="")
    sex: Mapped[str] = mapped_column(String(1), default="0")
    ethnic_group: Mapped[str] = mapped_column(String(20), default="")
    party: Mapped[str] = mapped_column(String(40), default="")
    birth_date: Mapped[date | None]
    education: Mapped[str] = mapped_column(String(40), default="")
    employer: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(100), default="")
    speciality: Mapped[str] = mapped_column(String(200), default="")
    mobile_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    mobile_index: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    #: Since when the row names nobody any more; the order stands in ``erasures``.
    erased_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Tenure(OfCouncil, Base):
    """A member's time in a term, from joining to leaving."""

    __tablename__ = "tenures"
    __table_args__ = of_council(
        points_to("member_id", "members"),
        points_to("term_id", "terms"),
        words("state", TENURE_STATES),
        CheckConstraint(_DATES, name="dates"),
        Index("ix_tenures_member", "council_id", "member_id"),
        Index("ix_tenures_dates", "council_id", "starts_on", "ends_on"),
    )

    member_id: Mapped[str] = mapped_column(IdType)
    term_id: Mapped[str] = mapped_column(IdType)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(16), default="active")
    ground: Mapped[str] = mapped_column(String(200), default="")


class Post(OfCouncil, Base):
    """A leading post held from a date to a date."""

    __tablename__ = "posts"
    __table_args__ = of_council(
        points_to("member_id", "members"),
        words("post", POSTS),
        CheckConstraint(_DATES, name="dates"),
        Index("ix_posts_member", "council_id", "member_id"),
    )

    member_id: Mapped[str] = mapped_column(IdType)
    post: Mapped[str] = mapped_column(String(24))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class Unit(OfCouncil, Base):
    """A sector, special committee, group, branch, office section or venue."""

    __tablename__ = "units"
    __table_args__ = of_council(words("kind", UNIT_KINDS), UniqueConstraint("council_id", "kind", "name"))

    kind: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(100))
    sort: Mapped[int] = mapped_column(default=0)
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)


class Placement(OfCouncil, Base):
    """A member's place in a unit from a date to a date; one per kind at a time."""

    __tablename__ = "placements"
    __table_args__ = of_council(
        points_to("member_id", "members"),
        points_to("unit_id", "units"),
        words("unit_kind", UNIT_KINDS),
        words("role", PLACEMENT_ROLES),
        CheckConstraint(_DATES, name="dates"),
        Index("ix_placements_member", "council_id", "member_id", "unit_kind"),
        Index("ix_placements_unit", "council_id", "unit_id"),
    )

    member_id: Mapped[str] = mapped_column(IdType)
    unit_id: Mapped[str] = mapped_column(IdType)
    unit_kind: Mapped[str] = mapped_column(String(24))
    role: Mapped[str] = mapped_column(String(16), default="member")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class Pairing(OfCouncil, Base):
    """A sector activity group paired with a town's area group for a time."""

    __tablename__ = "pairings"
    __table_args__ = of_council(
        points_to("activity_group_id", "units"),
        points_to("area_group_id", "units"),
        CheckConstraint(_DATES, name="dates"),
    )

    activity_group_id: Mapped[str] = mapped_column(IdType)
    area_group_id: Mapped[str] = mapped_column(IdType)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class Partner(OfCouncil, Base):
    """Another council that shares activities; it may live in this installation."""

    __tablename__ = "partners"
    __table_args__ = of_council(UniqueConstraint("council_id", "name"))

    name: Mapped[str] = mapped_column(String(100))
    region: Mapped[str] = mapped_column(String(100), default="")
    partner_council_id: Mapped[str | None] = mapped_column(IdType)
    since: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


IMPORT_STATES = ("preview", "committed", "discarded")


class ImportBatch(OfCouncil, Base):
    """An uploaded table between its preview and its commit."""

    __tablename__ = "import_batches"
    __table_args__ = of_council(words("state", IMPORT_STATES))

    kind: Mapped[str] = mapped_column(String(40))
    filename: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16), default="preview")
    rows: Mapped[dict[str, Any]]
    errors: Mapped[dict[str, Any]]
    counts: Mapped[dict[str, Any]]
    table_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_by: Mapped[str] = mapped_column(IdType)
    created_at: Mapped[datetime]
    committed_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
