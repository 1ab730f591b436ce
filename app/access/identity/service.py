"""Binds accounts to identities elsewhere, and lets them in by those."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access import queries as accounts
from app.access import seats
from app.access.actor import Actor
from app.access.identity import queries
from app.access.identity.models import IdentityBinding
from app.access.identity.provider import IdentityProvider
from app.access.identity.schemas import BindingOut
from app.access.models import Seat
from app.core import audit, clock
from app.core.crypto import blind
from app.core.db.hops import SECRET
from app.core.errors import Conflict, Forbidden, NotFound, Unauthenticated

#: What people call the providers that this version knows, configured or not.
LABELS = {"zhezhengding": "浙政钉"}


def account_of(session: Session, provider: IdentityProvider, subject: str) -> str:
    """Return the account that is bound to a provider's id.

    Raises:
        Unauthenticated: nobody's (``identity_unbound``).
    """
    found = queries.bound(session, provider.word, subject)
    if found is None:
        raise Unauthenticated(
            f"这个{provider.label}账号还没有绑定。请先用账号和密码登录，在“我的”里绑定，或请本会管理员绑定。",
            word="identity_unbound",
        )
    return found.account_id


def listed(session: Session, actor: Actor, account_id: str | None = None) -> list[BindingOut]:
    """Return the bindings of one's own account, or of another."""
    return [
        BindingOut(
            provider=row.provider,
            label=LABELS.get(row.provider, row.provider),
            subject=f"…{row.subject[-4:]}",
            bound_at=row.bound_at,
        )
        for row in queries.of_account(session, account_id or actor.account_id)
    ]


def bind_own(session: Session, actor: Actor, provider: str, subject: str) -> list[BindingOut]:
    """Bind one's own account to whom the provider has just proven.

    Raises:
        Conflict: the id is another account's, or this account has one already.
    """
    _bind(session, actor, actor.account_id, provider, subject)
    return listed(session, actor)


def revoke_own(session: Session, actor: Actor, provider: str) -> None:
    """Take one's own binding back.

    Raises:
        NotFound: there is none.
    """
    _revoke(session, actor.account_id, provider)


def of_seat(session: Session, actor: Actor, seat_id: str) -> list[BindingOut]:
    """Return the bindings of a seat's account.

    Raises:
        NotFound: no such seat in this council.
    """
    return listed(session, actor, _seat(session, actor, seat_id).account_id)


def bind_seat(session: Session, actor: Actor, seat_id: str, provider: str, subject: str) -> list[BindingOut]:
    """Bind a seat's account as the administrator, from the provider's directory.

    Raises:
        NotFound: no such seat here. Forbidden: the account is not this council's alone.
        Conflict: the id is another account's, or this account has one already.
    """
    account_id = _alone(session, actor, seat_id)
    _bind(session, actor, account_id, provider, subject)
    return listed(session, actor, account_id)


def revoke_seat(session: Session, actor: Actor, seat_id: str, provider: str) -> None:
    """Take a binding back as the administrator; the account's sessions end with it.

    Raises:
        NotFound: no such seat here, or no binding. Forbidden: the account is not this council's alone.
    """
    account_id = _alone(session, actor, seat_id)
    _revoke(session, account_id, provider)
    for row in accounts.live_sessions(session, account_id):
        row.revoked_at = clock.now()


def _seat(session: Session, actor: Actor, seat_id: str) -> Seat:
    seat = session.get(Seat, (actor.council_id, seat_id))
    if seat is None:
        raise NotFound()
    return seat


def _alone(session: Session, actor: Actor, seat_id: str) -> str:
    """Return the account of a seat that the actor may let somebody in by.

    Whoever binds an account could bind it to themselves: the rule is that of the one-time password.
    """
    seat = _seat(session, actor, seat_id)
    seats.may_hand_over(actor, seat)
    if len(accounts.seats_of(session, seat.account_id)) > 1:
        raise Forbidden("该账号在其他政协也有席位，请由本人登录后绑定或解除。", word="shared_account")
    return seat.account_id


def _bind(session: Session, actor: Actor, account_id: str, provider: str, subject: str) -> None:
    found = queries.bound(session, provider, subject)
    if found is not None and found.account_id == account_id:
        return
    label = LABELS.get(provider, provider)
    if found is not None:
        raise Conflict(f"这个{label}账号已绑定到另一个账号，请先在那边解除。", word="identity_taken")
    if any(row.provider == provider for row in queries.of_account(session, account_id)):
        raise Conflict(f"已经绑定了一个{label}账号，请先解除。", word="identity_bound")
    session.add(
        IdentityBinding(
            provider=provider,
            subject=subject,
            account_id=account_id,
            bound_by=actor.account_id,
            bound_at=clock.now(),
        )
    )
    session.flush()
    said = {"provider": provider, "identity": blind(session.info[SECRET], "identity", subject)}
    audit.record(session, "identity:bind", "account", account_id, after=said)


def _revoke(session: Session, account_id: str, provider: str) -> None:
    row = next((one for one in queries.of_account(session, account_id) if one.provider == provider), None)
    if row is None:
        raise NotFound()
    session.delete(row)
    session.flush()
    audit.record(session, "identity:revoke", "account", account_id, before={"provider": provider})
