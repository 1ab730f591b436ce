"""Statements on calendar feeds."""

from __future__ import annotations

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.access.models import Account, Seat
from app.council.feeds.models import CalendarFeed


def of_seat(session: Session, council_id: str, seat_id: str, *, lock: bool = False) -> CalendarFeed | None:
    """Return the feed of a seat."""
    statement = select(CalendarFeed).where(
        CalendarFeed.council_id == council_id, CalendarFeed.seat_id == seat_id
    )
    return session.scalars(statement.with_for_update() if lock else statement).first()


def member_of(session: Session, council_id: str, digest: str) -> str | None:
    """Return the member behind a token's digest, while seat and account are alive."""
    statement = (
        select(Seat.member_id)
        .join(CalendarFeed, and_(CalendarFeed.council_id == Seat.council_id, CalendarFeed.seat_id == Seat.id))
        .join(Account, Account.id == Seat.account_id)
        .where(Seat.council_id == council_id, CalendarFeed.council_id == council_id)
        .where(CalendarFeed.digest == digest, Seat.active.is_(True), Account.disabled.is_(False))
    )
    return session.scalars(statement).first()
