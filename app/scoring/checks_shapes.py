"""What the rarer shapes of a scheme may have wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.scoring.finding import Finding, Path, unknown
from app.scoring.params import used
from app.scoring.scheme import Award, Condition, Item, Part, Rate, Scheme, Test, Where
from app.scoring.words import written


def shapes(scheme: Scheme) -> Iterator[Finding]:
    """Yield what is wrong with parameters, references, vetoes, weights and scales."""
    yield from _params(scheme)
    yield from _references(scheme)
    yield from _whole(scheme)
    for name, conditions in (
        ("gates", scheme.gates), ("conditions", scheme.conditions), ("vetoes", scheme.vetoes),
    ):  # fmt: skip
        for place, one in enumerate(conditions):
            yield from _condition((name, place), one, scheme)
    for place, item in enumerate(scheme.items):
        yield from _item(("items", place), item, scheme)


def _params(scheme: Scheme) -> Iterator[Finding]:
    for path, name in used(scheme.model_copy(update={"params": {}, "examples": ()})):
        yield from unknown(path, name, list(scheme.params), "参数（params）")
    for name, param in scheme.params.items():
        for at, _ in used(param):
            sentence = "参数的值要写出数目，不能再写另一个参数。"
            yield Finding(("params", name, *at), "not_together", sentence)
        if bool(param.table) != (param.by is not None):
            sentence = "table（各家的值）和 by（按哪个属性）要一起写。"
            yield Finding(("params", name), "not_together", sentence)
    for place, example in enumerate(scheme.examples):
        for name in example.params:
            yield from unknown(("examples", place, "params", name), name, list(scheme.params), "参数")


def _references(scheme: Scheme) -> Iterator[Finding]:
    items, sections = [one.id for one in scheme.items], [one.id for one in scheme.sections]
    conditions, gates = [one.id for one in scheme.conditions], [one.id for one in scheme.gates]
    named: list[tuple[Path, Iterable[str], Sequence[str], str]] = []
    for place, item in enumerate(scheme.items):
        named.append((("items", place, "requires"), item.requires, conditions, "条件"))
        named.append((("items", place, "together_with"), item.together_with, items, "条目"))
    for place, band in enumerate(scheme.bands):
        named.append((("bands", place, "requires"), band.requires, conditions, "条件"))
    for place, exemption in enumerate(scheme.exemptions):
        named.append((("exemptions", place, "items"), exemption.items, items, "条目"))
        named.append((("exemptions", place, "gates"), exemption.gates, gates, "最低要求"))
    for place, one in enumerate(scheme.sums):
        named.append((("sums", place, "items"), one.items, items, "条目"))
        named.append((("sums", place, "sections"), one.sections, sections, "部分"))
        if one.id in (*items, *sections):
            yield Finding(("sums", place, "id"), "duplicate", f"编号“{one.id}”与条目或部分重复。")
    for place, ledger in enumerate(scheme.ledgers):
        named.append((("ledgers", place, "items"), ledger.items, items, "条目"))
    for path, words, known, what in named:
        for word in words:
            yield from unknown(path, word, known, what)


def _whole(scheme: Scheme) -> Iterator[Finding]:
    structure = scheme.structure
    for place, band in enumerate(scheme.bands):
        if band.min is None and band.requires:
            sentence = "最低一档不能另有条件，否则有的人没有等次。"
            yield Finding(("bands", place, "requires"), "bands_gap", sentence)
    for place, section in enumerate(scheme.sections):
        if section.weight is not None and structure.bonus_cap is not None and section.kind == "bonus":
            sentence = "加分合计封顶（bonus_cap）不与加分块的权重（weight）合用。"
            yield Finding(("sections", place, "weight"), "not_together", sentence)
    if structure.rescale is not None:
        whole = structure.rescale.of or structure.reference
        if not whole or any(of <= 0 for of in whole.values()):
            sentence = "折算要写原来的满分：rescale.of 或 structure.reference，且大于零。"
            yield Finding(("structure", "rescale"), "missing", sentence)
    if scheme.years is not None and scheme.years.last is not None and scheme.years.last < scheme.years.first:
        yield Finding(("years", "last"), "wrong_value", "末年早于首年。")


def _condition(path: Path, condition: Condition, scheme: Scheme) -> Iterator[Finding]:
    for way, need in enumerate(condition.any_of):
        at = (*path, "any_of", way)
        if need.per is not None and any(one.period is not None for one in need.select):
            yield Finding((*at, "per"), "not_together", "per（每季、每半年）不与 period 合用。")
        if need.prorate and scheme.structure.prorate is None:
            sentence = "按任职月数折算，要在 structure.prorate 写明按哪个属性、满多少个月。"
            yield Finding((*at, "prorate"), "missing", sentence)
    if getattr(condition, "effect", None) == "grade" or getattr(condition, "force_grade", None) is not None:
        grade = getattr(condition, "force_grade", None)
        names = [band.name for band in scheme.bands]
        if grade is None:
            yield Finding((*path, "force_grade"), "missing", "影响等次的，要写 force_grade。")
        elif path[0] != "gates":
            yield from unknown((*path, "force_grade"), grade, names, "等次")


def _item(path: Path, item: Item, scheme: Scheme) -> Iterator[Finding]:
    rival = any(item.id in choice.items for choice in scheme.within_fact)
    for at, part in item.placed(path):
        yield from _award((*at, "award"), part, item, rival)
        yield from _reach(at, part, item)
        select = part.select
        if select is not None and select.via is not None:
            if not select.rest_of:
                sentence = "via 与 rest_of 合用：写明所指的那件在哪些条目计过。"
                yield Finding((*at, "select", "via"), "not_together", sentence)
            if rival:
                yield Finding((*at, "select", "via"), "not_together", "via 不与“同一件取最高”合用。")


def _award(path: Path, part: Part, item: Item, rival: bool) -> Iterator[Finding]:
    award = part.award
    priced = award.each is not None or award.tiers is not None
    if award.adders and (award.lump is not None or award.assessed or award.rate is not None):
        yield Finding((*path, "adders"), "not_together", "adders 只与 each、tiers 合用，或单独用。")
    if award.share is not None and not (priced or award.adders):
        yield Finding((*path, "share"), "not_together", "share 只与 each、tiers、adders 合用。")
    if award.stages and not award.assessed:
        yield Finding((*path, "stages"), "not_together", "stages 只与 assessed 合用。")
    if award.none is not None and (award.assessed or award.rate is not None):
        yield Finding((*path, "none"), "not_together", "none 不与 assessed、rate 合用。")
    if award.rate is None:
        return
    limit = item.limit
    windowed = award.first_n or award.from_nth or limit.once_per_year or limit.best_of
    rest = part.select is not None and part.select.rest_of
    if windowed or rest or rival or part.measure.whole is not None:
        sentence = "rate 按全部记录计，不与件数限制、rest_of、取最高、whole 合用。"
        yield Finding((*path, "rate"), "not_together", sentence)
    yield from _rate((*path, "rate"), award.rate)


def _rate(path: Path, rate: Rate) -> Iterator[Finding]:
    if (rate.points is None) == (not rate.steps):
        yield Finding(path, "award_kind", "rate 在 steps（分档）与 points（按比率折算）中写且只写一种。")
    lines = [step.min for step in rate.steps]
    if rate.steps and lines.count(None) != 1:
        yield Finding((*path, "steps"), "bands_gap", "最低一档不写 min，且只有一档不写，否则有的比率没有分。")
    if len(set(lines)) < len(lines) and lines.count(None) <= 1:
        yield Finding((*path, "steps"), "bands_overlap", "两档的起点（min）相同，区间重叠。")
    if any(line is not None and not 0 < line <= 1 for line in lines):
        yield Finding((*path, "steps"), "wrong_value", "比率的起点在 0 与 1 之间，如 0.9 或 90%。")


def _reach(path: Path, part: Part, item: Item) -> Iterator[Finding]:
    """Yield a cap that its award can never keep, and rules that nothing can ever meet."""
    award, cap = part.award, item.limit.cap
    fixed = award.lump if award.lump is not None else award.each
    if cap is not None and fixed is not None and fixed > cap and item.start is None:
        sentence = f"封顶低于一次的分值（{written(fixed)}），这样的分永远给不满：请提高 cap 或改分值。"
        yield Finding(("items", path[1], "limit", "cap"), "cap_below_award", sentence)
    if item.limit.once_per_year and award.from_nth and award.from_nth > 1:
        sentence = "每年只计一次，又从第二件起才计：写法矛盾。"
        yield Finding((*path, "award", "from_nth"), "not_together", sentence)
    for name, where in _wheres(part):
        if where and all(any(_never(test) for test in clause.values()) for clause in where):
            sentence = "没有记录能满足这里的条件：同一个值既要求又排除，或范围的下限高于上限。"
            yield Finding((*path, *name), "unreachable", sentence)


def _wheres(part: Part) -> Iterator[tuple[Path, Where]]:
    if part.select is not None:
        yield ("select", "where"), part.select.where
    if part.award.rate is not None:
        yield ("award", "rate", "attained"), part.award.rate.attained
    for place, adder in enumerate(part.award.adders):
        yield ("award", "adders", place, "where"), adder.where


def _never(test: Test) -> bool:
    if test.at_least is not None and test.at_most is not None and test.at_least > test.at_most:
        return True
    if test.any_of is None:
        return False
    # True == 1 in Python; a record that says yes is not one that says 1.
    wanted, barred = ({(type(word), word) for word in words or ()} for words in (test.any_of, test.none_of))
    return wanted <= barred


def kinds(award: Award) -> int:
    """Count the ways in which an award gives points; adders alone are one."""
    given = [award.each is not None, award.tiers is not None, award.lump is not None, award.assessed]
    given.append(award.rate is not None)
    return given.count(True) or int(bool(award.adders))
