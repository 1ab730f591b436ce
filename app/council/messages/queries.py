"""Statements on the group robot and its messages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.core.db.guard import COUNCIL
from app.council.messages.models import Message, MessageChannel


def channel(session: Session, council_id: str, *, lock: bool = False) -> MessageChannel | None:
    """Return the council's group robot."""
    statement = select(MessageChannel).where(MessageChannel.council_id == council_id)
    return session.scalars(statement.with_for_update() if lock else statement).first()


def message(session: Session, council_id: str, message_id: str) -> Message | None:
    """Return one message, locked."""
    statement = select(Message).where(Message.council_id == council_id, Message.id == message_id)
    return session.scalars(statement.with_for_update()).first()


def page(
    session: Session, council_id: str, *, after: tuple[Any, ...] | None, limit: int, state: str | None
) -> list[Message]:
    """Return messages, newest first."""
    statement = select(Message).where(Message.council_id == council_id)
    if state:
        statement = statement.where(Message.state == state)
    if after:
        statement = statement.where(Message.id < after[0])
    return list(session.scalars(statement.order_by(Message.id.desc()).limit(limit)))


def due(session: Session, now: datetime) -> list[str]:
    """Return the ids of the bound council's messages whose time has come, oldest first."""
    statement = (
        select(Message.id)
        .where(
            Message.council_id == session.info[COUNCIL], Message.state == "waiting", Message.next_at <= now
        )
        .order_by(Message.id)
        .limit(20)
    )
    return list(session.scalars(statement))


def claim(session: Session, message_id: str, now: datetime, until: datetime) -> bool:
    """Take a message for this process until a moment; False when another has it."""
    taken = session.execute(
        update(Message)
        .where(
            Message.council_id == session.info[COUNCIL],
            Message.id == message_id,
            Message.state == "waiting",
            Message.next_at <= now,
        )
        .values(next_at=until, attempts=Message.attempts + 1)
        .returning(Message.id)
    ).first()
    return taken is not None


def outgoing(session: Session, message_id: str) -> AnyRow | None:
    """Return (message, channel) of one message, if the council has an active robot."""
    council_id = session.info[COUNCIL]
    statement = (
        select(Message, MessageChannel)
        .join(MessageChannel, MessageChannel.council_id == Message.council_id)
        .where(Message.council_id == council_id, MessageChannel.council_id == council_id)
        .where(Message.id == message_id, MessageChannel.active.is_(True))
    )
    return session.execute(statement).first()
