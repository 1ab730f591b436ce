"""Statements on marked days."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.council.working_days.models import WorkingDay


def marked(session: Session, council_id: str, years: tuple[int, ...]) -> list[WorkingDay]:
    """Return the days that the office marked, in order."""
    statement = select(WorkingDay).where(WorkingDay.council_id == council_id, WorkingDay.year.in_(years))
    return list(session.scalars(statement.order_by(WorkingDay.day)))


def clear(session: Session, council_id: str, year: int) -> None:
    """Forget the marked days of a year."""
    session.execute(delete(WorkingDay).where(WorkingDay.council_id == council_id, WorkingDay.year == year))
