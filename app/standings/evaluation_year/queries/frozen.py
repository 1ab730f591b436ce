"""Statements on what a sealed sheet holds, everybody's at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from app.core.db.base import AnyRow
from app.council.models import Member, Placement, Post, Unit
from app.facts.models import Claim
from app.facts.pledges.models import Pledge, PledgeText
from app.facts.statements.models import Statement, StatementRound, StatementText
from app.ledger.models import DutyRecord
from app.standings.objections.models import Objection

_undoing: Any = aliased(DutyRecord, name="undoing")


def profiles(session: Session, council_id: str, members: Iterable[str]) -> dict[str, AnyRow]:
    """Return member → base facts."""
    statement = select(
        Member.id, Member.number, Member.name, Member.sex, Member.ethnic_group, Member.party,
        Member.employer, Member.title, Member.education, Member.speciality,
    ).where(Member.council_id == council_id, Member.id.in_(list(members)))  # fmt: skip
    return {row.id: row for row in session.execute(statement)}


def places(session: Session, council_id: str) -> list[AnyRow]:
    """Return (member, kind, name, role, first day, last day), as the dossier orders them."""
    statement = (
        select(
            Placement.member_id,
            Placement.unit_kind.label("kind"),
            Unit.name,
            Placement.role,
            Placement.starts_on,
            Placement.ends_on,
        )
        .join(Unit, and_(Unit.council_id == Placement.council_id, Unit.id == Placement.unit_id))
        .where(Placement.council_id == council_id)
        .order_by(Placement.unit_kind, Placement.starts_on)
    )
    return list(session.execute(statement).all())


def posts(session: Session, council_id: str) -> list[AnyRow]:
    """Return (member, post, first day, last day)."""
    statement = (
        select(Post.member_id, Post.post, Post.starts_on, Post.ends_on)
        .where(Post.council_id == council_id)
        .order_by(Post.starts_on)
    )
    return list(session.execute(statement).all())


def records(
    session: Session, council_id: str, year: int, until: int, member_id: str | None = None
) -> list[AnyRow]:
    """Return the records of a year that stood at a cut-off, the newest first, with their claims' titles."""
    undone = (
        select(_undoing.id)
        .where(
            _undoing.council_id == DutyRecord.council_id,
            _undoing.reverses_id == DutyRecord.id,
            _undoing.seq <= until,
        )
        .exists()
    )
    statement = (
        select(
            DutyRecord.member_id,
            DutyRecord.id,
            DutyRecord.claim_id,
            Claim.title,
            DutyRecord.occurred_on,
            DutyRecord.fact,
            DutyRecord.type,
            DutyRecord.status,
            DutyRecord.role,
            DutyRecord.level,
            DutyRecord.quantity,
        )
        .join(Claim, and_(Claim.council_id == DutyRecord.council_id, Claim.id == DutyRecord.claim_id))
        .where(
            DutyRecord.council_id == council_id,
            DutyRecord.year == year,
            DutyRecord.member_id.is_not(None) if member_id is None else DutyRecord.member_id == member_id,
            DutyRecord.seq <= until,
            DutyRecord.reverses_id.is_(None),
            ~undone,
        )
        .order_by(DutyRecord.occurred_on.desc(), DutyRecord.seq.desc())
    )
    return list(session.execute(statement).all())


def pledges(session: Session, council_id: str, year: int) -> list[AnyRow]:
    """Return (member, state, digest of the newest signed text) of a year."""
    statement = (
        select(Pledge.member_id, Pledge.id, Pledge.state, PledgeText.digest)
        .outerjoin(
            PledgeText,
            and_(
                PledgeText.council_id == Pledge.council_id,
                PledgeText.pledge_id == Pledge.id,
                PledgeText.number == Pledge.number,
            ),
        )
        .where(Pledge.council_id == council_id, Pledge.year == year, Pledge.member_id.is_not(None))
        .order_by(Pledge.id)
    )
    return list(session.execute(statement).all())


def statements(session: Session, council_id: str, year: int) -> list[AnyRow]:
    """Return (member, statement, form, state, words of the newest text) of a year."""
    statement = (
        select(Statement.member_id, Statement.id, Statement.form, Statement.state, StatementText.parts)
        .join(
            StatementRound,
            and_(StatementRound.council_id == Statement.council_id, StatementRound.id == Statement.round_id),
        )
        .outerjoin(
            StatementText,
            and_(
                StatementText.council_id == Statement.council_id,
                StatementText.statement_id == Statement.id,
                StatementText.number == Statement.number,
            ),
        )
        .where(Statement.council_id == council_id, StatementRound.year == year)
        .order_by(Statement.id)
    )
    return list(session.execute(statement).all())


def objections(session: Session, council_id: str, year: int) -> list[Objection]:
    """Return the objections of a year, the oldest first."""
    statement = (
        select(Objection)
        .where(Objection.council_id == council_id, Objection.year == year)
        .order_by(Objection.id)
    )
    return list(session.scalars(statement))
