"""Marks on a sitting's roll; a correction is a new mark."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

STATUSES = ("present", "late", "left_early", "excused", "excused_not_counted", "absent")
#: Who came, however late; and whose leave takes the sitting off what they were due at.
ATTENDED = ("present", "late", "left_early")
NOT_DUE = "excused_not_counted"
METHODS = ("clerk", "convener", "list", "closing")


class AttendanceMark(OfCouncil, Base):
    """What somebody noted about one member at one sitting; the newest mark counts."""

    __tablename__ = "attendance_marks"
    __table_args__ = of_council(
        points_to("sitting_id", "sittings"),
        points_to("member_id", "members"),
        words("status", STATUSES),
        words("method", METHODS),
        UniqueConstraint("council_id", "sitting_id", "member_id", "turn"),
    )

    sitting_id: Mapped[str] = mapped_column(IdType)
    member_id: Mapped[str] = mapped_column(IdType)
    #: The sitting's version when this was noted: the greatest turn is the newest mark.
    turn: Mapped[int]
    status: Mapped[str] = mapped_column(String(24))
    method: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(String(200), default="")
    marked_by: Mapped[str] = mapped_column(IdType)
    marked_at: Mapped[datetime]
