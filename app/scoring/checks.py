"""What a well-formed scheme may still have wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.scoring.checks_shapes import kinds, shapes
from app.scoring.checks_values import spoilt_facts, value_problems
from app.scoring.entry import FACTS, REFUSAL, REFUSED
from app.scoring.finding import Finding as Finding
from app.scoring.finding import Path, together, unknown
from app.scoring.finding import nearest as nearest
from app.scoring.params import used
from app.scoring.scheme import Award, Item, Measure, Part, Scheme, Select, Where


def problems(scheme: Scheme) -> list[Finding]:
    """Return everything wrong with a scheme, all at once; empty when it may be compiled."""
    found = [*_unique(scheme), *_structure(scheme)]
    earlier: list[str] = []
    for place, item in enumerate(scheme.items):
        found.extend(_item(scheme, ("items", place), item, earlier))
        earlier.append(item.id)
    for name in ("gates", "conditions", "vetoes"):
        for place, gate in enumerate(getattr(scheme, name)):
            for way, need in enumerate(gate.any_of):
                found.extend(_tally((name, place, "any_of", way), need.select, need.measure))
    for place, figure in enumerate(scheme.figures):
        found.extend(_tally(("figures", place), figure.select, figure.measure))
        if figure.over is not None:
            found.extend(_tally(("figures", place, "over"), figure.over.select, figure.over.measure))
    found += [*shapes(scheme), *value_problems(scheme), *spoilt_facts(scheme), *_examples(scheme)]
    return _without_echoes(scheme, found)


#: What a number that is not known yet seems to have wrong.
_ECHOES = ("cap_below_award", "cap_below_floor", "bands_gap", "bands_overlap", "wrong_value", "missing")


def _without_echoes(scheme: Scheme, found: list[Finding]) -> list[Finding]:
    """Leave out what only follows from a parameter that does not exist, and name each one once."""
    strange = [path for path, name in used(scheme) if name not in scheme.params]
    near = {path[:1] if path[0] == "bands" else path[:2] for path in strange}
    params = together(one for one in found if one.path in strange)
    rest = [
        one
        for one in found
        if one.path not in strange and not (one.word in _ECHOES and {one.path[:1], one.path[:2]} & near)
    ]
    return [*rest, *params]


def _tally(at: Path, selects: Sequence[Select], measure: Measure) -> Iterator[Finding]:
    yield from _measure((*at, "measure"), measure, _attributes(selects))
    for which, select in enumerate(selects):
        yield from _select((*at, "select", which), select)
        if select.rest_of or select.period != selects[0].period:
            sentence = "最低要求不用 rest_of；几处 select 的期限（period）应当相同。"
            yield Finding((*at, "select", which), "not_together", sentence)


_NUMBERED = (
    "sections", "items", "within_fact", "conditions", "exemptions", "gates", "vetoes", "thresholds", "sums",
    "figures", "ledgers", "examples",
)  # fmt: skip


def _unique(scheme: Scheme) -> Iterator[Finding]:
    for name in _NUMBERED:
        seen: set[str] = set()
        for place, one in enumerate(getattr(scheme, name)):
            if one.id in seen:
                yield Finding((name, place, "id"), "duplicate", f"编号“{one.id}”重复，请改用不同的编号。")
            seen.add(one.id)


def _structure(scheme: Scheme) -> Iterator[Finding]:
    numbers = [item.id for item in scheme.items]
    for place, section in enumerate(scheme.sections):
        if section.cap is not None and section.floor is not None and section.cap < section.floor:
            yield Finding(("sections", place, "cap"), "cap_below_floor", "上限低于下限。")
    for place, choice in enumerate(scheme.within_fact):
        for which, id in enumerate(choice.items):
            yield from unknown(("within_fact", place, "items", which), id, numbers, "条目")
            chains = [chain for item in scheme.items if item.id == id for chain in item.chains()]
            if any(kinds(c.award) == 1 and _not_single(c) for c in chains):
                sentence = "“同一件取最高”只适用于按件计分的条目（each 或 tiers，不合并场次）。"
                yield Finding(("within_fact", place, "items", which), "not_per_piece", sentence)
    yield from _bands(scheme)
    for place, gate in enumerate(scheme.gates):
        if gate.force_grade is not None:
            names = [band.name for band in scheme.bands]
            yield from unknown(("gates", place, "force_grade"), gate.force_grade, names, "等次")


def _not_single(part: Part) -> bool:
    award = part.award
    single = award.lump is None and not award.assessed and award.rate is None
    return not single or part.measure.distinct is not None


def _bands(scheme: Scheme) -> Iterator[Finding]:
    if not scheme.bands:
        return
    lines = [band.min for band in scheme.bands]
    known = [line for line in lines if line is not None]
    if len({band.name for band in scheme.bands}) < len(scheme.bands):
        yield Finding(("bands",), "duplicate", "等次名称重复。")
    if lines.count(None) != 1:
        yield Finding(("bands",), "bands_gap", "最低一档不写 min，且只有一档不写，否则有的总分没有等次。")
    if len(set(known)) < len(known):
        yield Finding(("bands",), "bands_overlap", "两个等次的起点（min）相同，区间重叠。")
    for place, band in enumerate(scheme.bands):
        if band.below is None:
            continue
        higher = [line for line in known if band.min is None or line > band.min]
        if not higher or band.below != min(higher):
            wanted = str(min(higher)) if higher else "不写"
            sentence = (
                f"“{band.name}”的上界（below）应等于上一档的起点（{wanted}），"
                "否则区间有空档或重叠；小数分（如 89.5）也要有归属。"
            )
            yield Finding(("bands", place, "below"), "bands_gap", sentence)


def _item(scheme: Scheme, path: Path, item: Item, earlier: Sequence[str]) -> Iterator[Finding]:
    if item.section is not None:
        yield from unknown((*path, "section"), item.section, [one.id for one in scheme.sections], "部分")
    if (item.award is None) == (not item.parts):
        yield Finding(path, "award_missing", "每个条目要么写 award，要么写 parts，二者取一。")
    limit = item.limit
    if limit.cap is not None and limit.floor is not None and limit.cap < limit.floor:
        yield Finding((*path, "limit", "cap"), "cap_below_floor", "上限低于下限。")
    for at, part in item.placed(path):
        yield from _part(at, part, earlier, bool(item.requires))


def _part(path: Path, part: Part, earlier: Sequence[str], requires: bool) -> Iterator[Finding]:
    yield from _award((*path, "award"), part.award)
    if part.award.assessed:
        if part.select is not None:
            yield Finding((*path, "select"), "not_needed", "评定分（assessed）不需要 select。")
        return
    if part.select is None:
        if part.award.lump is not None and requires:
            return
        yield Finding(path, "select_missing", "缺少 select：说明哪些履职事实计入本条。")
        return
    yield from _select((*path, "select"), part.select)
    if part.select.rest_of:
        at = (*path, "select", "rest_of")
        for one in part.select.rest_of:
            yield from unknown(at, one, list(earlier), "在前的条目")
        if part.measure.distinct and part.select.via is None:
            yield Finding(at, "not_together", "rest_of 与 distinct 不能同时使用。")
    known = _attributes((part.select,))
    yield from _measure((*path, "measure"), part.measure, known)
    for name, where in (
        ("award", part.award.all),
        ("measure", part.measure.whole),
        ("measure", part.measure.part),
    ):
        yield from _where((*path, name), where or (), known)
    if part.award.tiers is not None:
        tiers = part.award.tiers
        for name in tiers.by:
            yield from _attribute((*path, "award", "tiers", "by"), name, known)
        if any(len(key) != len(tiers.by) for key in tiers.table):
            sentence = f"by 有 {len(tiers.by)} 个属性，对照表应有 {len(tiers.by)} 层。"
            yield Finding((*path, "award", "tiers", "table"), "tiers_depth", sentence)


def _award(path: Path, award: Award) -> Iterator[Finding]:
    if kinds(award) != 1:
        yield Finding(
            path,
            "award_kind",
            "award 在 each（每次）、tiers（对照表）、lump（一次性）"
            "、assessed（评定）、rate（比率）中写且只写一种。",
        )
    if award.lump is None and (award.all is not None or award.at_least != 1):
        yield Finding(path, "not_together", "all 与 at_least 只与 lump 合用。")
    if award.lump is not None and (award.first_n or award.from_nth):
        yield Finding(path, "not_together", "lump 不与 first_n、from_nth 合用。")


def _measure(path: Path, measure: Measure, known: Sequence[str]) -> Iterator[Finding]:
    for name in (measure.sum, measure.distinct):
        if name is not None:
            yield from _attribute(path, name, known)
    if measure.distinct and (measure.sum or measure.unit == "pieces"):
        yield Finding(path, "not_together", "distinct 不与 sum、pieces 合用。")
    if measure.part is not None and measure.whole is None:
        yield Finding(path, "not_together", "写了 part（部分参加）就要写 whole（全程参加）。")


def _select(path: Path, select: Select) -> Iterator[Finding]:
    for fact in select.fact:
        if fact in REFUSED:
            yield Finding((*path, "fact"), "refused_measure", f"“{fact}”：{REFUSAL}")
        else:
            yield from unknown((*path, "fact"), fact, list(FACTS), "履职事实")
    yield from _where((*path, "where"), select.where, _attributes((select,)))
    if select.period is not None:
        for name in ("start", "end"):
            day = getattr(select.period, name)
            try:
                date(2000, int(day[:2]), int(day[3:]))
            except ValueError:
                yield Finding(
                    (*path, "period", name), "no_such_day", f"“{day}”不是日期，应为 月-日，如 06-30。"
                )


def _where(path: Path, where: Where, known: Sequence[str]) -> Iterator[Finding]:
    for clause in where:
        for name in clause:
            yield from _attribute((*path, name), name, known)


def _attribute(path: Path, name: str, known: Sequence[str]) -> Iterator[Finding]:
    if name in REFUSED:
        yield Finding(path, "refused_measure", f"“{name}”：{REFUSAL}")
    elif known:
        yield from unknown(path, name, known, "属性")


def _attributes(selects: Sequence[Select]) -> list[str]:
    return sorted({name for select in selects for fact in select.fact for name in FACTS.get(fact, ())})


def _examples(scheme: Scheme) -> Iterator[Finding]:
    keys = [item.id for item in scheme.items] + [section.id for section in scheme.sections]
    keys += [one.id for one in scheme.sums]
    for place, example in enumerate(scheme.examples):
        at: Path = ("examples", place, "expect")
        for key in example.expect.breakdown:
            yield from unknown((*at, "breakdown", key), key, keys, "条目、部分或小计")
        for id in example.expect.outcomes:
            yield from unknown((*at, "outcomes", id), id, [item.id for item in scheme.items], "条目")
        for id in example.expect.gates_missed or ():
            yield from unknown((*at, "gates_missed"), id, [gate.id for gate in scheme.gates], "最低要求")
        if example.expect.grade is not None:
            yield from unknown((*at, "grade"), example.expect.grade, [b.name for b in scheme.bands], "等次")
