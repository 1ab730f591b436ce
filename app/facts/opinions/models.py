"""Opinions (社情民意信息): adoptions by level and instructions."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

LEVELS = ("county", "prefecture", "province", "national")
ADOPTION_FORMS = ("single", "comprehensive")


class Opinion(OfCouncil, Base):
    """A report of conditions and opinions; its claim (same id) carries author and lifecycle."""

    __tablename__ = "opinions"
    __table_args__ = of_council(points_to("id", "claims"))

    body: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(String(60), default="")
    urgent: Mapped[bool] = mapped_column(default=False)


class Adoption(OfCouncil, Base):
    """One adoption of an opinion by a body of a level; an opinion may have many."""

    __tablename__ = "adoptions"
    __table_args__ = of_council(
        points_to("opinion_id", "opinions"),
        words("level", LEVELS),
        words("form", ADOPTION_FORMS),
        Index("ix_adoptions_opinion", "council_id", "opinion_id"),
    )

    opinion_id: Mapped[str] = mapped_column(IdType)
    level: Mapped[str] = mapped_column(String(16))
    adopted_on: Mapped[date]
    form: Mapped[str] = mapped_column(String(16), default="single")
    carrier: Mapped[str] = mapped_column(String(100), default="")


class OpinionInstruction(OfCouncil, Base):
    """A leader's written instruction on an opinion; its text is restricted."""

    __tablename__ = "opinion_instructions"
    __table_args__ = of_council(
        points_to("opinion_id", "opinions"),
        words("level", LEVELS),
        Index("ix_opinion_instructions_opinion", "council_id", "opinion_id"),
    )

    opinion_id: Mapped[str] = mapped_column(IdType)
    level: Mapped[str] = mapped_column(String(16))
    instructed_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text, default="")
