"""Refresh tokens: opaque, rotated, with grace, revoked as a family."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from app.access import queries
from app.access.models import Account, LoginSession, RefreshToken
from app.core import clock
from app.core.crypto import derive, digest
from app.core.db.hops import SECRET
from app.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a refresh yields, or (``word`` set) why it was refused."""

    word: str = ""
    session_id: str = ""
    account_id: str = ""
    council_id: str | None = None
    seat_id: str | None = None
    refresh_token: str = ""
    must_change: bool = False


def new_refresh_token(session: Session, session_id: str, token: str | None = None) -> str:
    """Store the digest of a new refresh token and return the token itself."""
    token = token or secrets.token_urlsafe(32)
    session.add(RefreshToken(digest=digest(token.encode()), session_id=session_id, issued_at=clock.now()))
    session.flush()
    return token


def successor(secret: str, token: str) -> str:
    """Return the one token that follows ``token``.

    It is derived, not stored: within the grace a phone that lost the answer gets the same
    successor again although only digests are kept.
    """
    mac = hmac.new(derive(secret, "refresh"), token.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def rotate(session: Session, token: str, settings: Settings) -> Renewed:
    """Exchange a refresh token for its successor.

    A token used before is answered with the same successor within the grace; later it is taken
    for stolen and the whole session ends. The refusal is returned, not raised, so that the
    revocation is committed.
    """
    found = queries.refresh_token(session, digest(token.encode()))
    if found is None:
        return Renewed(word="bad_refresh_token")
    row = session.get(LoginSession, found.session_id)
    now = clock.now()
    idle = timedelta(days=settings.refresh_idle_days)
    if row is None or row.revoked_at is not None:
        return Renewed(word="session_revoked")
    account = session.get_one(Account, row.account_id)
    if account.disabled:
        return Renewed(word="account_disabled")
    if row.expires_at <= now or row.used_at + idle <= now:
        return Renewed(word="session_expired")
    following = successor(session.info[SECRET], token)
    if found.used_at is None:
        found.used_at = now
        new_refresh_token(session, row.id, following)
    elif now - found.used_at > timedelta(seconds=settings.refresh_grace_seconds):
        row.revoked_at = now
        return Renewed(word="refresh_token_reused")
    row.used_at = now
    return Renewed(
        session_id=row.id,
        account_id=row.account_id,
        council_id=row.council_id,
        seat_id=row.seat_id,
        refresh_token=following,
        must_change=account.must_change,
    )
