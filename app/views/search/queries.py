"""Statements behind the search: one for each sort of thing."""

from __future__ import annotations

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.db.base import AnyRow
from app.core.db.typed import holding
from app.council.models import Unit
from app.facts.activities import queries as activity_queries
from app.facts.activities.models import Activity
from app.facts.models import Claim
from app.facts.proposals.models import Proposal
from app.facts.queries import visible_to

RECORDS = ("proposal", "opinion", "contribution")


def records(session: Session, actor: Actor, typed: str, limit: int) -> list[AnyRow]:
    """Return the newest ``limit`` visible records of each kind: id, kind, type, title, state, day, number.

    A word stands in the title, or in a proposal's number.
    """
    number = Proposal.number
    place = func.row_number().over(partition_by=Claim.kind, order_by=Claim.id.desc())
    ranked = (
        select(
            Claim.id,
            Claim.kind,
            Claim.type,
            Claim.title,
            Claim.state,
            Claim.occurred_on,
            number.label("number"),
            place.label("place"),
        )
        .outerjoin(Proposal, and_(Proposal.council_id == Claim.council_id, Proposal.id == Claim.id))
        .where(visible_to(actor), Claim.kind.in_(RECORDS), *holding(typed, Claim.title, number))
        .subquery("ranked")
    )
    statement = select(ranked).where(ranked.c.place <= limit).order_by(ranked.c.kind, ranked.c.place)
    return list(session.execute(statement).all())


def activities(session: Session, actor: Actor, typed: str, limit: int) -> list[AnyRow]:
    """Return visible activities by title, newest day first: id, title, kind, day."""
    statement = (
        select(Claim.id, Claim.title, Activity.kind, Claim.occurred_on)
        .join(Activity, and_(Activity.council_id == Claim.council_id, Activity.id == Claim.id))
        .where(activity_queries.visible(actor), *holding(typed, Claim.title))
        .order_by(Claim.occurred_on.desc(), Claim.id.desc())
        .limit(limit)
    )
    return list(session.execute(statement).all())


def units(session: Session, council_id: str, typed: str, limit: int) -> list[Unit]:
    """Return units by name, in the order of their list."""
    statement = (
        select(Unit)
        .where(Unit.council_id == council_id, *holding(typed, Unit.name))
        .order_by(Unit.kind, Unit.sort, Unit.name)
        .limit(limit)
    )
    return list(session.scalars(statement))
