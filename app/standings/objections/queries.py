"""Statements on objections."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from app.access.actor import Actor
from app.core.db.base import AnyRow
from app.council.models import Member, Unit
from app.facts.models import Claim
from app.ledger.models import DutyRecord
from app.standings.models import Run, ScorecardRow
from app.standings.objections.models import Objection

#: Who verified the record that is doubted may not decide about it.
_VERIFIER = Claim.decided_by.label("verified_by")


def _shown(council_id: str) -> Any:
    record, section = aliased(DutyRecord), aliased(Unit)
    return (
        select(
            Objection,
            Member.name,
            Member.number,
            section.name.label("section"),
            _VERIFIER,
            ScorecardRow.trace,
        )
        .join(Member, and_(Member.council_id == Objection.council_id, Member.id == Objection.member_id))
        .join(
            ScorecardRow,
            and_(
                ScorecardRow.council_id == Objection.council_id,
                ScorecardRow.run_id == Objection.run_id,
                ScorecardRow.member_id == Objection.member_id,
            ),
        )
        .outerjoin(
            section, and_(section.council_id == Objection.council_id, section.id == Objection.section_id)
        )
        .outerjoin(record, and_(record.council_id == Objection.council_id, record.id == Objection.record_id))
        .outerjoin(Claim, and_(Claim.council_id == record.council_id, Claim.id == record.claim_id))
        .where(Objection.council_id == council_id)
    )


def _seen(statement: Any, actor: Actor) -> Any:
    """Narrow to what an actor may see: one's own, those of one's section, all for the whole office."""
    if actor.roles & {"secretariat", "chair", "auditor"}:
        return statement
    own = Objection.member_id == actor.member_id
    if "section_clerk" in actor.roles and actor.section_id is not None:
        return statement.where(own | (Objection.section_id == actor.section_id))
    return statement.where(own)


def one(session: Session, actor: Actor, objection_id: str) -> AnyRow | None:
    """Return one objection with names, verifier and the trace of its card, if the actor may see it."""
    statement = _seen(_shown(actor.council_id), actor).where(Objection.id == objection_id)
    return session.execute(statement).first()


def lock(session: Session, council_id: str, objection_id: str) -> Objection | None:
    """Return one objection to be decided."""
    statement = select(Objection).where(Objection.council_id == council_id, Objection.id == objection_id)
    return session.scalars(statement.with_for_update().execution_options(populate_existing=True)).first()


def listed(session: Session, actor: Actor, state: str | None, after: Any, limit: int) -> list[AnyRow]:
    """Return what an actor may see, the newest first."""
    statement = _seen(_shown(actor.council_id), actor)
    if state is not None:
        statement = statement.where(Objection.state == state)
    return _page(session, statement, after, limit)


def own(session: Session, actor: Actor, after: Any, limit: int) -> list[AnyRow]:
    """Return a member's own objections, the newest first."""
    statement = _shown(actor.council_id).where(Objection.member_id == actor.member_id)
    return _page(session, statement, after, limit)


def _page(session: Session, statement: Any, after: Any, limit: int) -> list[AnyRow]:
    if after:
        statement = statement.where(Objection.id < after[0])
    return list(session.execute(statement.order_by(Objection.id.desc()).limit(limit)))


def card(session: Session, council_id: str, run_id: str, member_id: str) -> str | None:
    """Return the trace that a run keeps of a member."""
    statement = select(ScorecardRow.trace).where(
        ScorecardRow.council_id == council_id,
        ScorecardRow.run_id == run_id,
        ScorecardRow.member_id == member_id,
    )
    return session.scalars(statement).first()


def is_open(session: Session, row: Objection) -> bool:
    """Tell whether the same line is doubted already and not answered."""
    statement = select(Objection.id).where(
        Objection.council_id == row.council_id,
        Objection.run_id == row.run_id,
        Objection.member_id == row.member_id,
        Objection.item == row.item,
        Objection.state == "open",
    )
    return session.scalars(statement).first() is not None


def section_of(session: Session, council_id: str, record_id: str) -> str | None:
    """Return the section that verified a record."""
    statement = select(DutyRecord.section_id).where(
        DutyRecord.council_id == council_id, DutyRecord.id == record_id
    )
    return session.scalars(statement).first()


def between(session: Session, before: Run, now: Run, member_id: str) -> list[DutyRecord]:
    """Return what came into a member's ledger between the cut-offs of two runs of a year."""
    statement = select(DutyRecord).where(
        DutyRecord.council_id == before.council_id,
        DutyRecord.member_id == member_id,
        DutyRecord.year == before.year,
        DutyRecord.seq > before.ledger_seq,
        DutyRecord.seq <= now.ledger_seq,
    )
    return list(session.scalars(statement.order_by(DutyRecord.seq)))
