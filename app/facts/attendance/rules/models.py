"""A council's rules of attendance, one document in versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council


class AttendanceRules(OfCouncil, Base):
    """The rules as one document; a change is a new row."""

    __tablename__ = "attendance_rules"
    __table_args__ = of_council(UniqueConstraint("council_id", "version"))

    version: Mapped[int]
    document: Mapped[dict[str, Any]]
    changed_by: Mapped[str] = mapped_column(IdType)
    changed_at: Mapped[datetime]
