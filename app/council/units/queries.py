"""Statements behind lists of units and pairings."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from app.core.db.typed import holding
from app.core.http.paging import behind
from app.council.models import Pairing, Unit
from app.council.queries import AnyRow, holds_on


def page(
    session: Session,
    council_id: str,
    kind: str | None,
    q: str | None,
    after: tuple[Any, ...] | None,
    limit: int,
) -> list[Unit]:
    """Return units by kind, the office's order and name; ``q``: words that the name contains."""
    order: tuple[Any, ...] = (Unit.kind, Unit.sort, Unit.name)
    statement = select(Unit).where(Unit.council_id == council_id).order_by(*order).limit(limit)
    if kind is not None:
        statement = statement.where(Unit.kind == kind)
    if q:
        statement = statement.where(*holding(q, Unit.name))
    if after:
        statement = statement.where(behind(order, after))
    return list(session.scalars(statement))


def named(session: Session, council_id: str, kind: str, name: str) -> Unit | None:
    """Return the unit of a kind with exactly this name."""
    statement = select(Unit).where(Unit.council_id == council_id, Unit.kind == kind, Unit.name == name)
    return session.scalars(statement).first()


def pairings(
    session: Session, council_id: str, day: date | None = None, pairing_id: str | None = None
) -> list[AnyRow]:
    """Return (Pairing, activity group, area group), of a day or ever, oldest first."""
    first, second = aliased(Unit), aliased(Unit)
    statement = (
        select(Pairing, first.name.label("activity_group"), second.name.label("area_group"))
        .join(first, and_(first.council_id == Pairing.council_id, first.id == Pairing.activity_group_id))
        .join(second, and_(second.council_id == Pairing.council_id, second.id == Pairing.area_group_id))
        .where(Pairing.council_id == council_id)
        .order_by(Pairing.starts_on, Pairing.id)
    )
    if day is not None:
        statement = statement.where(holds_on(Pairing, day))
    if pairing_id is not None:
        statement = statement.where(Pairing.id == pairing_id)
    return list(session.execute(statement).all())
