"""Make, show and revoke the own calendar feed; read its tokens."""

from __future__ import annotations

import base64
import binascii
import secrets
import uuid

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.crypto import digest
from app.core.ids import new_id
from app.council.feeds import queries
from app.council.feeds.models import CalendarFeed
from app.council.feeds.schemas import CalendarFeedMade, CalendarFeedOut

#: 192 random bits, behind the id of the council whose rows may be asked.
_RANDOM = 24


def show(session: Session, actor: Actor) -> CalendarFeedOut:
    """Tell whether the caller has a feed."""
    feed = queries.of_seat(session, actor.council_id, actor.seat_id)
    return CalendarFeedOut(made_at=feed.made_at if feed else None)


def make(session: Session, actor: Actor) -> CalendarFeedMade:
    """Make the feed, or make it anew under another address."""
    token = _token(actor.council_id)
    feed = queries.of_seat(session, actor.council_id, actor.seat_id, lock=True)
    if feed is None:
        feed = CalendarFeed(council_id=actor.council_id, id=new_id(), seat_id=actor.seat_id)
        session.add(feed)
    feed.digest, feed.made_at = digest(token.encode()), clock.now()
    session.flush()
    audit.record(session, "calendar_feed:make", "calendar_feed", feed.id)
    return CalendarFeedMade(path=f"/api/v1/calendar/{token}.ics", made_at=feed.made_at)


def revoke(session: Session, actor: Actor) -> None:
    """End the feed; harmless without one."""
    feed = queries.of_seat(session, actor.council_id, actor.seat_id, lock=True)
    if feed is not None:
        session.delete(feed)
        session.flush()
        audit.record(session, "calendar_feed:revoke", "calendar_feed", feed.id)


def council_of(token: str) -> str | None:
    """Return the council that a token names, or None when it is none of ours."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    return str(uuid.UUID(bytes=raw[:16])) if len(raw) == 16 + _RANDOM else None


def _token(council_id: str) -> str:
    raw = uuid.UUID(council_id).bytes + secrets.token_bytes(_RANDOM)
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
