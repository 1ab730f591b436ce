"""Statements that gather what is about one seat, each bounded."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app.access.actor import Actor
from app.access.models import LoginSession, Seat
from app.core.db.base import AnyRow
from app.council.corrections.models import CorrectionRequest
from app.council.feedback.models import Feedback
from app.council.models import Council, Member, Placement, Post, Tenure, Term, Unit
from app.facts.activities.models import Activity, Invitation
from app.facts.attendance.leave.models import LeaveRequest
from app.facts.contributions.models import Contribution
from app.facts.models import Attachment, Claim, ClaimParticipant
from app.facts.opinions.models import Opinion
from app.facts.pledges.models import Pledge, PledgeText
from app.facts.proposals.models import Proposal
from app.facts.statements.models import Statement, StatementRound, StatementText
from app.ledger.models import DutyRecord
from app.standings.evaluation_year.models import SealedSheet, SheetSignature
from app.standings.models import Run, ScorecardRow
from app.standings.objections.models import Objection
from app.stewardship.awards.models import Award, AwardNominee
from app.stewardship.care.models import CareVisit
from app.stewardship.sanctions.models import Sanction, SanctionEvent, SanctionGround

#: Rows of one sheet at most: a member's whole term is some two thousand.
MOST = 20_000
_share = aliased(ClaimParticipant, name="share")


def council_name(session: Session, council_id: str) -> str:
    """Return the council's full name."""
    return session.scalars(select(Council.name).where(Council.id == council_id)).one()


def member(session: Session, actor: Actor) -> Member | None:
    """Return the caller's member row."""
    if actor.member_id is None:
        return None
    return session.get(Member, (actor.council_id, actor.member_id))


def places(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return (unit kind, unit, role, from, to) of every placement, oldest first."""
    statement = (
        select(Placement.unit_kind, Unit.name, Placement.role, Placement.starts_on, Placement.ends_on)
        .join(Unit, and_(Unit.council_id == Placement.council_id, Unit.id == Placement.unit_id))
        .where(Placement.council_id == council_id, Placement.member_id == member_id)
        .order_by(Placement.starts_on, Placement.id)
    )
    return list(session.execute(statement.limit(MOST)).all())


def posts(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return (post, from, to), oldest first."""
    statement = (
        select(Post.post, Post.starts_on, Post.ends_on)
        .where(Post.council_id == council_id, Post.member_id == member_id)
        .order_by(Post.starts_on, Post.id)
    )
    return list(session.execute(statement.limit(MOST)).all())


def tenures(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return (term number, state, from, to), oldest first."""
    statement = (
        select(Term.number, Tenure.state, Tenure.starts_on, Tenure.ends_on)
        .join(Term, and_(Term.council_id == Tenure.council_id, Term.id == Tenure.term_id))
        .where(Tenure.council_id == council_id, Tenure.member_id == member_id)
        .order_by(Tenure.starts_on, Tenure.id)
    )
    return list(session.execute(statement.limit(MOST)).all())


def claims(session: Session, actor: Actor) -> list[AnyRow]:
    """Return the claims that the caller made or shares in, with what their kind adds."""
    mine = Claim.created_by == actor.account_id
    if actor.member_id:
        shared = exists().where(
            _share.council_id == Claim.council_id,
            _share.claim_id == Claim.id,
            _share.member_id == actor.member_id,
        )
        mine = or_(mine, Claim.member_id == actor.member_id, shared)
    share = and_(
        ClaimParticipant.council_id == Claim.council_id,
        ClaimParticipant.claim_id == Claim.id,
        ClaimParticipant.member_id == actor.member_id,
    )
    statement: Any = (
        select(
            Claim.id,
            Claim.kind,
            Claim.type,
            Claim.title,
            Claim.state,
            Claim.occurred_on,
            Claim.created_at,
            Claim.decided_at,
            Claim.reason,
            ClaimParticipant.role.label("share_role"),
            ClaimParticipant.state.label("share_state"),
            Proposal.number,
            Proposal.form,
            Proposal.filing,
            Proposal.body.label("proposal_body"),
            Opinion.body.label("opinion_body"),
            Contribution.data,
        )
        .outerjoin(ClaimParticipant, share)
        .outerjoin(Proposal, and_(Proposal.council_id == Claim.council_id, Proposal.id == Claim.id))
        .outerjoin(Opinion, and_(Opinion.council_id == Claim.council_id, Opinion.id == Claim.id))
        .outerjoin(
            Contribution, and_(Contribution.council_id == Claim.council_id, Contribution.id == Claim.id)
        )
        .where(
            Claim.council_id == actor.council_id,
            Claim.kind.in_(("contribution", "opinion", "proposal")),
            mine,
        )
        .order_by(Claim.occurred_on, Claim.id)
    )
    return list(session.execute(statement.limit(MOST)).all())


def invitations(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return (title, kind, day, place, state, response, answered, note), oldest first."""
    statement = (
        select(
            Claim.title,
            Activity.kind,
            Claim.occurred_on,
            Activity.place,
            Activity.state,
            Invitation.response,
            Invitation.responded_at,
            Invitation.note,
        )
        .join(
            Activity,
            and_(Activity.council_id == Invitation.council_id, Activity.id == Invitation.activity_id),
        )
        .join(Claim, and_(Claim.council_id == Activity.council_id, Claim.id == Activity.id))
        .where(Invitation.council_id == council_id, Invitation.member_id == member_id)
        .order_by(Claim.occurred_on, Invitation.id)
    )
    return list(session.execute(statement.limit(MOST)).all())


def records(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return every ledger line about the member as it was written, with the claim's title."""
    statement = (
        select(DutyRecord, Claim.title, Claim.kind)
        .join(Claim, and_(Claim.council_id == DutyRecord.council_id, Claim.id == DutyRecord.claim_id))
        .where(DutyRecord.council_id == council_id, DutyRecord.member_id == member_id)
        .order_by(DutyRecord.seq)
    )
    return list(session.execute(statement.limit(MOST)).all())


def scores(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return (year, state, points, grade, trace) of every run that was or is in force."""
    statement = (
        select(Run.year, Run.state, ScorecardRow.points, ScorecardRow.grade, ScorecardRow.trace)
        .join(Run, and_(Run.council_id == ScorecardRow.council_id, Run.id == ScorecardRow.run_id))
        .where(
            ScorecardRow.council_id == council_id,
            ScorecardRow.member_id == member_id,
            Run.state.in_(("in_force", "superseded")),
        )
        .order_by(Run.year, Run.started_at)
    )
    return list(session.execute(statement.limit(MOST)).all())


def seats(session: Session, actor: Actor) -> list[Seat]:
    """Return the account's seat in this council."""
    statement = select(Seat).where(Seat.council_id == actor.council_id, Seat.id == actor.seat_id)
    return list(session.scalars(statement))


def sessions(session: Session, account_id: str) -> list[LoginSession]:
    """Return every log-in of the account that is still kept, newest first."""
    statement = (
        select(LoginSession)
        .where(LoginSession.account_id == account_id)
        .order_by(LoginSession.created_at.desc(), LoginSession.id.desc())
    )
    return list(session.scalars(statement.limit(MOST)))


def feedback(session: Session, actor: Actor) -> list[Feedback]:
    """Return what the seat told the office, oldest first."""
    statement = (
        select(Feedback)
        .where(Feedback.council_id == actor.council_id, Feedback.seat_id == actor.seat_id)
        .order_by(Feedback.id)
    )
    return list(session.scalars(statement.limit(MOST)))


def attachments(session: Session, actor: Actor) -> list[AnyRow]:
    """Return (attachment, claim title) of the files the account uploaded, newest first."""
    statement = (
        select(Attachment, Claim.title)
        .join(Claim, and_(Claim.council_id == Attachment.council_id, Claim.id == Attachment.claim_id))
        .where(
            Attachment.council_id == actor.council_id,
            Attachment.uploaded_by == actor.account_id,
            Attachment.removed_at.is_(None),
        )
        .order_by(Attachment.id.desc())
    )
    return list(session.execute(statement.limit(MOST)).all())


def leaves(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return title, day, state, reason, detail, moment and note of the member's requests for leave."""
    statement = (
        select(
            Claim.title,
            Claim.occurred_on,
            LeaveRequest.state,
            LeaveRequest.reason,
            LeaveRequest.detail,
            LeaveRequest.created_at,
            LeaveRequest.note,
        )
        .join(Claim, and_(Claim.council_id == LeaveRequest.council_id, Claim.id == LeaveRequest.activity_id))
        .where(LeaveRequest.council_id == council_id, LeaveRequest.member_id == member_id)
        .order_by(LeaveRequest.id)
    )
    return list(session.execute(statement).all())


def pledges(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return year and text of what the member signed."""
    statement = (
        select(Pledge.year, PledgeText)
        .join(PledgeText, and_(PledgeText.council_id == Pledge.council_id, PledgeText.pledge_id == Pledge.id))
        .where(Pledge.council_id == council_id, Pledge.member_id == member_id)
        .order_by(Pledge.year, PledgeText.number)
        .limit(MOST)
    )
    return list(session.execute(statement).all())


def statements(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return year, title and newest text of the member's statements."""
    statement = (
        select(StatementRound.year, StatementRound.title, StatementText)
        .join(
            Statement,
            and_(Statement.council_id == StatementRound.council_id, Statement.round_id == StatementRound.id),
        )
        .join(
            StatementText,
            and_(
                StatementText.council_id == Statement.council_id,
                StatementText.statement_id == Statement.id,
                StatementText.number == Statement.number,
            ),
        )
        .where(Statement.council_id == council_id, Statement.member_id == member_id)
        .order_by(StatementRound.year)
        .limit(MOST)
    )
    return list(session.execute(statement).all())


def awards(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return what the member was chosen for: year, title, by, day of publication."""
    statement = (
        select(Award.year, Award.title, Award.by, Award.decided_on)
        .join(
            AwardNominee,
            and_(AwardNominee.council_id == Award.council_id, AwardNominee.award_id == Award.id),
        )
        .where(
            Award.council_id == council_id,
            Award.stage == "published",
            AwardNominee.member_id == member_id,
            AwardNominee.chosen,
        )
        .order_by(Award.year, Award.id)
        .limit(MOST)
    )
    return list(session.execute(statement).all())


def sanctions(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return sanction and step of everything that the member was told of, drafting aside."""
    statement = (
        select(Sanction, SanctionEvent)
        .join(
            SanctionEvent,
            and_(SanctionEvent.council_id == Sanction.council_id, SanctionEvent.sanction_id == Sanction.id),
        )
        .where(
            Sanction.council_id == council_id,
            Sanction.member_id == member_id,
            Sanction.hear_by.is_not(None),
            SanctionEvent.act.not_in(("prepare", "edit")),
        )
        .order_by(Sanction.id, SanctionEvent.number)
        .limit(MOST)
    )
    return list(session.execute(statement).all())


def grounds(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return sanction and ground of everything that the member was told of."""
    statement = (
        select(Sanction, SanctionGround)
        .join(
            SanctionGround,
            and_(SanctionGround.council_id == Sanction.council_id, SanctionGround.sanction_id == Sanction.id),
        )
        .where(
            Sanction.council_id == council_id,
            Sanction.member_id == member_id,
            Sanction.hear_by.is_not(None),
        )
        .order_by(Sanction.id, SanctionGround.place)
        .limit(MOST)
    )
    return list(session.execute(statement).all())


def visits(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return day, kind and visitor of the visits that the member received; notes are others' words."""
    leader = aliased(Member)
    statement = (
        select(CareVisit.on_day, CareVisit.kind, CareVisit.visitor, leader.name.label("leader"))
        .outerjoin(leader, and_(leader.council_id == CareVisit.council_id, leader.id == CareVisit.visitor_id))
        .where(
            CareVisit.council_id == council_id,
            CareVisit.member_id == member_id,
            CareVisit.struck_at.is_(None),
        )
        .order_by(CareVisit.on_day, CareVisit.id)
        .limit(MOST)
    )
    return list(session.execute(statement).all())


def objections(session: Session, council_id: str, member_id: str) -> list[Objection]:
    """Return what the member objected to, oldest first."""
    statement = (
        select(Objection)
        .where(Objection.council_id == council_id, Objection.member_id == member_id)
        .order_by(Objection.id)
        .limit(MOST)
    )
    return list(session.scalars(statement))


def corrections(session: Session, council_id: str, member_id: str) -> list[CorrectionRequest]:
    """Return what the member asked to have corrected, oldest first."""
    statement = (
        select(CorrectionRequest)
        .where(CorrectionRequest.council_id == council_id, CorrectionRequest.member_id == member_id)
        .order_by(CorrectionRequest.id)
        .limit(MOST)
    )
    return list(session.scalars(statement))


def signatures(session: Session, council_id: str, member_id: str) -> list[SheetSignature]:
    """Return what the member signed in evaluations, oldest first."""
    statement = (
        select(SheetSignature)
        .where(SheetSignature.council_id == council_id, SheetSignature.member_id == member_id)
        .order_by(SheetSignature.year, SheetSignature.number)
        .limit(MOST)
    )
    return list(session.scalars(statement))


def sealed_sheets(session: Session, council_id: str, member_id: str) -> list[SealedSheet]:
    """Return every version of the member's sealed years, oldest first."""
    statement = (
        select(SealedSheet)
        .where(SealedSheet.council_id == council_id, SealedSheet.member_id == member_id)
        .order_by(SealedSheet.year, SealedSheet.version)
        .limit(MOST)
    )
    return list(session.scalars(statement))
