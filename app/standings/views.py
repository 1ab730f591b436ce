"""Runs and standings as their shapes."""

from __future__ import annotations

from operator import itemgetter

from pydantic_core import to_json
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import NotFound
from app.core.http.etags import etag_of
from app.core.http.paging import Page, read_cursor, write_cursor
from app.standings import queries
from app.standings.bodies import undecided
from app.standings.schemas import RunInForce, RunOut

#: How many finished tables a process keeps (about 50 kB each).
KEPT = 64
#: Council and year → number of the council's acts, version, bytes.
_kept: dict[tuple[str, int], tuple[int, str, bytes]] = {}


def show(session: Session, actor: Actor, run_id: str) -> RunOut:
    """Return one run."""
    row = queries.run(session, actor.council_id, run_id)
    if row is None:
        raise NotFound()
    return RunOut.model_validate(row, from_attributes=True)


def put(session: Session, actor: Actor, run_id: str) -> RunInForce:
    """Return a run that was put in force, with what people have left open."""
    row = queries.run(session, actor.council_id, run_id)
    assert row is not None
    said = RunOut.model_validate(row, from_attributes=True).model_dump()
    return RunInForce(**said, warnings=undecided.warnings(session, row))


def page(session: Session, actor: Actor, year: int | None, limit: int, cursor: str | None) -> Page[RunOut]:
    """Return a page of runs, newest first."""
    rows = queries.runs(session, actor.council_id, year, read_cursor(cursor), limit + 1)
    items = [RunOut.model_validate(row, from_attributes=True) for row in rows[:limit]]
    return Page(items=items, next=write_cursor((items[-1].id,)) if len(rows) > limit else None)


def kept(session: Session, actor: Actor, year: int) -> tuple[str, bytes] | None:
    """Return version and bytes of a finished table that still holds, None when it must be built."""
    acts, version, content = _kept.get((actor.council_id, year), (-1, "", b""))
    return (version, content) if acts == actor.acts else None


def is_kept(council_id: str | None, year: int) -> bool:
    """Tell whether a table was built in this process; whether it still holds, ``kept`` tells."""
    return (council_id, year) in _kept


def table(session: Session, actor: Actor, year: int) -> tuple[str, bytes]:
    """Return version and bytes of the table of the run in force.

    Finished tables are kept: while nobody wrote anything in the council, not even a name in the
    table can have changed.

    Raises:
        NotFound: no run of that year is in force.
    """
    found = kept(session, actor, year)
    if found is not None:
        return found
    row = queries.shown_in_force(session, actor.council_id, year)
    if row is None:
        raise NotFound(f"{year} 年度还没有生效的考核结果。")
    run = RunOut.model_validate(row, from_attributes=True).model_dump_json()
    rows = queries.standings(session, actor.council_id, row.id)
    # Best first; equal places stay in the order of the roster.
    members = [
        {
            "place": place,
            "member_id": member,
            "number": number,
            "name": name,
            "points": points,
            "grade": grade,
            "roster": roster,
        }
        for roster, (place, member, number, name, points, grade) in enumerate(rows, 1)
    ]
    members.sort(key=itemgetter("place"))
    content = b'{"run":%b,"members":%b}' % (run.encode(), to_json(members))
    version = etag_of(content)
    _kept[actor.council_id, year] = (actor.acts, version, content)
    while len(_kept) > KEPT:
        _kept.pop(next(iter(_kept)), None)
    return version, content
