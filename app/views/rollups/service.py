"""Grants with what they show, sending, and the superior's page."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.db.guard import COUNCIL
from app.core.errors import Conflict
from app.core.http.paging import Page, read_cursor, write_cursor
from app.council.rollups import queries
from app.council.rollups import service as rollups
from app.council.rollups.models import RollupGrant
from app.views.rollups.compose import compose
from app.views.rollups.schemas import Aggregates, GrantIn, GrantOut, GrantsOut, Received


def shown(session: Session, actor: Actor) -> GrantsOut:
    """Return the grants, and what they show today."""
    return GrantsOut(grants=_grants(session, actor.council_id), shown=compose(session, actor.council_id))


def _grants(session: Session, council_id: str) -> list[GrantOut]:
    return [
        GrantOut(
            id=row.RollupGrant.id,
            partner_id=row.RollupGrant.partner_id,
            superior=row.name,
            basis=row.RollupGrant.basis,
            granted_at=row.RollupGrant.granted_at,
            revoked_at=row.RollupGrant.revoked_at,
            sent_on=row.RollupGrant.sent_on,
        )
        for row in queries.grants(session, council_id)
    ]


def one(session: Session, actor: Actor, grant_id: str) -> GrantOut:
    """Return a grant of the own council."""
    return next(row for row in _grants(session, actor.council_id) if row.id == grant_id)


def grant(session: Session, actor: Actor, asked: GrantIn) -> str:
    """Grant, and send for the first time; return the grant's id.

    Raises:
        Invalid, Conflict: see ``council.rollups.grant``.
    """
    row = rollups.grant(session, actor, asked.partner_id, asked.basis)
    _send(session, row)
    return row.id


def send(session: Session, actor: Actor, grant_id: str) -> GrantOut:
    """Send today's numbers now.

    Raises:
        NotFound. Conflict: revoked, or there is no duty year.
    """
    _send(session, rollups.standing(session, actor.council_id, grant_id))
    return one(session, actor, grant_id)


def revoke(session: Session, actor: Actor, grant_id: str) -> GrantOut:
    """Take a grant back; what was sent is blanked at the superior."""
    return one(session, actor, rollups.revoke(session, actor, grant_id))


def send_by_clock(session: Session, grant_id: str) -> None:
    """Send what the clock found due, unless it was revoked or sent in between."""
    if grant_id not in rollups.due(session):
        return
    row = queries.lock(session, session.info[COUNCIL], grant_id)
    if row is not None and row.revoked_at is None and compose(session, row.council_id) is not None:
        _send(session, row)


def _send(session: Session, row: RollupGrant) -> None:
    body = compose(session, row.council_id)
    if body is None:
        raise Conflict("还没有履职年度，没有可上报的数字。", word="no_year")
    rollups.send(session, row, body.model_dump(mode="json"))


def received(session: Session, actor: Actor, cursor: str | None, limit: int) -> Page[Received]:
    """Return what subordinate councils let this one see, by their names."""
    rows = queries.received(session, actor.council_id, read_cursor(cursor, (str, UUID), "rollups"), limit + 1)
    items = [
        Received(
            id=row.id,
            origin=row.origin_name,
            received_at=row.received_at,
            body=Aggregates.model_validate(row.body),
        )
        for row in rows[:limit]
    ]
    following = write_cursor([items[-1].origin, items[-1].id], "rollups") if len(rows) > limit else None
    return Page(items=items, next=following)
