"""Erasures: what was overwritten, why, by whom, when; append-only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, words

#: What a row lets the triggers allow: overwriting a member's own texts, or blanking a sealed body.
WHATS = ("member", "sealed_body")
GROUNDS = ("retention", "written_request")


class Erasure(OfCouncil, Base):
    """One order to overwrite something that names a person; it names nobody itself."""

    __tablename__ = "erasures"
    __table_args__ = of_council(
        words("what", WHATS), words("ground", GROUNDS), UniqueConstraint("council_id", "what", "object_id")
    )

    what: Mapped[str] = mapped_column(String(16))
    object_id: Mapped[str] = mapped_column(IdType)
    ground: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(500))
    #: Where the written request is kept; empty when retention has passed.
    document: Mapped[str] = mapped_column(String(200), default="")
    erased_by: Mapped[str] = mapped_column(IdType)
    erased_at: Mapped[datetime]
