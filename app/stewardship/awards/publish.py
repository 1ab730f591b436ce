"""Publish an award: one ledger record for each chosen, never two."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.db.base import AnyRow
from app.core.errors import Conflict, Forbidden
from app.facts import queries as facts
from app.facts.contributions.service import NewContribution, add_many
from app.facts.models import Claim
from app.facts.registry import postings
from app.ledger import book
from app.ledger.verification import mark_verified
from app.stewardship.awards import policy, queries
from app.stewardship.awards.models import Award, AwardNominee
from app.stewardship.awards.service import check, find

#: The light kind that an award of a member is.
KIND = "member_award"
_NOISE = re.compile(r"[\s“”\"《》（）()·]+")


def publish(session: Session, actor: Actor, award_id: str, version: int | None) -> str:
    """Make an award known: quota and exclusions are looked at once more, then the records are posted.

    An award that the member or a section has told already is verified instead of told again.

    Raises:
        NotFound, Stale, Forbidden (one's own). Conflict: nothing was decided yet, or a sealed year.
        Invalid: somebody chosen may not take part any more.
    """
    award = find(session, actor, award_id, version)
    following = policy.step(award, "publish")
    rows = queries.nominees(session, actor.council_id, award_id)
    chosen = [one for one in rows if one.chosen]
    if not chosen or award.decided_on is None:
        raise Conflict("还没有登记评审结果。", word="nobody_chosen")
    if actor.member_id in {one.member_id for one in chosen}:
        raise Forbidden("不能公布自己获得的表彰，请由其他人办理。", word="own_award")
    check(session, award, rows, [one.id for one in chosen], count=False)
    told = _told(session, award, chosen)
    _tell(session, actor, award, [one for one in chosen if one.claim_id is None])
    _post(session, actor, [one.claim_id for one in chosen if one.claim_id])
    award.stage, award.published_at = following, clock.now()
    award.version += 1
    session.flush()
    after = {"chosen": len(chosen), "told_before": told}
    audit.record(session, "award:publish", "award", award.id, after=after)
    return award_id


def _told(session: Session, award: Award, chosen: list[AwardNominee]) -> int:
    """Find the claims that tell of this very award already; return how many."""
    by_member: dict[str, list[AnyRow]] = {}
    for row in queries.won(session, award.council_id, [one.member_id for one in chosen]):
        by_member.setdefault(row.Claim.member_id, []).append(row)
    taken: set[str] = set()
    for one in chosen:
        for row in by_member.get(one.member_id, []):
            if row.Claim.id not in taken and _same(award, row):
                one.claim_id = row.Claim.id
                taken.add(row.Claim.id)
                break
    return len(taken)


def _same(award: Award, row: AnyRow) -> bool:
    here, there = _NOISE.sub("", award.title), _NOISE.sub("", row.Claim.title)
    return (
        row.data["year"] == award.year
        and row.data["level"] == award.level
        and (here in there or there in here)
    )


def _tell(session: Session, actor: Actor, award: Award, rows: list[AwardNominee]) -> None:
    assert award.decided_on is not None
    data = {"by": award.by, "level": award.level, "year": award.year, "rank": award.rank}
    news = [
        NewContribution(
            kind=KIND,
            title=award.title,
            section_id=award.section_id,
            occurred_on=award.decided_on,
            data=data,
            member_id=one.member_id,
            shares=((one.member_id, "author"),),
        )
        for one in rows
    ]
    for one, claim_id in zip(rows, add_many(session, actor, news), strict=True):
        one.claim_id = claim_id


def _post(session: Session, actor: Actor, ids: list[str]) -> None:
    """Verify what is not in the ledger yet. A body chose; that is the second pair of eyes."""
    claims: list[Claim] = [
        one for one in facts.claims_by_id(session, actor.council_id, ids).values() if one.state == "submitted"
    ]
    found = postings(session, actor.council_id, claims)
    for claim in claims:
        mark_verified(actor, claim)
    session.flush()
    book.post(session, actor, [(claim, posting) for claim in claims for posting in found[claim.id]])
