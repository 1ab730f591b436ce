"""From items to the total: sections, bonus, total, rounding."""

from __future__ import annotations

from fractions import Fraction

from app.scoring.award import Number
from app.scoring.card import Head, Line
from app.scoring.limits import bounded
from app.scoring.plan import Compiled
from app.scoring.scheme import Rounding


def adjust(compiled: Compiled, role: str, lines: list[Line]) -> tuple[Number, list[Line]]:
    """Apply what belongs to the whole, each as a line of its own.

    Order: granted base, section caps and floors, bonus cap, total cap and floor, rounding.

    Args:
        compiled: The scheme.
        role: Whose base applies.
        lines: One line per item.
    Returns:
        The total in units, and the lines with the adjustments behind them; they sum to the total.
    """
    if compiled.flat:
        units: Number = 0
        for line in lines:
            units += line.units
        return units, lines
    structure, sums = compiled.scheme.structure, dict[str | None, Number]()
    for line in lines:
        sums[line.head.section] = sums.get(line.head.section, 0) + line.units
    if structure.granted:
        granted = structure.granted.get(role, structure.granted.get("*"))
        if granted is not None:
            lines.append(_line(compiled, "granted", "granted", "基础分", None, compiled.units(granted)))
    for section in compiled.scheme.sections:
        reached = sums.get(section.id, 0)
        sums[section.id], cuts = bounded(reached, compiled.maybe(section.cap), compiled.maybe(section.floor))
        for cut in cuts:
            word = f"section_{cut.word}"
            title = section.title + ("超出上限部分" if cut.word == "cap" else "补足下限")
            lines.append(_line(compiled, word, f"{word}:{section.id}", title, section.id, cut.units))
    bonus = sum(sums.get(one.id, 0) for one in compiled.scheme.sections if one.kind == "bonus")
    for cut in bounded(bonus, compiled.maybe(structure.bonus_cap), None)[1]:
        lines.append(_line(compiled, "bonus_cap", "bonus_cap", "加分合计超出上限部分", None, cut.units))
    total = sum(line.units for line in lines)
    total, cuts = bounded(total, compiled.maybe(structure.cap), compiled.maybe(structure.floor))
    for cut in cuts:
        title = "总分超出上限部分" if cut.word == "cap" else "总分补足下限"
        lines.append(_line(compiled, f"total_{cut.word}", f"total_{cut.word}", title, None, cut.units))
    if structure.rounding:
        change = rounded(Fraction(total) / compiled.scale, structure.rounding) * compiled.scale - total
        if change:
            lines.append(_line(compiled, "rounding", "rounding", "按办法取舍小数", None, change))
            total += change
    return total, lines


def _line(compiled: Compiled, kind: str, id: str, title: str, section: str | None, units: Number) -> Line:
    return Line(Head(kind, id, title, section, None, compiled.scale), units)


def rounded(points: Fraction, rounding: Rounding) -> Fraction:
    """Round as the rule book says; halves away from zero for 四舍五入.

    >>> rounded(Fraction("12.345"), Rounding(scale=2))
    Fraction(247, 20)
    """
    step = 10**rounding.scale
    size = abs(points) * step
    whole, rest = divmod(size.numerator, size.denominator)
    if (rounding.mode == "up" and rest) or (rounding.mode == "half_up" and 2 * rest >= size.denominator):
        whole += 1
    return Fraction(whole if points >= 0 else -whole, step)
