"""Dry run: a year's ledger under another scheme, beside what stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import Conflict
from app.council import queries as council
from app.council.models import DutyYear
from app.ledger.queries import head
from app.schemes import queries as schemes
from app.schemes.models import SchemeDocument
from app.schemes.service import compiled, find
from app.scoring.engine import Compiled
from app.scoring.entry import Subject
from app.scoring.trace import written
from app.standings import queries
from app.standings.run import Progress, sheets, the_year
from app.standings.subject import Roster, roster
from app.standings.trial import Moved, Side, places, side_kept, trials
from app.standings.trial_schemas import Beside, DryRunOut, MemberShift
from app.standings.trial_words import grades_of, letter, line_of, shift_of, signed
from app.standings.year import role_day

#: As many members are compared while somebody waits; `lvzhi scheme dry-run` takes any number.
INTERACTIVE = 2000
_BESIDE = {
    "run_in_force": "已生效的结果",
    "adopted_scheme": "按已采用的办法计算的得分",
    "same_scheme": "改动之前",
    "nothing": "",
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a dry run reads: the year, its people, the ledger's cut-off and the other side."""

    year: DutyYear
    people: Roster
    until: int
    beside: Beside
    before: Compiled | None
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
    row = find(session, actor, scheme_id)
    if row.withdrawn_at is not None:
        raise Conflict("这份办法已撤回。", word="withdrawn")
    after = compiled(row.digest, row.text)
    of_members(after)
    basis = basis_of(session, actor.council_id, year, after.asked)
    small(basis)
    moves = list(moves_of(session, actor.council_id, basis, after))
    return told(session, actor.council_id, row, basis, moves, basis.before, after, moved)


def of_members(scheme: Compiled) -> None:
    """Refuse a scheme that is not about members.

    Raises:
        Conflict: ``not_for_groups``.
    """
    if scheme.scheme.subject != "member":
        sentence = "试算只对委员办法。小组办法采用以后，“小组考评”页按现有记录即时计算，计分生效前都不算数。"
        raise Conflict(sentence, word="not_for_groups")


def small(basis: Basis) -> None:
    """Refuse what nobody can wait for.

    Raises:
        Conflict: ``too_many_members``.
    """
    if len(basis.people.ids) > INTERACTIVE:
        sentence = (
            f"全体 {len(basis.people.ids)} 名委员，超过网页试算的 {INTERACTIVE} 名，"
            "请系统管理员运行 lvzhi scheme dry-run。"
        )
        raise Conflict(sentence, word="too_many_members")


def basis_of(session: Session, council_id: str, number: int, asked: Collection[str]) -> Basis:
    """Read whom a dry run is about and what it is compared with.

    Args:
        asked: The attributes that the scheme on trial asks about.
    """
    year = the_year(session, council_id, number)
    run = queries.in_force(session, council_id, number)
    if run is not None:
        row = schemes.document(session, council_id, run.scheme_id)
        assert row is not None
        beside = Beside(kind="run_in_force", run_id=run.id, scheme=row.title, digest=row.digest)
        before = compiled(row.digest, row.text)
        people = roster(session, council_id, year, {*asked, *before.asked})
        return Basis(year, people, run.ledger_seq, beside, before, run.id)
    until = head(session, council_id)
    adopted = schemes.adopted(session, council_id, number)
    if adopted is not None:
        beside = Beside(kind="adopted_scheme", run_id=None, scheme=adopted.title, digest=adopted.digest)
        before = compiled(adopted.digest, adopted.text)
        people = roster(session, council_id, year, {*asked, *before.asked})
        return Basis(year, people, until, beside, before, None)
    beside = Beside(kind="nothing", run_id=None, scheme="", digest="")
    people = roster(session, council_id, year, asked)
    return Basis(year, people, until, beside, None, None)


def moves_of(
    session: Session, council_id: str, basis: Basis, after: Compiled, progress: Progress | None = None
) -> Iterator[Moved]:
    """Yield what happens to each member, one at a time, silent ones last.

    A member's rows are let go as soon as they are scored; of kept cards, one is held at a time.
    """
    kept = Kept(session, council_id, basis.run_id) if basis.run_id else None
    people = _people(session, council_id, basis)
    for done, one in enumerate(trials(people, after, basis.before, kept), 1):
        if progress is not None:
            progress(done, max(done, len(basis.people.ids)))
        yield one


def _people(session: Session, council_id: str, basis: Basis) -> Iterator[tuple[Subject, list[Any]]]:
    for member_id, rows in sheets(session, council_id, basis.year.year, basis.until, basis.people.ids):
        yield basis.people.subject(member_id), rows


class Kept(dict[str, Side]):
    """The cards of a run by member id, read in order beside the ledger."""

    def __init__(self, session: Session, council_id: str, run_id: str) -> None:
        super().__init__()
        self._rows = queries.traces_in_order(session, council_id, run_id)

    def get(self, member_id: str, default: Any = None) -> Any:
        """Return a member's card; cards passed on the way wait for those who come later."""
        while member_id not in self:
            row = next(self._rows, None)
            if row is None:
                return default
            self[row.member_id] = side_kept(row.points, row.grade, row.trace)
        return self.pop(member_id)


def told(
    session: Session,
    council_id: str,
    row: SchemeDocument,
    basis: Basis,
    moves: Sequence[Moved],
    before: Compiled | None,
    after: Compiled,
    only_moved: bool,
) -> DryRunOut:
    """Set a comparison down: members by their new place, sectors, grades, a letter."""
    day = role_day(basis.year.starts_on, basis.year.ends_on)
    sectors = council.sectors_on(session, council_id, day)
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
    now = places((one.member_id, one.after[0]) for one in moves)
    was = places((one.member_id, one.before[0]) for one in moves if one.before is not None)
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
