"""Every kind of fact: how its verified facts become postings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from app.facts.activities.postings import activity_postings
from app.facts.attendance.postings import attendance_postings
from app.facts.ballots.postings import ballot_postings
from app.facts.contributions.postings import contribution_postings
from app.facts.models import Claim
from app.facts.opinions.postings import opinion_postings
from app.facts.pledges.postings import pledge_postings
from app.facts.posting import Posting
from app.facts.proposals.postings import proposal_postings
from app.facts.statements.postings import statement_postings

#: Each takes claims of its kind and returns, per claim id, what they would post; in few statements.
Postings = Callable[[Session, str, Sequence[Claim]], dict[str, list[Posting]]]

POSTINGS: dict[str, Postings] = {
    "activity": activity_postings,
    "attendance": attendance_postings,
    "ballot": ballot_postings,
    "contribution": contribution_postings,
    "opinion": opinion_postings,
    "pledge": pledge_postings,
    "proposal": proposal_postings,
    "statement": statement_postings,
}


def postings(session: Session, council_id: str, claims: Sequence[Claim]) -> dict[str, list[Posting]]:
    """Return what each of ``claims`` would post, by claim id."""
    found: dict[str, list[Posting]] = {}
    for kind, make in POSTINGS.items():
        mine = [claim for claim in claims if claim.kind == kind]
        if mine:
            found.update(make(session, council_id, mine))
    return found
