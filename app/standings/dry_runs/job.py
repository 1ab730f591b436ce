"""Carries a dry run out: pinned, then a step at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.ids import new_id
from app.schemes import queries as schemes
from app.schemes.models import SchemeDocument
from app.schemes.service import compiled
from app.standings.cards import CHUNK
from app.standings.dry_run import Basis, basis_of, members_of, moves_of_some, on_trial, pinned
from app.standings.dry_runs import queries
from app.standings.dry_runs.models import DryRun, DryRunMove
from app.standings.dry_runs.schemas import DryRunIn
from app.standings.steps import end, forward, queue
from app.standings.trial import Moved
from app.standings.year import the_year

JOB = "dry_run"


def start(session: Session, actor: Actor, asked: DryRunIn) -> str:
    """Begin a dry run that a worker carries out; return its id.

    One that is pinned to the very same text, ledger and other side is not begun again; those of the
    document and year that are pinned to others are dropped.

    Raises:
        NotFound: no such document or year. Conflict: withdrawn, or not about members.
    """
    scheme = on_trial(session, actor, asked.scheme_id)
    basis = basis_of(session, actor.council_id, asked.year)
    found = DryRun(
        council_id=actor.council_id,
        id=new_id(),
        scheme_id=scheme.id,
        scheme_digest=scheme.digest,
        year=asked.year,
        ledger_seq=basis.until,
        beside_id=basis.scheme_id,
        run_id=basis.run_id,
        subjects=members_of(session, basis),
        done=0,
        started_by=actor.account_id,
        started_at=clock.now(),
    )
    before = queries.of_scheme(session, actor.council_id, scheme.id, asked.year)
    same = next((one for one in before if one.state != "failed" and _pins(one) == _pins(found)), None)
    if same is not None:
        return same.id
    queries.drop(session, actor.council_id, [one.id for one in before])
    session.add(found)
    session.flush()
    queue(session, JOB, found)
    audit.record(session, "scheme:dry_run", "scheme", scheme.id, after={"year": asked.year})
    return found.id


def carry_on(session: Session, council_id: str, asked: dict[str, Any]) -> bool:
    """Do the next step of a dry run as a job; tell whether there are more."""
    return step(session, council_id, asked["run"])


def give_up(session: Session, council_id: str, asked: dict[str, Any]) -> None:
    """Mark a dry run as failed."""
    row = queries.dry_run(session, council_id, asked["run"], lock=True)
    if row is not None and row.state == "running":
        end(session, row, "failed")


def step(session: Session, council_id: str, dry_run_id: str, size: int = CHUNK) -> bool:
    """Compare the next members of a dry run; tell whether there are more.

    One whose document was changed meanwhile fails, one that was dropped is nothing any more.
    """
    row = queries.dry_run(session, council_id, dry_run_id, lock=True)
    if row is None or row.state != "running":
        return False
    scheme = scheme_of(session, row)
    if scheme is None:
        end(session, row, "failed")
        return False
    after, basis = compiled(scheme.digest, scheme.text), basis_again(session, row)

    def results(people: list[str]) -> Iterator[dict[str, Any]]:
        moves = moves_of_some(session, council_id, basis, after, people)
        return (_kept(council_id, dry_run_id, one) for one in moves)

    more = forward(session, row, DryRunMove.dry_run_id, basis.year, basis.until, results, size)
    if not more:
        end(session, row, "complete")
    return more


def scheme_of(session: Session, row: DryRun) -> SchemeDocument | None:
    """Return the document of a dry run; None when its text is another by now."""
    found = schemes.document(session, row.council_id, row.scheme_id)
    return found if found is not None and found.digest == row.scheme_digest else None


def basis_again(session: Session, row: DryRun) -> Basis:
    """Return what a dry run is pinned to.

    Raises:
        NotFound: the year is no more.
    """
    year = the_year(session, row.council_id, row.year)
    today = clock.beijing_date(row.started_at)
    return pinned(session, year, row.ledger_seq, today, row.beside_id, row.run_id)


def _kept(council_id: str, dry_run_id: str, one: Moved) -> dict[str, Any]:
    return {
        "council_id": council_id,
        "id": new_id(),
        "dry_run_id": dry_run_id,
        "member_id": one.member_id,
        "text": one.packed(),
    }


def _pins(row: DryRun) -> tuple[Any, ...]:
    return row.scheme_digest, row.ledger_seq, row.beside_id, row.run_id
