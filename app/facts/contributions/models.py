"""The light kinds: one table, a typed schema per kind."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, OfCouncil, of_council, points_to


class Contribution(OfCouncil, Base):
    """A light duty fact; ``kind`` names its schema in ``contributions.schemas``."""

    __tablename__ = "contributions"
    __table_args__ = of_council(points_to("id", "claims"))

    kind: Mapped[str] = mapped_column(String(40))
    data: Mapped[dict[str, Any]]
