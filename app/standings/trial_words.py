"""What a dry run found, in Chinese, summed by sector and grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from app.scoring.scheme import Rounding
from app.scoring.trace import written
from app.scoring.whole import rounded
from app.standings.trial import Delta, Moved
from app.standings.trial_schemas import GradeShift, LineDelta, SectorShift

_MEAN = Rounding(scale=2)


def signed(points: Fraction) -> str:
    """Write a change with its sign.

    >>> signed(Fraction(5)), signed(Fraction(-1, 2)), signed(Fraction(0))
    ('+5', '-0.5', '+0')
    """
    return f"+{written(points)}" if points >= 0 else written(points)


def line_of(delta: Delta) -> LineDelta:
    """Return one differing line with its sentence."""
    article = f"〔{delta.article}〕" if delta.article else ""
    change = signed(delta.change)
    if delta.before is None:
        said = f"新增“{delta.title}”{article}：{change} 分。"
    elif delta.after is None:
        said = f"不再有“{delta.title}”{article}：{change} 分。"
    else:
        turned = f"由 {written(delta.before)} 分变为 {written(delta.after)} 分"
        said = f"“{delta.title}”{article}{turned}（{change}）。"
    return LineDelta(
        item=delta.item,
        title=delta.title,
        article=delta.article,
        before=None if delta.before is None else written(delta.before),
        after=None if delta.after is None else written(delta.after),
        change=change,
        sentence=said,
    )


def shift_of(sector: str, moves: Sequence[Moved]) -> SectorShift:
    """Sum up some members; whoever had no result before is counted apart, unless nobody had one."""
    both = [one for one in moves if one.before is not None]
    after = _mean([one.after[0] for one in both or moves])
    before = _mean([one.before[0] for one in both if one.before]) if both else None
    return SectorShift(
        sector=sector,
        members=len(moves),
        mean_before=None if before is None else written(rounded(before, _MEAN)),
        mean_after=written(rounded(after, _MEAN)),
        mean_shift=None if before is None else signed(rounded(after - before, _MEAN)),
        up=sum(1 for one in both if one.change > 0),
        down=sum(1 for one in both if one.change < 0),
        same=sum(1 for one in both if one.change == 0),
        added=len(moves) - len(both) if both else 0,
    )


def _mean(points: Sequence[Fraction]) -> Fraction:
    return sum(points, Fraction(0)) / len(points) if points else Fraction(0)


def grades_of(
    moves: Iterable[Moved], known_before: Sequence[str] | None, known_after: Sequence[str]
) -> list[GradeShift]:
    """Count members by grade on both sides, best grade of the new scheme first."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for one in moves:
        after[one.after[1]] += 1
        if one.before is not None:
            before[one.before[1]] += 1
    names = dict.fromkeys([*known_after, *(known_before or ()), *after, *before])
    return [
        GradeShift(
            grade=name,
            before=before[name]
            if known_before is not None and (name in known_before or before[name])
            else None,
            after=after[name] if name in known_after or after[name] else None,
        )
        for name in names
    ]


def letter(
    title: str,
    year: int,
    whole: SectorShift,
    sectors: Sequence[SectorShift],
    grades: Sequence[GradeShift],
    beside: str,
) -> list[str]:
    """Say the whole in a few sentences."""
    if whole.mean_before is None:
        return [f"按《{title}》计算 {year} 年度：{whole.members} 名委员，平均 {whole.mean_after} 分。"]
    said = [
        f"按《{title}》重算 {year} 年度，与{beside}相比：{whole.members} 名委员中，"
        f"{whole.up} 名得分提高，{whole.down} 名降低，{whole.same} 名不变。",
        f"平均分由 {whole.mean_before} 分变为 {whole.mean_after} 分（{whole.mean_shift}）。",
    ]
    if whole.added:
        said.append(f"另有 {whole.added} 名委员原来没有得分，只列新得分，不计入平均分和升降。")
    turned = [
        f"“{one.grade}”由 {one.before or 0} 人变为 {one.after or 0} 人"
        for one in grades
        if one.grade and (one.before or 0) != (one.after or 0)
    ]
    if any(one.grade for one in grades):
        said.append(f"等次：{'，'.join(turned)}。" if turned else "各等次人数不变。")
    ranked = sorted(
        (one for one in sectors if one.sector and one.mean_shift not in (None, "+0")),
        key=lambda one: -abs(Fraction(str(one.mean_shift))),
    )
    if ranked:
        told = "，".join(f"{one.sector}平均 {one.mean_shift} 分" for one in ranked[:3])
        said.append(f"变化最大的界别：{told}。")
    return said
