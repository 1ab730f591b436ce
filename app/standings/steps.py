"""Long work on a year's members, a kept step at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.core import clock
from app.core.jobs import enqueue
from app.council.models import DutyYear
from app.standings import queries
from app.standings.cards import FIRST, people_after

#: Told how many members are done, of how many.
Progress = Callable[[int, int], None]


class Stepped(Protocol):
    """What is under way: a run, or a dry run."""

    council_id: Any
    id: Any
    started_by: Any
    state: Any
    subjects: Any
    done: Any
    finished_at: Any


def queue(session: Session, job: str, row: Stepped) -> None:
    """Let a worker take the steps, from wherever they stand."""
    payload = {"target": row.council_id, "copy": {"run": row.id}}
    enqueue(session, job, payload, created_by=row.started_by)


def forward(
    session: Session,
    row: Stepped,
    of: Any,
    year: DutyYear,
    until: int,
    results: Callable[[list[str]], Iterable[dict[str, Any]]],
    size: int,
    progress: Progress | None = None,
) -> bool:
    """Keep the results of the next members; tell whether there may be more.

    Steps are taken in the order of member ids and rest on nothing but what is kept, so that what
    was killed goes on where it stood.

    Args:
        row: What is under way, locked.
        of: The column by which a kept result names ``row``.
        until: The ledger's cut-off.
        results: Ids of some members → what is kept of each, without council and own id.
        size: How many members a step is about.
    """
    after = queries.last_kept(session, of, row.council_id, row.id) or FIRST
    people = people_after(session, year, until, after, size)
    kept = []
    for result in results(people):
        kept.append(result)
        row.done = (row.done or 0) + 1
        if progress is not None:
            progress(row.done, max(row.done, row.subjects))
    if kept:
        session.execute(insert(of.class_), kept)
    session.flush()
    return len(people) == size


def end(session: Session, row: Stepped, state: str) -> None:
    """Let something be under way no longer."""
    row.state, row.finished_at = state, clock.now()
    session.flush()
