"""Statements on requests for corrections."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, case, select
from sqlalchemy.orm import Session

from app.access.models import Account
from app.core.db.base import AnyRow
from app.core.http.paging import behind
from app.council.corrections.models import CorrectionRequest
from app.council.models import Member

#: What waits stands first.
_waits = case((CorrectionRequest.state == "open", 1), else_=0)


def _rows(council_id: str) -> Select[*tuple[Any, ...]]:
    found: Any = (
        select(CorrectionRequest, Member, Account.display_name.label("decider"), _waits.label("waits"))
        .join(
            Member,
            and_(Member.council_id == CorrectionRequest.council_id, Member.id == CorrectionRequest.member_id),
        )
        .outerjoin(Account, Account.id == CorrectionRequest.decided_by)
        .where(CorrectionRequest.council_id == council_id)
    )
    return found  # type: ignore[no-any-return]


def everybodys(
    session: Session, council_id: str, state: str | None, *, after: tuple[Any, ...] | None, limit: int
) -> list[AnyRow]:
    """Return (request, member, decider, waits): those that wait first, each lot newest first."""
    order: tuple[Any, ...] = (_waits, CorrectionRequest.id)
    statement = _rows(council_id)
    if state is not None:
        statement = statement.where(CorrectionRequest.state == state)
    if after:
        statement = statement.where(behind(order, after, descending=True))
    return list(session.execute(statement.order_by(*(one.desc() for one in order)).limit(limit)).all())


def own(
    session: Session, council_id: str, member_id: str, *, after: tuple[Any, ...] | None, limit: int
) -> list[CorrectionRequest]:
    """Return one member's requests, newest first."""
    statement = select(CorrectionRequest).where(
        CorrectionRequest.council_id == council_id, CorrectionRequest.member_id == member_id
    )
    if after:
        statement = statement.where(CorrectionRequest.id < after[0])
    return list(session.scalars(statement.order_by(CorrectionRequest.id.desc()).limit(limit)))


def one(session: Session, council_id: str, correction_id: str) -> AnyRow | None:
    """Return one request, likewise."""
    return session.execute(_rows(council_id).where(CorrectionRequest.id == correction_id)).first()


def locked(session: Session, council_id: str, correction_id: str) -> CorrectionRequest | None:
    """Return one request, locked for its answer."""
    statement = select(CorrectionRequest).where(
        CorrectionRequest.council_id == council_id, CorrectionRequest.id == correction_id
    )
    return session.scalars(statement.with_for_update()).first()


def is_open(session: Session, council_id: str, member_id: str, field: str) -> bool:
    """Tell whether the member already waits for an answer about this fact."""
    statement = select(CorrectionRequest.id).where(
        CorrectionRequest.council_id == council_id,
        CorrectionRequest.member_id == member_id,
        CorrectionRequest.field == field,
        CorrectionRequest.state == "open",
    )
    return session.scalars(statement).first() is not None


def of_member(session: Session, council_id: str, member_id: str) -> list[CorrectionRequest]:
    """Return every request of one member, locked."""
    statement = select(CorrectionRequest).where(
        CorrectionRequest.council_id == council_id, CorrectionRequest.member_id == member_id
    )
    return list(session.scalars(statement.with_for_update()))
