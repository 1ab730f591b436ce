"""Verifying, returning, correcting: a claim becomes truth in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, Problem
from app.facts import policy
from app.facts import queries as fact_queries
from app.facts.claim import expect, get, move
from app.facts.models import Claim
from app.facts.posting import Posting
from app.facts.registry import postings
from app.ledger import book, queries
from app.ledger.models import DutyRecord


def verify(session: Session, actor: Actor, claim_id: str, version: int | None = None) -> str:
    """Verify one claim and post its records, in the same transaction.

    Raises:
        NotFound, Forbidden (``own_claim``, ``not_organiser``), Stale,
        Conflict: ``already_verified``, ``illegal_transition``, ``roll_is_closed_not_verified``.
    """
    claim = get(session, actor, claim_id, lock=True)
    expect(claim, version)
    _by_itself(claim)
    found = postings(session, actor.council_id, [claim])[claim.id]
    policy.may_decide(actor, claim, _members(found))
    move(session, claim, "verify", actor=actor)
    book.post(session, actor, [(claim, posting) for posting in found])
    return claim.id


def return_claim(
    session: Session,
    actor: Actor,
    claim_id: str,
    reason: str,
    version: int | None = None,
) -> str:
    """Send a claim back to its author with the reason."""
    claim = get(session, actor, claim_id, lock=True)
    expect(claim, version)
    _by_itself(claim)
    policy.may_decide(actor, claim)
    move(session, claim, "return", reason=reason, actor=actor)
    return claim.id


def take_back(
    session: Session, actor: Actor, claim_id: str, reason: str = "", version: int | None = None
) -> str:
    """Take a verification or a return back: its records are reversed, the claim waits again.

    Raises:
        NotFound, Forbidden (``own_claim``, ``not_organiser``), Stale,
        Conflict: nothing to take back (``illegal_transition``), or its year is sealed (``year_sealed``).
    """
    claim = get(session, actor, claim_id, lock=True)
    expect(claim, version)
    _by_itself(claim)
    records = queries.standing_of_claims(session, actor.council_id, [claim.id])
    policy.may_decide(actor, claim, [record.member_id for record in records if record.member_id])
    move(session, claim, "take_back", actor=actor)
    book.reverse(session, actor, records, reason or "撤回核实")
    return claim.id


def _by_itself(claim: Claim) -> None:
    """Refuse claims that are verified by another act of their own.

    Raises:
        Conflict: a roll (``roll_is_closed_not_verified``), an activity (``activity_is_concluded``),
            a statement (``statement_is_filed``), a ballot (``ballot_is_filed``) or a pledge
            (``pledge_is_judged``).
    """
    if claim.kind == "attendance":
        raise Conflict("出席记录在确认签到表时一并核实。", word="roll_is_closed_not_verified")
    if claim.kind == "activity":
        raise Conflict("会议和活动在办结时一并核实。", word="activity_is_concluded")
    if claim.kind == "statement":
        raise Conflict("述职报告在“述职”中审阅和归档。", word="statement_is_filed")
    if claim.kind == "ballot":
        raise Conflict("测评结果在“民主测评”中计入和撤出。", word="ballot_is_filed")
    if claim.kind == "pledge":
        raise Conflict("承诺在“履职承诺”中认定和更正。", word="pledge_is_judged")


def correct(session: Session, actor: Actor, claim: Claim, reason: str) -> int:
    """Bring the ledger up to a verified claim that has just been changed.

    Records that still say the same stay; the others are reversed and posted anew.

    Returns:
        How many lines were appended.
    """
    return correct_many(session, actor, [claim], reason)


def correct_many(session: Session, actor: Actor, claims: Sequence[Claim], reason: str) -> int:
    """Like ``correct``, for many claims in few statements."""
    verified = [claim for claim in claims if claim.state == "verified"]
    if not verified:
        return 0
    session.flush()
    wanted = postings(session, actor.council_id, verified)
    standing = queries.standing_of_claims(session, actor.council_id, [claim.id for claim in verified])
    by_claim: dict[str, list[DutyRecord]] = {}
    for record in standing:
        by_claim.setdefault(record.claim_id, []).append(record)
    stale, missing = [], []
    for claim in verified:
        left = list(wanted[claim.id])
        policy.may_decide(actor, claim, _members(left))
        for record in by_claim.get(claim.id, ()):
            same = next(
                (posting for posting in left if posting.content() == _content(record)),
                None,
            )
            if same is None:
                stale.append(record)
            else:
                left.remove(same)
        missing += [(claim, posting) for posting in left]
    appended = book.reverse(session, actor, stale, reason) + book.post(session, actor, missing)
    if appended:
        ids = [claim.id for claim in verified]
        audit.record(
            session,
            "claim:correct",
            "claim",
            ids[0],
            after={"lines": appended, "claims": len(ids)},
        )
    return appended


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one claim of a batch; ``word`` is empty when it was verified."""

    claim_id: str
    word: str = ""
    sentence: str = ""


def verify_many(session: Session, actor: Actor, claim_ids: Sequence[str]) -> list[Verdict]:
    """Verify many claims with a verdict for each; the good ones are posted in few statements."""
    claims = fact_queries.claims_by_id(session, actor.council_id, claim_ids)
    found = postings(
        session,
        actor.council_id,
        [c for c in claims.values() if c.kind != "attendance"],
    )
    verdicts: list[Verdict] = []
    good: list[Claim] = []
    for claim_id in dict.fromkeys(claim_ids):
        claim = claims.get(claim_id)
        try:
            if claim is None or claim.state == "draft":
                verdicts.append(Verdict(claim_id, "not_found", "没有找到。"))
                continue
            _by_itself(claim)
            policy.may_decide(actor, claim, _members(found[claim.id]))
            policy.next_state(claim, "verify")
        except Problem as refusal:
            verdicts.append(Verdict(claim_id, refusal.word, refusal.sentence))
            continue
        good.append(claim)
        verdicts.append(Verdict(claim_id))
    for claim in good:
        mark_verified(actor, claim)
    session.flush()
    book.post(
        session,
        actor,
        [(claim, posting) for claim in good for posting in found[claim.id]],
    )
    audit.record(
        session,
        "claim:verify_many",
        "claim",
        None,
        after={"verified": [claim.id for claim in good]},
    )
    return verdicts


def mark_verified(actor: Actor, claim: Claim) -> None:
    """Move a checked claim to verified without an audit line of its own (the batch has one)."""
    claim.state = policy.next_state(claim, "verify")
    claim.reason = ""
    claim.version += 1
    claim.decided_by, claim.decided_at = actor.account_id, clock.now()


def _members(found: Sequence[Posting]) -> list[str]:
    return [posting.member_id for posting in found if posting.member_id]


def _content(record: object) -> tuple[object, ...]:
    names = (
        "occurred_on",
        "fact",
        "type",
        "status",
        "role",
        "level",
        "member_id",
        "unit_id",
        "quantity",
    )
    attrs: dict[str, object] = record.attrs  # type: ignore[attr-defined]
    said = tuple(sorted((key, str(value)) for key, value in attrs.items()))
    return (*(getattr(record, name) for name in names), said)
