"""Statements behind the inbox: a fixed number a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.db.base import AnyRow
from app.core.http.paging import behind
from app.core.records import AuditEntry
from app.facts.models import Attachment, Claim
from app.facts.queries import visible_to

#: Kinds that a section verifies one by one; rolls are closed and activities concluded.
KINDS = ("contribution", "opinion", "proposal")
#: So many earlier titles are compared; a term of a county has fewer.
MOST_TITLES = 5000


def kept_by(actor: Actor, section_id: str | None) -> Any:
    """Return the condition on claims that the actor's section keeps; the secretariat keeps all."""
    scope = [Claim.council_id == actor.council_id, Claim.kind.in_(KINDS)]
    if "secretariat" not in actor.roles:
        scope.append(Claim.section_id == (actor.section_id or actor.seat_id))
    if section_id is not None:
        scope.append(Claim.section_id == section_id)
    return and_(*scope)


def page(
    session: Session,
    actor: Actor,
    *,
    state: str,
    section_id: str | None,
    since: datetime,
    after: tuple[Any, ...] | None,
    limit: int,
) -> list[Claim]:
    """Return waiting claims, oldest first, or decided ones, newest first."""
    statement = select(Claim).where(kept_by(actor, section_id), Claim.state == state)
    if state == "submitted":
        if after:
            statement = statement.where(Claim.id > after[-1])
        return list(session.scalars(statement.order_by(Claim.id).limit(limit)))
    if state == "verified":
        statement = statement.where(Claim.decided_at >= since)
    order: tuple[Any, ...] = (Claim.decided_at, Claim.id)
    if after:
        statement = statement.where(behind(order, after, descending=True))
    return list(session.scalars(statement.order_by(*(one.desc() for one in order)).limit(limit)))


def counts(session: Session, actor: Actor, section_id: str | None, since: datetime) -> AnyRow:
    """Return how many wait, were returned, were verified since a moment."""
    lately = and_(Claim.state == "verified", Claim.decided_at >= since)
    statement = select(
        func.count(case((Claim.state == "submitted", 1))).label("submitted"),
        func.count(case((Claim.state == "returned", 1))).label("returned"),
        func.count(case((lately, 1))).label("verified"),
    ).where(kept_by(actor, section_id), or_(Claim.state.in_(("submitted", "returned")), lately))
    return session.execute(statement).one()


def attached(session: Session, council_id: str, ids: Sequence[str]) -> dict[str, int]:
    """Return how many files prove each claim."""
    statement = (
        select(Attachment.claim_id, func.count())
        .where(
            Attachment.council_id == council_id,
            Attachment.claim_id.in_(ids),
            Attachment.removed_at.is_(None),
        )
        .group_by(Attachment.claim_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def handed_in(session: Session, council_id: str, ids: Sequence[str]) -> dict[str, datetime]:
    """Return when each claim was handed in last; one that was never a draft has no such act."""
    statement = (
        select(AuditEntry.object_id, func.max(AuditEntry.at))
        .where(
            AuditEntry.council_id == council_id,
            AuditEntry.object_id.in_(ids),
            AuditEntry.action == "claim:submit",
        )
        .group_by(AuditEntry.object_id)
    )
    return {str(row[0]): row[1] for row in session.execute(statement)}


def titles(session: Session, actor: Actor, kinds: Sequence[str]) -> list[AnyRow]:
    """Return id, kind, title and day of claims that count or may yet count, newest first."""
    statement = (
        select(Claim.id, Claim.kind, Claim.type, Claim.title, Claim.member_id, Claim.occurred_on)
        .where(
            visible_to(actor),
            Claim.kind.in_(kinds),
            Claim.state.in_(("submitted", "verified", "returned")),
        )
        .order_by(Claim.id.desc())
        .limit(MOST_TITLES)
    )
    return list(session.execute(statement).all())
