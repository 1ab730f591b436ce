"""A statement read with its sentences, handed in with them, filed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.facts.claim import move
from app.facts.models import Claim
from app.facts.registry import postings
from app.facts.statements import policy, queries, writing
from app.facts.statements.schemas import StatementOut
from app.ledger import book
from app.standings.statements.compose import sentences
from app.standings.statements.queries import records
from app.standings.statements.schemas import StatementDraft, StatementSentence

_AUTHOR = ("write", "submit")


def show(session: Session, actor: Actor, statement_id: str) -> StatementDraft:
    """Return a statement with what its records write: frozen once it was handed in.

    Raises:
        NotFound: missing, foreign, or none of the actor's business.
    """
    shown = writing.show(session, actor, statement_id)
    kept = queries.text(session, actor.council_id, shown.id, shown.number)
    frozen = kept is not None and kept.facts is not None and shown.state not in ("draft", "returned")
    if frozen and kept is not None and kept.facts is not None:
        found = [StatementSentence.model_validate(one) for one in kept.facts["sentences"]]
    else:
        found = sentences(session, actor.council_id, shown.member_id, shown.year, shown.document)
    counted = {id_ for one in found for number in one.numbers for id_ in number.record_ids}
    return StatementDraft(
        **shown.model_dump(),
        sentences=found,
        records=records(session, actor.council_id, sorted(counted)),
        frozen=bool(frozen),
        may=_may(actor, shown),
    )


def _may(actor: Actor, shown: StatementOut) -> list[str]:
    own = actor.member_id is not None and actor.member_id == shown.member_id
    verbs = [
        verb
        for verb in policy.TRANSITIONS[shown.state]
        if shown.round_state == "open" or verb in ("file", "present")
    ]
    decides = actor.may("statement:decide") and not own
    return [verb for verb in verbs if (own if verb in _AUTHOR else decides)]


def submit(session: Session, actor: Actor, statement_id: str, number: int) -> str:
    """Hand in the newest version; the sentences from records are frozen with it.

    Raises:
        As ``writing.submit``.
    """
    shown = writing.show(session, actor, statement_id)
    found = sentences(session, actor.council_id, shown.member_id, shown.year, shown.document)
    said = {"sentences": [one.model_dump(mode="json") for one in found]}
    return writing.submit(session, actor, statement_id, number, said)


def file(session: Session, actor: Actor, statement_id: str) -> str:
    """Put a statement on file and post its record.

    Raises:
        NotFound, Forbidden. Conflict: its state, or a sealed year.
    """
    statement, round_ = writing.find(session, actor, statement_id)
    policy.may_decide(actor, statement, round_)
    statement.state = policy.step(statement, round_, "file")
    statement.version += 1
    claim = session.get_one(Claim, (actor.council_id, str(statement.claim_id)))
    move(session, claim, "verify", actor=actor)
    found = postings(session, actor.council_id, [claim])[claim.id]
    book.post(session, actor, [(claim, posting) for posting in found])
    audit.record(session, "statement:file", "statement", statement.id)
    return statement.id
