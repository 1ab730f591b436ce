"""A filed result: how many gave each rated member which grade."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.facts.ballots import queries
from app.facts.ballots.models import BallotPoll, BallotResult
from app.facts.ballots.results import outcomes_of
from app.facts.models import Claim
from app.facts.posting import Posting

FACT = "ballot"


def ballot_postings(session: Session, council_id: str, claims: Sequence[Claim]) -> dict[str, list[Posting]]:
    """Return one posting per rated member and grade that somebody gave, for each filed result."""
    rows = queries.of_claims(session, council_id, [claim.id for claim in claims])
    return {claim.id: says(claim, *rows[claim.id]) if claim.id in rows else [] for claim in claims}


def says(claim: Claim, poll: BallotPoll, result: BallotResult) -> list[Posting]:
    """Return what one result posts; asks no database.

    The quantity is the number of sheets, so that a rule for ratios counted by pieces
    (``measure: pieces``) gives the share of a grade among all valid sheets, exactly.
    """
    return [
        Posting(
            occurred_on=claim.occurred_on,
            fact=FACT,
            type=kind_of(poll),
            status=mark,
            member_id=one.member_id,
            quantity=sheets,
        )
        for one in outcomes_of(poll, result)
        for mark, _, sheets in one.counts
        if sheets
    ]


def kind_of(poll: BallotPoll) -> str:
    """Return whether a poll is on statements (述职测评) or on something else."""
    return "statement" if poll.statement_round_id else "other"
