"""The verdict on a pledge: proposed, confirmed by the section, posted."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Invalid
from app.core.ids import new_id
from app.council import queries as council
from app.facts.claim import NewClaim, move, open_claim
from app.facts.models import Claim
from app.facts.pledges import policy
from app.facts.pledges import queries as pledges
from app.facts.pledges.models import Pledge, PledgeTemplate, PledgeVerdict
from app.facts.pledges.signing import decided
from app.facts.pledges.text import read
from app.facts.registry import postings
from app.ledger import book
from app.ledger import queries as ledger
from app.standings.pledges.basis import basis_of
from app.standings.pledges.progress import Standing, proposal, standing
from app.standings.pledges.schemas import PledgeVerdictIn


def judge(session: Session, actor: Actor, pledge_id: str, said: PledgeVerdictIn) -> str:
    """Confirm a verdict and bring the ledger up to it; a later one corrects the former.

    Raises:
        NotFound, Forbidden (``own_claim``, ``not_organiser``).
        Conflict: not closing yet, judged the same already (``unchanged``), or a sealed year.
        Invalid: no reason where it is waived, corrected, or differs from what the rules propose.
    """
    pledge, template = decided(session, actor, pledge_id)
    policy.step(pledge, "waive" if said.verdict == "waived" else "judge")
    if pledge.state == said.verdict:
        raise Conflict("认定结果没有变动。", word="unchanged")
    found = _standing(session, pledge, template)
    proposed = proposal(found).verdict
    earlier = pledges.verdicts(session, actor.council_id, [pledge.id])
    reason = said.reason.strip()
    if len(reason) < 2 and (earlier or said.verdict in ("waived", "unfulfilled") or said.verdict != proposed):
        sentence = "免予认定、未履行、更正，或与建议不一致的，请写明原因。"
        raise Invalid(errors=[FieldError("reason", "missing", sentence)])
    before = pledge.state
    pledge.state = said.verdict
    pledge.version += 1
    session.add(
        PledgeVerdict(
            council_id=actor.council_id,
            id=new_id(),
            pledge_id=pledge.id,
            turn=len(earlier) + 1,
            verdict=said.verdict,
            proposed=proposed,
            reason=reason,
            items={item.id: _kept(item) for item in found.items},
            decided_by=actor.account_id,
            decided_at=clock.now(),
        )
    )
    session.flush()
    _post(session, actor, pledge, template, reason or "更正认定结果")
    after = {"verdict": said.verdict, "proposed": proposed, "reason": reason}
    audit.record(session, "pledge:judge", "pledge", pledge.id, before={"state": before}, after=after)
    return pledge.id


def _standing(session: Session, pledge: Pledge, template: PledgeTemplate) -> Standing:
    basis = basis_of(session, pledge.council_id, pledge.year, [pledge])
    notes = pledges.notes(session, pledge.council_id, [pledge.id])
    subject = str(pledge.member_id or pledge.unit_id)
    return standing(basis, subject, read(pledge.document), notes, template.intake_until)


def _kept(item: Any) -> dict[str, Any]:
    return {"state": item.state, "count": item.count, "target": item.target}


def _post(session: Session, actor: Actor, pledge: Pledge, template: PledgeTemplate, reason: str) -> None:
    """Post the verdict, after the reversal of an earlier one."""
    claim = session.get(Claim, (pledge.council_id, pledge.claim_id)) if pledge.claim_id else None
    if claim is None:
        year = council.duty_year(session, pledge.council_id, pledge.year)
        assert year is not None
        new = NewClaim(
            kind="pledge",
            type=template.audience,
            title=template.title,
            section_id=template.section_id,
            occurred_on=min(max(clock.today(), year.starts_on), year.ends_on),
            member_id=pledge.member_id,
            unit_id=pledge.unit_id,
        )
        pledge.claim_id = open_claim(session, actor, new)
        claim = session.get_one(Claim, (pledge.council_id, pledge.claim_id))
        move(session, claim, "verify", actor=actor)
    else:
        book.reverse(
            session, actor, ledger.standing_of_claims(session, pledge.council_id, [claim.id]), reason
        )
    session.flush()
    found = postings(session, pledge.council_id, [claim])[claim.id]
    book.post(session, actor, [(claim, posting) for posting in found])
