"""Statements on all years of one term of a member."""

from __future__ import annotations

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session, aliased

from app.core.db.base import AnyRow
from app.council.models import DutyYear, Tenure
from app.facts.models import Claim
from app.facts.pledges.models import Pledge
from app.facts.pledges.queries import with_verdict
from app.ledger.models import DutyRecord
from app.standings.models import Run, ScorecardRow

_reversal = aliased(DutyRecord, name="reversal")


def years(session: Session, council_id: str, term_id: str) -> list[DutyYear]:
    """Return the duty years of a term, the earliest first."""
    statement = select(DutyYear).where(DutyYear.council_id == council_id, DutyYear.term_id == term_id)
    return list(session.scalars(statement.order_by(DutyYear.year)))


def tenures(session: Session, council_id: str, member_id: str, term_id: str) -> list[Tenure]:
    """Return a member's time in a term, in order."""
    statement = select(Tenure).where(
        Tenure.council_id == council_id, Tenure.member_id == member_id, Tenure.term_id == term_id
    )
    return list(session.scalars(statement.order_by(Tenure.starts_on)))


def records(session: Session, council_id: str, member_id: str, years: list[int]) -> list[AnyRow]:
    """Return (year, fact, type, status, title) of the records that stand, in order."""
    statement = (
        select(DutyRecord.year, DutyRecord.fact, DutyRecord.type, DutyRecord.status, Claim.title)
        .join(Claim, and_(Claim.council_id == DutyRecord.council_id, Claim.id == DutyRecord.claim_id))
        .where(
            DutyRecord.council_id == council_id,
            DutyRecord.member_id == member_id,
            DutyRecord.year.in_(years),
            DutyRecord.reverses_id.is_(None),
            ~exists().where(
                _reversal.council_id == DutyRecord.council_id, _reversal.reverses_id == DutyRecord.id
            ),
        )
        .order_by(DutyRecord.occurred_on, DutyRecord.seq)
    )
    return list(session.execute(statement).all())


def cards(session: Session, council_id: str, member_id: str, years: list[int]) -> dict[int, AnyRow]:
    """Return year → (points, grade) of the runs in force."""
    statement = (
        select(Run.year, ScorecardRow.points, ScorecardRow.grade)
        .join(ScorecardRow, and_(ScorecardRow.council_id == Run.council_id, ScorecardRow.run_id == Run.id))
        .where(
            Run.council_id == council_id,
            Run.year.in_(years),
            Run.state == "in_force",
            ScorecardRow.member_id == member_id,
        )
    )
    return {row.year: row for row in session.execute(statement)}


def pledges(session: Session, council_id: str, member_id: str, years: list[int]) -> dict[int, AnyRow]:
    """Return year → (pledge, the verdict that holds or None)."""
    statement = with_verdict(council_id).where(Pledge.member_id == member_id, Pledge.year.in_(years))
    return {row.Pledge.year: row for row in session.execute(statement)}
