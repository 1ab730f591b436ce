"""Routes that record what became of proposals, opinions and suggestions."""

from __future__ import annotations

from fastapi import APIRouter, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In
from app.core.http.etags import IfMatch, version_of
from app.core.http.headers import NO_STORE
from app.core.ids import Id
from app.facts.contributions import views as contributions
from app.facts.contributions.bodies import ContributionOut, SuggestionStateIn
from app.facts.opinions import views as opinions
from app.facts.opinions.schemas import OpinionAdoptionIn, OpinionInstructionIn, OpinionOut
from app.facts.proposals import views as proposals
from app.facts.proposals.schemas import FilingIn, OutcomesIn, ProposalOut, SatisfactionIn
from app.ledger import outcomes

router = APIRouter(tags=["核实与台账"])


def _version(if_match: str | None) -> int | None:
    return version_of(if_match) if if_match is not None else None


@router.post("/proposals/{proposal_id}/filing", summary="登记立案结果")
async def file_proposal(door: In, proposal_id: Id, body: FilingIn, if_match: IfMatch = None) -> ProposalOut:
    """Record the proposal office's decision; a verified proposal's records are reversed and reposted."""

    def work(session: Session, actor: Actor) -> ProposalOut:
        outcomes.file(session, actor, proposal_id, body, _version(if_match))
        return proposals.show(session, actor, proposal_id)

    return await door.write("proposal:file", work)


@router.post("/proposals/{proposal_id}/outcomes", summary="登记办理结果")
async def set_proposal_outcomes(
    door: In, proposal_id: Id, body: OutcomesIn, if_match: IfMatch = None
) -> ProposalOut:
    """Replace a filed proposal's outcomes (key, excellent, forwarded, …)."""

    def work(session: Session, actor: Actor) -> ProposalOut:
        outcomes.set_outcomes(session, actor, proposal_id, body, _version(if_match))
        return proposals.show(session, actor, proposal_id)

    return await door.write("proposal:file", work)


@router.post("/proposals/{proposal_id}/satisfaction", summary="登记满意度")
async def rate_proposal(
    door: In, proposal_id: Id, body: SatisfactionIn, if_match: IfMatch = None
) -> ProposalOut:
    """Record how the proposer rated handling and result of a filed proposal."""

    def work(session: Session, actor: Actor) -> ProposalOut:
        outcomes.rate(session, actor, proposal_id, body, _version(if_match))
        return proposals.show(session, actor, proposal_id)

    return await door.write("proposal:file", work)


@router.post("/opinions/{opinion_id}/adoptions", summary="登记采用")
async def adopt_opinion(
    door: In, opinion_id: Id, body: OpinionAdoptionIn, if_match: IfMatch = None
) -> OpinionOut:
    """Record one adoption; an opinion may be adopted many times, at many levels."""

    def work(session: Session, actor: Actor) -> OpinionOut:
        outcomes.adopt(session, actor, opinion_id, body, _version(if_match))
        return opinions.show(session, actor, opinion_id)

    return await door.write("opinion:adopt", work)


@router.post("/opinions/{opinion_id}/instructions", summary="登记批示")
async def instruct_opinion(
    door: In, response: Response, opinion_id: Id, body: OpinionInstructionIn, if_match: IfMatch = None
) -> OpinionOut:
    """Record a leader's instruction; its text is shown to secretariat and chair only."""

    def work(session: Session, actor: Actor) -> OpinionOut:
        outcomes.instruct(session, actor, opinion_id, body, _version(if_match))
        return opinions.show(session, actor, opinion_id)

    response.headers.update(NO_STORE)
    return await door.write("opinion:adopt", work)


@router.post("/contributions/{contribution_id}/follow-up", summary="登记建议落实情况")
async def follow_suggestion_up(
    door: In, contribution_id: Id, body: SuggestionStateIn, if_match: IfMatch = None
) -> ContributionOut:
    """Record what became of a suggestion: accepted, done or not accepted, with the reply."""

    def work(session: Session, actor: Actor) -> ContributionOut:
        outcomes.follow_up(session, actor, contribution_id, body, _version(if_match))
        return contributions.show(session, actor, contribution_id)

    return await door.write("suggestion:follow_up", work)
