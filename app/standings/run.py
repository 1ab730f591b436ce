"""Runs: evaluate a duty year, pinned to scheme and ledger cut-off."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, NotFound
from app.core.ids import new_id
from app.council import queries as council
from app.ledger.queries import head
from app.scoring import trace
from app.standings import queries
from app.standings.bodies import document as body
from app.standings.bodies import undecided
from app.standings.cards import CHUNK, Basis, Result, again, basis_of, scored
from app.standings.evaluation_year import gate
from app.standings.groups import keep
from app.standings.models import Run, ScorecardRow
from app.standings.place import places
from app.standings.steps import Progress, end, forward, queue
from app.standings.year import scheme_of, the_year

JOB = "run"


def begin(session: Session, actor: Actor, year_number: int) -> Run:
    """Pin a run of a year to scheme and ledger as they are now. Nobody is scored yet.

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
    return run


def start(session: Session, actor: Actor, year_number: int) -> str:
    """Begin a run that a worker carries out; return its id.

    Raises:
        NotFound: no such year. Conflict: no scheme adopted, or the year is sealed.
    """
    run = begin(session, actor, year_number)
    queue(session, JOB, run)
    return run.id


def carry_on(session: Session, council_id: str, asked: dict[str, Any]) -> bool:
    """Do the next step of a run as a job; tell whether there are more."""
    return step(session, council_id, asked["run"])


def give_up(session: Session, council_id: str, asked: dict[str, Any]) -> None:
    """Mark a run as failed: what was scored of it stays, and nobody is ever shown it."""
    run = queries.run(session, council_id, asked["run"], lock=True)
    if run is not None and run.state == "running":
        end(session, run, "failed")
        audit.record(session, "run:fail", "run", run.id, after={"year": run.year, "done": run.done})


def execute(session: Session, actor: Actor, year_number: int, progress: Progress | None = None) -> str:
    """Evaluate a year now, in the running transaction; return the run's id.

    Args:
        progress: Called with (members done, members).

    Raises:
        NotFound: no such year. Conflict: no scheme adopted, or the year is sealed.
    """
    run_id = begin(session, actor, year_number).id
    while step(session, actor.council_id, run_id, progress=progress):
        pass
    return run_id


def step(
    session: Session, council_id: str, run_id: str, size: int = CHUNK, progress: Progress | None = None
) -> bool:
    """Score the next members of a run, or finish it when there are none; tell whether there is more.

    Raises:
        NotFound: no such run.
    """
    run = queries.run(session, council_id, run_id, lock=True)
    if run is None:
        raise NotFound()
    if run.state != "running":
        return False
    basis = basis_of(session, council_id, run)

    def results(people: list[str]) -> Iterator[dict[str, Any]]:
        return (_row(council_id, run_id, one) for one in scored(session, council_id, basis, people))

    of = ScorecardRow.run_id
    more = forward(session, run, of, basis.year, basis.until, results, size, progress)
    if not more:
        _finish(session, council_id, run, basis)
    return more


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
    totals: list[tuple[str, Fraction]] = []
    groups = keep.adopted(session, basis.year)
    for row in queries.traces_in_order(session, council_id, run.id):
        whole.update(row.trace.encode())
        totals.append((row.member_id, Fraction(row.numerator, row.denominator)))
        if groups is not None:
            groups.take(row.member_id, row.trace)
    queries.set_places(session, council_id, run.id, places(totals))
    body.keep(session, council_id, run, basis)
    run.subjects = run.done = len(totals)
    run.result_digest = whole.hexdigest()
    after = {"year": run.year, "subjects": run.subjects, "digest": run.result_digest}
    if groups is not None:
        after |= groups.keep(session, run, basis.day)
    end(session, run, "complete")
    audit.record(session, "run:complete", "run", run.id, after=after)


def put_in_force(session: Session, actor: Actor, run_id: str) -> str:
    """Let a complete run be the year's result; the one before is superseded, not erased.

    Whether people decided on every selection is theirs to mind: see ``bodies.undecided``.

    Raises:
        NotFound: no such run. Conflict: it is not complete, the year is sealed, or grades were
            proposed from the run in force (``proposal_stands``).
    """
    found = queries.run(session, actor.council_id, run_id)
    if found is None:
        raise NotFound()
    # Two of a year would each not see the other become the result: the year is their turnstile.
    queries.lock_year(session, actor.council_id, found.year)
    run = queries.run(session, actor.council_id, run_id, lock=True)
    assert run is not None
    if run.state == "in_force":
        return run.id
    if run.state != "complete":
        raise Conflict("只有已完成的计分才能生效。", word="illegal_transition", state=run.state)
    year = the_year(session, actor.council_id, run.year)
    if year.state == "sealed":
        raise Conflict(f"{run.year} 年度已封存。", word="year_sealed")
    gate.may_put_in_force(session, actor.council_id, run.year)
    before = queries.in_force(session, actor.council_id, run.year)
    if before is not None:
        before.state = "superseded"
        before.version += 1
        session.flush()
    run.state = "in_force"
    run.version += 1
    session.flush()
    after: dict[str, Any] = {"year": run.year}
    if open_ := len(undecided.warnings(session, run)):
        after["undecided"] = open_
    audit.record(session, "run:put_in_force", "run", run.id, after=after)
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
