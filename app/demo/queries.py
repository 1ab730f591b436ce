"""Statements of the demo: ids by the names it knows them by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.access.models import Login, Seat
from app.council.models import Member, Unit
from app.facts.activities.models import Activity
from app.facts.models import Claim


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat as the demo acts from it."""

    id: str
    account_id: str
    member_id: str | None
    section_id: str | None
    roles: tuple[str, ...]


def members(session: Session, council_id: str) -> dict[str, str]:
    """Return member number → id."""
    statement = select(Member.number, Member.id).where(Member.council_id == council_id)
    return {row.number: row.id for row in session.execute(statement)}


def units(session: Session, council_id: str) -> dict[tuple[str, str], str]:
    """Return (kind, name) → id."""
    statement = select(Unit.kind, Unit.name, Unit.id).where(Unit.council_id == council_id)
    return {(row.kind, row.name): row.id for row in session.execute(statement)}


def seats(session: Session, council_id: str) -> dict[str, SeatRow]:
    """Return user name → seat of the council."""
    statement = (
        select(Login.key, Seat.id, Seat.account_id, Seat.member_id, Seat.section_id, Seat.roles)
        .join(Login, and_(Login.account_id == Seat.account_id, Login.kind == "username"))
        .where(Seat.council_id == council_id)
    )
    return {
        row.key: SeatRow(row.id, row.account_id, row.member_id, row.section_id, tuple(row.roles))
        for row in session.execute(statement)
    }


def claims(session: Session, council_id: str, kind: str) -> dict[str, str]:
    """Return title → id of the council's claims of a kind."""
    statement = select(Claim.title, Claim.id).where(Claim.council_id == council_id, Claim.kind == kind)
    return {row.title: row.id for row in session.execute(statement)}


def copies(session: Session, council_id: str) -> list[str]:
    """Return the ids of planned activities that came from a partner."""
    statement = select(Activity.id).where(
        Activity.council_id == council_id, Activity.origin_id.is_not(None), Activity.state == "planned"
    )
    return list(session.scalars(statement))


def mappings(session: Session, council_id: str, model: Any) -> list[Any]:
    """Return all rows of a tenant table as mappings of columns."""
    table = model.__table__
    statement = select(table).where(table.c.council_id == council_id)
    return list(session.connection().execute(statement).mappings())
