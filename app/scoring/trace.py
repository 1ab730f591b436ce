"""The receipt: a canonical tree for machines, sentences for people."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from app.scoring.card import LACKING, NOT_APPLICABLE, Evidence, Line, Scorecard
from app.scoring.scheme import Award, Part

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
}


def written(points: Fraction) -> str:
    """Write points exactly: ``107``, ``12.5``; ``25/3`` only when no decimal is exact.

    >>> written(Fraction(25, 2)), written(Fraction(25, 3))
    ('12.5', '25/3')
    """
    bottom, places = points.denominator, 0
    while bottom % 10 == 0:
        bottom, places = bottom // 10, places + 1
    twos = fives = 0
    while bottom % 2 == 0:
        bottom, twos = bottom // 2, twos + 1
    while bottom % 5 == 0:
        bottom, fives = bottom // 5, fives + 1
    if bottom != 1:
        return f"{points.numerator}/{points.denominator}"
    places += max(twos, fives)
    digits = str(abs(points.numerator) * 10**places // points.denominator).rjust(places + 1, "0")
    text = digits if not places else f"{digits[:-places]}.{digits[-places:]}"
    return f"-{text}" if points < 0 else text


def tree(card: Scorecard) -> dict[str, Any]:
    """Return the receipt as plain data: strings, numbers, lists; no order left to chance."""
    return {
        "subject": card.subject,
        "role": card.role,
        "total": written(card.total),
        "grade": card.grade,
        "lines": [_line(line) for line in card.lines],
        "sections": {name: written(points) for name, points in card.sections.items()},
        "gates": [
            {
                "id": gate.id, "title": gate.title, "article": gate.article, "outcome": gate.outcome,
                "measured": [{"reached": reached, "needed": needed} for reached, needed in gate.measured],
            }
            for gate in card.gates
        ],
    }  # fmt: skip


def canonical(card: Scorecard) -> bytes:
    """Return the receipt as bytes; the same input gives the same bytes."""
    return json.dumps(tree(card), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "id": line.id,
        "title": line.title,
        "section": line.section,
        "article": line.article,
        "points": written(line.points),
        "outcome": line.outcome,
        "measured": line.measured,
        "counted": list(line.counted),
        "not_counted": [{"record": record, "reason": reason} for record, reason in line.not_counted],
        "cuts": [{"limit": word, "points": written(points)} for word, points in line.cuts],
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
    return [*said, f"合计 {written(card.total)} 分{grade}。"]


def sentence_of(line: Line) -> str:
    """Say one line in Chinese: how it was counted, what was cut, what it comes to."""
    article = f"〔{line.article}〕" if line.article else ""
    if line.kind != "item":
        return f"{line.title}：{_signed(line.points)}。"
    if line.outcome == NOT_APPLICABLE:
        return f"{line.title}{article}：不适用。"
    item = line.head.item
    if line.outcome == LACKING and not line.measured:
        return f"{line.title}{article}：尚无数据，计 0 分。"
    assert item is not None
    said = [] if item.start is None else [f"起评 {written(item.start)}"]
    for part, chain in zip(item.chains(), line.chains, strict=True):
        if chain.measured or chain.units:
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
    if award.each is not None:
        return f"、每{unit} {_signed(award.each)}"
    return "、一次性" if award.lump is not None else ""


def _signed(points: Fraction) -> str:
    return f"+{written(points)}" if points >= 0 else written(points)
