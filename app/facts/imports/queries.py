"""Statements that imports of claims need."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.facts.models import Claim


def claims_titled(session: Session, council_id: str, kind: str, titles: Collection[str]) -> list[Claim]:
    """Return the council's claims of a kind that bear one of the titles and were not withdrawn."""
    statement = select(Claim).where(
        Claim.council_id == council_id,
        Claim.kind == kind,
        Claim.title.in_(titles),
        Claim.state != "withdrawn",
    )
    return list(session.scalars(statement.order_by(Claim.id)))
