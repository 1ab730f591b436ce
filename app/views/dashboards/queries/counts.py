"""The numbers of the chair's page, each group of them one statement."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, case, extract, func, select
from sqlalchemy.orm import Session

from app.core.db.prepared import Prepared
from app.council.models import DutyYear, Member, Placement, Term, Unit
from app.facts.models import Claim
from app.ledger.models import DutyRecord
from app.views.dashboards.queries import lines
from app.views.dashboards.queries.lines import COUNCIL, DAY, LAST, PLACE, any_of

#: A day before any record, for groups that never had one.
NEVER = bindparam("never", type_=DAY.type)

_years = Prepared(
    select(
        DutyYear.year,
        DutyYear.starts_on,
        DutyYear.ends_on,
        Term.number.label("term"),
    )
    .join(Term, and_(Term.council_id == DutyYear.council_id, Term.id == DutyYear.term_id))
    .where(DutyYear.council_id == COUNCIL)
    .order_by(DutyYear.year.desc())
)
_attendance = Prepared(
    lines.attendance(
        DutyRecord.fact, DutyRecord.type, DutyRecord.status, PLACE.unit_id, func.count().label("lines")
    ).group_by(DutyRecord.fact, DutyRecord.type, DutyRecord.status, PLACE.unit_id)
)
_members: Any = (
    lines.placed(func.count())
    .where(Placement.unit_id == Unit.id, Placement.council_id == Unit.council_id)
    .correlate(Unit)
    .scalar_subquery()
)
_sectors = Prepared(
    select(Unit.id, Unit.name, _members.label("members"))
    .where(
        Unit.council_id == COUNCIL,
        Unit.kind == "sector",
    )
    .order_by(Unit.sort, Unit.name)
)
_contributions = Prepared(
    lines.contributions(
        DutyRecord.fact,
        extract("year", DutyRecord.occurred_on).label("year"),
        extract("month", DutyRecord.occurred_on).label("month"),
        func.count().label("lines"),
    ).group_by(
        DutyRecord.fact,
        extract("year", DutyRecord.occurred_on),
        extract("month", DutyRecord.occurred_on),
    )
)


def _convener(column: Any) -> Any:
    """Return the convener's ``column`` as of the day; of several, the one longest in the place."""
    return (
        lines.placed(column)
        .where(
            Placement.unit_id == Unit.id,
            Placement.council_id == Unit.council_id,
            Placement.role == "convener",
        )
        .order_by(Placement.starts_on, Placement.id)
        .limit(1)
        .correlate(Unit)
        .scalar_subquery()
    )


LAST_ON = func.coalesce(LAST.c.occurred_on, NEVER)
#: A silent group with its members, its convener and its newest activity, quietest first.
SILENT = lines.silent(
    Unit.id,
    Unit.kind,
    Unit.name,
    _members.label("members"),
    _convener(Member.id).label("convener_id"),
    _convener(Member.name).label("convener"),
    LAST.c.claim_id,
    LAST.c.occurred_on,
    Claim.title,
    LAST_ON.label("last_on"),
).order_by(LAST_ON, Unit.id)
_silent = Prepared(SILENT)
_overdue = Prepared(
    lines.claims(
        Unit.id,
        Unit.name,
        func.sum(case((lines.TOO_LONG, 1), else_=0)).label("waiting"),
        func.sum(case((lines.RETURNED, 1), else_=0)).label("returned"),
    )
    .where(any_of(Claim.state, ("submitted", "returned")))
    .group_by(Unit.id, Unit.name, Unit.kind, Unit.sort)
    .order_by(Unit.kind, Unit.sort, Unit.name)
)


def years(session: Session, council_id: str) -> list[Any]:
    """Return the duty years with the number of their term, newest first."""
    return _years.all(session.connection(), {"council": council_id})


def attendance(session: Session, given: dict[str, Any]) -> list[Any]:
    """Return how many lines there are of each fact, type, status and sector."""
    return _attendance.all(session.connection(), given)


def sectors(session: Session, given: dict[str, Any]) -> list[Any]:
    """Return the sectors in the roster's order with their members of the day."""
    return _sectors.all(session.connection(), given)


def contributions(session: Session, given: dict[str, Any]) -> list[Any]:
    """Return how many pieces or events there are of each fact and month."""
    return _contributions.all(session.connection(), given)


def silent(session: Session, given: dict[str, Any]) -> list[Any]:
    """Return the silent groups, the one that has been silent longest first."""
    return _silent.all(session.connection(), given)


def overdue(session: Session, given: dict[str, Any]) -> list[Any]:
    """Return per section how many claims have waited too long, and how many came back unmended."""
    return _overdue.all(session.connection(), given)
