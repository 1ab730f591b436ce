"""A verified proposal: a record per signer, one for the council."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.facts import queries
from app.facts.models import Claim, ClaimParticipant
from app.facts.posting import Attr, Posting
from app.facts.proposals.models import Proposal

#: Fact of the signers' records; what rules score.
FACT = "proposal"
#: Fact of the one record that stands for the piece itself; what term figures count.
RECEIVED = "proposal_received"


def proposal_postings(session: Session, council_id: str, claims: Sequence[Claim]) -> dict[str, list[Posting]]:
    """Return what each proposal would post; a co-signer who has not accepted gets nothing.

    The sole proposer's role is ``proposer``; whoever leads a joint or collective proposal is its
    ``drafter``; accepted co-signers are ``participant``. A collective proposal of a group also
    posts about the group. ``proposal_received`` counts the piece once, whoever signed it.
    """
    ids = [claim.id for claim in claims]
    rows = queries.rows_of(session, Proposal, council_id, ids)
    shares: dict[str, list[ClaimParticipant]] = {}
    for share in queries.participants(session, council_id, ids):
        shares.setdefault(share.claim_id, []).append(share)
    return {claim.id: says(claim, rows[claim.id], shares.get(claim.id, [])) for claim in claims}


def says(claim: Claim, proposal: Proposal, shares: Sequence[ClaimParticipant]) -> list[Posting]:
    """Return what one proposal would post; asks no database, so that it may be a hypothetical one."""
    signers = _signers(claim, proposal, shares)
    said: dict[str, Attr] = {
        "filed": proposal.filing == "filed",
        "filing": proposal.filing,
        "outcomes": sorted(proposal.outcomes),
        "livelihood": proposal.livelihood,
        "plenary": proposal.plenary,
        "signers": len(signers),
        "process_satisfaction": proposal.process_satisfaction,
        "result_satisfaction": proposal.result_satisfaction,
    }
    found = [
        Posting(
            occurred_on=claim.occurred_on,
            fact=FACT,
            type=proposal.form,
            role=role,
            member_id=member_id,
            attrs=said,
        )
        for member_id, role in signers.items()
    ]
    if claim.unit_id:
        found.append(
            Posting(
                occurred_on=claim.occurred_on,
                fact=FACT,
                type=proposal.form,
                role="drafter",
                unit_id=claim.unit_id,
                attrs=said,
            )
        )
    found.append(
        Posting(
            occurred_on=claim.occurred_on,
            fact=RECEIVED,
            type=proposal.form,
            attrs={**said, "category": proposal.category},
        )
    )
    return found


def _signers(claim: Claim, proposal: Proposal, shares: Sequence[ClaimParticipant]) -> dict[str, str]:
    """Return member id → role, leads first."""
    leading = "proposer" if proposal.form == "personal" else "drafter"
    signers = {claim.member_id: leading} if claim.member_id else {}
    for share in shares:
        if share.state == "accepted":
            leads = share.role in {"lead", "drafter"}
            signers.setdefault(share.member_id, leading if leads else "participant")
    return signers
