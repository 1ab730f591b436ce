"""One chain of an item in words: selected, counted, worth."""

from __future__ import annotations

from collections.abc import Iterator

from app.schemes.words import ATTRIBUTE, FACT, WORD
from app.scoring.scheme import Award, Part, Portion, Rate, Select, Share, Test, Where
from app.scoring.trace import unit_of
from app.scoring.whole import percent
from app.scoring.words import written

_ORDER = {"earliest": "最早的", "highest": "得分最高的", "lowest": "得分最低的"}


def part_said(part: Part) -> Iterator[str]:
    """Say one chain of an item: for whom, what is counted, what it is worth."""
    whom = f"仅限{where_said(part.applies_if)}：" if part.applies_if else ""
    title = f"{whom}{part.title}：" if part.title else whom
    if part.select is not None:
        once = "；同一活动的几个场次只计一次" if part.measure.distinct == "activity" else ""
        yield f"{title}计入{selected(part.select)}{once}。"
        title = ""
    if part.measure.whole or part.measure.part:
        whole, some = where_said(part.measure.whole or ()), where_said(part.measure.part or ())
        yield f"{whole or '全部'}的为全程，{some or '其余'}的为部分。"
    yield title + _award(part.award, unit_of(part))


def _award(award: Award, unit: str) -> str:
    said = _worth(award, unit)
    said += "".join(f"{where_said(one.where)}的加 {written(one.points)} 分。" for one in award.adders)
    if award.share is not None:
        said += _share(award.share)
    if award.none is not None:
        said += f"一{unit}也没有的计 {written(award.none)} 分。"
    return said


def _share(share: Share) -> str:
    rows = [f"{word_said(role)}得{_portion(one)}" for role, one in share.table.items()]
    rows += [f"其余得{_portion(share.otherwise)}"] if share.otherwise else []
    whom = f"{where_said(share.where)}的" if share.where else ""
    return f"{whom}{';'.join(rows)}。"


def _portion(portion: Portion) -> str:
    part = f"全分的 {written(portion.part)}"
    return part if portion.among is None else f"{part} 由各人平分"


def _rate(rate: Rate, unit: str) -> str:
    whom = where_said(rate.attained)
    said = f"按比率计：{whom}的占全部的比率"
    if rate.points is not None:
        said += f"，乘以 {written(rate.points)} 分。"
    else:
        steps = sorted(rate.steps, key=lambda one: (one.min is None, -(one.min or 0)))
        rows = [
            f"{'其余' if one.min is None else percent(one.min) + ' 以上'} {written(one.points)} 分"
            for one in steps
        ]
        said += f",{'、'.join(rows)}。"
    small = "不计分" if rate.small == "lacking" else "照计并注明"
    return said + (f"不足 {rate.least} {unit}的{small}。" if rate.least > 1 else "")


def _worth(award: Award, unit: str) -> str:
    if award.assessed:
        stages = "、".join(word_said(one) for one in award.stages)
        return f"分值由办公室评定后登记{f'，依次为{stages}，以最后一步为准' if stages else ''}。"
    if award.rate is not None:
        return _rate(award.rate, unit)
    window = f"第 {award.from_nth} {unit}起，" if award.from_nth else ""
    if award.first_n:
        window = f"只计{_ORDER[award.order]} {award.first_n} {unit}，"
    least = f"满 {award.at_least} {unit}后，" if award.at_least > 1 else ""
    if award.each is not None:
        return f"{least}{window}每{unit} {written(award.each)} 分。"
    if award.lump is not None:
        every = f"全部{where_said(award.all)}的，" if award.all else ""
        least = least or ("" if every else f"有 1 {unit}即")
        return f"{every}{least}一次性计 {written(award.lump)} 分。"
    if award.tiers is None:
        return f"{least}{window}每{unit}按情形计。"
    rows = [
        f"{'·'.join(word_said(one) for one in key)} {written(points)} 分"
        for key, points in award.tiers.table.items()
    ]
    if award.tiers.otherwise is not None:
        rows.append(f"其余 {written(award.tiers.otherwise)} 分")
    many = "同时符合几档的，各档相加。" if award.tiers.many == "sum" else ""
    return f"{least}{window}每{unit}按档：{'；'.join(rows)}。{many}"


def selected(select: Select) -> str:
    """Say which entries are looked at."""
    facts = "、".join(FACT.get(fact, fact) for fact in select.fact)
    where = where_said(select.where)
    rest = ""
    if select.rest_of:
        rest = "来源已计分的除外" if select.via else "前面条目已计的除外"
    period = f"，{select.period.start} 至 {select.period.end}" if select.period else ""
    said = "，".join(one for one in (where + period, rest) if one)
    return f"{facts}（{said}）" if said else facts


def where_said(where: Where) -> str:
    """Say a condition."""
    return "；或 ".join("，".join(_test(name, test) for name, test in clause.items()) for clause in where)


def _test(name: str, test: Test) -> str:
    label = ATTRIBUTE.get(name, name)
    if test.any_of is not None:
        if all(isinstance(one, bool) for one in test.any_of):
            return "、".join(label or name if one else f"未{label or name}" for one in test.any_of)
        return f"{label}{'、'.join(word_said(one) for one in test.any_of)}"
    if test.none_of is not None:
        if all(isinstance(one, bool) for one in test.none_of):
            return "、".join(f"非{label}" if one else label for one in test.none_of)
        return f"{label}除{'、'.join(word_said(one) for one in test.none_of)}外"
    if test.empty is not None:
        return f"{'无' if test.empty else '有'}{label}"
    ends = [f"不少于 {test.at_least}"] if test.at_least is not None else []
    ends += [f"不多于 {test.at_most}"] if test.at_most is not None else []
    return label + "、".join(ends)


def word_said(value: object) -> str:
    """Say a value of an attribute."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return WORD.get(str(value), str(value))
