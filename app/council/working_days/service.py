"""Reads, keeps and counts working days."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.errors import FieldError, Invalid
from app.core.ids import new_id
from app.council.working_days import queries
from app.council.working_days.models import WorkingDay
from app.council.working_days.national import known
from app.council.working_days.schemas import DayIn, WorkingDaysIn, WorkingDaysOut


def of_year(session: Session, actor: Actor, year: int) -> WorkingDaysOut:
    """Return the days of a year that are not as the week would have them."""
    marked = queries.marked(session, actor.council_id, (year,))
    if marked:
        days = [DayIn(day=row.day, works=row.works, note=row.note) for row in marked]
        return WorkingDaysOut(year=year, source="office", days=days)
    days = [DayIn(day=day, works=works, note=why) for day, (works, why) in sorted(known(year).items())]
    return WorkingDaysOut(year=year, source="national" if days else "week", days=days)


def keep(session: Session, actor: Actor, year: int, asked: WorkingDaysIn) -> WorkingDaysOut:
    """Replace the marked days of a year; none leaves it to what was published.

    Raises:
        Invalid: a day of another year, or one named twice; all at once.
    """
    errors, seen = [], set[date]()
    for place, one in enumerate(asked.days):
        if one.day.year != year:
            errors.append(FieldError(f"days[{place}].day", "other_year", f"{one.day} 不在 {year} 年。"))
        if one.day in seen:
            errors.append(FieldError(f"days[{place}].day", "twice", f"{one.day} 写了两次。"))
        seen.add(one.day)
    if errors:
        raise Invalid(errors=errors)
    queries.clear(session, actor.council_id, year)
    for one in asked.days:
        row = WorkingDay(
            council_id=actor.council_id, id=new_id(), year=year, day=one.day, works=one.works, note=one.note
        )
        session.add(row)
    session.flush()
    after = {"year": year, "days": len(asked.days)}
    audit.record(session, "council:working_days", "council", actor.council_id, after=after)
    return of_year(session, actor, year)


def after(session: Session, council_id: str, day: date, count: int) -> date:
    """Return the ``count``-th working day after a day.

    A year that the office has entered is as it says; another is as published, or as the week goes.
    """
    years = (day.year, day.year + 1)
    rows = queries.marked(session, council_id, years)
    entered = {row.year for row in rows}
    said = {row.day: row.works for row in rows}
    for year in set(years) - entered:
        said |= {when: works for when, (works, _) in known(year).items()}
    while count > 0:
        day += timedelta(days=1)
        count -= said.get(day, day.weekday() < 5)
    return day
