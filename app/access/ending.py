"""A member's rights end, and come back when a body says so."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access import queries
from app.core import audit

#: Roles that only a member has; the others of a seat are of the office and stay.
OF_MEMBERS = frozenset({"member", "convener", "chair"})


def end_rights(session: Session, council_id: str, member_id: str) -> list[str]:
    """Take from a member's seat what only a member may, at once; return the roles taken.

    A seat with nothing left is closed: its next request is refused, whatever token it carries.
    """
    seat = queries.seat_of_member(session, council_id, member_id)
    if seat is None or not seat.active:
        return []
    taken = [role for role in seat.roles if role in OF_MEMBERS]
    left = [role for role in seat.roles if role not in OF_MEMBERS]
    before = {"roles": seat.roles, "active": seat.active}
    if left:
        seat.roles = left
    else:
        seat.active = False
    seat.version += 1
    session.flush()
    after = {"roles": seat.roles, "active": seat.active}
    audit.record(session, "seat:edit", "seat", seat.id, before=before, after=after)
    return taken


def give_back(session: Session, council_id: str, member_id: str, roles: list[str]) -> None:
    """Undo ``end_rights``: the seat is open again, with the roles that were taken."""
    seat = queries.seat_of_member(session, council_id, member_id)
    if seat is None or not roles:
        return
    before = {"roles": seat.roles, "active": seat.active}
    seat.roles, seat.active = sorted({*seat.roles, *roles}), True
    seat.version += 1
    session.flush()
    after = {"roles": seat.roles, "active": seat.active}
    audit.record(session, "seat:edit", "seat", seat.id, before=before, after=after)
