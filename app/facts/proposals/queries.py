"""Statements on proposals."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.facts.proposals.models import Proposal


def numbers_taken(
    session: Session, council_id: str, numbers: Collection[str], but: Collection[str] = ()
) -> set[str]:
    """Return which filing numbers other proposals of the council already bear."""
    if not numbers:
        return set()
    statement = select(Proposal.number).where(
        Proposal.council_id == council_id, Proposal.number.in_(numbers), Proposal.id.not_in(but)
    )
    return {number for number in session.scalars(statement) if number}
