"""Statements on import batches."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.council.models import ImportBatch, Placement, Post


def batch(session: Session, council_id: str, batch_id: str, *, lock: bool = False) -> ImportBatch | None:
    """Return one import; locked, two commits of it wait for each other."""
    statement = select(ImportBatch).where(ImportBatch.council_id == council_id, ImportBatch.id == batch_id)
    return session.scalars(statement.with_for_update() if lock else statement).first()


def page(
    session: Session, council_id: str, kind: str | None, after: tuple[Any, ...] | None, limit: int
) -> list[ImportBatch]:
    """Return imports, newest first."""
    statement = (
        select(ImportBatch)
        .where(ImportBatch.council_id == council_id)
        .order_by(ImportBatch.id.desc())
        .limit(limit)
    )
    if kind is not None:
        statement = statement.where(ImportBatch.kind == kind)
    if after:
        statement = statement.where(ImportBatch.id < after[0])
    return list(session.scalars(statement))


def running_places(session: Session, council_id: str, day: date) -> list[Placement]:
    """Return places held on ``day`` or to come, the earliest first."""
    statement = (
        select(Placement)
        .where(Placement.council_id == council_id, _not_over(Placement, day))
        .order_by(Placement.starts_on, Placement.id)
    )
    return list(session.scalars(statement))


def running_posts(session: Session, council_id: str, day: date) -> list[Post]:
    """Return posts held on ``day`` or to come, the earliest first."""
    statement = (
        select(Post)
        .where(Post.council_id == council_id, _not_over(Post, day))
        .order_by(Post.starts_on, Post.id)
    )
    return list(session.scalars(statement))


def _not_over(table: Any, day: date) -> ColumnElement[bool]:
    return or_(table.ends_on.is_(None), table.ends_on >= day)
