"""Statements on what lies outside a span."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, func, not_, or_, select
from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.council.models import Tenure
from app.facts.models import Claim

Span = tuple[date, date]


def claims_left_out(session: Session, council_id: str, before: Span, after: Span) -> AnyRow:
    """Return (how many, first day, last day) of the claims of a span that another one would leave out."""
    kept = and_(Claim.occurred_on >= after[0], Claim.occurred_on <= after[1])
    statement = select(func.count(), func.min(Claim.occurred_on), func.max(Claim.occurred_on)).where(
        Claim.council_id == council_id,
        Claim.occurred_on >= before[0],
        Claim.occurred_on <= before[1],
        not_(kept),
    )
    return session.execute(statement).one()


def tenures_left_out(session: Session, council_id: str, term_id: str, after: Span) -> int:
    """Return how many tenures of a term begin or end outside a span."""
    statement = select(func.count()).where(
        Tenure.council_id == council_id,
        Tenure.term_id == term_id,
        or_(Tenure.starts_on < after[0], Tenure.starts_on > after[1], Tenure.ends_on > after[1]),
    )
    return session.execute(statement).scalar_one()
