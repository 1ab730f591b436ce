"""The numbers of the chair's page, each group of them one statement."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, case, extract, func, literal, select, union_all
from sqlalchemy.orm import Session

from app.core.db.prepared import Prepared
from app.council.models import DutyYear, Member, Placement, Term, Unit
from app.facts.models import Claim
from app.ledger.models import DutyRecord
from app.standings.models import ScorecardRow
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
#: The sectors in the roster's order, then how many cards of each have each grade: one statement.
_sectors = Prepared(
    union_all(
        select(
            Unit.id,
            Unit.name,
            _members.label("members"),
            Unit.sort,
            literal("").label("grade"),
            literal(0).label("cards"),
        ).where(Unit.council_id == COUNCIL, Unit.kind == "sector"),
        lines.graded(
            PLACE.unit_id,
            literal("").label("name"),
            literal(0).label("members"),
            literal(0).label("sort"),
            ScorecardRow.grade,
            func.count().label("cards"),
        ).group_by(PLACE.unit_id, ScorecardRow.grade),
    ).order_by("sort", "name", "grade")
)
_member_count = Prepared(lines.sitting_members(func.count().label("members")))
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
_NONE: Any = literal(0)
#: Claims by section, then all objections in one row without a section: one statement.
_overdue = Prepared(
    union_all(
        lines.claims(
            Unit.id,
            Unit.name,
            Unit.kind,
            Unit.sort,
            func.sum(case((lines.TOO_LONG, 1), else_=0)).label("waiting"),
            func.sum(case((lines.RETURNED, 1), else_=0)).label("returned"),
            _NONE.label("objections"),
        )
        .where(any_of(Claim.state, ("submitted", "returned")))
        .group_by(Unit.id, Unit.name, Unit.kind, Unit.sort),
        lines.unanswered(
            Unit.id,
            Unit.name,
            Unit.kind,
            Unit.sort,
            _NONE.label("waiting"),
            _NONE.label("returned"),
            func.count().label("objections"),
        ).group_by(Unit.id, Unit.name, Unit.kind, Unit.sort),
    ).order_by("kind", "sort", "name")
)


def years(session: Session, council_id: str) -> list[Any]:
    """Return the duty years with the number of their term, newest first."""
    return _years.all(session.connection(), {"council": council_id})


def attendance(session: Session, given: dict[str, Any]) -> list[Any]:
    """Return how many lines there are of each fact, type, status and sector."""
    return _attendance.all(session.connection(), given)


def sectors(session: Session, given: dict[str, Any]) -> list[Any]:
    """Return the sectors in the roster's order with their members of the day, and cards by grade."""
    return _sectors.all(session.connection(), given)


def members(session: Session, given: dict[str, Any]) -> int:
    """Return how many are members on the day."""
    return int(_member_count.all(session.connection(), given)[0].members)


def contributions(session: Session, given: dict[str, Any]) -> list[Any]:
    """Return how many pieces or events there are of each fact and month."""
    return _contributions.all(session.connection(), given)


def silent(session: Session, given: dict[str, Any]) -> list[Any]:
    """Return the silent groups, the one that has been silent longest first."""
    return _silent.all(session.connection(), given)


def overdue(session: Session, given: dict[str, Any]) -> list[Any]:
    """Return per section how many claims waited too long or came back, how many objections are late."""
    return _overdue.all(session.connection(), given)
