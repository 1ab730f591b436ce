"""Count what was missed against the council's thresholds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.db.base import AnyRow
from app.core.errors import NotFound
from app.council import queries as council
from app.facts.attendance.leave.policy import post_word
from app.facts.attendance.leave.rulebook import Threshold
from app.facts.attendance.leave.rules import in_force
from app.facts.attendance.postings import FACTS
from app.stewardship.reminders import queries
from app.stewardship.reminders.schemas import AttendanceReminder, AttendanceReminders, CountedSitting


def show(session: Session, actor: Actor, year: int | None) -> AttendanceReminders:
    """Return who reached which threshold in a duty year, or in its term up to the year's end.

    Raises:
        NotFound: there is no such duty year.
    """
    today = clock.today()
    asked = (
        council.duty_year(session, actor.council_id, year)
        if year is not None
        else council.duty_year_on(session, actor.council_id, today)
    )
    if asked is None:
        raise NotFound(f"没有 {year or today.year} 履职年度。")
    term = queries.term(session, actor.council_id, asked.term_id)
    thresholds = in_force(session, actor.council_id).thresholds
    facts = sorted({FACTS[kind] for one in thresholds for kind in one.kinds})
    on = min(today, asked.ends_on)
    rows = (
        queries.missed(session, actor.council_id, term.starts_on, asked.ends_on, facts, on) if facts else []
    )
    held: dict[str, list[str]] = {}
    for row in council.posts_on(session, actor.council_id, on):
        held.setdefault(row.member_id, []).append(row.post)
    return AttendanceReminders(
        year=asked.year,
        term=term.number,
        thresholds=thresholds,
        items=reached(thresholds, rows, held, asked.year),
    )


def reached(
    thresholds: Iterable[Threshold], rows: list[AnyRow], held: Mapping[str, list[str]], year: int
) -> list[AttendanceReminder]:
    """Return every member who reached a threshold, with the sittings that counted.

    Args:
        rows: What was missed in the term, as ``queries.missed`` orders it.
        held: Member id → posts, for thresholds of some posts only.
        year: The duty year of thresholds per year.
    """
    found: list[AttendanceReminder] = []
    for one in thresholds:
        facts = {FACTS[kind] for kind in one.kinds}
        statuses = {"absent"} if one.count == "absent" else {"absent", "excused"}
        counted: dict[str, list[AnyRow]] = {}
        for row in rows:
            if (
                (row.fact, row.type) in facts
                and row.status in statuses
                and (one.per == "term" or row.year == year)
                and (not one.posts or post_word(held.get(row.member_id, [])) in one.posts)
            ):
                counted.setdefault(row.member_id, []).append(row)
        found += [_reminder(one, each) for each in counted.values() if len(each) >= one.times]
    return found


def _reminder(threshold: Threshold, rows: list[AnyRow]) -> AttendanceReminder:
    return AttendanceReminder(
        member_id=rows[0].member_id,
        name=rows[0].name,
        number=rows[0].number,
        threshold=threshold,
        count=len(rows),
        sittings=[
            CountedSitting(
                record_id=row.id,
                sitting_id=row.attrs["sitting"],
                activity_id=row.attrs["activity"],
                title=row.title,
                day=row.occurred_on,
                status=row.status,
            )
            for row in rows
        ],
    )
