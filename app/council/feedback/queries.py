"""Statements on feedback."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from app.access.models import Account, Seat
from app.core.db.base import AnyRow
from app.council.feedback.models import Feedback

_answerer = aliased(Account, name="answerer")


def _rows(council_id: str) -> Select[*tuple[Any, ...]]:
    found: Any = (
        select(
            Feedback,
            Seat.member_id,
            Account.display_name.label("sender"),
            _answerer.display_name.label("answerer"),
        )
        .join(Seat, and_(Seat.council_id == Feedback.council_id, Seat.id == Feedback.seat_id))
        .join(Account, Account.id == Seat.account_id)
        .outerjoin(_answerer, _answerer.id == Feedback.answered_by)
        .where(Feedback.council_id == council_id)
    )
    return found  # type: ignore[no-any-return]


def page(
    session: Session,
    council_id: str,
    *,
    after: tuple[Any, ...] | None,
    limit: int,
    seat_id: str | None = None,
    answered: bool | None = None,
) -> list[AnyRow]:
    """Return (feedback, member_id, sender, answerer), newest first."""
    statement = _rows(council_id)
    if seat_id is not None:
        statement = statement.where(Feedback.seat_id == seat_id)
    if answered is not None:
        asked = Feedback.answered_at.is_not(None) if answered else Feedback.answered_at.is_(None)
        statement = statement.where(asked)
    if after:
        statement = statement.where(Feedback.id < after[0])
    return list(session.execute(statement.order_by(Feedback.id.desc()).limit(limit)).all())


def one(session: Session, council_id: str, feedback_id: str) -> AnyRow | None:
    """Return one message of the council, likewise."""
    return session.execute(_rows(council_id).where(Feedback.id == feedback_id)).first()


def locked(session: Session, council_id: str, feedback_id: str) -> Feedback | None:
    """Return one message, locked for its answer."""
    statement = select(Feedback).where(Feedback.council_id == council_id, Feedback.id == feedback_id)
    return session.scalars(statement.with_for_update()).first()
