"""What `lvzhi scheme dry-run` does: any number of members, streamed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from heapq import nlargest
from typing import Any

from sqlalchemy.orm import Session

from app.core.db import Database
from app.council import queries as council
from app.council.lookup import council_id_of
from app.schemes import document as documents
from app.scoring.engine import Compiled, compile
from app.scoring.trace import written
from app.standings.dry_run import Basis, basis_of, beside_words, grade_names, moves_of, of_members
from app.standings.place import places
from app.standings.trial import Moved
from app.standings.trial_words import grades_of, letter, line_of, shift_of, signed

#: How many of those who move most are told one by one.
TOLD = 20
#: How many moves wait until the largest of them are kept.
HEAP = 1000


def dry_run(
    db: Database, code: str, year: int, text: str | bytes, progress: Callable[[int, int, str], None]
) -> str:
    """Score a year of a council under a document that need not be the council's; return the report.

    Of every member points and grade are kept, of the ``TOLD`` who move most the reasons too.

    Raises:
        Invalid: the document has mistakes, its own examples included.
        NotFound: no such council or year. Conflict: it is not about members.
    """
    read = documents.read(text)
    scheme = read.require()
    mistakes = documents.check(read)
    if mistakes:
        raise documents.refusal(mistakes)
    compiled = compile(scheme)
    of_members(compiled)
    council_id = council_id_of(db, code)

    def work(session: Session) -> str:
        basis = basis_of(session, council_id, year)
        moves = moves_of(
            session, council_id, basis, compiled, lambda done, total: progress(done, total, "试算")
        )
        return "\n".join(_report(session, council_id, scheme.title, basis, compiled, moves))

    return db.read_now(work, council=council_id)


def _report(
    session: Session, council_id: str, title: str, basis: Basis, after: Compiled, moves: Iterable[Moved]
) -> Iterator[str]:
    light, most = _kept(moves)
    sectors = council.sectors_on(session, council_id, basis.day)
    by_sector: dict[str, list[Moved]] = {}
    for one in light:
        by_sector.setdefault(sectors.get(one.member_id, ""), []).append(one)
    shifts = [shift_of(name, some) for name, some in sorted(by_sector.items())]
    before = grade_names(basis.before) if basis.before is not None else None
    grades = grades_of(light, before, grade_names(after))
    yield from letter(title, basis.year.year, shift_of("", light), shifts, grades, beside_words(basis))
    if basis.before is None:
        return
    for shift in shifts:
        yield (
            f"  {shift.sector or '无界别'}：{shift.members} 人，平均 {shift.mean_before} → {shift.mean_after}"
            f"（{shift.mean_shift}），提高 {shift.up} 人，降低 {shift.down} 人"
        )
    yield from _most(session, council_id, light, most)


def _kept(moves: Iterable[Moved]) -> tuple[list[Moved], list[Moved]]:
    """Return all moves without their reasons, and those who move most with them."""
    light: list[Moved] = []
    most: list[Moved] = []
    for one in moves:
        light.append(replace(one, deltas=(), rest=Fraction(0)))
        if one.change:
            most.append(one)
        if len(most) > HEAP:
            most = nlargest(TOLD, most, key=_size)
    return light, nlargest(TOLD, most, key=_size)


def _size(one: Moved) -> tuple[Fraction, str]:
    return abs(one.change), one.member_id


def _most(session: Session, council_id: str, light: Sequence[Moved], most: Sequence[Moved]) -> Iterator[str]:
    if not most:
        return
    yield f"变化最大的 {len(most)} 名委员："
    was = dict(places((one.member_id, one.before[0]) for one in light if one.before is not None))
    now = dict(places((one.member_id, one.after[0]) for one in light))
    names: dict[str, Any] = council.briefs(session, council_id, [one.member_id for one in most])
    for one in most:
        assert one.before is not None
        brief = names[one.member_id]
        grades = f"，{one.before[1]} → {one.after[1]}" if one.before[1] != one.after[1] else ""
        yield (
            f"  {brief.name}（{brief.number}）：{written(one.before[0])} → {written(one.after[0])} 分"
            f"（{signed(one.change)}）{grades}，名次 {was[one.member_id]} → {now[one.member_id]}。"
            + "".join(line_of(delta).sentence for delta in one.deltas)
        )
