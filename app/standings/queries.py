"""Statements on runs and scorecards."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.council.models import Member
from app.standings.models import Run, ScorecardRow

_in_force = select(Run).where(
    Run.council_id == bindparam("council"), Run.year == bindparam("year"), Run.state == "in_force"
)
_card = (
    select(
        Run.id.label("run_id"),
        Run.scheme_digest,
        Run.ledger_seq,
        Run.finished_at,
        ScorecardRow.points,
        ScorecardRow.grade,
        ScorecardRow.trace,
    )
    .join(ScorecardRow, and_(ScorecardRow.council_id == Run.council_id, ScorecardRow.run_id == Run.id))
    .where(
        Run.council_id == bindparam("council"),
        Run.year == bindparam("year"),
        Run.state == "in_force",
        ScorecardRow.member_id == bindparam("member"),
    )
)


def in_force(session: Session, council_id: str, year: int) -> Run | None:
    """Return the run in force for a year."""
    return session.scalars(_in_force, {"council": council_id, "year": year}).first()


def card_in_force(session: Session, council_id: str, member_id: str, year: int) -> AnyRow | None:
    """Return a member's scorecard in the run in force."""
    given = {"council": council_id, "year": year, "member": member_id}
    return session.connection().execute(_card, given).first()


def run(session: Session, council_id: str, run_id: str, *, lock: bool = False) -> Run | None:
    """Return one run."""
    statement = select(Run).where(Run.council_id == council_id, Run.id == run_id)
    return session.scalars(statement.with_for_update() if lock else statement).first()


def runs(session: Session, council_id: str, year: int | None, after: Any, limit: int) -> list[Run]:
    """Return runs, newest first."""
    statement = select(Run).where(Run.council_id == council_id)
    if year is not None:
        statement = statement.where(Run.year == year)
    if after:
        statement = statement.where(Run.id < after[0])
    return list(session.scalars(statement.order_by(Run.id.desc()).limit(limit)))


_standings = (
    select(
        ScorecardRow.place,
        ScorecardRow.member_id,
        Member.number,
        Member.name,
        ScorecardRow.points,
        ScorecardRow.grade,
    )
    .join(Member, and_(Member.council_id == ScorecardRow.council_id, Member.id == ScorecardRow.member_id))
    .where(ScorecardRow.council_id == bindparam("council"), ScorecardRow.run_id == bindparam("run"))
    .order_by(ScorecardRow.place, Member.stroke_key, Member.id)
)


def standings(session: Session, council_id: str, run_id: str) -> list[AnyRow]:
    """Return the table of a run, best first, ties in 姓氏笔画 order."""
    given = {"council": council_id, "run": run_id}
    return list(session.connection().execute(_standings, given).all())


def traces(session: Session, council_id: str, run_id: str) -> list[AnyRow]:
    """Return member id and trace of every scorecard of a run."""
    statement = (
        select(ScorecardRow.member_id, ScorecardRow.points, ScorecardRow.trace)
        .where(ScorecardRow.council_id == council_id, ScorecardRow.run_id == run_id)
        .order_by(ScorecardRow.member_id)
    )
    return list(session.execute(statement).all())


def runs_in_force(session: Session, council_id: str) -> list[Run]:
    """Return every run in force, oldest year first."""
    statement = select(Run).where(Run.council_id == council_id, Run.state == "in_force").order_by(Run.year)
    return list(session.scalars(statement))
