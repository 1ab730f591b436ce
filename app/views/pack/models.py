"""Packs that a worker writes, and the address that hands each out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

PACK_STATES = ("running", "complete", "failed", "removed")


class Pack(OfCouncil, Base):
    """One pack of a duty year; its files lie in a folder of its own, frozen when it was begun."""

    __tablename__ = "packs"
    __table_args__ = of_council(
        points_to("run_id", "runs"),
        words("state", PACK_STATES),
        Index("ix_packs_year", "council_id", "year"),
        Index("ix_packs_link", "council_id", "link_digest"),
    )

    year: Mapped[int]
    run_id: Mapped[str] = mapped_column(IdType)
    state: Mapped[str] = mapped_column(String(16), default="running")
    #: With the list of those to be talked to.
    sanctions: Mapped[bool] = mapped_column(Boolean, default=False)
    subjects: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    #: SHA-256 of the manifest, which holds that of every file.
    digest: Mapped[str] = mapped_column(String(64), default="")
    #: Papers that no font could draw; the manifest names them.
    unset: Mapped[int] = mapped_column(default=0)
    started_by: Mapped[str] = mapped_column(IdType)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    #: The one address that downloads it now: digest of its token, its end, and for whom it was made.
    link_digest: Mapped[str] = mapped_column(String(64), default="")
    link_until: Mapped[datetime | None]
    link_by: Mapped[str | None] = mapped_column(IdType)
