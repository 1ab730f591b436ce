"""The way there and back: bound to one browser, short, never twice."""

from __future__ import annotations

import hmac
from datetime import timedelta

from sqlalchemy.orm import Session

from app.access.identity import queries
from app.core import clock
from app.core.crypto import digest, keyed_digest
from app.core.errors import Unauthenticated

#: A provider's code lives five minutes; scanning takes some of ten.
LIFE = timedelta(minutes=10)
STALE = "这次登录已超时或不是从本页发起的，请重新从登录页进入。"
USED = "这个登录码已经用过，请重新从登录页进入。"


def made(secret: str, provider: str, challenge: str) -> str:
    """Return a state that only the browser with the challenge's secret can bring back."""
    until = int((clock.now() + LIFE).timestamp())
    said = f"{provider}.{challenge}.{until}"
    return f"{said}.{_mark(secret, said)}"


def check(secret: str, provider: str, state: str, verifier: str) -> None:
    """Refuse a state that is not ours, not of this provider, too old, or another browser's.

    Raises:
        Unauthenticated: ``bad_state``.
    """
    said, _, mark = state.rpartition(".")
    parts = said.split(".")
    ours = hmac.compare_digest(_mark(secret, said).encode(), mark.encode())
    if not ours or len(parts) != 3 or parts[0] != provider or int(parts[2]) < clock.now().timestamp():
        raise Unauthenticated(STALE, word="bad_state")
    if not hmac.compare_digest(digest(verifier.encode()).encode(), parts[1].encode()):
        raise Unauthenticated(STALE, word="bad_state")


def spend(session: Session, provider: str, code: str) -> None:
    """Note that a code was shown, before anybody is asked about it.

    Raises:
        Unauthenticated: ``code_used``.
    """
    name = digest(f"{provider}:{code}".encode())
    queries.forget_codes(session, clock.now() - LIFE * 6)
    if queries.code(session, name) is not None or not queries.add_code(session, name):
        raise Unauthenticated(USED, word="code_used")


def _mark(secret: str, said: str) -> str:
    return keyed_digest(secret, "identity-state", said.encode())
