"""Log in: find the account, throttle it, open a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.access import queries
from app.access.models import Account, LoginSession
from app.access.refresh import new_refresh_token
from app.access.throttle import LoginThrottle, wait
from app.core import clock
from app.core.crypto import blind
from app.core.db.hops import SECRET
from app.core.errors import TooManyRequests, Unauthenticated
from app.core.settings import Settings

#: One sentence for every wrong log-in, so that nobody learns which accounts exist.
WRONG = "账号或密码不正确。"


@dataclass(frozen=True, slots=True)
class Found:
    """What the password check needs, read before the slow hash."""

    account_id: str | None
    password_hash: str | None
    wait_seconds: int


def login_name(secret: str, typed: str) -> tuple[str, str]:
    """Return kind and key of what was typed: mobile, ``council/number`` or user name."""
    text = typed.strip()
    if len(text) == 11 and text.isascii() and text.isdigit() and text[0] == "1":
        return "mobile", blind(secret, "mobile", text)
    if "/" in text:
        return "number", text.lower()
    return "username", text.lower()


def find(session: Session, typed: str, settings: Settings, throttle: LoginThrottle) -> Found:
    """Look the account up and say how long its throttle still runs."""
    row = queries.by_login(session, *login_name(session.info[SECRET], typed))
    if row is None or row.disabled:
        return Found(None, None, throttle.stranger_wait(typed, settings.login_attempts))
    return _found(row, settings)


def _found(row: Any, settings: Settings) -> Found:
    return Found(row.id, row.password_hash, wait(row.failures, row.failed_at, settings.login_attempts))


def own(session: Session, account_id: str, settings: Settings) -> tuple[Found, tuple[str, str]]:
    """Return what changing the own password needs, and the names it may not be made of.

    It waits like a log-in: whoever holds a borrowed phone may not guess at full speed.
    """
    account = queries.account(session, account_id)
    assert account is not None
    names = (queries.login_of(session, account.id), account.display_name)
    return _found(account, settings), names


def refuse_throttled(found: Found) -> None:
    """Stop an account that is being guessed at.

    Raises:
        TooManyRequests: with ``Retry-After``.
    """
    if found.wait_seconds:
        raise TooManyRequests(
            f"密码错误次数过多，请 {found.wait_seconds} 秒后再试；忘记密码请联系办公室重置。",
            headers={"Retry-After": str(found.wait_seconds)},
        )


def fail(session: Session, account_id: str) -> None:
    """Count a wrong password."""
    account = queries.account(session, account_id)
    if account is not None:
        account.failures = min(account.failures + 1, 1000)
        account.failed_at = clock.now()


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that has just been opened."""

    session_id: str
    account_id: str
    council_id: str | None
    seat_id: str | None
    refresh_token: str
    must_change: bool
    seats: list[tuple[str, str, str]]


def open_session(session: Session, account_id: str, typed: str, device: str, settings: Settings) -> Opened:
    """Open a session after the password was right.

    The seat is the one the log-in name points at (``council/number``), else the one used last,
    else the first.

    Raises:
        Unauthenticated: the one-time password of the account slip has expired.
        TooManyRequests: other guesses at the account failed while this password was checked.
    """
    account = queries.account(session, account_id)
    now = clock.now()
    if account is None or account.disabled:
        raise Unauthenticated(WRONG, word="wrong_credentials")
    # Asked again under the lock: of many guesses at one moment, those behind the eighth are lost.
    refuse_throttled(_found(account, settings))
    if account.must_change and account.initial_until is not None and account.initial_until < now:
        raise Unauthenticated("初始密码已过期，请联系办公室重新发放账号条。", word="initial_expired")
    account.failures, account.failed_at = 0, None
    seats = queries.seats_of(session, account_id)
    kind, key = login_name(session.info[SECRET], typed)
    chosen = None
    if kind == "number":
        chosen = next((seat for seat in seats if seat.code == key.split("/")[0]), None)
    if chosen is None:
        last = queries.last_seat(session, account_id)
        chosen = next(
            (seat for seat in seats if seat.seat_id == last),
            seats[0] if seats else None,
        )
    row = LoginSession(
        account_id=account_id,
        council_id=chosen.council_id if chosen else None,
        seat_id=chosen.seat_id if chosen else None,
        device=device[:120],
        created_at=now,
        used_at=now,
        expires_at=now + timedelta(days=settings.refresh_absolute_days),
    )
    session.add(row)
    session.flush()
    return Opened(
        session_id=row.id,
        account_id=account_id,
        council_id=row.council_id,
        seat_id=row.seat_id,
        refresh_token=new_refresh_token(session, row.id),
        must_change=account.must_change,
        seats=[(seat.seat_id, seat.council_id, seat.name) for seat in seats],
    )


def change_password(session: Session, account_id: str, new_hash: str, keep: str) -> None:
    """Store a new password and end every other session of the account."""
    account: Account | None = queries.account(session, account_id)
    assert account is not None
    account.password_hash, account.must_change, account.initial_until = (
        new_hash,
        False,
        None,
    )
    account.failures, account.failed_at = 0, None
    account.version += 1
    for row in queries.live_sessions(session, account_id):
        if row.id != keep:
            row.revoked_at = clock.now()
