"""The lists behind the numbers, a page of lines each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.core.http.paging import behind
from app.council.models import Member, Placement, Unit
from app.facts.models import Claim
from app.ledger.models import DutyRecord
from app.standings.models import ScorecardRow
from app.standings.objections.models import Objection
from app.views.dashboards.queries import counts, lines
from app.views.dashboards.queries.lines import PLACE, Condition, Statement
from app.views.dashboards.words import Family, Kind, Status

After = tuple[Any, ...] | None
_newest: tuple[Any, ...] = (DutyRecord.occurred_on, DutyRecord.seq)
_record = (
    DutyRecord.id,
    DutyRecord.seq,
    DutyRecord.claim_id,
    DutyRecord.occurred_on,
    DutyRecord.fact,
    DutyRecord.type,
    DutyRecord.level,
    DutyRecord.status,
)


def _run(session: Session, statement: Statement, given: dict[str, Any]) -> Sequence[AnyRow]:
    return session.connection().execute(statement, given).all()


def _page(statement: Statement, where: Sequence[Condition], after: After, limit: int) -> Statement:
    """Return a page of records, newest first, narrowed before anything is joined to it."""
    narrowed = statement.where(*where)
    if after:
        narrowed = narrowed.where(behind(_newest, after, descending=True))
    return narrowed.order_by(*(column.desc() for column in _newest)).limit(limit)


def attendance(
    session: Session,
    given: dict[str, Any],
    *,
    kind: Kind | None,
    unit_id: str | None,
    unplaced: bool,
    status: Status,
    after: After,
    limit: int,
) -> Sequence[AnyRow]:
    """Return lines of rolls with the member's name, the sector of that day and the roll's title."""
    where = [lines.of_status(status)]
    if kind:
        where.append(lines.of_kind(kind))
    if unplaced:
        where.append(PLACE.unit_id.is_(None))
    elif unit_id:
        where.append(PLACE.unit_id == unit_id)
    chosen = lines.attendance(
        *_record,
        DutyRecord.council_id,
        DutyRecord.member_id,
        DutyRecord.attrs["sitting"].as_string().label("sitting_id"),
        PLACE.unit_id,
    )
    page = _page(chosen, where, after, limit).subquery("page")
    statement = (
        _with_claim(page)
        .join(Member, and_(Member.council_id == page.c.council_id, Member.id == page.c.member_id))
        .outerjoin(Unit, and_(Unit.council_id == page.c.council_id, Unit.id == page.c.unit_id))
        .add_columns(
            page.c.member_id, page.c.sitting_id, Member.name, Member.number, Unit.name.label("sector")
        )
    )
    return _run(session, statement, given)


def _with_claim(page: Any) -> Statement:
    columns = [page.c[column.key] for column in _record]
    return (
        select(*columns, Claim.title)
        .join(Claim, and_(Claim.council_id == page.c.council_id, Claim.id == page.c.claim_id))
        .where(Claim.council_id == lines.COUNCIL)
        .order_by(page.c.occurred_on.desc(), page.c.seq.desc())
    )


def contributions(
    session: Session,
    given: dict[str, Any],
    *,
    family: Family,
    span: tuple[date, date] | None,
    after: After,
    limit: int,
) -> Sequence[AnyRow]:
    """Return the pieces or events of a family, within a span of days if one is given."""
    where = [lines.of_family(family)]
    if span:
        where.append(DutyRecord.occurred_on.between(*span))
    page = _page(lines.contributions(*_record, DutyRecord.council_id), where, after, limit)
    return _run(session, _with_claim(page.subquery("page")), given)


def together(
    session: Session, given: dict[str, Any], *, unit_id: str, after: After, limit: int
) -> Sequence[AnyRow]:
    """Return the activities that a unit convened, whatever the year."""
    chosen = lines.together(*_record, DutyRecord.council_id)
    page = _page(chosen, [DutyRecord.unit_id == unit_id], after, limit)
    return _run(session, _with_claim(page.subquery("page")), given)


def members(
    session: Session, given: dict[str, Any], *, unit_id: str, after: After, limit: int
) -> Sequence[AnyRow]:
    """Return who has a place in a unit on the day, in stroke order."""
    order: tuple[Any, ...] = (Member.stroke_key, Member.id)
    statement = lines.placed(Member.id, Member.name, Member.number, Member.stroke_key, Placement.role)
    statement = statement.where(Placement.unit_id == unit_id)
    if after:
        statement = statement.where(behind(order, after))
    return _run(session, statement.order_by(*order).limit(limit), given)


def silent(session: Session, given: dict[str, Any], *, after: After, limit: int) -> Sequence[AnyRow]:
    """Return the silent groups, quietest first."""
    statement = counts.SILENT
    order: tuple[Any, ...] = (counts.LAST_ON, Unit.id)
    if after:
        statement = statement.where(behind(order, after))
    return _run(session, statement.limit(limit), given)


def claims(
    session: Session,
    given: dict[str, Any],
    *,
    returned: bool,
    section_id: str | None,
    after: After,
    limit: int,
) -> Sequence[AnyRow]:
    """Return claims that came back unmended, or have waited too long; oldest first."""
    order: tuple[Any, ...] = (Claim.occurred_on, Claim.id)
    statement = lines.claims(
        Claim.id,
        Claim.kind,
        Claim.type,
        Claim.title,
        Claim.section_id,
        Unit.name.label("section"),
        Claim.occurred_on,
        Claim.created_at,
        Claim.decided_at,
        lines.SUBMITTED_AT.label("submitted_at"),
        lines.SITTING.label("sitting_id"),
    ).where(lines.RETURNED if returned else lines.TOO_LONG)
    if section_id:
        statement = statement.where(Unit.id == section_id)
    if after:
        statement = statement.where(behind(order, after))
    return _run(session, statement.order_by(*order).limit(limit), given)


def graded(
    session: Session,
    given: dict[str, Any],
    *,
    grade: str,
    unit_id: str | None,
    unplaced: bool,
    after: After,
    limit: int,
) -> Sequence[AnyRow]:
    """Return who has a grade in the result in force, of a sector if one is given, in stroke order."""
    order: tuple[Any, ...] = (Member.stroke_key, Member.id)
    statement = (
        lines.graded(
            Member.id,
            Member.name,
            Member.number,
            Member.stroke_key,
            Unit.name.label("sector"),
            ScorecardRow.grade,
        )
        .join(Member, and_(Member.council_id == ScorecardRow.council_id, Member.id == ScorecardRow.member_id))
        .outerjoin(Unit, and_(Unit.council_id == PLACE.council_id, Unit.id == PLACE.unit_id))
        .where(ScorecardRow.grade == grade)
    )
    if unplaced:
        statement = statement.where(PLACE.unit_id.is_(None))
    elif unit_id:
        statement = statement.where(PLACE.unit_id == unit_id)
    if after:
        statement = statement.where(behind(order, after))
    return _run(session, statement.order_by(*order).limit(limit), given)


def objections(session: Session, given: dict[str, Any], *, after: After, limit: int) -> Sequence[AnyRow]:
    """Return objections past their day, the longest overdue first, with the card that is doubted."""
    order: tuple[Any, ...] = (Objection.due_on, Objection.id)
    statement = (
        lines.unanswered(
            Objection.id,
            Objection.member_id,
            Objection.year,
            Objection.item,
            Objection.due_on,
            Unit.name.label("section"),
            Member.name,
            ScorecardRow.trace,
        )
        .join(Member, and_(Member.council_id == Objection.council_id, Member.id == Objection.member_id))
        .join(
            ScorecardRow,
            and_(
                ScorecardRow.council_id == Objection.council_id,
                ScorecardRow.run_id == Objection.run_id,
                ScorecardRow.member_id == Objection.member_id,
            ),
        )
    )
    if after:
        statement = statement.where(behind(order, after))
    return _run(session, statement.order_by(*order).limit(limit), given)
