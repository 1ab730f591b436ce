"""A section's inbox: what waits, since when, what is doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.errors import Forbidden
from app.core.http.paging import Page, write_cursor
from app.facts import policy
from app.facts.models import Claim
from app.facts.queries import names
from app.facts.schemas import ClaimOut
from app.facts.views import shapes
from app.views.inbox import hints, queries
from app.views.inbox.schemas import InboxCounts, InboxRow


def monday() -> datetime:
    """Return the moment at which this week began in Beijing."""
    day = clock.today()
    start = day - timedelta(days=day.weekday())
    return datetime(start.year, start.month, start.day, tzinfo=clock.BEIJING).astimezone(UTC)


def counts(session: Session, actor: Actor, section_id: str | None) -> InboxCounts:
    """Return the numbers at the head of the inbox."""
    row = queries.counts(session, actor, section_id, monday())
    return InboxCounts(submitted=row.submitted, returned=row.returned, verified=row.verified)


def page(
    session: Session,
    actor: Actor,
    limit: int,
    *,
    state: str,
    section_id: str | None,
    after: tuple[Any, ...] | None,
) -> Page[InboxRow]:
    """Return a page of one part of the inbox, in the same statements however long it is."""
    found = queries.page(
        session, actor, state=state, section_id=section_id, since=monday(), after=after, limit=limit + 1
    )
    claims = found[:limit]
    following = None
    if len(found) > limit:
        last = claims[-1]
        key = (last.id,) if state == "submitted" else (last.decided_at, last.id)
        following = write_cursor(key, state)
    return Page(items=_rows(session, actor, claims), next=following)


def one(session: Session, actor: Actor, claim: Claim) -> InboxRow:
    """Return one claim as the verifier meets it."""
    return _rows(session, actor, [claim])[0]


def _rows(session: Session, actor: Actor, claims: Sequence[Claim]) -> list[InboxRow]:
    ids = [claim.id for claim in claims]
    said = shapes(session, actor, claims)
    attached = queries.attached(session, actor.council_id, ids)
    submitted = queries.handed_in(session, actor.council_id, ids)
    sections = names(session, actor.council_id, [], sorted({claim.section_id for claim in claims}))
    hinted = hints.of(session, actor, claims, attached)
    return [
        InboxRow(
            **shape.model_dump(),
            section=sections[claim.section_id],
            attachments=attached.get(claim.id, 0),
            since=_since(claim, submitted),
            refusal=_refusal(actor, claim, shape),
            hints=hinted[claim.id],
        )
        for claim, shape in zip(claims, said, strict=True)
    ]


def _since(claim: Claim, submitted: dict[str, datetime]) -> datetime:
    if claim.state == "submitted":
        return submitted.get(claim.id, claim.created_at)
    return claim.decided_at or claim.created_at


def _refusal(actor: Actor, claim: Claim, shape: ClaimOut) -> str:
    try:
        policy.may_decide(actor, claim, [share.member_id for share in shape.shares])
    except Forbidden as refused:
        return refused.sentence
    return ""
