"""Statements on the people whom an evaluation names."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.models import Account
from app.core.db.base import AnyRow
from app.council.models import Member


def members(session: Session, council_id: str, ids: Iterable[str]) -> list[AnyRow]:
    """Return (id, number, name) of some members in 姓氏笔画 order."""
    statement = (
        select(Member.id, Member.number, Member.name)
        .where(Member.council_id == council_id, Member.id.in_(list(ids)))
        .order_by(Member.stroke_key, Member.id)
    )
    return list(session.execute(statement).all())


def accounts(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Return account → the name it shows; the shell's is unknown."""
    statement = select(Account.id, Account.display_name).where(Account.id.in_(list(ids)))
    return {row.id: row.display_name for row in session.execute(statement)}
