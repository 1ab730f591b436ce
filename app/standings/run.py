"""Runs: evaluate a duty year, pinned to scheme and ledger cut-off."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import groupby
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, NotFound
from app.core.ids import new_id
from app.core.jobs import enqueue
from app.council import queries as council
from app.ledger.queries import head
from app.scoring import trace
from app.standings import queries
from app.standings.bodies import document as body
from app.standings.cards import CHUNK, FIRST, Basis, Result, again, basis_of, people_after, scored
from app.standings.cards import sheets as sheets
from app.standings.groups import keep
from app.standings.models import Run, ScorecardRow
from app.standings.year import role_day as role_day
from app.standings.year import scheme_of as scheme_of
from app.standings.year import the_year as the_year

JOB = "run"
#: Told how many members are done, of how many.
Progress = Callable[[int, int], None]


def begin(session: Session, actor: Actor, year_number: int) -> str:
    """Pin a run of a year to scheme and ledger as they are now; return its id. Nobody is scored yet.

    Raises:
        NotFound: no such year. Conflict: no scheme adopted, or the year is sealed.
    """
    year = the_year(session, actor.council_id, year_number)
    if year.state == "sealed":
        raise Conflict(f"{year_number} 年度已封存。", word="year_sealed")
    row, _ = scheme_of(session, actor.council_id, year_number)
    members = council.member_ids_between(session, actor.council_id, year.starts_on, year.ends_on)
    run = Run(
        council_id=actor.council_id,
        id=new_id(),
        year=year_number,
        scheme_id=row.id,
        scheme_digest=row.digest,
        ledger_seq=head(session, actor.council_id),
        subjects=len(members),
        done=0,
        started_by=actor.account_id,
        started_at=clock.now(),
    )
    session.add(run)
    session.flush()
    audit.record(session, "run:execute", "run", run.id, after={"year": year_number})
    return run.id


def start(session: Session, actor: Actor, year_number: int) -> str:
    """Begin a run that a worker carries out; return its id.

    Raises:
        NotFound: no such year. Conflict: no scheme adopted, or the year is sealed.
    """
    run_id = begin(session, actor, year_number)
    payload = {"target": actor.council_id, "copy": {"run": run_id}}
    enqueue(session, JOB, payload, created_by=actor.account_id)
    return run_id


def carry_on(session: Session, council_id: str, asked: dict[str, Any]) -> bool:
    """Do the next step of a run as a job; tell whether there are more."""
    return step(session, council_id, asked["run"])


def give_up(session: Session, council_id: str, asked: dict[str, Any]) -> None:
    """Mark a run as failed: what was scored of it stays, and nobody is ever shown it."""
    run = queries.run(session, council_id, asked["run"], lock=True)
    if run is not None and run.state == "running":
        run.state, run.finished_at = "failed", clock.now()
        audit.record(session, "run:fail", "run", run.id, after={"year": run.year, "done": run.done})


def execute(session: Session, actor: Actor, year_number: int, progress: Progress | None = None) -> str:
    """Evaluate a year now, in the running transaction; return the run's id.

    Args:
        progress: Called with (members done, members).

    Raises:
        NotFound: no such year. Conflict: no scheme adopted, or the year is sealed.
    """
    run_id = begin(session, actor, year_number)
    while step(session, actor.council_id, run_id, progress=progress):
        pass
    return run_id


def step(
    session: Session, council_id: str, run_id: str, size: int = CHUNK, progress: Progress | None = None
) -> bool:
    """Score the next members of a run, or finish it when there are none; tell whether there is more.

    Steps are taken in the order of member ids and rest on nothing but what is kept, so that a run
    which was killed goes on where it stood.

    Raises:
        NotFound: no such run.
    """
    run = queries.run(session, council_id, run_id, lock=True)
    if run is None:
        raise NotFound()
    if run.state != "running":
        return False
    basis = basis_of(session, council_id, run)
    after = queries.last_scored(session, council_id, run_id) or FIRST
    people = people_after(session, council_id, basis, after, size)
    rows = []
    for result in scored(session, council_id, basis, people):
        rows.append(_row(council_id, run_id, result))
        run.done = (run.done or 0) + 1
        if progress is not None:
            progress(run.done, max(run.done, run.subjects))
    if rows:
        session.execute(insert(ScorecardRow), rows)
    session.flush()
    if len(people) < size:
        _finish(session, council_id, run, basis)
    return run.state == "running"


def _row(council_id: str, run_id: str, result: Result) -> dict[str, Any]:
    total = result.card.total
    return {
        "council_id": council_id,
        "id": new_id(),
        "run_id": run_id,
        "member_id": result.member_id,
        "numerator": total.numerator,
        "denominator": total.denominator,
        "points": trace.written(total),
        "grade": result.card.grade or "",
        "place": None,
        "trace": result.trace,
    }


def _finish(session: Session, council_id: str, run: Run, basis: Basis) -> None:
    """Give everybody a place, say what follows for the body; the run becomes complete last."""
    whole = hashlib.sha256()
    totals: list[tuple[Fraction, str]] = []
    groups = keep.adopted(session, basis.year)
    for row in queries.traces_in_order(session, council_id, run.id):
        whole.update(row.trace.encode())
        totals.append((Fraction(row.numerator, row.denominator), row.member_id))
        if groups is not None:
            groups.take(row.member_id, row.trace)
    queries.set_places(session, council_id, run.id, places(totals))
    body.keep(session, council_id, run, basis)
    run.subjects = run.done = len(totals)
    run.result_digest = whole.hexdigest()
    after = {"year": run.year, "subjects": run.subjects, "digest": run.result_digest}
    if groups is not None:
        after |= groups.keep(session, run, basis.day)
    run.state, run.finished_at = "complete", clock.now()
    session.flush()
    audit.record(session, "run:complete", "run", run.id, after=after)


def places(totals: list[tuple[Fraction, str]]) -> Iterator[tuple[str, int]]:
    """Yield (member id, place); equal totals share a place.

    >>> points = [(Fraction(1), "a"), (Fraction(5), "b"), (Fraction(3), "c"), (Fraction(5), "d")]
    >>> sorted(places(points))
    [('a', 4), ('b', 1), ('c', 3), ('d', 1)]
    """
    ordered = sorted(totals, key=lambda one: (-one[0], one[1]))
    place = 1
    for _, tied in groupby(ordered, key=lambda one: one[0]):
        ids = [member_id for _, member_id in tied]
        yield from ((member_id, place) for member_id in ids)
        place += len(ids)


def put_in_force(session: Session, actor: Actor, run_id: str) -> str:
    """Let a complete run be the year's result; the one before is superseded, not erased."""
    run = queries.run(session, actor.council_id, run_id, lock=True)
    if run is None:
        raise NotFound()
    if run.state == "in_force":
        return run.id
    if run.state != "complete":
        raise Conflict("只有已完成的计分才能生效。", word="illegal_transition", state=run.state)
    year = the_year(session, actor.council_id, run.year)
    if year.state == "sealed":
        raise Conflict(f"{run.year} 年度已封存。", word="year_sealed")
    before = queries.in_force(session, actor.council_id, run.year)
    if before is not None:
        before.state = "superseded"
        before.version += 1
    run.state = "in_force"
    run.version += 1
    session.flush()
    audit.record(session, "run:put_in_force", "run", run.id, after={"year": run.year})
    return run.id


def replay(session: Session, council_id: str, run_id: str) -> bool:
    """Compute a run anew; tell whether it is byte-identical.

    It is computed from the scheme text, the ledger up to the cut-off, and the role and attributes
    that each kept card names; groups, with the members that their cards name. The roster may have
    been corrected since, and is not asked; a card that was changed gives another digest, since the
    digest is over all that the cards say.
    """
    run = queries.run(session, council_id, run_id)
    if run is None:
        raise NotFound()
    whole = hashlib.sha256()
    groups = keep.again(session, run, the_year(session, council_id, run.year))
    for result in again(session, council_id, run):
        whole.update(result.trace.encode())
        if groups is not None:
            groups.take(result.member_id, result.trace)
    same = whole.hexdigest() == run.result_digest and (groups is None or groups.holds(session, run))
    return same and body.replays(session, council_id, run)
