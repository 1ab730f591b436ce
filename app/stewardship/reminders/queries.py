"""Statements behind the reminders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, select, tuple_
from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.council.models import Member, Term
from app.council.queries import is_member_on
from app.facts.models import Claim
from app.ledger.models import DutyRecord
from app.ledger.queries import standing_records


def missed(
    session: Session, council_id: str, first: date, last: date, facts: Sequence[tuple[str, str]], on: date
) -> list[AnyRow]:
    """Return record, member, name, number, year, day, fact, type, status, attrs, title of sittings missed.

    Only of who is a member ``on`` that day; in stroke order, each member's sittings in order of time.
    """
    statement = (
        standing_records(council_id)
        .join(Member, and_(Member.council_id == council_id, Member.id == DutyRecord.member_id))
        .join(Claim, and_(Claim.council_id == council_id, Claim.id == DutyRecord.claim_id))
        .where(
            DutyRecord.occurred_on >= first,
            DutyRecord.occurred_on <= last,
            DutyRecord.status.in_(("absent", "excused")),
            tuple_(DutyRecord.fact, DutyRecord.type).in_(list(facts)),
            is_member_on(council_id, on),
        )
        .order_by(Member.stroke_key, Member.id, DutyRecord.occurred_on, DutyRecord.seq)
    )
    columns = (
        DutyRecord.id, DutyRecord.member_id, Member.name, Member.number, DutyRecord.year,
        DutyRecord.occurred_on, DutyRecord.fact, DutyRecord.type, DutyRecord.status, DutyRecord.attrs,
        Claim.title,
    )  # fmt: skip
    return list(session.execute(statement.with_only_columns(*columns)).all())


def term(session: Session, council_id: str, term_id: str) -> AnyRow:
    """Return number, first and last day of a term."""
    statement = select(Term.number, Term.starts_on, Term.ends_on).where(
        Term.council_id == council_id, Term.id == term_id
    )
    return session.execute(statement).one()
