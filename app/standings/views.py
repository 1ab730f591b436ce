"""Runs and standings as their shapes."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import NotFound
from app.core.http.paging import Page, read_cursor, write_cursor
from app.standings import queries
from app.standings.schemas import RunOut, StandingOut, StandingsOut


def show(session: Session, actor: Actor, run_id: str) -> RunOut:
    """Return one run."""
    row = queries.run(session, actor.council_id, run_id)
    if row is None:
        raise NotFound()
    return RunOut.model_validate(row, from_attributes=True)


def page(session: Session, actor: Actor, year: int | None, limit: int, cursor: str | None) -> Page[RunOut]:
    """Return a page of runs, newest first."""
    rows = queries.runs(session, actor.council_id, year, read_cursor(cursor), limit + 1)
    items = [RunOut.model_validate(row, from_attributes=True) for row in rows[:limit]]
    return Page(items=items, next=write_cursor((items[-1].id,)) if len(rows) > limit else None)


def table(session: Session, actor: Actor, year: int) -> StandingsOut:
    """Return the table of the run in force.

    Raises:
        NotFound: no run of that year is in force.
    """
    row = queries.in_force(session, actor.council_id, year)
    if row is None:
        raise NotFound(f"{year} 年度还没有生效的考核结果。")
    return StandingsOut(
        run=RunOut.model_validate(row, from_attributes=True),
        members=[
            StandingOut.model_validate(line, from_attributes=True)
            for line in queries.standings(session, actor.council_id, row.id)
        ],
    )
