"""What a member could still do this year, by the engine itself."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.errors import Forbidden
from app.scoring.card import Scorecard
from app.scoring.engine import Compiled, score_rows
from app.scoring.trace import REASONS, written
from app.standings.deed_words import deed_of
from app.standings.reach import Tried, deeds, starts, tried
from app.standings.score import Basis, basis_of
from app.standings.way import way
from app.standings.what_if_schemas import ActionOut, NextGrade, Step, WhatIfOut


def own(session: Session, actor: Actor, year: int) -> WhatIfOut:
    """Return what the caller could still do in a year.

    Raises:
        Forbidden: the seat is not a member's.
        NotFound: no such year. Conflict: no scheme adopted (``no_scheme``).
    """
    if actor.member_id is None:
        raise Forbidden("您的席位不是委员席位。", word="not_a_member")
    return of_member(session, actor.council_id, actor.member_id, year)


def of_member(session: Session, council_id: str, member_id: str, year: int) -> WhatIfOut:
    """Return what a member could still do in a year, what each deed adds, and the shortest way up."""
    basis = basis_of(session, council_id, member_id, year)
    base = score_rows(basis.scheme, basis.subject, basis.entries)
    notice = _notice(basis, year)
    found = [] if notice else reachable(basis, base)
    above = next_grade(basis.scheme, base)
    steps = way(basis, base, [one.deed for one in found], above.name) if above and not notice else []
    by_word = {one.deed.word: one for one in found}
    kept = basis.said
    return WhatIfOut(
        year=year,
        closed=notice is not None,
        notice=notice,
        scheme=basis.row.title,
        scheme_digest=basis.row.digest,
        total=str(kept["total"]) if kept else written(base.total),
        grade=kept["grade"] if kept else base.grade,
        next_grade=None if notice else above,
        actions=[_action(one, basis) for one in found],
        path=[_step(by_word[word], times, adds) for word, times, adds in steps],
    )


def _notice(basis: Basis, year: int) -> str | None:
    if basis.row.year_state == "sealed":
        return f"{year} 年度已封存，不能再增加得分。"
    if basis.said is not None:
        return f"{year} 年度的考核结果已生效，不能再增加得分。"
    cut_off = basis.scheme.scheme.cut_off
    if cut_off is not None and f"{today_in(basis):%m-%d}" > cut_off:
        return f"已过本年度的截止日（{cut_off}），之后的履职不计入 {year} 年度。"
    return None


def reachable(basis: Basis, base: Scorecard) -> list[Tried]:
    """Return one deed per item and gain, the best first; deeds that add nothing at the end.

    Of an item that can still gain, what adds nothing is left out.
    """
    today = today_in(basis)
    later = _later(basis, today)
    all_ = [
        found
        for deed in deeds(basis.scheme, basis.subject, today)
        if (found := tried(basis.scheme, basis.subject, basis.entries, base, deed, later)) is not None
    ]
    gaining: dict[tuple[str, Fraction], Tried] = {}
    for one in all_:
        if one.adds > 0:
            gaining.setdefault((_item(one), one.adds), one)
    useful = {item for item, _ in gaining}
    idle: dict[str, Tried] = {}
    for one in all_:
        if one.adds == 0 and _item(one) not in useful and _pays(one):
            idle.setdefault(_item(one), one)
    best = sorted(gaining.values(), key=lambda one: (-one.adds, len(one.deed.traits), one.deed.word))
    return [*best, *idle.values()]


def today_in(basis: Basis) -> date:
    """Return the day on which a deed of the year would be done: today, or the year's nearest day."""
    first: date = basis.row.starts_on
    last: date = basis.row.ends_on
    return min(last, max(clock.today(), first))


def _later(basis: Basis, today: date) -> list[date]:
    """Return the first days of the scheme's periods that are still to come this year."""
    first = {f"{today.year}-{day}" for day in starts(basis.scheme.scheme)}
    return sorted(
        day
        for text in first
        if text[5:] != "02-29" and today < (day := date.fromisoformat(text)) <= basis.row.ends_on
    )


def _item(one: Tried) -> str:
    return one.line.id if one.line is not None else f"gate:{one.gate.id if one.gate else ''}"


def _pays(one: Tried) -> bool:
    """Tell whether the line could ever add points: deductions are nothing to do."""
    return one.line is None or one.line.points > 0 or one.why != "capped"


def next_grade(scheme: Compiled, base: Scorecard) -> NextGrade | None:
    """Return the grade above the present one, and what is missing."""
    names = [name for _, name in scheme.ladder]
    if base.grade not in names or base.grade == names[-1]:
        return None
    least, name = scheme.ladder[names.index(base.grade) + 1]
    minimum = Fraction(least or 0) / scheme.scale
    missed = [gate.title for gate in base.gates if not gate.met and gate.force_grade]
    missing = max(Fraction(0), minimum - base.total)
    return NextGrade(name=name, min=written(minimum), missing=written(missing), gates=missed)


def _action(one: Tried, basis: Basis) -> ActionOut:
    line, adds = one.line, one.adds
    why = None
    if adds == 0:
        why = "已到上限" if one.why == "capped" else REASONS.get(one.why)
        why = why or f"不加分，但有助于达到最低要求“{one.gate.title if one.gate else ''}”"
    said = deed_of(one.deed)
    today = today_in(basis)
    return ActionOut(
        id=one.deed.word,
        item=line.id if line is not None else None,
        title=line.title if line is not None else one.gate.title if one.gate else "",
        article=line.article if line is not None else one.gate.article if one.gate else None,
        fact=one.deed.posting.fact,
        sentence=f"{said}：{why}。" if why else f"{said}：可加 {written(adds)} 分。",
        adds=written(adds),
        total_after=written(one.card.total),
        reachable=adds > 0,
        why=why,
        on=one.deed.posting.occurred_on.isoformat() if one.deed.posting.occurred_on > today else None,
    )


def _step(one: Tried, times: int, adds: Fraction) -> Step:
    often = f"（{times} 次）" if times > 1 else ""
    return Step(
        action=one.deed.word,
        times=times,
        adds=written(adds),
        sentence=f"{deed_of(one.deed)}{often}：共加 {written(adds)} 分。",
    )
