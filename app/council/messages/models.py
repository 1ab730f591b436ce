"""The council's chat group and the messages on their way to it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, words

ROBOTS = ("dingtalk", "wecom")
MESSAGE_KINDS = ("moved", "cancelled", "reminder", "trial")
MESSAGE_STATES = ("waiting", "sent", "failed")


class MessageChannel(OfCouncil, Base):
    """The group robot of a council; its address is a secret and kept sealed."""

    __tablename__ = "message_channels"
    __table_args__ = of_council(UniqueConstraint("council_id"), words("robot", ROBOTS))

    robot: Mapped[str] = mapped_column(String(16))
    host: Mapped[str] = mapped_column(String(200))
    address_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    secret_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class Message(OfCouncil, Base):
    """One message to the group: the outbox row, and afterwards the proof of delivery."""

    __tablename__ = "messages"
    __table_args__ = of_council(
        words("kind", MESSAGE_KINDS),
        words("state", MESSAGE_STATES),
        Index("ix_messages_state", "council_id", "state", "next_at"),
    )

    kind: Mapped[str] = mapped_column(String(16))
    #: What it is about; a plain value, since the council knows no activities.
    activity_id: Mapped[str | None] = mapped_column(IdType)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    #: When it is tried next; while one process is trying, the end of its claim on the row.
    next_at: Mapped[datetime]
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(IdType)
    sent_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(40), default="")
