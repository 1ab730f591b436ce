"""Dry run: a year's ledger under another scheme, beside what stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.errors import Conflict
from app.council import queries as council
from app.council.models import DutyYear
from app.ledger.queries import head
from app.schemes import queries as schemes
from app.schemes.models import SchemeDocument
from app.schemes.service import compiled, find
from app.scoring.engine import Compiled
from app.scoring.trace import written
from app.standings import queries
from app.standings.assemble import entries_of_some
from app.standings.cards import everyone
from app.standings.place import places
from app.standings.steps import Progress
from app.standings.subject import roster
from app.standings.trial import Moved, Side, side_kept, trials
from app.standings.trial_schemas import Beside, DryRunOut, MemberShift
from app.standings.trial_words import grades_of, letter, line_of, shift_of, signed
from app.standings.year import role_day, the_year

#: As many members are compared while somebody waits; more are, in steps (``app.standings.dry_runs``).
INTERACTIVE = 2000
_BESIDE = {
    "run_in_force": "已生效的结果",
    "adopted_scheme": "按已采用的办法计算的得分",
    "same_scheme": "改动之前",
    "nothing": "",
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a dry run reads: the year, the ledger's cut-off, the day of the roles, and the other side.

    Args:
        before: The scheme of the other side; None when there is nothing to compare with.
        scheme_id: Its document.
        run_id: The run whose kept cards are the other side; None when it is computed now.
    """

    year: DutyYear
    until: int
    day: date
    beside: Beside
    before: Compiled | None
    scheme_id: str | None
    run_id: str | None


def dry_run(session: Session, actor: Actor, scheme_id: str, year: int, moved: bool = False) -> DryRunOut:
    """Score a year under a document of the council and compare everybody with what stands.

    The ledger is read up to the cut-off of the run in force; without one, up to now.

    Args:
        moved: Only list members whose points or grade differ; the sums are of all.

    Raises:
        NotFound: no such document or year.
        Conflict: withdrawn, not about members (``not_for_groups``), or too many members to wait for
            (``too_many_members``).
    """
    row = on_trial(session, actor, scheme_id)
    after = compiled(row.digest, row.text)
    basis = basis_of(session, actor.council_id, year)
    small(session, basis)
    moves = list(moves_of(session, actor.council_id, basis, after))
    return told(session, actor.council_id, row, basis, moves, after, moved)


def on_trial(session: Session, actor: Actor, scheme_id: str) -> SchemeDocument:
    """Return a document of the council that a dry run may be about.

    Raises:
        NotFound: no such document. Conflict: withdrawn, or not about members (``not_for_groups``).
    """
    row = find(session, actor, scheme_id)
    if row.withdrawn_at is not None:
        raise Conflict("这份办法已撤回。", word="withdrawn")
    of_members(compiled(row.digest, row.text))
    return row


def of_members(scheme: Compiled) -> None:
    """Refuse a scheme that is not about members.

    Raises:
        Conflict: ``not_for_groups``.
    """
    if scheme.scheme.subject != "member":
        sentence = "试算只对委员办法。小组办法采用以后，“小组考评”页按现有记录即时计算，计分生效前都不算数。"
        raise Conflict(sentence, word="not_for_groups")


def small(session: Session, basis: Basis) -> None:
    """Refuse what nobody can wait for.

    Raises:
        Conflict: ``too_many_members``.
    """
    many = members_of(session, basis)
    if many > INTERACTIVE:
        sentence = f"全体 {many} 名委员，超过即时计算的 {INTERACTIVE} 名；请把改动写进办法草稿，再分批试算。"
        raise Conflict(sentence, word="too_many_members")


def members_of(session: Session, basis: Basis) -> int:
    """Count those whose tenure touches the year."""
    year = basis.year
    return len(council.member_ids_between(session, year.council_id, year.starts_on, year.ends_on))


def basis_of(session: Session, council_id: str, number: int) -> Basis:
    """Read what a dry run of a year is about and what it is compared with, as things are now.

    Raises:
        NotFound: no such year.
    """
    year = the_year(session, council_id, number)
    run = queries.in_force(session, council_id, number)
    if run is not None:
        return pinned(session, year, run.ledger_seq, clock.today(), run.scheme_id, run.id)
    adopted = schemes.adopted(session, council_id, number)
    scheme_id = adopted.id if adopted is not None else None
    return pinned(session, year, head(session, council_id), clock.today(), scheme_id, None)


def pinned(
    session: Session, year: DutyYear, until: int, today: date, scheme_id: str | None, run_id: str | None
) -> Basis:
    """Return what a dry run reads that is compared with a run, with a scheme, or with nothing.

    Args:
        until: The ledger's cut-off.
        today: The day on which the dry run began.
        scheme_id: The scheme of the other side.
        run_id: The run of the other side; None when it is computed now.
    """
    day = role_day(year.starts_on, year.ends_on, today)
    row = schemes.document(session, year.council_id, scheme_id) if scheme_id else None
    if row is None:
        beside = Beside(kind="nothing", run_id=None, scheme="", digest="")
        return Basis(year, until, day, beside, None, None, None)
    kind: Literal["run_in_force", "adopted_scheme"] = "run_in_force" if run_id else "adopted_scheme"
    beside = Beside(kind=kind, run_id=run_id, scheme=row.title, digest=row.digest)
    return Basis(year, until, day, beside, compiled(row.digest, row.text), row.id, run_id)


def moves_of(
    session: Session, council_id: str, basis: Basis, after: Compiled, progress: Progress | None = None
) -> Iterator[Moved]:
    """Yield what happens to each member, by id; of the ledger, a few members are held at a time."""
    expected, done = members_of(session, basis) if progress is not None else 0, 0
    for people in everyone(session, basis.year, basis.until):
        for one in moves_of_some(session, council_id, basis, after, people):
            done += 1
            if progress is not None:
                progress(done, max(done, expected))
            yield one


def moves_of_some(
    session: Session, council_id: str, basis: Basis, after: Compiled, people: list[str]
) -> Iterator[Moved]:
    """Yield what happens to some members, in the order given."""
    asked = {*after.asked, *(basis.before.asked if basis.before is not None else ())}
    known = roster(session, council_id, basis.year, asked, day=basis.day, members=people)
    rows = entries_of_some(session, council_id, basis.year.year, basis.until, people)
    kept: dict[str, Side] | None = None
    if basis.run_id is not None:
        cards = queries.traces_in_order(session, council_id, basis.run_id, people)
        kept = {row.member_id: side_kept(row.points, row.grade, row.trace) for row in cards}
    sheets = ((known.subject(one), rows.pop(one, [])) for one in people)
    yield from trials(sheets, after, basis.before, kept)


def told(
    session: Session,
    council_id: str,
    row: SchemeDocument,
    basis: Basis,
    moves: Sequence[Moved],
    after: Compiled,
    only_moved: bool,
) -> DryRunOut:
    """Set a comparison down: members by their new place, sectors, grades, a letter."""
    before = basis.before
    sectors = council.sectors_on(session, council_id, basis.day)
    by_sector: dict[str, list[Moved]] = {}
    for one in moves:
        by_sector.setdefault(sectors.get(one.member_id, ""), []).append(one)
    shifts = [
        shift_of(name, by_sector[name]) for name in sorted(by_sector, key=lambda name: (not name, name))
    ]
    whole = shift_of("", moves)
    names_after = grade_names(after)
    names_before = grade_names(before) if before is not None else None
    grades = grades_of(moves, names_before, names_after)
    return DryRunOut(
        scheme_id=row.id,
        title=row.title,
        digest=row.digest,
        year=basis.year.year,
        ledger_seq=basis.until,
        beside=basis.beside,
        members=_members(session, council_id, moves, sectors, only_moved),
        sectors=shifts,
        whole=whole,
        grades=grades,
        new_grades=[name for name in names_after if names_before is not None and name not in names_before],
        missing_grades=[name for name in names_before or () if name not in names_after],
        sentences=letter(row.title, basis.year.year, whole, shifts, grades, beside_words(basis)),
    )


def beside_words(basis: Basis) -> str:
    """Return what a dry run is compared with, as a noun."""
    return _BESIDE[basis.beside.kind]


def grade_names(scheme: Compiled) -> list[str]:
    """Return the names of the grades, best first."""
    return [name for _, name in reversed(scheme.ladder)]


def _members(
    session: Session, council_id: str, moves: Sequence[Moved], sectors: dict[str, str], only_moved: bool
) -> list[MemberShift]:
    now = dict(places((one.member_id, one.after[0]) for one in moves))
    was = dict(places((one.member_id, one.before[0]) for one in moves if one.before is not None))
    listed = [one for one in moves if one.moved or not only_moved]
    names = council.briefs(session, council_id, [one.member_id for one in listed])
    listed.sort(key=lambda one: (now[one.member_id], names[one.member_id].number))
    return [_member(one, names[one.member_id], sectors.get(one.member_id, ""), was, now) for one in listed]


def _member(one: Moved, brief: Any, sector: str, was: dict[str, int], now: dict[str, int]) -> MemberShift:
    return MemberShift(
        member_id=one.member_id,
        number=brief.number,
        name=brief.name,
        sector=sector,
        points_before=written(one.before[0]) if one.before else None,
        points_after=written(one.after[0]),
        change=signed(one.change),
        grade_before=one.before[1] if one.before else None,
        grade_after=one.after[1],
        place_before=was.get(one.member_id),
        place_after=now[one.member_id],
        moved=one.moved,
        items=[line_of(delta) for delta in one.deltas],
        rest=signed(one.rest),
    )
