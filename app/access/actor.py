"""The actor: read inside each hop, never from the token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, select, true
from sqlalchemy.orm import Session

from app.access.models import Account, LoginSession, Seat
from app.access.permissions import REASONS, allows
from app.access.tokens import Claims
from app.core import clock
from app.core.audit import AUTHOR, Author
from app.core.db.base import AnyRow
from app.core.db.many import among
from app.core.db.prepared import Prepared
from app.core.errors import Forbidden, Problem, Unauthenticated
from app.core.records import AuditHead


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account on a seat of one council, with the roles it has right now."""

    account_id: str
    session_id: str
    council_id: str
    seat_id: str
    member_id: str | None
    section_id: str | None
    roles: frozenset[str]
    #: Number of the council's newest audited act: while it stays, nothing was written there.
    acts: int = 0

    def may(self, permission: str) -> bool:
        """Tell whether one of the actor's roles holds ``permission``."""
        return allows(self.roles, permission)

    def must(self, permission: str) -> None:
        """Refuse unless the actor may.

        Raises:
            Forbidden: with the reason in words.
        """
        if not self.may(permission):
            raise Forbidden(REASONS.get(permission), permission=permission)


_session, _account, _seat = LoginSession.__table__, Account.__table__, Seat.__table__
_head = AuditHead.__table__
_columns = (
    _session.c.revoked_at,
    _session.c.expires_at,
    _account.c.disabled,
    _account.c.must_change,
    _seat.c.member_id,
    _seat.c.section_id,
    _seat.c.roles,
    _seat.c.active,
)
#: Session, account and seat in one statement; outer joins, so that each refusal has its own word.
_statement = (
    select(*_columns, _head.c.seq.label("acts"))
    .select_from(
        _session.join(_account, _account.c.id == _session.c.account_id)
        .outerjoin(
            _seat,
            and_(
                _seat.c.council_id == bindparam("council"),
                _seat.c.id == bindparam("seat"),
                _seat.c.account_id == _account.c.id,
            ),
        )
        .outerjoin(_head, _head.c.council_id == bindparam("council"))
    )
    .where(_session.c.id == bindparam("session"), _account.c.id == bindparam("account"))
)
_actor = Prepared(_statement)
#: The same for several at once; the council's newest act is not asked for, since none of them reads.
_several = Prepared(
    select(
        _session.c.id.label("session"), _account.c.id.label("account"), _seat.c.id.label("seat"), *_columns
    )
    .select_from(
        _session.join(_account, _account.c.id == _session.c.account_id).outerjoin(
            _seat,
            and_(
                _seat.c.council_id == bindparam("council"),
                among(_seat.c.id, "seats"),
                _seat.c.account_id == _account.c.id,
            ),
        )
    )
    .where(among(_session.c.id, "sessions"))
)
#: The member whose seat it is, for what is read along with the actor.
OWN_MEMBER = (
    select(_seat.c.member_id)
    .where(_seat.c.council_id == bindparam("council"), _seat.c.id == bindparam("seat"))
    .scalar_subquery()
)
_holder = (
    select(_session.c.revoked_at, _session.c.expires_at, _account.c.disabled)
    .select_from(_session.join(_account, _account.c.id == _session.c.account_id))
    .where(_session.c.id == bindparam("session"), _account.c.id == bindparam("account"))
)


def load(session: Session, claims: Claims, *, before_change: bool = False) -> Actor:
    """Return the actor of ``claims`` as the database knows them now.

    Args:
        before_change: True lets an account in that still has to change its first password.

    Raises:
        Unauthenticated: the session is over, the account disabled, or the seat gone.
        Forbidden: the first password has not been changed yet.
    """
    must_sit(claims)
    return _actor_of(session, claims, _actor.first(session.connection(), _given(claims)), before_change)


def load_several(session: Session, several: Sequence[Claims]) -> list[Actor | Problem]:
    """Return what ``load`` would for each of the claims, all of one council, or its refusal.

    None of them is the author of what the audit says here, since the transaction is everybody's.
    """
    given = {
        "council": several[0].council_id,
        "seats": sorted({str(one.seat_id) for one in several}),
        "sessions": sorted({one.session_id for one in several}),
    }
    rows = _several.all(session.connection(), given)
    seated = {(row.session, row.account, row.seat): row for row in rows}
    known = {(row.session, row.account): row for row in rows}
    found: list[Actor | Problem] = []
    for claims in several:
        who = (claims.session_id, claims.account_id)
        row = seated.get((*who, claims.seat_id)) or known.get(who)
        try:
            found.append(_sitting(claims, row, seated=row is not None and row.seat == claims.seat_id))
        except Problem as problem:
            found.append(problem)
    return found


def along(page: Select[*tuple[Any, ...]]) -> Prepared:
    """Return a statement that reads the actor and, beside it, a page of one row.

    For what a member reads of itself: one round trip instead of two. The page may use
    ``OWN_MEMBER``; nothing of it is looked at before the actor is known and may see it.
    """
    actor, found = _statement.subquery("actor"), page.subquery("page")
    return Prepared(select(*actor.c, *found.c).select_from(actor.outerjoin(found, true())))


def load_along(
    session: Session, claims: Claims, page: Prepared, given: dict[str, Any]
) -> tuple[Actor, AnyRow]:
    """Return the actor, and the row with the page's columns, of a statement made by ``along``.

    Raises:
        Unauthenticated, Forbidden: as ``load``.
    """
    must_sit(claims)
    row = page.first(session.connection(), {**_given(claims), **given})
    actor = _actor_of(session, claims, row)
    assert row is not None
    return actor, row


def must_sit(claims: Claims) -> None:
    """Refuse a token of nobody's seat.

    Raises:
        Forbidden: no seat was chosen yet.
    """
    if claims.council_id is None or claims.seat_id is None:
        raise Forbidden("请先选择席位。", word="seat_required")


def _given(claims: Claims) -> dict[str, Any]:
    return {
        "council": claims.council_id,
        "seat": claims.seat_id,
        "session": claims.session_id,
        "account": claims.account_id,
    }


def _actor_of(session: Session, claims: Claims, row: AnyRow | None, before_change: bool = False) -> Actor:
    actor = _sitting(claims, row, before_change, acts=(row.acts or 0) if row is not None else 0)
    session.info[AUTHOR] = Author(claims.account_id, claims.seat_id)
    return actor


def _sitting(
    claims: Claims, row: AnyRow | None, before_change: bool = False, *, seated: bool = True, acts: int = 0
) -> Actor:
    """Return whom a row of session, account and seat lets in."""
    _alive(row)
    assert row is not None and claims.council_id is not None and claims.seat_id is not None
    if not seated or row.roles is None or not row.active:
        raise Unauthenticated("该席位已停用，请重新登录。", word="seat_gone")
    if row.must_change and not before_change:
        raise Forbidden("首次登录请先修改密码。", word="password_change_required")
    return Actor(
        account_id=claims.account_id,
        session_id=claims.session_id,
        council_id=claims.council_id,
        seat_id=claims.seat_id,
        member_id=row.member_id,
        section_id=row.section_id,
        roles=frozenset(row.roles),
        acts=acts,
    )


def check_holder(session: Session, claims: Claims) -> None:
    """Refuse a token whose session or account is over (for acts outside any council).

    Raises:
        Unauthenticated: likewise.
    """
    row = (
        session.connection()
        .execute(_holder, {"session": claims.session_id, "account": claims.account_id})
        .first()
    )
    _alive(row)
    session.info[AUTHOR] = Author(claims.account_id, None)


def _alive(row: object | None) -> None:
    if row is None:
        raise Unauthenticated(word="session_gone")
    revoked: datetime | None = row.revoked_at  # type: ignore[attr-defined]
    if revoked is not None:
        raise Unauthenticated("登录已失效，请重新登录。", word="session_revoked")
    if row.expires_at <= clock.now():  # type: ignore[attr-defined]
        raise Unauthenticated("登录已过期，请重新登录。", word="session_expired")
    if row.disabled:  # type: ignore[attr-defined]
        raise Unauthenticated("账号已停用。", word="account_disabled")
