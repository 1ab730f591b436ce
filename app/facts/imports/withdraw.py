"""Withdraw the untouched claims of one import at once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import Conflict, Forbidden
from app.facts import policy, queries
from app.facts.proposals.models import Proposal


def withdraw_all(session: Session, actor: Actor, ids: Sequence[str]) -> None:
    """Withdraw the claims, or refuse when even one was touched since it was imported.

    Raises:
        Conflict: ``touched``: verified, returned, changed or withdrawn meanwhile.
        Forbidden: a claim of another section.
    """
    claims = queries.claims_by_id(session, actor.council_id, ids)
    touched = len(ids) - len(claims)
    touched += sum(claim.state != "submitted" or claim.version != 1 for claim in claims.values())
    if touched:
        raise Conflict(f"其中 {touched} 条已经核实、退回或改动，不能整批撤回。", word="touched")
    if any(
        claim.created_by != actor.account_id and not policy.keeps(actor, claim) for claim in claims.values()
    ):
        raise Forbidden("只有填报人和组织部门可以撤回这些记录。", word="not_author")
    for claim in claims.values():
        claim.state = policy.next_state(claim, "withdraw")
        claim.version += 1
    session.flush()


def withdraw_proposals(session: Session, actor: Actor, ids: Sequence[str]) -> None:
    """Withdraw proposals and free their filing numbers, so that the mended sheet may bear them."""
    withdraw_all(session, actor, ids)
    for proposal in queries.rows_of(session, Proposal, actor.council_id, ids).values():
        proposal.number = None
    session.flush()
