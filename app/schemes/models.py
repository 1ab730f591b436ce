"""Scheme documents (考评办法) and the years they are adopted for."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

SCHEME_STATES = ("draft", "checked", "adopted")
SCHEME_SUBJECTS = ("member", "group", "council")


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
    #: Who handed the present text in, when somebody replaced the first one.
    edited_by: Mapped[str | None] = mapped_column(IdType)
    #: Whose check the text passed.
    checked_by: Mapped[str | None] = mapped_column(IdType)
    #: The council's document that this one began as a copy of.
    copied_from: Mapped[str | None] = mapped_column(IdType)
    withdrawn_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def hands(self) -> frozenset[str]:
        """Return the accounts that wrote or checked it; none of them may adopt it."""
        return frozenset(one for one in (self.created_by, self.edited_by) if one)


class SchemeAdoption(OfCouncil, Base):
    """The decision of a body that a duty year is evaluated by a scheme: one for each kind of subject."""

    __tablename__ = "scheme_adoptions"
    __table_args__ = of_council(
        points_to("scheme_id", "scheme_documents"),
        words("subject", SCHEME_SUBJECTS),
        Index("ix_scheme_adoptions_year", "council_id", "year", "id"),
        UniqueConstraint("council_id", "year", "subject"),
    )

    scheme_id: Mapped[str] = mapped_column(IdType)
    year: Mapped[int]
    subject: Mapped[str] = mapped_column(String(8), default="member")
    adopted_by_body: Mapped[str] = mapped_column(String(100))
    decided_on: Mapped[date]
    adopted_by: Mapped[str] = mapped_column(IdType)
    adopted_at: Mapped[datetime]
