"""Statements that progress is read from: records, sittings, their history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from app.core.db.base import AnyRow
from app.core.records import AuditEntry
from app.council.models import Member, Placement, Unit
from app.facts.activities.models import Activity, Invitation, Sitting
from app.facts.models import Claim
from app.ledger.models import DutyRecord
from app.standings.assemble import COLUMNS, COUNTING, NEWEST

_undoing = aliased(DutyRecord, name="undoing")
#: Acts on activities and rolls that put a sitting into a member's calendar or take it out.
COURSE = (
    "activity:add_sitting",
    "activity:change_sitting",
    "activity:drop_sitting",
    "activity:uninvite",
    "activity:cancel",
    "roll:close",
    "roll:reopen",
)


def history(
    session: Session, council_id: str, year: int, member_id: str | None, unit_id: str | None
) -> list[AnyRow]:
    """Return every record of a subject's year, reversed ones too.

    Each row: id, day, quantity, posted_at, reversed_at, claim id, title, then the six of its shape.
    """
    head, shape = COLUMNS[:3], COLUMNS[3:]
    subject = DutyRecord.member_id == member_id if member_id else DutyRecord.unit_id == unit_id
    statement = (
        select(
            *head, DutyRecord.posted_at, _undoing.posted_at.label("reversed_at"), DutyRecord.claim_id,
            Claim.title, *shape,
        )
        .join(Claim, and_(Claim.council_id == DutyRecord.council_id, Claim.id == DutyRecord.claim_id))
        .outerjoin(
            _undoing,
            and_(_undoing.council_id == DutyRecord.council_id, _undoing.reverses_id == DutyRecord.id),
        )
        .where(
            DutyRecord.council_id == council_id,
            DutyRecord.year == year,
            DutyRecord.reverses_id.is_(None),
            subject,
        )
        .order_by(DutyRecord.occurred_on.desc(), DutyRecord.seq.desc())
    )  # fmt: skip
    return list(session.execute(statement).all())


def counting(
    session: Session, council_id: str, year: int, members: Sequence[str], units: Sequence[str]
) -> dict[str, list[Any]]:
    """Return subject id → the records that count now, as scoring reads them."""
    ways = []
    if members:
        ways.append(DutyRecord.member_id.in_(members))
    if units:
        ways.append(DutyRecord.unit_id.in_(units))
    if not ways:
        return {}
    statement = select(DutyRecord.member_id, DutyRecord.unit_id, *COLUMNS).where(COUNTING, or_(*ways))
    found: dict[str, list[Any]] = {}
    given = {"council": council_id, "year": year, "until": NEWEST}
    for row in session.connection().execute(statement, given):
        found.setdefault(str(row[0] or row[1]), []).append(row[2:])
    return found


_ahead = (
    select(
        Invitation.member_id,
        Sitting.id.label("sitting_id"),
        Sitting.activity_id,
        Sitting.starts_at,
        Sitting.half_days,
        Activity.kind,
        Activity.consultation,
    )
    .join(Activity, and_(Activity.council_id == Sitting.council_id, Activity.id == Sitting.activity_id))
    .join(
        Invitation,
        and_(Invitation.council_id == Activity.council_id, Invitation.activity_id == Activity.id),
    )
    .where(
        Sitting.council_id == bindparam("council"),
        Sitting.roll_state == "open",
        Sitting.starts_at >= bindparam("since"),
        Sitting.starts_at < bindparam("until"),
        Activity.state != "cancelled",
    )
)


def ahead(session: Session, council_id: str, since: Any, until: Any) -> list[AnyRow]:
    """Return (member, sitting) pairs whose roll is open between two moments: who may still be there."""
    given = {"council": council_id, "since": since, "until": until}
    return list(session.execute(_ahead, given).all())


def calendar(session: Session, council_id: str, member_id: str, since: date, until: date) -> list[AnyRow]:
    """Return every sitting of the activities of some days, and when the member was invited to each.

    ``invitation`` is NULL where the member is not due; the cancelled ones are there too.
    """
    statement = (
        select(
            Sitting.id.label("sitting_id"),
            Sitting.activity_id,
            Sitting.starts_at,
            Sitting.half_days,
            Sitting.roll_state,
            Sitting.closed_at,
            Activity.kind,
            Activity.consultation,
            Claim.created_at,
            Invitation.id.label("invitation"),
            Invitation.invited_at,
        )
        .join(Activity, and_(Activity.council_id == Sitting.council_id, Activity.id == Sitting.activity_id))
        .join(Claim, and_(Claim.council_id == Activity.council_id, Claim.id == Activity.id))
        .outerjoin(
            Invitation,
            and_(
                Invitation.council_id == Sitting.council_id,
                Invitation.activity_id == Sitting.activity_id,
                Invitation.member_id == member_id,
            ),
        )
        .where(Sitting.council_id == council_id, Claim.occurred_on >= since, Claim.occurred_on <= until)
        .order_by(Sitting.starts_at, Sitting.id)
    )
    return list(session.execute(statement).all())


def course(session: Session, council_id: str, object_ids: Sequence[str]) -> list[AnyRow]:
    """Return what happened to activities and rolls, oldest first."""
    statement = (
        select(AuditEntry.action, AuditEntry.object_id, AuditEntry.at, AuditEntry.before, AuditEntry.after)
        .where(
            AuditEntry.council_id == council_id,
            AuditEntry.object_id.in_(object_ids),
            AuditEntry.action.in_(COURSE),
        )
        .order_by(AuditEntry.seq)
    )
    return list(session.execute(statement).all())


def placed(session: Session, council_id: str, kinds: Sequence[str], on: Any) -> list[AnyRow]:
    """Return (member, unit kind, unit id, unit's name) of the places that members hold on a day."""
    statement = (
        select(Placement.member_id, Placement.unit_kind, Unit.id, Unit.name)
        .join(Unit, and_(Unit.council_id == Placement.council_id, Unit.id == Placement.unit_id))
        .join(Member, and_(Member.council_id == Placement.council_id, Member.id == Placement.member_id))
        .where(
            Placement.council_id == council_id,
            Placement.unit_kind.in_(kinds),
            Placement.starts_on <= on,
            or_(Placement.ends_on.is_(None), Placement.ends_on >= on),
        )
        .order_by(Unit.kind, Unit.sort, Unit.name)
    )
    return list(session.execute(statement).all())
