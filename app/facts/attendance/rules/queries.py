"""Statements on rules of attendance."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ScalarSelect, bindparam, select
from sqlalchemy.orm import Session

from app.access.models import Account
from app.core.db.base import AnyRow
from app.facts.attendance.rules.models import AttendanceRules

_newest = (
    select(AttendanceRules.version, AttendanceRules.document)
    .where(AttendanceRules.council_id == bindparam("council"))
    .order_by(AttendanceRules.version.desc())
    .limit(1)
)


def newest(session: Session, council_id: str) -> AnyRow | None:
    """Return version and document of the rules in force; None until the council writes its own."""
    return session.connection().execute(_newest, {"council": council_id}).first()


def document_of(council_id: str) -> ScalarSelect[Any]:
    """Return the document in force as a column, for a statement that has to stay one."""
    return (
        select(AttendanceRules.document)
        .where(AttendanceRules.council_id == council_id)
        .order_by(AttendanceRules.version.desc())
        .limit(1)
        .scalar_subquery()
    )


def versions(session: Session, council_id: str) -> list[AnyRow]:
    """Return every version, newest first, with who wrote it."""
    statement = (
        select(AttendanceRules, Account.display_name)
        .outerjoin(Account, Account.id == AttendanceRules.changed_by)
        .where(AttendanceRules.council_id == council_id)
        .order_by(AttendanceRules.version.desc())
        .limit(200)
    )
    return list(session.execute(statement).all())
