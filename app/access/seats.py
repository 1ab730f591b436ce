"""Seats and account slips: who sits where, with which roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.access import queries
from app.access.actor import Actor
from app.access.models import Account, Login, Seat, SeatDirectory
from app.access.permissions import PERMISSIONS, ROLES
from app.access.schemas import RoleOut, SeatEdit, SeatNew, SeatOut, Slip
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Forbidden, Invalid, NotFound, Stale
from app.core.ids import new_id

INITIAL_LIFE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account about to be opened, with the hash computed outside the transaction."""

    display_name: str
    username: str
    password_hash: str
    must_change: bool = True


def open_account(session: Session, new: NewAccount) -> str:
    """Create an account that answers to ``username``; return its id.

    Raises:
        Invalid: the user name is taken (it is unique in the whole installation).
    """
    if queries.login_taken(session, "username", new.username):
        raise Invalid(errors=[FieldError("username", "taken", "这个账号名已被使用，请换一个。")])
    now = clock.now()
    account = Account(
        id=new_id(),
        display_name=new.display_name,
        password_hash=new.password_hash,
        must_change=new.must_change,
        initial_until=now + INITIAL_LIFE if new.must_change else None,
        created_at=now,
    )
    session.add(account)
    session.flush()
    session.add(Login(kind="username", key=new.username, account_id=account.id))
    session.flush()
    return account.id


def give_login(session: Session, account_id: str, kind: str, key: str) -> None:
    """Let the account answer to one more name (member number, blinded mobile)."""
    if not queries.login_taken(session, kind, key):
        session.add(Login(kind=kind, key=key, account_id=account_id))
        session.flush()


def move_login(session: Session, account_id: str, kind: str, before: str | None, after: str | None) -> None:
    """Let the account answer to ``after`` in place of ``before``.

    A name that another account answers to stays with that one.
    """
    old = session.get(Login, (kind, before)) if before else None
    if old is not None and old.account_id == account_id:
        session.delete(old)
        session.flush()
    if after:
        give_login(session, account_id, kind, after)


def give_seat(
    session: Session,
    council_id: str,
    account_id: str,
    roles: list[str],
    *,
    member_id: str | None = None,
    section_id: str | None = None,
) -> str:
    """Seat an account in the bound council; return the seat's id."""
    seat = Seat(
        council_id=council_id,
        id=new_id(),
        account_id=account_id,
        member_id=member_id,
        section_id=section_id,
        roles=sorted(roles),
        created_at=clock.now(),
    )
    session.add(seat)
    session.add(SeatDirectory(account_id=account_id, council_id=council_id, seat_id=seat.id))
    session.flush()
    audit.record(
        session,
        "seat:give",
        "seat",
        seat.id,
        after={"roles": seat.roles, "account": account_id},
    )
    return seat.id


def create(session: Session, actor: Actor, new: SeatNew, password_hash: str) -> str:
    """Open an account and seat it in the actor's council.

    Raises:
        Invalid: the user name is taken, or member or section are not of this council.
        Conflict: the member has a seat already.
    """
    _grantable(actor, list(new.roles))
    _placed(session, actor, new.member_id, new.section_id)
    if new.member_id and queries.is_seated(session, actor.council_id, new.member_id):
        raise Conflict("该委员已有席位。", word="member_seated")
    account_id = open_account(session, NewAccount(new.display_name, new.username, password_hash))
    return give_seat(
        session,
        actor.council_id,
        account_id,
        list(new.roles),
        member_id=new.member_id,
        section_id=new.section_id,
    )


def edit(session: Session, actor: Actor, seat_id: str, changes: SeatEdit, version: int) -> SeatOut:
    """Change roles, section or activity of a seat; roles take effect at the next request.

    Raises:
        Conflict: an administrator would lock themselves out.
        Forbidden: it is a system administrator's seat, or would become one.
    """
    seat = _seat(session, actor, seat_id)
    _grantable(actor, seat.roles)
    if seat.version != version:
        raise Stale()
    said = changes.model_dump(exclude_unset=True)
    before: dict[str, Any] = {
        "roles": seat.roles,
        "section": seat.section_id,
        "active": seat.active,
    }
    keeps_admin = "council_admin" in (said.get("roles") or ["council_admin"])
    if seat.id == actor.seat_id and (said.get("active") is False or not keeps_admin):
        raise Conflict("不能停用自己或收回自己的管理员角色。", word="own_seat")
    if said.get("roles") is not None:
        _grantable(actor, said["roles"])
        seat.roles = sorted(said["roles"])
    if "section_id" in said:
        _placed(session, actor, None, said["section_id"])
        seat.section_id = said["section_id"]
    if said.get("active") is not None:
        seat.active = said["active"]
    seat.version += 1
    session.flush()
    after = {"roles": seat.roles, "section": seat.section_id, "active": seat.active}
    audit.record(session, "seat:edit", "seat", seat.id, before=before, after=after)
    return show(session, actor, seat_id)


def reset(session: Session, actor: Actor, seat_id: str, password: str, password_hash: str) -> Slip:
    """Give the seat's account a one-time password and end its sessions.

    Raises:
        Forbidden: the account also sits elsewhere, so that only its owner may change that
            password; or it is a system administrator's, whose power the slip would hand over.
    """
    seat = _seat(session, actor, seat_id)
    _grantable(actor, seat.roles)
    if len(queries.seats_of(session, seat.account_id)) > 1:
        raise Forbidden(
            "该账号在其他政协也有席位，请由本人修改密码或联系系统管理员。",
            word="shared_account",
        )
    account = queries.account(session, seat.account_id)
    assert account is not None
    account.password_hash, account.must_change = password_hash, True
    account.initial_until = clock.now() + INITIAL_LIFE
    account.failures, account.failed_at = 0, None
    account.version += 1
    for row in queries.live_sessions(session, account.id):
        row.revoked_at = clock.now()
    audit.record(session, "account:reset", "account", account.id)
    return Slip(
        seat_id=seat.id,
        display_name=account.display_name,
        username=queries.login_of(session, account.id),
        initial_password=password,
        valid_until=account.initial_until,
    )


def roles() -> list[RoleOut]:
    """Return the one table of permissions, a row for each role."""
    return [
        RoleOut(role=role, permissions=sorted(name for name, may in PERMISSIONS.items() if role in may))  # type: ignore[arg-type]
        for role in ROLES
    ]


def show(session: Session, actor: Actor, seat_id: str) -> SeatOut:
    """Return one seat of the actor's council.

    Raises:
        NotFound: it is not there, or another council's.
    """
    row = queries.seat(session, actor.council_id, seat_id)
    if row is None:
        raise NotFound()
    return seat_out(row)


def seat_out(row: Any) -> SeatOut:
    """Turn a row of ``queries.seats`` into its shape."""
    seat: Seat = row[0]
    return SeatOut(
        id=seat.id,
        account_id=seat.account_id,
        display_name=row.display_name,
        username=row.username,
        member_id=seat.member_id,
        section_id=seat.section_id,
        roles=seat.roles,  # type: ignore[arg-type]
        active=seat.active,
        version=seat.version,
    )


def _seat(session: Session, actor: Actor, seat_id: str) -> Seat:
    seat = session.get(Seat, (actor.council_id, seat_id))
    if seat is None:
        raise NotFound()
    return seat


def _grantable(actor: Actor, roles: list[str]) -> None:
    if "system_admin" in roles and "system_admin" not in actor.roles:
        raise Forbidden("系统管理员的席位只能由系统管理员授予和修改。", word="role_not_grantable")


def may_hand_over(actor: Actor, seat: Seat) -> None:
    """Refuse to let anybody in by a seat that carries more power than the actor may grant.

    Raises:
        Forbidden: it is a system administrator's.
    """
    _grantable(actor, seat.roles)


def _placed(session: Session, actor: Actor, member_id: str | None, section_id: str | None) -> None:
    wrong = []
    if member_id and not queries.is_there(session, "members", actor.council_id, member_id):
        wrong.append(FieldError("member_id", "unknown_member", "没有找到这位委员。"))
    if section_id and not queries.is_there(session, "units", actor.council_id, section_id):
        wrong.append(FieldError("section_id", "unknown_unit", "没有找到这个部门。"))
    if wrong:
        raise Invalid(errors=wrong)


def see_notices(session: Session, actor: Actor, until: datetime) -> None:
    """Move the seat's reading mark forward, never back and never past now.

    It is no act in the council's name, so the audit chain does not grow with every glance.
    """
    seat = session.get_one(Seat, (actor.council_id, actor.seat_id))
    seen = min(until, clock.now())
    if seat.notices_seen_at is None or seat.notices_seen_at < seen:
        seat.notices_seen_at = seen
