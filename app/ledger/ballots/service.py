"""Post what a counted poll said of each rated member; reverse it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Forbidden, Invalid
from app.council import queries as council
from app.facts.ballots import queries as ballots
from app.facts.ballots.box import locked_poll
from app.facts.ballots.models import BallotPoll, BallotResult
from app.facts.ballots.postings import kind_of
from app.facts.claim import NewClaim, move, open_claim
from app.facts.models import Claim
from app.facts.registry import postings
from app.ledger import book, queries


def file(session: Session, actor: Actor, poll_id: str, section_id: str | None = None) -> None:
    """Post a counted poll's result: per rated member and grade how many sheets said so.

    Raises:
        NotFound. Forbidden: the actor is rated (``own_claim``).
        Conflict: not counted, filed already (``already_filed``), or a sealed year.
        Invalid: no section.
    """
    poll, result = _counted(session, actor, poll_id)
    if result.claim_id is not None:
        raise Conflict("这次测评的结果已经计入台账。", word="already_filed")
    section = section_id or actor.section_id
    if section is None:
        sentence = "请写明由哪个部门计入。"
        raise Invalid(errors=[FieldError("section_id", "missing", sentence)])
    year = council.duty_year(session, actor.council_id, poll.year)
    assert year is not None and poll.ended_at is not None, "a counted poll was made in a duty year"
    new = NewClaim(
        kind="ballot",
        type=kind_of(poll),
        title=poll.title,
        section_id=section,
        occurred_on=min(max(clock.beijing_date(poll.ended_at), year.starts_on), year.ends_on),
    )
    result.claim_id, result.filed_at = open_claim(session, actor, new), clock.now()
    claim = session.get_one(Claim, (actor.council_id, result.claim_id))
    move(session, claim, "verify", actor=actor)
    found = postings(session, actor.council_id, [claim])[claim.id]
    lines = book.post(session, actor, [(claim, posting) for posting in found])
    audit.record(session, "ballot:file", "ballot", poll.id, after={"lines": lines})


def unfile(session: Session, actor: Actor, poll_id: str, reason: str) -> None:
    """Take a filed result out of the ledger again, by reversal; the result itself stays.

    Raises:
        NotFound. Forbidden: the actor is rated (``own_claim``).
        Conflict: not counted, not filed (``not_filed``), or a sealed year.
    """
    poll, result = _counted(session, actor, poll_id)
    if result.claim_id is None:
        raise Conflict("这次测评的结果没有计入台账。", word="not_filed")
    claim = session.get_one(Claim, (actor.council_id, result.claim_id))
    standing = queries.standing_of_claims(session, actor.council_id, [claim.id])
    move(session, claim, "take_back", actor=actor)
    move(session, claim, "withdraw", actor=actor)
    lines = book.reverse(session, actor, standing, reason)
    result.claim_id = result.filed_at = None
    session.flush()
    audit.record(session, "ballot:unfile", "ballot", poll.id, after={"lines": lines, "reason": reason})


def _counted(session: Session, actor: Actor, poll_id: str) -> tuple[BallotPoll, BallotResult]:
    poll = locked_poll(session, actor.council_id, poll_id)
    if actor.member_id is not None and actor.member_id in ballots.rated(session, actor.council_id, poll_id):
        raise Forbidden("您是被测评人，请由其他人办理。", word="own_claim")
    result = ballots.result(session, actor.council_id, poll_id)
    if result is None:
        raise Conflict("还没有计票，或已经作废，没有结果可以计入。", word="not_counted")
    return poll, result
