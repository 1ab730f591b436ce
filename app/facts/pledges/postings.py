"""A judged pledge: one record of its verdict."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.facts.models import Claim
from app.facts.pledges import queries
from app.facts.pledges.models import Pledge
from app.facts.posting import Posting

FACT = "pledge"


def pledge_postings(session: Session, council_id: str, claims: Sequence[Claim]) -> dict[str, list[Posting]]:
    """Return one posting per judged pledge: whose, for which audience, with which verdict."""
    rows = queries.of_claims(session, council_id, [claim.id for claim in claims])
    return {
        claim.id: [says(claim, rows[claim.id][0], rows[claim.id].audience)] if claim.id in rows else []
        for claim in claims
    }


def says(claim: Claim, pledge: Pledge, audience: str) -> Posting:
    """Return what one judged pledge posts; asks no database."""
    return Posting(
        occurred_on=claim.occurred_on,
        fact=FACT,
        type=audience,
        status=pledge.state,
        member_id=pledge.member_id,
        unit_id=pledge.unit_id,
        attrs={"kept": pledge.state == "fulfilled"},
    )
