"""Statements on awards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from app.access.models import Account
from app.core.db.base import AnyRow
from app.council import queries as council
from app.council.models import Member, Unit
from app.facts.contributions.models import Contribution
from app.facts.models import Claim
from app.facts.proposals.models import Proposal
from app.stewardship.awards.models import Award, AwardNominee

#: Honours of one list at most.
MOST = 500


def _shown(council_id: str) -> Any:
    named = (
        select(func.count())
        .where(AwardNominee.council_id == Award.council_id, AwardNominee.award_id == Award.id)
        .correlate(Award)
        .scalar_subquery()
    )
    return (
        select(Award, Unit.name.label("section"), named.label("nominees"))
        .join(Unit, and_(Unit.council_id == Award.council_id, Unit.id == Award.section_id))
        .where(Award.council_id == council_id)
    )


def page(session: Session, council_id: str, year: int | None, after: Any, limit: int) -> list[AnyRow]:
    """Return award, section and how many are recommended, the newest first."""
    statement = _shown(council_id)
    if year is not None:
        statement = statement.where(Award.year == year)
    if after:
        statement = statement.where(Award.id < after[0])
    return list(session.execute(statement.order_by(Award.id.desc()).limit(limit)))


def one(session: Session, council_id: str, award_id: str) -> AnyRow | None:
    """Return one award with section and how many are recommended."""
    return session.execute(_shown(council_id).where(Award.id == award_id)).first()


def lock(session: Session, council_id: str, award_id: str) -> Award | None:
    """Return one award to be changed; nobody else changes it or its nominees meanwhile."""
    statement = select(Award).where(Award.council_id == council_id, Award.id == award_id)
    return session.scalars(statement.with_for_update().execution_options(populate_existing=True)).first()


def people(session: Session, council_id: str, award_id: str) -> list[AnyRow]:
    """Return nominee, name, number, title of the piece, section and clerk, in order of recommendation."""
    piece = aliased(Claim)
    statement = (
        select(
            AwardNominee,
            Member.name,
            Member.number,
            piece.title.label("piece"),
            Unit.name.label("section"),
            Account.display_name.label("clerk"),
        )
        .join(Member, and_(Member.council_id == council_id, Member.id == AwardNominee.member_id))
        .join(Account, Account.id == AwardNominee.recommended_by)
        .outerjoin(piece, and_(piece.council_id == council_id, piece.id == AwardNominee.piece_id))
        .outerjoin(Unit, and_(Unit.council_id == council_id, Unit.id == AwardNominee.section_id))
        .where(AwardNominee.council_id == council_id, AwardNominee.award_id == award_id)
        .order_by(AwardNominee.id)
    )
    return list(session.execute(statement).all())


def nominees(session: Session, council_id: str, award_id: str) -> list[AwardNominee]:
    """Return everybody recommended."""
    statement = select(AwardNominee).where(
        AwardNominee.council_id == council_id, AwardNominee.award_id == award_id
    )
    return list(session.scalars(statement.order_by(AwardNominee.id)))


def nominee(session: Session, council_id: str, award_id: str, nominee_id: str) -> AwardNominee | None:
    """Return one nominee of an award."""
    statement = select(AwardNominee).where(
        AwardNominee.council_id == council_id,
        AwardNominee.award_id == award_id,
        AwardNominee.id == nominee_id,
    )
    return session.scalars(statement).first()


def base(session: Session, council_id: str, of: str, first: date, last: date, on: date) -> int:
    """Return how many members there are ``on`` a day, or pieces of a year that count.

    Args:
        of: ``members``, ``proposals`` (filed) or ``opinions`` (verified).
    """
    if of == "members":
        return len(council.members_on(session, council_id, on))
    statement = select(func.count()).where(
        Claim.council_id == council_id,
        Claim.state == "verified",
        Claim.occurred_on >= first,
        Claim.occurred_on <= last,
    )
    if of == "proposals":
        filed = and_(Proposal.council_id == Claim.council_id, Proposal.id == Claim.id)
        statement = (
            statement.select_from(Claim)
            .join(Proposal, filed)
            .where(Claim.kind == "proposal", Proposal.filing == "filed")
        )
    else:
        statement = statement.where(Claim.kind == "opinion")
    return session.scalars(statement).one()


def piece(session: Session, council_id: str, claim_id: str) -> Claim | None:
    """Return the claim of a piece."""
    return session.get(Claim, (council_id, claim_id))


def won(session: Session, council_id: str, member_ids: Iterable[str]) -> list[AnyRow]:
    """Return claim and data of every award that some members have told or have in the ledger."""
    statement = _honours(council_id, "member_award").where(
        Claim.member_id.in_(list(member_ids)), Claim.state.in_(("submitted", "verified"))
    )
    return list(session.execute(statement.with_for_update(of=Claim)).all())


def honours(
    session: Session, council_id: str, kind: str, member_id: str | None = None, first: date | None = None
) -> list[AnyRow]:
    """Return claim and data of verified honours, newest first."""
    statement = _honours(council_id, kind).where(Claim.state == "verified")
    if member_id is not None:
        statement = statement.where(Claim.member_id == member_id)
    if first is not None:
        statement = statement.where(Claim.occurred_on >= first)
    return list(session.execute(statement.order_by(Claim.occurred_on.desc(), Claim.id).limit(MOST)).all())


def _honours(council_id: str, kind: str) -> Any:
    return (
        select(Claim, Contribution.data)
        .join(Contribution, and_(Contribution.council_id == Claim.council_id, Contribution.id == Claim.id))
        .where(Claim.council_id == council_id, Claim.kind == "contribution", Contribution.kind == kind)
    )
