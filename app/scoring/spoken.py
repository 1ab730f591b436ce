"""The receipt in Chinese sentences, for people."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from app.scoring.card import LACKING, NOT_APPLICABLE, Evidence, Line, More, Parts, Scorecard
from app.scoring.scheme import Award, Part
from app.scoring.words import written

REASONS = {
    "outside_period": "不在规定期限内",
    "lacking_data": "缺少计分所需的信息",
    "not_highest": "不是最高分的一件",
    "once_per_year": "每年只计一次",
    "beyond_nth": "超过计分件数",
    "before_nth": "前几件另行计分",
    "counted_elsewhere": "已在其他条目计分",
    "not_attended": "未出席",
    "no_tier": "办法未列此种情形的分值",
    "not_all": "未全部做到",
    "below_threshold": "未达到规定次数",
    "precondition": "前提条件未满足",
    "superseded": "已被后一步评定取代",
}
#: What a line may note beside its points.
NOTES = {
    "too_few": "次数太少，比率不作数",
    "small_sample": "次数较少，比率仅供参考",
}


def sentences(card: Scorecard) -> list[str]:
    """Return the receipt in Chinese, one sentence per line that says something, the total last."""
    said = [sentence for line in card.lines if (sentence := sentence_of(line))]
    for gate in card.gates:
        if not gate.met:
            said.append(
                f"最低要求“{gate.title}”未达到："
                + "，或".join(f"已有 {r}，应有 {n}" for r, n in gate.measured)
                + "。"
            )
    grade = f"，等次{card.grade}" if card.grade else ""
    if card.parts is not None:
        said += _of_parts(card.parts)
    said.append(f"合计 {written(card.total)} 分{grade}。")
    return said if card.more is None else [*said, *_beside(card.more)]


def _of_parts(parts: Parts) -> Iterator[str]:
    """Say what came too late, and what each part of the year comes to."""
    if parts.late:
        yield f"截止日 {parts.cut_off} 之后的 {len(parts.late)} 条记录不计入本年。"
    for one in parts.snapshots:
        line = "，低于低分线" if one.low else ""
        yield f"{one.title}：{written(one.points)} 分{line}。"


def _beside(more: More) -> Iterator[str]:
    """Say what stands beside the total."""
    titles = more.titles
    for id, points in more.sums.items():
        yield f"其中“{titles.get(id, id)}”{written(points)} 分。"
    for id, figure in more.figures.items():
        yield f"{titles.get(id, id)}：{'没有可比的数' if figure is None else written(figure)}。"
    for booking in more.ledgers:
        yield f"{booking.title}：另记 {written(booking.points)} 分。"
    for id in more.below:
        yield f"总分低于“{titles.get(id, id)}”的线。"
    for veto in more.vetoes:
        effect = f"等次不高于{veto.force_grade}" if veto.force_grade else "影响委员资格，不改总分"
        yield f"发生“{veto.title}”：{effect}。"
    for title in more.exempt:
        yield f"按“{title}”免予考核。"


def sentence_of(line: Line) -> str:
    """Say one line in Chinese: how it was counted, what was cut, what it comes to."""
    article = f"〔{line.article}〕" if line.article else ""
    if line.kind != "item":
        return f"{line.title}：{_signed(line.points)}。"
    if line.outcome == NOT_APPLICABLE:
        return f"{line.title}{article}：不适用。"
    item = line.head.item
    if line.missing:
        return (
            f"{line.title}{article}：前提条件{'、'.join(f'“{one}”' for one in line.missing)}未满足，计 0 分。"
        )
    if line.outcome == LACKING and not line.measured and not line.units:
        return f"{line.title}{article}：尚无数据，计 0 分。"
    assert item is not None
    said = [] if item.start is None else [f"起评 {written(item.start)}"]
    for part, chain in zip(item.chains(), line.chains, strict=True):
        if chain.measured or chain.units or chain.rate:
            said.append(_chain(part, chain, line.head.scale))
    for word, points in line.cuts:
        limit = item.limit.cap if word == "cap" else item.limit.floor
        said.append(
            f"{'封顶' if word == 'cap' else '最低'} {written(limit)}（调整 {_signed(points)}）"
            if limit is not None
            else ""
        )
    left = line.not_counted
    if left:
        reasons = sorted({reason for _, reason in left}, key=list(REASONS).index)
        counts = [f"{REASONS[one]} {sum(1 for _, reason in left if reason == one)} 条" for one in reasons]
        said.append("未计：" + "、".join(counts))
    return (
        f"{line.title}{article}："
        + "".join(f"{one}；" for one in said if one)
        + f"本项得 {written(line.points)}。"
    )


def _chain(part: Part, chain: Evidence, scale: int) -> str:
    title = f"{part.title} " if part.title else ""
    points = Fraction(chain.units) / scale
    unit = unit_of(part)
    if chain.rate is not None:
        note = f"（{NOTES[chain.note]}）" if chain.note else ""
        return f"{title}应到 {chain.rate[1]} {unit}，实到 {chain.rate[0]} {unit}{note}，{_signed(points)}"
    if not chain.measured:
        return f"{title}没有一{unit}，{_signed(points)}"
    if part.award.lump is not None and not chain.units and not any(chain.records):
        return f"{title}共 {chain.measured} {unit}，没有达到一次性给分的条件，{_signed(points)}"
    counted = f"计 {chain.measured} {unit}{_each(part.award, unit)}"
    return f"{title}{_window(part.award, unit)}{counted}，{_signed(points)}"


def unit_of(part: Part) -> str:
    """Return the measure word of what a chain counts."""
    facts = part.select.fact if part.select else ("assessed",)
    if part.measure.sum == "half_days":
        return "个半天"
    sittings = all(fact in ("meeting", "activity", "training") for fact in facts)
    return "项" if part.award.assessed else "次" if sittings else "件"


def _window(award: Award, unit: str) -> str:
    if award.from_nth:
        return f"第 {award.from_nth} {unit}起"
    return f"前 {award.first_n} {unit}" if award.first_n else ""


def _each(award: Award, unit: str) -> str:
    if award.each is not None and not award.adders and award.share is None:
        return f"、每{unit} {_signed(award.each)}"
    return "、一次性" if award.lump is not None else ""


def _signed(points: Fraction) -> str:
    return f"+{written(points)}" if points >= 0 else written(points)
