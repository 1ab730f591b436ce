"""A verified opinion: a record per author, one for the council."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from app.facts import queries
from app.facts.models import Claim, ClaimParticipant
from app.facts.opinions.models import LEVELS, Adoption, Opinion, OpinionInstruction
from app.facts.posting import Attr, Posting

#: Fact of the authors' records; what rules score.
FACT = "opinion"
#: Fact of the one record that stands for the piece itself; what term figures count.
RECEIVED = "opinion_received"


def opinion_postings(session: Session, council_id: str, claims: Sequence[Claim]) -> dict[str, list[Posting]]:
    """Return what each opinion would post, about its authors (or its group) and the council.

    ``level`` is the highest level that adopted it, empty when none did; ``adopted`` and
    ``instructed`` list every level once, lowest first.
    """
    ids = [claim.id for claim in claims]
    rows = queries.rows_of(session, Opinion, council_id, ids)
    adopted: dict[str, set[str]] = {}
    for one in queries.grouped(session, Adoption, council_id, Adoption.opinion_id, ids):
        adopted.setdefault(one.opinion_id, set()).add(one.level)
    instructed: dict[str, set[str]] = {}
    column = OpinionInstruction.opinion_id
    for one in queries.grouped(session, OpinionInstruction, council_id, column, ids):
        instructed.setdefault(one.opinion_id, set()).add(one.level)
    shares: dict[str, list[ClaimParticipant]] = {}
    for share in queries.participants(session, council_id, ids):
        shares.setdefault(share.claim_id, []).append(share)
    return {
        claim.id: says(
            claim,
            rows[claim.id],
            in_order(adopted.get(claim.id, ())),
            in_order(instructed.get(claim.id, ())),
            shares.get(claim.id, []),
        )
        for claim in claims
    }


def in_order(levels: Iterable[str]) -> list[str]:
    """Return levels without repeats, lowest first.

    >>> in_order(["national", "county", "county"])
    ['county', 'national']
    """
    return sorted(set(levels), key=LEVELS.index)


def says(
    claim: Claim,
    opinion: Opinion,
    adopted: list[str],
    instructed: list[str],
    shares: Sequence[ClaimParticipant],
) -> list[Posting]:
    """Return what one opinion would post; asks no database, so that it may be a hypothetical one."""
    highest = adopted[-1] if adopted else ""
    said: dict[str, Attr] = {
        "adopted": adopted,
        "instructed": instructed,
        "urgent": opinion.urgent,
    }
    authors = {claim.member_id: "author"} if claim.member_id else {}
    for share in shares:
        if share.state == "accepted":
            leads = share.role in {"lead", "author"}
            authors.setdefault(share.member_id, "author" if leads else "participant")
    found = [
        Posting(
            occurred_on=claim.occurred_on,
            fact=FACT,
            role=role,
            level=highest,
            member_id=member_id,
            attrs=said,
        )
        for member_id, role in authors.items()
    ]
    if claim.unit_id:
        found.append(
            Posting(
                occurred_on=claim.occurred_on,
                fact=FACT,
                role="author",
                level=highest,
                unit_id=claim.unit_id,
                attrs=said,
            )
        )
    found.append(Posting(occurred_on=claim.occurred_on, fact=RECEIVED, level=highest, attrs=said))
    return found
