"""From items to the total: sections, bonus, total, rounding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from app.scoring.card import Head, Line
from app.scoring.entry import Attr
from app.scoring.limits import bounded
from app.scoring.plan import Compiled
from app.scoring.points import Number
from app.scoring.scheme import Rounding, Structure
from app.scoring.words import written


def adjust(
    compiled: Compiled, role: str, lines: list[Line], facts: Mapping[str, Attr] | None = None
) -> tuple[Number, list[Line]]:
    """Apply what belongs to the whole, each as a line of its own.

    Order: granted base, section caps and floors, bonus cap, section weights, part of a year,
    another scale, total cap and floor, rounding.

    Args:
        compiled: The scheme.
        role: Whose base applies.
        lines: One line per item.
        facts: Attributes of the subject, for the part of a year served.
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
    for section in compiled.scheme.sections:
        reached = sums.get(section.id, 0)
        if section.weight is not None and reached:
            weighted = f"section_weight:{section.id}"
            title = f"{section.title}按权重 {percent(section.weight)} 折算"
            change = _whole(reached * (section.weight - 1))
            lines.append(_line(compiled, "section_weight", weighted, title, section.id, change))
    total = sum(line.units for line in lines)
    for kind, title, factor in _factors(structure, role, facts):
        change = _whole(total * (factor - 1))
        if change:
            lines.append(_line(compiled, kind, kind, title, None, change))
            total += change
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


def _factors(
    structure: Structure, role: str, facts: Mapping[str, Attr] | None
) -> Iterator[tuple[str, str, Fraction]]:
    """Yield (kind, title, factor) of what the total is multiplied by."""
    months = served(structure, facts)
    if months is not None:
        yield "prorate", f"任职 {months[0]} 个月，折算为 {months[1]} 个月", Fraction(months[1], months[0])
    if structure.rescale is not None:
        whole = structure.rescale.of or structure.reference or {}
        of = whole.get(role, whole.get("*"))
        if of:
            to = structure.rescale.to
            yield "rescale", f"满分 {written(of)} 折算为 {written(to)}", to / of


def served(structure: Structure, facts: Mapping[str, Attr] | None) -> tuple[int, int] | None:
    """Return (months served, months of a year) of whoever served a part of the year, else None."""
    if structure.prorate is None or facts is None:
        return None
    months = facts.get(structure.prorate.by)
    if not isinstance(months, int) or isinstance(months, bool) or not 0 < months < structure.prorate.of:
        return None
    return months, structure.prorate.of


def percent(share: Fraction) -> str:
    """Write a share in per cent.

    >>> percent(Fraction(7, 10))
    '70%'
    """
    return f"{written(share * 100)}%"


def _whole(units: Number) -> Number:
    """Return units as a whole number wherever they are."""
    exact = Fraction(units)
    return exact.numerator if exact.denominator == 1 else exact


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
