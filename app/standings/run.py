"""Runs: evaluate a duty year, pinned to scheme and ledger cut-off."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, NotFound
from app.core.ids import new_id
from app.council import queries as council
from app.council.models import DutyYear
from app.ledger.queries import head
from app.schemes import queries as schemes
from app.schemes.service import compiled
from app.scoring import trace
from app.scoring.card import Scorecard
from app.scoring.engine import Compiled, score_rows
from app.scoring.entry import Subject
from app.standings import queries
from app.standings.assemble import entries_by_member
from app.standings.models import Run, ScorecardRow

#: Told how many members are done, of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Result:
    """One member's scorecard and its canonical trace."""

    member_id: str
    card: Scorecard
    trace: str


def the_year(session: Session, council_id: str, year: int) -> DutyYear:
    """Return a duty year.

    Raises:
        NotFound: the council has none with this number.
    """
    found = council.duty_year(session, council_id, year)
    if found is None:
        raise NotFound(f"没有 {year} 履职年度。")
    return found


def role_day(first: date, last: date) -> date:
    """Return the day whose posts decide a member's table: the year's last, or today while it runs."""
    return min(last, max(clock.today(), first))


def scheme_of(session: Session, council_id: str, year: int) -> tuple[Any, Compiled]:
    """Return the adopted scheme of a year, compiled.

    Raises:
        Conflict: none was adopted yet.
    """
    row = schemes.adopted(session, council_id, year)
    if row is None:
        raise Conflict(f"{year} 年度尚未采用考评办法。", word="no_scheme")
    return row, compiled(row.digest, row.text)


def results(
    session: Session,
    council_id: str,
    year: DutyYear,
    scheme: Compiled,
    until: int,
    progress: Progress | None = None,
) -> Iterator[Result]:
    """Yield a result for everybody who was a member in the year, silent ones included.

    Args:
        progress: Called with (members done, members) before each result is yielded.
    """
    members = council.member_ids_between(session, council_id, year.starts_on, year.ends_on)
    roles = council.roles_on(session, council_id, role_day(year.starts_on, year.ends_on))
    for done, (member_id, entries) in enumerate(sheets(session, council_id, year.year, until, members), 1):
        if progress is not None:
            progress(done, max(done, len(members)))
        yield _result(scheme, member_id, roles, entries)


def sheets(
    session: Session, council_id: str, year: int, until: int, members: list[str]
) -> Iterator[tuple[str, list[Any]]]:
    """Yield everybody's entries, those of silent members (none) last."""
    silent = set(members)
    for member_id, entries in entries_by_member(session, council_id, year, until):
        silent.discard(member_id)
        yield member_id, entries
    for member_id in sorted(silent):
        yield member_id, []


def _result(scheme: Compiled, member_id: str, roles: dict[str, str], entries: list[Any]) -> Result:
    card = score_rows(scheme, Subject(id=member_id, role=roles.get(member_id, "member")), entries)
    return Result(member_id, card, trace.canonical(card).decode())


def execute(session: Session, actor: Actor, year_number: int, progress: Progress | None = None) -> str:
    """Evaluate a year now and keep every scorecard; return the run's id.

    Args:
        progress: Called with (members done, members).

    Raises:
        NotFound: no such year. Conflict: no scheme adopted, or the year is sealed.
    """
    year = the_year(session, actor.council_id, year_number)
    if year.state == "sealed":
        raise Conflict(f"{year_number} 年度已封存。", word="year_sealed")
    row, scheme = scheme_of(session, actor.council_id, year_number)
    until = head(session, actor.council_id)
    run = Run(
        council_id=actor.council_id,
        id=new_id(),
        year=year_number,
        scheme_id=row.id,
        scheme_digest=row.digest,
        ledger_seq=until,
        started_by=actor.account_id,
        started_at=clock.now(),
    )
    session.add(run)
    session.flush()
    found = sorted(
        results(session, actor.council_id, year, scheme, until, progress),
        key=lambda result: (-result.card.total, result.member_id),
    )
    if found:
        session.execute(insert(ScorecardRow), list(_rows(actor.council_id, run.id, found)))
    run.subjects = len(found)
    run.result_digest = digest_of(found)
    run.state, run.finished_at = "complete", clock.now()
    session.flush()
    after = {"year": year_number, "subjects": len(found), "digest": run.result_digest}
    audit.record(session, "run:execute", "run", run.id, after=after)
    return run.id


def digest_of(found: list[Result]) -> str:
    """Return the SHA-256 over all traces by member id: the same input gives the same digest."""
    whole = hashlib.sha256()
    for result in sorted(found, key=lambda result: result.member_id):
        whole.update(result.trace.encode())
    return whole.hexdigest()


def _rows(council_id: str, run_id: str, found: list[Result]) -> Iterator[dict[str, Any]]:
    """Yield scorecard rows; equal totals share a place (1, 2, 2, 4)."""
    place = 1
    for _, tied in groupby(found, key=lambda result: result.card.total):
        group = list(tied)
        for result in group:
            total = result.card.total
            yield {
                "council_id": council_id,
                "id": new_id(),
                "run_id": run_id,
                "member_id": result.member_id,
                "numerator": total.numerator,
                "denominator": total.denominator,
                "points": trace.written(total),
                "grade": result.card.grade or "",
                "place": place,
                "trace": result.trace,
            }
        place += len(group)


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
    """Compute a run anew from its scheme text and ledger cut-off; tell whether it is byte-identical."""
    run = queries.run(session, council_id, run_id)
    if run is None:
        raise NotFound()
    row = schemes.document(session, council_id, run.scheme_id)
    assert row is not None
    year = the_year(session, council_id, run.year)
    again = list(results(session, council_id, year, compiled(row.digest, row.text), run.ledger_seq))
    return digest_of(again) == run.result_digest
