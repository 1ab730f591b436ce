"""What became of verified pieces: the fact and the ledger change together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Invalid, NotFound
from app.facts import policy, queries
from app.facts.claim import expect, get
from app.facts.contributions.bodies import SuggestionStateIn
from app.facts.contributions.service import of as contribution_of
from app.facts.models import Claim
from app.facts.opinions.schemas import OpinionAdoptionIn, OpinionInstructionIn
from app.facts.opinions.service import NewAdoption, NewInstruction, add_adoptions, add_instructions
from app.facts.proposals.models import Proposal
from app.facts.proposals.schemas import FilingIn, OutcomesIn, SatisfactionIn
from app.facts.proposals.service import ProposalChange, apply
from app.ledger.verification import correct_many


def file(session: Session, actor: Actor, proposal_id: str, said: FilingIn, version: int | None = None) -> str:
    """Record the proposal office's decision: filed, not filed, merged or converted."""
    change = ProposalChange(
        proposal_id,
        filing=said.filing,
        filing_reason=said.reason,
        number=said.number,
        handling_unit=said.handling_unit,
    )
    return _change_proposal(session, actor, change, "立案结果", version)


def set_outcomes(
    session: Session, actor: Actor, proposal_id: str, said: OutcomesIn, version: int | None = None
) -> str:
    """Record a filed proposal's outcomes; the list replaces the former one."""
    change = ProposalChange(proposal_id, outcomes=tuple(said.outcomes))
    return _change_proposal(session, actor, change, "办理结果", version)


def rate(
    session: Session, actor: Actor, proposal_id: str, said: SatisfactionIn, version: int | None = None
) -> str:
    """Record how the proposer rated the handling and the result of a filed proposal."""
    change = ProposalChange(proposal_id, process_satisfaction=said.process, result_satisfaction=said.result)
    return _change_proposal(session, actor, change, "满意度", version)


def adopt(
    session: Session, actor: Actor, opinion_id: str, said: OpinionAdoptionIn, version: int | None = None
) -> str:
    """Record one adoption of an opinion."""
    _one(session, actor, opinion_id, "opinion", version)
    set_many(session, actor, adoptions=[(opinion_id, NewAdoption(**said.model_dump()))], reason="采用情况")
    return opinion_id


def instruct(
    session: Session, actor: Actor, opinion_id: str, said: OpinionInstructionIn, version: int | None = None
) -> str:
    """Record one leader's instruction on an opinion."""
    _one(session, actor, opinion_id, "opinion", version)
    new = NewInstruction(**said.model_dump())
    set_many(session, actor, instructions=[(opinion_id, new)], reason="批示情况")
    return opinion_id


def follow_up(
    session: Session,
    actor: Actor,
    contribution_id: str,
    said: SuggestionStateIn,
    version: int | None = None,
) -> str:
    """Record what became of a suggestion that came from an activity.

    Raises:
        Conflict: the contribution is no suggestion.
    """
    claim = _one(session, actor, contribution_id, "contribution", version)
    row = contribution_of(session, claim)
    if row.kind != "suggestion":
        raise Conflict("只有意见建议可以登记落实情况。", word="not_a_suggestion")
    row.data = {**row.data, "state": said.state, "reply": said.reply}
    audit.record(session, "suggestion:follow_up", "contribution", claim.id, after={"state": said.state})
    _settle(session, actor, [claim], "落实情况")
    return contribution_id


def set_many(
    session: Session,
    actor: Actor,
    *,
    proposals: Sequence[ProposalChange] = (),
    adoptions: Sequence[tuple[str, NewAdoption]] = (),
    instructions: Sequence[tuple[str, NewInstruction]] = (),
    reason: str,
) -> int:
    """Record what became of many pieces in few statements.

    Only records that now say something else are reversed and posted anew; pieces that are not
    verified yet change without touching the ledger.

    Returns:
        How many ledger lines were appended.

    Raises:
        NotFound: a piece of another council or kind.
        Forbidden: another section's piece (``not_organiser``), or the actor's own (``own_claim``).
        Conflict: a draft or withdrawn piece, results for an unfiled proposal, a sealed year.
        Invalid: dates to come, filing numbers taken, a refusal without a reason.
    """
    _no_future([one.adopted_on for _, one in adoptions], "adopted_on")
    _no_future([one.instructed_on for _, one in instructions], "instructed_on")
    wanted = {change.proposal_id: "proposal" for change in proposals}
    wanted |= {id_: "opinion" for id_, _ in (*adoptions, *instructions)}
    claims = _claims(session, actor, wanted)
    ids = [change.proposal_id for change in proposals]
    rows = queries.rows_of(session, Proposal, actor.council_id, ids) if ids else {}
    apply(session, actor, rows, proposals)
    add_adoptions(session, actor, adoptions)
    add_instructions(session, actor, instructions)
    after = {
        "proposals": [{"id": c.proposal_id, "said": sorted(c.said())} for c in proposals],
        "adoptions": [{"id": id_, "level": one.level} for id_, one in adoptions],
        "instructions": [{"id": id_, "level": one.level} for id_, one in instructions],
    }
    audit.record(session, "outcome:set", "claim", next(iter(wanted), None), after=after)
    return _settle(session, actor, list(claims.values()), reason)


def _change_proposal(
    session: Session, actor: Actor, change: ProposalChange, reason: str, version: int | None
) -> str:
    _one(session, actor, change.proposal_id, "proposal", version)
    set_many(session, actor, proposals=[change], reason=reason)
    return change.proposal_id


def _one(session: Session, actor: Actor, claim_id: str, kind: str, version: int | None) -> Claim:
    """Return one visible claim, locked, that the actor may decide on."""
    claim = get(session, actor, claim_id, kind=kind, lock=True)
    expect(claim, version)
    _decidable(actor, claim, _sharers(session, actor, [claim_id]).get(claim_id, []))
    return claim


def _claims(session: Session, actor: Actor, wanted: dict[str, str]) -> dict[str, Claim]:
    claims = queries.claims_by_id(session, actor.council_id, list(wanted))
    if any(id_ not in claims or claims[id_].kind != kind for id_, kind in wanted.items()):
        raise NotFound()
    sharers = _sharers(session, actor, list(wanted))
    for claim in claims.values():
        _decidable(actor, claim, sharers.get(claim.id, []))
    return claims


def _sharers(session: Session, actor: Actor, ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for share in queries.participants(session, actor.council_id, ids):
        found.setdefault(share.claim_id, []).append(share.member_id)
    return found


def _decidable(actor: Actor, claim: Claim, members: Sequence[str]) -> None:
    if claim.state not in {"submitted", "verified"}:
        raise Conflict(
            f"记录{policy.STATE_LABELS[claim.state]}，不能登记结果。",
            word="illegal_transition",
            state=claim.state,
        )
    policy.may_decide(actor, claim, members)


def _no_future(days: Sequence[date], name: str) -> None:
    today = clock.today()
    if any(day > today for day in days):
        raise Invalid(errors=[FieldError(name, "future", "日期不能晚于今天。")])


def _settle(session: Session, actor: Actor, claims: Sequence[Claim], reason: str) -> int:
    """Count the versions up and bring the ledger up to the changed facts."""
    for claim in claims:
        claim.version += 1
    session.flush()
    return correct_many(session, actor, claims, reason)
