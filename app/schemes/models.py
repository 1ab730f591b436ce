"""Scheme documents (考评办法) and the years they are adopted for."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

SCHEME_STATES = ("draft", "checked", "adopted")


class SchemeDocument(OfCouncil, Base):
    """A whole rule book, its source text verbatim; immutable once adopted."""

    __tablename__ = "scheme_documents"
    __table_args__ = of_council(
        words("state", SCHEME_STATES), UniqueConstraint("council_id", "code", "digest")
    )

    code: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16), default="draft")
    created_by: Mapped[str] = mapped_column(IdType)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class SchemeAdoption(OfCouncil, Base):
    """The decision of a body that a duty year is evaluated by a scheme."""

    __tablename__ = "scheme_adoptions"
    __table_args__ = of_council(
        points_to("scheme_id", "scheme_documents"),
        Index("ix_scheme_adoptions_year", "council_id", "year", "id"),
        UniqueConstraint("council_id", "year"),
    )

    scheme_id: Mapped[str] = mapped_column(IdType)
    year: Mapped[int]
    adopted_by_body: Mapped[str] = mapped_column(String(100))
    decided_on: Mapped[date]
    adopted_by: Mapped[str] = mapped_column(IdType)
    adopted_at: Mapped[datetime]
