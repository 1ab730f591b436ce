"""Statements on accounts, sessions and seats."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text, bindparam, cast, or_, select
from sqlalchemy.orm import Session

from app.access.models import (
    Account,
    Login,
    LoginSession,
    RefreshToken,
    Seat,
    SeatDirectory,
)
from app.core import clock
from app.core.db.base import AnyRow, Base

_login = (
    select(
        Account.id,
        Account.password_hash,
        Account.disabled,
        Account.must_change,
        Account.initial_until,
        Account.failures,
        Account.failed_at,
    )
    .join(Login, Login.account_id == Account.id)
    .where(Login.kind == bindparam("kind"), Login.key == bindparam("key"))
)


def by_login(session: Session, kind: str, key: str) -> AnyRow | None:
    """Return the account that answers to a log-in name."""
    return session.execute(_login, {"kind": kind, "key": key}).first()


def account(session: Session, account_id: str) -> Account | None:
    """Return the account, locked for change."""
    return session.scalars(select(Account).where(Account.id == account_id).with_for_update()).first()


def login_of(session: Session, account_id: str, kind: str = "username") -> str:
    """Return one log-in name of the account, empty when it has none of that kind."""
    found = session.scalars(select(Login.key).where(Login.account_id == account_id, Login.kind == kind))
    return found.first() or ""


def login_taken(session: Session, kind: str, key: str) -> bool:
    """Tell whether a log-in name is in use."""
    return session.get(Login, (kind, key)) is not None


def seats_of(session: Session, account_id: str) -> list[AnyRow]:
    """Return the account's seats across councils: ids and the councils' names."""
    councils = Base.metadata.tables["councils"]
    statement = (
        select(
            SeatDirectory.seat_id,
            SeatDirectory.council_id,
            councils.c.name,
            councils.c.code,
        )
        .join(councils, councils.c.id == SeatDirectory.council_id)
        .where(SeatDirectory.account_id == account_id)
        .order_by(SeatDirectory.seat_id)
    )
    return list(session.execute(statement).all())


def last_seat(session: Session, account_id: str) -> str | None:
    """Return the seat the account used last."""
    return session.scalars(
        select(LoginSession.seat_id)
        .where(LoginSession.account_id == account_id, LoginSession.seat_id.is_not(None))
        .order_by(LoginSession.used_at.desc())
        .limit(1)
    ).first()


def live_sessions(session: Session, account_id: str) -> list[LoginSession]:
    """Return the account's sessions that are neither revoked nor too old, newest use first."""
    statement = (
        select(LoginSession)
        .where(
            LoginSession.account_id == account_id,
            LoginSession.revoked_at.is_(None),
            LoginSession.expires_at > clock.now(),
        )
        .order_by(LoginSession.used_at.desc())
    )
    return list(session.scalars(statement))


def refresh_token(session: Session, digest: str) -> RefreshToken | None:
    """Return the refresh token of ``digest``, locked."""
    statement = select(RefreshToken).where(RefreshToken.digest == digest).with_for_update()
    return session.scalars(statement).first()


def seats(
    session: Session,
    council_id: str,
    after: tuple[Any, ...] | None,
    limit: int,
    *,
    search: str = "",
    role: str | None = None,
    active: bool | None = None,
) -> list[AnyRow]:
    """Return a page of the council's seats with account names, by seat id.

    Args:
        search: Part of the account's name or of what it logs in with.
    """
    statement = (
        select(Seat, Account.display_name, Login.key.label("username"))
        .join(Account, Account.id == Seat.account_id)
        .join(Login, (Login.account_id == Account.id) & (Login.kind == "username"))
        .where(Seat.council_id == council_id)
        .order_by(Seat.id)
        .limit(limit)
    )
    if after:
        statement = statement.where(Seat.id > after[0])
    if search:
        found = (Account.display_name, Login.key)
        statement = statement.where(or_(*(one.icontains(search, autoescape=True) for one in found)))
    if role is not None:
        # A role is a word between quotes in the list's text; the words hold no wildcard but "_".
        statement = statement.where(cast(Seat.roles, Text).contains(f'"{role}"', autoescape=True))
    if active is not None:
        statement = statement.where(Seat.active.is_(active))
    return list(session.execute(statement).all())


def seat(session: Session, council_id: str, seat_id: str) -> AnyRow | None:
    """Return one seat of the council with its account's names."""
    statement = (
        select(Seat, Account.display_name, Login.key.label("username"))
        .join(Account, Account.id == Seat.account_id)
        .join(Login, (Login.account_id == Account.id) & (Login.kind == "username"))
        .where(Seat.council_id == council_id, Seat.id == seat_id)
    )
    return session.execute(statement).first()


def own_face(session: Session, account_id: str, council_id: str) -> AnyRow:
    """Return the account's display name and the council's name."""
    councils = Base.metadata.tables["councils"]
    statement = (
        select(Account.display_name, councils.c.name)
        .join(councils, councils.c.id == council_id)
        .where(Account.id == account_id)
    )
    return session.execute(statement).one()


def is_there(session: Session, table: str, council_id: str, row_id: str) -> bool:
    """Tell whether a member or unit of the council exists (their package lies further down the river)."""
    there = Base.metadata.tables[table]
    statement = select(there.c.id).where(there.c.council_id == council_id, there.c.id == row_id)
    return session.execute(statement).first() is not None


def is_seated(session: Session, council_id: str, member_id: str) -> bool:
    """Tell whether a member already has a seat."""
    statement = select(Seat.id).where(Seat.council_id == council_id, Seat.member_id == member_id)
    return session.execute(statement).first() is not None


def seat_of_member(session: Session, council_id: str, member_id: str) -> Seat | None:
    """Return the seat that sits for a member."""
    statement = select(Seat).where(Seat.council_id == council_id, Seat.member_id == member_id)
    return session.scalars(statement).first()
