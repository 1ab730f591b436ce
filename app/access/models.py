"""Accounts and sessions (global) and seats (of a council)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words
from app.core.ids import new_id

LOGIN_KINDS = ("username", "number", "mobile")


class Account(Base):
    """A person who can log in; what they may do stands on their seats."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(IdType, primary_key=True, default=new_id)
    display_name: Mapped[str] = mapped_column(String(100))
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change: Mapped[bool] = mapped_column(default=True)
    initial_until: Mapped[datetime | None]
    disabled: Mapped[bool] = mapped_column(default=False)
    failures: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Login(Base):
    """One name an account answers to: user name, council code/member number, blinded mobile."""

    __tablename__ = "logins"
    __table_args__ = (
        words("kind", LOGIN_KINDS),
        Index("ix_logins_account", "account_id"),
    )

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))


class LoginSession(Base):
    """One log-in on one device, until it is logged out, revoked or too old."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_account", "account_id"),)

    id: Mapped[str] = mapped_column(IdType, primary_key=True, default=new_id)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    council_id: Mapped[str | None] = mapped_column(ForeignKey("councils.id"))
    seat_id: Mapped[str | None] = mapped_column(IdType)
    device: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[datetime]
    used_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class RefreshToken(Base):
    """The digest of a refresh token; a used one stays to recognise theft."""

    __tablename__ = "refresh_tokens"
    __table_args__ = (Index("ix_refresh_tokens_session", "session_id"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"))
    issued_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SeatDirectory(Base):
    """Where an account has seats: ids only, so that it can choose among councils."""

    __tablename__ = "seat_directory"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    council_id: Mapped[str] = mapped_column(ForeignKey("councils.id"))
    seat_id: Mapped[str] = mapped_column(IdType, primary_key=True)


class Seat(OfCouncil, Base):
    """An account's place in one council: a member, an office section, roles."""

    __tablename__ = "seats"
    __table_args__ = of_council(
        points_to("member_id", "members"),
        points_to("section_id", "units"),
        UniqueConstraint("council_id", "account_id"),
        UniqueConstraint("council_id", "member_id"),
    )

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    member_id: Mapped[str | None] = mapped_column(IdType)
    section_id: Mapped[str | None] = mapped_column(IdType)
    roles: Mapped[list[str]]
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    #: Notices are computed on read; only how far this seat has read them is kept.
    notices_seen_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
