"""Opens the numbers of the chair's page as pages of lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.clock import beijing_date
from app.core.http.paging import Page, read_cursor, write_cursor
from app.standings.objections.views import OFFICE, title_on
from app.views.dashboards.queries import lists
from app.views.dashboards.schemas import (
    AttendanceLine,
    ClaimLine,
    GradedLine,
    MemberLine,
    ObjectionLine,
    RecordLine,
    SilentGroup,
)
from app.views.dashboards.service import scope, silent_group
from app.views.dashboards.words import Family, Kind, Status

Line = TypeVar("Line", bound=BaseModel)


def _paged(rows: Sequence[Any], limit: int, order: str, show: Callable[[Any], Line], *key: str) -> Page[Line]:
    """Return the first ``limit`` of rows as a page; one row more says that it goes on."""
    following = None
    if len(rows) > limit:
        following = write_cursor([getattr(rows[limit - 1], name) for name in key], order)
    return Page(items=[show(row) for row in rows[:limit]], next=following)


def _as(shape: type[Line]) -> Callable[[Any], Line]:
    return lambda row: shape.model_validate(row, from_attributes=True)


def attendance(
    session: Session,
    actor: Actor,
    year: int | None,
    kind: Kind | None,
    unit_id: str | None,
    unplaced: bool,
    status: Status,
    cursor: str | None,
    limit: int,
) -> Page[AttendanceLine]:
    """Return lines of closed rolls, newest sitting first."""
    _, _, given = scope(session, actor, year)
    rows = lists.attendance(
        session,
        given,
        kind=kind,
        unit_id=unit_id,
        unplaced=unplaced,
        status=status,
        after=read_cursor(cursor, (date, int), "attendance"),
        limit=limit + 1,
    )
    return _paged(rows, limit, "attendance", _as(AttendanceLine), "occurred_on", "seq")


def contributions(
    session: Session,
    actor: Actor,
    year: int | None,
    family: Family,
    month: str | None,
    cursor: str | None,
    limit: int,
) -> Page[RecordLine]:
    """Return the pieces or events of a family, of a month or of the year."""
    _, _, given = scope(session, actor, year)
    rows = lists.contributions(
        session,
        given,
        family=family,
        span=_span(month) if month else None,
        after=read_cursor(cursor, (date, int), family),
        limit=limit + 1,
    )
    return _paged(rows, limit, family, _as(RecordLine), "occurred_on", "seq")


def _span(month: str) -> tuple[date, date]:
    """Return the days of a month; the first of the next one is left out.

    >>> _span("2021-12")
    (datetime.date(2021, 12, 1), datetime.date(2021, 12, 31))
    """
    first = clock.date_of(f"{month}-01")
    following = (
        first.replace(year=first.year + 1, month=1)
        if first.month == 12
        else first.replace(month=first.month + 1)
    )
    return first, date.fromordinal(following.toordinal() - 1)


def silent(
    session: Session, actor: Actor, year: int | None, cursor: str | None, limit: int
) -> Page[SilentGroup]:
    """Return the groups that have been silent too long, quietest first."""
    _, _, given = scope(session, actor, year)
    after = read_cursor(cursor, (date, UUID), "silent")
    rows = lists.silent(session, given, after=after, limit=limit + 1)
    return _paged(rows, limit, "silent", lambda row: silent_group(row, given["day"]), "last_on", "id")


def members(
    session: Session, actor: Actor, year: int | None, unit_id: str, cursor: str | None, limit: int
) -> Page[MemberLine]:
    """Return who belongs to a unit on the page's day, in stroke order."""
    _, _, given = scope(session, actor, year)
    after = read_cursor(cursor, (str, UUID), "members")
    rows = lists.members(session, given, unit_id=unit_id, after=after, limit=limit + 1)
    return _paged(rows, limit, "members", _as(MemberLine), "stroke_key", "id")


def together(
    session: Session, actor: Actor, year: int | None, unit_id: str, cursor: str | None, limit: int
) -> Page[RecordLine]:
    """Return the activities that a unit convened up to the page's day, newest first."""
    _, _, given = scope(session, actor, year)
    after = read_cursor(cursor, (date, int), "together")
    rows = lists.together(session, given, unit_id=unit_id, after=after, limit=limit + 1)
    return _paged(rows, limit, "together", _as(RecordLine), "occurred_on", "seq")


def overdue(
    session: Session, actor: Actor, returned: bool, section_id: str | None, cursor: str | None, limit: int
) -> Page[ClaimLine]:
    """Return claims that have waited too long, or came back; oldest first, whatever the year."""
    _, _, given = scope(session, actor, None)
    order = "returned" if returned else "waiting"
    rows = lists.claims(
        session,
        given,
        returned=returned,
        section_id=section_id,
        after=read_cursor(cursor, (date, UUID), order),
        limit=limit + 1,
    )
    return _paged(rows, limit, order, _claim, "occurred_on", "id")


def graded(
    session: Session,
    actor: Actor,
    year: int | None,
    grade: str,
    unit_id: str | None,
    unplaced: bool,
    cursor: str | None,
    limit: int,
) -> Page[GradedLine]:
    """Return who has a grade in the result in force, in stroke order."""
    _, _, given = scope(session, actor, year)
    rows = lists.graded(
        session,
        given,
        grade=grade,
        unit_id=unit_id,
        unplaced=unplaced,
        after=read_cursor(cursor, (str, UUID), "graded"),
        limit=limit + 1,
    )
    return _paged(rows, limit, "graded", _as(GradedLine), "stroke_key", "id")


def objections(session: Session, actor: Actor, cursor: str | None, limit: int) -> Page[ObjectionLine]:
    """Return objections past their day, the longest overdue first, whatever the year."""
    _, _, given = scope(session, actor, None)
    after = read_cursor(cursor, (date, UUID), "objections")
    rows = lists.objections(session, given, after=after, limit=limit + 1)
    return _paged(rows, limit, "objections", _objection, "due_on", "id")


def _objection(row: Any) -> ObjectionLine:
    shown = {name: getattr(row, name) for name in ("id", "member_id", "name", "year", "due_on")}
    return ObjectionLine(
        **shown,
        title=title_on(row.trace, row.item),
        section=row.section or OFFICE,
        days=(clock.today() - row.due_on).days,
    )


def _claim(row: Any) -> ClaimLine:
    moments = [row.created_at, row.decided_at, row.submitted_at]
    since = max(row.occurred_on, *(beijing_date(moment) for moment in moments if moment))
    shown = {name: value for name, value in row._mapping.items() if name in ClaimLine.model_fields}
    return ClaimLine(**shown, since=since, days=(clock.today() - since).days)
