"""Claims as their shapes, a page in two statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.http.paging import Page, write_cursor
from app.facts import queries
from app.facts.claim import get
from app.facts.models import Claim
from app.facts.policy import STATE_LABELS
from app.facts.schemas import ClaimOut, ShareOut


def show(session: Session, actor: Actor, claim_id: str) -> ClaimOut:
    """Return one claim the actor may see."""
    return shapes(session, actor, [get(session, actor, claim_id)])[0]


def shapes(session: Session, actor: Actor, claims: Sequence[Claim]) -> list[ClaimOut]:
    """Return claims as shapes with those who share in them."""
    shares: dict[str, list[ShareOut]] = {}
    for row in queries.sharers(session, actor.council_id, [claim.id for claim in claims]):
        shares.setdefault(row.claim_id, []).append(ShareOut.model_validate(row, from_attributes=True))
    names = _subjects(session, actor, claims, shares)
    return [
        ClaimOut(
            id=claim.id,
            kind=claim.kind,  # type: ignore[arg-type]
            type=claim.type,
            state=claim.state,  # type: ignore[arg-type]
            state_label=STATE_LABELS[claim.state],
            title=claim.title,
            member_id=claim.member_id,
            unit_id=claim.unit_id,
            subject=names.get(claim.member_id or claim.unit_id or "", ""),
            section_id=claim.section_id,
            occurred_on=claim.occurred_on,
            created_at=claim.created_at,
            decided_at=claim.decided_at,
            reason=claim.reason,
            entered_by_me=claim.created_by == actor.account_id,
            shares=shares.get(claim.id, []),
            version=claim.version,
        )
        for claim in claims
    ]


def _subjects(
    session: Session, actor: Actor, claims: Sequence[Claim], shares: dict[str, list[ShareOut]]
) -> dict[str, str]:
    """Return names by id; most subjects share in their claim, only the others are asked for."""
    known = {share.member_id: share.name for each in shares.values() for share in each}
    members = {claim.member_id for claim in claims if claim.member_id and claim.member_id not in known}
    units = {claim.unit_id for claim in claims if claim.unit_id}
    if members or units:
        known |= queries.names(session, actor.council_id, sorted(members), sorted(units))
    return known


def page(session: Session, actor: Actor, limit: int, **filters: Any) -> Page[ClaimOut]:
    """Return a page of visible claims, newest first."""
    rows = queries.page(session, actor, limit=limit + 1, **filters)
    shown = rows[:limit]
    following = write_cursor((shown[-1].id,)) if len(rows) > limit else None
    return Page(items=shapes(session, actor, shown), next=following)
