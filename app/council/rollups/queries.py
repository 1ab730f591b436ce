"""Statements on grants and receipts of aggregates."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.council.models import Partner
from app.council.rollups.models import RollupGrant, RollupReceipt


def grants(session: Session, council_id: str) -> list[AnyRow]:
    """Return every grant with the superior's name, the newest first."""
    statement = (
        select(RollupGrant, Partner.name)
        .join(
            Partner, (Partner.council_id == RollupGrant.council_id) & (Partner.id == RollupGrant.partner_id)
        )
        .where(RollupGrant.council_id == council_id)
        .order_by(RollupGrant.granted_at.desc(), RollupGrant.id)
    )
    return list(session.execute(statement))


def lock(session: Session, council_id: str, grant_id: str) -> RollupGrant | None:
    """Return a grant to be changed."""
    mine = (RollupGrant.council_id == council_id, RollupGrant.id == grant_id)
    statement = select(RollupGrant).where(*mine).with_for_update()
    return session.scalars(statement.execution_options(populate_existing=True)).first()


def of_partner(session: Session, council_id: str, partner_id: str) -> RollupGrant | None:
    """Return the grant to a partner, revoked or not, to be changed."""
    mine = (RollupGrant.council_id == council_id, RollupGrant.partner_id == partner_id)
    return session.scalars(select(RollupGrant).where(*mine).with_for_update()).first()


def due(session: Session, council_id: str, today: date) -> list[str]:
    """Return the grants whose aggregates were not sent today."""
    unsent = or_(RollupGrant.sent_on.is_(None), RollupGrant.sent_on < today)
    mine = (RollupGrant.council_id == council_id, RollupGrant.revoked_at.is_(None), unsent)
    return list(session.scalars(select(RollupGrant.id).where(*mine).order_by(RollupGrant.id)))


def receipt(session: Session, council_id: str, origin: str) -> RollupReceipt | None:
    """Return what was received of a council."""
    mine = (RollupReceipt.council_id == council_id, RollupReceipt.origin_council_id == origin)
    return session.scalars(select(RollupReceipt).where(*mine)).first()


def received(session: Session, council_id: str, after: Any, limit: int) -> list[RollupReceipt]:
    """Return what is received and not revoked, by the name of the council."""
    statement = select(RollupReceipt).where(
        RollupReceipt.council_id == council_id, RollupReceipt.revoked.is_(False)
    )
    order = (RollupReceipt.origin_name, RollupReceipt.id)
    if after:
        name, row_id = after
        statement = statement.where(
            (order[0] > name) | ((order[0] == name) & (RollupReceipt.id > str(row_id)))
        )
    return list(session.scalars(statement.order_by(*order).limit(limit)))
