"""Give many members accounts and seats at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.models import Account, Login, Seat, SeatDirectory
from app.access.seats import INITIAL_LIFE
from app.core import audit, clock
from app.core.errors import FieldError, Invalid
from app.core.ids import new_id
from app.council import queries as council
from app.council.members import queries
from app.council.models import Member


@dataclass(frozen=True, slots=True)
class GivenSeat:
    """A seat just given: what an account slip says, except the password."""

    member_id: str
    seat_id: str
    name: str
    username: str
    valid_until: datetime | None


def give_many(
    session: Session, actor: Actor, hashes: Mapping[str, str], *, must_change: bool = True
) -> list[GivenSeat]:
    """Open an account with a member's seat for each; a handful of statements for all.

    The account answers to council code + number, to ``code/number`` and, unless another account
    already does, to the mobile. Members who have a seat are left out.

    Args:
        hashes: Member id → password hash, computed before the transaction.
        must_change: False only for demo accounts.
    Raises:
        Invalid: each id that no member of this council has; then nobody gets a seat.
    """
    council_id, now = actor.council_id, clock.now()
    seated = queries.seated_ids(session, council_id, hashes)
    found = queries.by_ids(session, council_id, hashes)
    known = {row.id for row in found}
    unknown = [
        FieldError(f"member_ids.{place}", "unknown_member", f"没有找到编号为 {member_id} 的委员。")
        for place, member_id in enumerate(hashes)
        if member_id not in known
    ]
    if unknown:
        raise Invalid(f"有 {len(unknown)} 名委员没有找到，一个账号也没有开设。", errors=unknown)
    members = [row for row in found if row.id not in seated and row.erased_at is None]
    if not members:
        return []
    code = council.council(session, council_id).code.lower()
    wanted = {member.id: _names(code, member) for member in members}
    taken = queries.logins_taken(session, {key for names in wanted.values() for _, key in names})
    until = now + INITIAL_LIFE if must_change else None
    accounts: list[dict[str, Any]] = []
    logins: list[dict[str, Any]] = []
    seats: list[dict[str, Any]] = []
    given: list[GivenSeat] = []
    for member in members:
        account_id, seat_id = new_id(), new_id()
        names = _free(code, member, wanted[member.id], taken)
        accounts.append(
            {
                "id": account_id,
                "display_name": member.name,
                "password_hash": hashes[member.id],
                "must_change": must_change,
                "initial_until": until,
                "created_at": now,
            }
        )
        logins += [{"kind": kind, "key": key, "account_id": account_id} for kind, key in names]
        seats.append(
            {
                "council_id": council_id,
                "id": seat_id,
                "account_id": account_id,
                "member_id": member.id,
                "roles": ["member"],
                "created_at": now,
            }
        )
        given.append(GivenSeat(member.id, seat_id, member.name, names[0][1], until))
    session.execute(insert(Account), accounts)
    session.execute(insert(Login), logins)
    session.execute(insert(Seat), seats)
    directory = [
        {"account_id": seat["account_id"], "council_id": council_id, "seat_id": seat["id"]} for seat in seats
    ]
    session.execute(insert(SeatDirectory), directory)
    after = {"seats": [seat["id"] for seat in seats]}
    audit.record(session, "seat:give_many", "seat", None, after=after)
    return given


def _names(code: str, member: Member) -> list[tuple[str, str]]:
    number = member.number.lower()
    names = [("username", f"{code}{number}"), ("number", f"{code}/{number}")]
    if member.mobile_index:
        names.append(("mobile", member.mobile_index))
    return names


def _free(
    code: str, member: Member, wanted: list[tuple[str, str]], taken: set[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Return the names to give; ``ab`` + ``c1`` and ``abc`` + ``1`` must not meet."""
    (kind, username), *others = wanted
    if (kind, username) in taken:
        username = f"{code}-{member.number.lower()}-{member.id[-6:]}"
    return [(kind, username), *(name for name in others if name not in taken)]
