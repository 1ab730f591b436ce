"""Statements on guests and on places in the hall."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.facts.activities.models import Guest, Invitation, Sitting


def sitting(session: Session, council_id: str, sitting_id: str, *, lock: bool = False) -> Sitting | None:
    """Return one sitting, locked for change if asked."""
    statement = select(Sitting).where(Sitting.council_id == council_id, Sitting.id == sitting_id)
    return session.scalars(statement.with_for_update() if lock else statement).first()


def guests(session: Session, council_id: str, sitting_id: str) -> list[Guest]:
    """Return the guests of a sitting in their order."""
    statement = select(Guest).where(Guest.council_id == council_id, Guest.sitting_id == sitting_id)
    return list(session.scalars(statement.order_by(Guest.place)))


def drop_guests(session: Session, council_id: str, sitting_ids: Sequence[str]) -> None:
    """Delete the guests of sittings."""
    session.execute(delete(Guest).where(Guest.council_id == council_id, Guest.sitting_id.in_(sitting_ids)))


def invited(session: Session, council_id: str, activity_id: str) -> dict[str, Invitation]:
    """Return the invitations of an activity by member, locked."""
    statement = (
        select(Invitation)
        .where(Invitation.council_id == council_id, Invitation.activity_id == activity_id)
        .order_by(Invitation.id)
        .with_for_update()
    )
    return {row.member_id: row for row in session.scalars(statement)}
