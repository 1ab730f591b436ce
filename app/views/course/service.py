"""A claim's course: from the audit chain and from the claim itself."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.facts.claim import get
from app.facts.queries import STAFF
from app.views.course import queries
from app.views.course.schemas import StepOut

#: A batch is one act in the chain, so what it did to a claim is read from the claim.
_DECIDED = {"verified": "claim:verify", "returned": "claim:return"}


def course(session: Session, actor: Actor, claim_id: str) -> list[StepOut]:
    """Return what happened to a visible claim, oldest first.

    Raises:
        NotFound: missing, foreign, or none of the actor's business.
    """
    claim = get(session, actor, claim_id)
    staff = bool(actor.roles & STAFF)
    rows = queries.steps(session, actor.council_id, claim_id)
    known = queries.people(session, [id_ for id_ in (claim.created_by, claim.decided_by) if id_])

    def name(account_id: str | None, shown: str | None) -> str:
        return (shown or "") if staff or account_id == actor.account_id else ""

    steps = [
        StepOut(
            at=row.at,
            action=row.action,
            state=str((row.after or {}).get("state", "")),
            by=name(row.account_id, row.display_name),
        )
        for row in rows
        # Opening says the same a moment earlier.
        if not row.action.endswith(":create")
    ]
    if not any(step.action == "claim:open" for step in steps):
        by = name(claim.created_by, known.get(claim.created_by))
        steps.insert(0, StepOut(at=claim.created_at, action="claim:open", state="", by=by))
    action = _DECIDED.get(claim.state)
    decided = [step for step in steps if step.state == claim.state]
    if action and claim.decided_at and not decided:
        by = name(claim.decided_by, known.get(claim.decided_by or ""))
        steps.append(StepOut(at=claim.decided_at, action=action, state=claim.state, by=by))
    return sorted(steps, key=lambda step: step.at)
