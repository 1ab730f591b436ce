"""Statements on dry runs and what they found."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.standings.dry_runs.models import DryRun, DryRunMove


def dry_run(session: Session, council_id: str, dry_run_id: str, *, lock: bool = False) -> DryRun | None:
    """Return one dry run."""
    statement = select(DryRun).where(DryRun.council_id == council_id, DryRun.id == dry_run_id)
    return session.scalars(statement.with_for_update() if lock else statement).first()


def of_scheme(session: Session, council_id: str, scheme_id: str, year: int) -> list[DryRun]:
    """Return the dry runs of a document and a year, locked: no step of them is taken meanwhile."""
    statement = (
        select(DryRun)
        .where(DryRun.council_id == council_id, DryRun.scheme_id == scheme_id, DryRun.year == year)
        .order_by(DryRun.id)
        .with_for_update()
    )
    return list(session.scalars(statement))


def moves(session: Session, council_id: str, dry_run_id: str) -> list[AnyRow]:
    """Return member id and finding of everybody in a dry run."""
    statement = (
        select(DryRunMove.member_id, DryRunMove.text)
        .where(DryRunMove.council_id == council_id, DryRunMove.dry_run_id == dry_run_id)
        .order_by(DryRunMove.member_id)
    )
    return list(session.execute(statement))


def drop(session: Session, council_id: str, ids: list[str]) -> None:
    """Delete dry runs with all that they found."""
    mine = (DryRunMove.council_id == council_id, DryRunMove.dry_run_id.in_(ids))
    session.execute(delete(DryRunMove).where(*mine))
    session.execute(delete(DryRun).where(DryRun.council_id == council_id, DryRun.id.in_(ids)))
