"""Statements on the marks of closed rolls: counted and listed alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from app.core.db.base import AnyRow
from app.core.http.paging import behind
from app.council.models import Member, Placement, Unit
from app.facts.activities.models import Activity, Sitting
from app.facts.attendance.models import ATTENDED, NOT_DUE, AttendanceMark
from app.facts.attendance.rules.models import AttendanceRules
from app.facts.models import Claim

_later = aliased(AttendanceMark, name="later")
#: The claim of the roll has the sitting's day as Beijing reads it; the other one has the title.
_of_activity = aliased(Claim, name="of_activity")
UNITS = ("sector", "special_committee", "activity_group", "area_group")


def _lines(
    council_id: str, since: date, until: date, by: str, kind: str | None, *columns: Any
) -> Select[*tuple[Any, ...]]:
    """Return the mark that holds of everybody who was due at each closed sitting of the span."""
    newer = select(literal(1)).where(
        _later.council_id == AttendanceMark.council_id,
        _later.sitting_id == AttendanceMark.sitting_id,
        _later.member_id == AttendanceMark.member_id,
        _later.turn > AttendanceMark.turn,
    )
    statement = (
        select(*columns)
        .select_from(Sitting)
        .join(Claim, and_(Claim.council_id == Sitting.council_id, Claim.id == Sitting.claim_id))
        .join(Activity, and_(Activity.council_id == Sitting.council_id, Activity.id == Sitting.activity_id))
        .join(
            _of_activity,
            and_(_of_activity.council_id == Sitting.council_id, _of_activity.id == Sitting.activity_id),
        )
        .join(
            AttendanceMark,
            and_(AttendanceMark.council_id == Sitting.council_id, AttendanceMark.sitting_id == Sitting.id),
        )
        .join(
            Member,
            and_(Member.council_id == AttendanceMark.council_id, Member.id == AttendanceMark.member_id),
        )
        .where(
            Sitting.council_id == council_id,
            Sitting.roll_state == "closed",
            Claim.occurred_on >= since,
            Claim.occurred_on <= until,
            ~newer.exists(),
        )
    )
    if by in UNITS:
        placed = and_(
            Placement.council_id == AttendanceMark.council_id,
            Placement.member_id == AttendanceMark.member_id,
            Placement.unit_kind == by,
            Placement.starts_on <= Claim.occurred_on,
            or_(Placement.ends_on.is_(None), Placement.ends_on >= Claim.occurred_on),
        )
        statement = statement.outerjoin(Placement, placed).outerjoin(
            Unit, and_(Unit.council_id == Placement.council_id, Unit.id == Placement.unit_id)
        )
    return statement if kind is None else statement.where(Activity.kind == kind)


def _keyed(by: str) -> tuple[Any, ...]:
    """Return the columns that tell rows apart: the key, then what it is called and where it stands."""
    if by == "sitting":
        return Sitting.id, _of_activity.title, Sitting.name, Claim.occurred_on, Sitting.starts_at
    if by == "kind":
        return (Activity.kind,)
    return (Member.id, Member.name, Member.stroke_key) if by == "member" else (Unit.id, Unit.name, Unit.sort)


def counts(
    session: Session, council_id: str, since: date, until: date, by: str, kind: str | None
) -> list[AnyRow]:
    """Return how many marks there are of each row, status, kind and version of the rules."""
    columns = _keyed(by)
    told = (AttendanceMark.status, Activity.kind, Sitting.rules_version)
    statement = _lines(
        council_id, since, until, by, kind, columns[0].label("key"), *columns[1:],
        AttendanceMark.status, Activity.kind.label("of_kind"), Sitting.rules_version,
        func.count().label("lines"),
    )  # fmt: skip
    grouped = statement.group_by(*columns, *told)
    return list(session.execute(grouped.order_by(*columns[:0:-1], columns[0])).all())


def sittings(session: Session, council_id: str, since: date, until: date, kind: str | None) -> int:
    """Return how many sittings of the span are closed."""
    statement = (
        select(func.count())
        .select_from(Sitting)
        .join(Claim, and_(Claim.council_id == Sitting.council_id, Claim.id == Sitting.claim_id))
        .join(Activity, and_(Activity.council_id == Sitting.council_id, Activity.id == Sitting.activity_id))
        .where(
            Sitting.council_id == council_id,
            Sitting.roll_state == "closed",
            Claim.occurred_on >= since,
            Claim.occurred_on <= until,
        )
    )
    if kind is not None:
        statement = statement.where(Activity.kind == kind)
    return session.execute(statement).scalar_one()


def versions(session: Session, council_id: str, since: date, until: date) -> dict[str, int | None]:
    """Return sitting → version of the rules under which its roll was closed, in a span."""
    statement = (
        select(Sitting.id, Sitting.rules_version)
        .join(Claim, and_(Claim.council_id == Sitting.council_id, Claim.id == Sitting.claim_id))
        .where(Sitting.council_id == council_id, Claim.occurred_on >= since, Claim.occurred_on <= until)
    )
    return {row.id: row.rules_version for row in session.execute(statement)}


def documents(session: Session, council_id: str) -> dict[int, Any]:
    """Return every version of the rules of attendance."""
    statement = select(AttendanceRules.version, AttendanceRules.document).where(
        AttendanceRules.council_id == council_id
    )
    return {row.version: row.document for row in session.execute(statement)}


def lines(
    session: Session,
    council_id: str,
    since: date,
    until: date,
    by: str,
    kind: str | None,
    *,
    key: str | None,
    status: str,
    after: Sequence[Any] | None,
    limit: int,
) -> list[AnyRow]:
    """Return the lines behind a number, in order of time and of the roster.

    Args:
        key: Row of the table; empty for who is in no unit, None for the sum.
        status: A status, or ``due`` or ``attended``.
    """
    order: tuple[Any, ...] = (Sitting.starts_at, Sitting.id, Member.stroke_key, Member.id)
    statement = _lines(
        council_id, since, until, by, kind,
        Sitting.id.label("sitting_id"), _of_activity.title, Sitting.name.label("part"), Activity.kind,
        Claim.occurred_on, Sitting.starts_at, Member.id.label("member_id"), Member.name, Member.number,
        Member.stroke_key, AttendanceMark.status, AttendanceMark.note,
    ).where(_of_status(status))  # fmt: skip
    if key is not None:
        column = _keyed(by)[0]
        statement = statement.where(column == key if key else column.is_(None))
    if after:
        statement = statement.where(behind(order, after))
    return list(session.execute(statement.order_by(*order).limit(limit)).all())


def _of_status(status: str) -> ColumnElement[bool]:
    if status == "due":
        return AttendanceMark.status != NOT_DUE
    if status == "attended":
        return AttendanceMark.status.in_(ATTENDED)
    return AttendanceMark.status == status
