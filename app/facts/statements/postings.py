"""A filed statement: one record of its author."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.facts.models import Claim
from app.facts.posting import Posting
from app.facts.statements import queries

FACT = "duty_report"


def statement_postings(
    session: Session, council_id: str, claims: Sequence[Claim]
) -> dict[str, list[Posting]]:
    """Return one posting per filed statement."""
    rows = queries.of_claims(session, council_id, [claim.id for claim in claims])
    return {claim.id: [says(claim, rows[claim.id].year)] if claim.id in rows else [] for claim in claims}


def says(claim: Claim, year: int) -> Posting:
    """Return what one filed statement posts; asks no database."""
    return Posting(
        occurred_on=claim.occurred_on,
        fact=FACT,
        member_id=claim.member_id,
        attrs={"year": year, "submitted": True},
    )
