"""Statements on duty records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.core.db.base import AnyRow
from app.council.models import Member, Unit
from app.facts.activities.models import Sitting
from app.facts.attendance.leave.models import LeaveRequest, LeaveSitting
from app.facts.models import Claim
from app.ledger.models import DutyRecord, LedgerHead

_reversal = aliased(DutyRecord, name="reversal")


def standing_records(council_id: str, *, until: int | None = None) -> Select[DutyRecord]:
    """Return the statement of records that count: no reversals, nothing reversed (by ``until``)."""
    reversed_by = and_(
        _reversal.council_id == DutyRecord.council_id,
        _reversal.reverses_id == DutyRecord.id,
    )
    statement = select(DutyRecord).where(
        DutyRecord.council_id == council_id, DutyRecord.reverses_id.is_(None)
    )
    if until is None:
        return statement.where(~exists().where(reversed_by))
    return statement.where(DutyRecord.seq <= until, ~exists().where(reversed_by, _reversal.seq <= until))


def standing_of_claims(session: Session, council_id: str, claim_ids: Sequence[str]) -> list[DutyRecord]:
    """Return the records that count of the claims, in order of posting."""
    statement = standing_records(council_id).where(DutyRecord.claim_id.in_(claim_ids))
    return list(session.scalars(statement.order_by(DutyRecord.seq)))


def head(session: Session, council_id: str, *, lock: bool = False) -> int:
    """Return the newest sequence number of the council's ledger, 0 when empty."""
    statement = select(LedgerHead.seq).where(LedgerHead.council_id == council_id)
    return session.execute(statement.with_for_update() if lock else statement).scalar() or 0


def page(
    session: Session,
    council_id: str,
    *,
    after: tuple[Any, ...] | None,
    limit: int,
    year: int | None = None,
    fact: str | None = None,
    type: str | None = None,
    member_id: str | None = None,
    section_id: str | None = None,
    claim_id: str | None = None,
    but: str = "",
) -> list[AnyRow]:
    """Return lines with their names, newest first, reversals included: the book as it was written.

    Args:
        but: A fact whose lines are left out.
    """
    undone = exists().where(
        _reversal.council_id == DutyRecord.council_id, _reversal.reverses_id == DutyRecord.id
    )
    names = func.coalesce(Member.name, Unit.name, "")
    statement = (
        select(DutyRecord, Claim.title, names.label("subject"), undone.label("reversed"))
        .join(Claim, and_(Claim.council_id == DutyRecord.council_id, Claim.id == DutyRecord.claim_id))
        .outerjoin(Member, and_(Member.council_id == council_id, Member.id == DutyRecord.member_id))
        .outerjoin(Unit, and_(Unit.council_id == council_id, Unit.id == DutyRecord.unit_id))
        .where(DutyRecord.council_id == council_id)
    )
    for column, wanted in (
        (DutyRecord.year, year),
        (DutyRecord.fact, fact),
        (DutyRecord.type, type),
        (DutyRecord.member_id, member_id),
        (DutyRecord.section_id, section_id),
        (DutyRecord.claim_id, claim_id),
    ):
        if wanted is not None:
            statement = statement.where(column == wanted)
    if but:
        statement = statement.where(DutyRecord.fact != but)
    if after:
        statement = statement.where(DutyRecord.seq < after[0])
    return list(session.execute(statement.order_by(DutyRecord.seq.desc()).limit(limit)).all())


def count(session: Session, council_id: str) -> int:
    """Return how many lines the council's ledger has."""
    statement = select(func.count()).select_from(DutyRecord).where(DutyRecord.council_id == council_id)
    return session.execute(statement).scalar_one()


def book(session: Session, council_id: str) -> list[Any]:
    """Return the columns the checks read, in order of ``seq``."""
    table = DutyRecord.__table__
    statement = (
        select(
            table.c.seq,
            table.c.id,
            table.c.reverses_id,
            table.c.claim_id,
            table.c.quantity,
        )
        .where(table.c.council_id == council_id)
        .order_by(table.c.seq)
    )
    return list(session.connection().execute(statement).all())


def late_leaves(session: Session, council_id: str, section_id: str | None) -> list[AnyRow]:
    """Return absences that count although leave was granted: whose, at which sitting, what it was.

    Args:
        section_id: The section that kept the roll; None for every section's.
    """
    undone = exists().where(
        _reversal.council_id == DutyRecord.council_id, _reversal.reverses_id == DutyRecord.id
    )
    statement = (
        select(
            Sitting.id.label("sitting_id"),
            Sitting.activity_id,
            Sitting.starts_at,
            Sitting.version.label("roll_version"),
            Claim.title,
            LeaveRequest.id.label("leave_id"),
            LeaveRequest.verdict,
            Member.id.label("member_id"),
            Member.name,
        )
        .join(
            LeaveSitting,
            and_(
                LeaveSitting.council_id == LeaveRequest.council_id,
                LeaveSitting.request_id == LeaveRequest.id,
                LeaveSitting.cancelled_at.is_(None),
            ),
        )
        .join(
            Sitting,
            and_(Sitting.council_id == LeaveSitting.council_id, Sitting.id == LeaveSitting.sitting_id),
        )
        .join(Claim, and_(Claim.council_id == Sitting.council_id, Claim.id == Sitting.claim_id))
        .join(
            DutyRecord,
            and_(
                DutyRecord.council_id == Sitting.council_id,
                DutyRecord.claim_id == Sitting.claim_id,
                DutyRecord.member_id == LeaveSitting.member_id,
                DutyRecord.status == "absent",
                DutyRecord.reverses_id.is_(None),
                ~undone,
            ),
        )
        .join(Member, and_(Member.council_id == LeaveSitting.council_id, Member.id == LeaveSitting.member_id))
        .where(
            LeaveRequest.council_id == council_id,
            LeaveRequest.state == "approved",
            Sitting.roll_state == "closed",
        )
        .order_by(Sitting.starts_at.desc(), Member.stroke_key)
        .limit(500)
    )
    if section_id is not None:
        statement = statement.where(Claim.section_id == section_id)
    return list(session.execute(statement).all())
