"""Compose the calendar behind a token."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.core import clock
from app.core.db.base import AnyRow
from app.core.db.guard import COUNCIL
from app.core.errors import NotFound
from app.council import queries as council
from app.council.feeds import queries as feeds
from app.views.calendar import queries
from app.views.calendar.ics import Event, calendar

_PAST = timedelta(days=90)
_STATUS = {"accepted": "CONFIRMED", "pending": "TENTATIVE"}
_UNANSWERED = "尚未答复，请在掌上履职中答复。"


def file_of(session: Session, digest: str) -> bytes:
    """Return the member's calendar.

    Raises:
        NotFound: no such token in the bound council, revoked, or its seat is closed.
    """
    council_id = session.info[COUNCIL]
    member_id = feeds.member_of(session, council_id, digest)
    if member_id is None:
        raise NotFound()
    rows = queries.sittings(session, council_id, member_id, clock.start_of(clock.today()) - _PAST)
    name = council.council(session, council_id).short_name
    return calendar(f"掌上履职 {name}", [_event(row) for row in rows])


def _event(row: AnyRow) -> Event:
    sitting, cancelled = row[0], row.state == "cancelled"
    unanswered = row.response == "pending" and row.state == "planned"
    return Event(
        uid=f"{sitting.id}@lvzhi",
        version=row.version,
        stamp=row.created_at,
        starts=sitting.starts_at,
        ends=sitting.ends_at,
        summary=f"{row.title}（{sitting.name}）" if sitting.name else row.title,
        place=sitting.place or row.place,
        description=_UNANSWERED if unanswered else "",
        status="CANCELLED" if cancelled else _STATUS[row.response],
    )
