"""Records behind the numbers of a statement."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.facts.models import Claim
from app.ledger.models import DutyRecord
from app.standings.statements.schemas import StatementRecord


def records(session: Session, council_id: str, record_ids: Sequence[str]) -> list[StatementRecord]:
    """Return what duty records are called, the newest first."""
    if not record_ids:
        return []
    statement = (
        select(DutyRecord.id, DutyRecord.claim_id, Claim.title, DutyRecord.occurred_on)
        .join(Claim, and_(Claim.council_id == DutyRecord.council_id, Claim.id == DutyRecord.claim_id))
        .where(DutyRecord.council_id == council_id, DutyRecord.id.in_(record_ids))
        .order_by(DutyRecord.occurred_on.desc(), DutyRecord.seq.desc())
    )
    return [
        StatementRecord(id=row.id, claim_id=row.claim_id, title=row.title, occurred_on=row.occurred_on)
        for row in session.execute(statement)
    ]
