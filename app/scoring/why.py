"""Why something follows: the years and their figures, in a Chinese sentence."""

from __future__ import annotations

from app.scoring.across import Range, When, YearTest
from app.scoring.chain import Fired
from app.scoring.history import History, YearFigures, named
from app.scoring.scheme import Scheme
from app.scoring.trace import written

_DIGITS = "零一二三四五六七八九"


def counted(number: int) -> str:
    """Write a small number before a measure word.

    >>> counted(2), counted(3), counted(12)
    ('两', '三', '12')
    """
    return "两" if number == 2 else _DIGITS[number] if number < 10 else str(number)


def titles(scheme: Scheme) -> dict[str, str]:
    """Return the titles of everything a condition may name."""
    return named(
        [
            ("total", "总分"),
            *((one.id, one.title) for one in scheme.items),
            *((one.id, one.title) for one in scheme.sections),
            *((one.id, one.title) for one in scheme.figures),
        ]
    )


def condition(scheme: Scheme, test: YearTest) -> str:
    """Say what a test asks of a year: “总分不到 60 分”."""
    names = titles(scheme)
    parts = [f"等次为{'或'.join(test.grade)}"] if test.grade else []
    if test.total is not None:
        parts.append(f"总分{_range(test.total, ' 分')}")
    for name, range_ in test.figures.items():
        none = range_.at_most is not None and range_.at_most == 0
        title = names.get(name, name)
        parts.append(f"没有{title}" if none else f"{title}{_range(range_, '')}")
    gates = {one.id: one.title for one in scheme.gates}
    parts += [f"未达到最低要求“{gates.get(one, one)}”" for one in test.missed[:1]] if test.missed else []
    lines = {one.id: one.title for one in scheme.thresholds}
    parts += ["或".join(lines.get(one, one) for one in test.below)] if test.below else []
    events = {one.id: one.title for one in scheme.vetoes}
    parts += ["或".join(events.get(one, one) for one in test.vetoes)] if test.vetoes else []
    parts += ["或".join(scheme.states.get(one, one) for one in test.state)] if test.state else []
    chosen = {one.id: one.title for one in scheme.selections}
    parts += [f"入选{'或'.join(chosen.get(one, one) for one in test.chosen)}"] if test.chosen else []
    if test.low_snapshots is not None:
        parts.append(f"低分通报次数{_range(test.low_snapshots, ' 次')}")
    if test.place is not None:
        ranks = {one.id: one.title for one in scheme.rankings}
        title = ranks.get(test.place.ranking, test.place.ranking)
        if test.place.top is not None:
            parts.append(f"{title}前 {written(test.place.top)} 名")
        if test.place.bottom is not None:
            parts.append(f"{title}后 {written(test.place.bottom)} 名")
    return "且".join(parts)


def _range(range_: Range, unit: str) -> str:
    words = (
        (range_.at_least, "不少于"),
        (range_.above, "超过"),
        (range_.at_most, "不多于"),
        (range_.below, "不到"),
    )
    return "、".join(f"{word} {written(end)}{unit}" for end, word in words if end is not None)


def shown(scheme: Scheme, test: YearTest, here: YearFigures) -> str:
    """Show what a year had, of that which a test asks: “55 分”."""
    names = titles(scheme)
    parts = []
    if (test.total is not None or test.below or (test.grade and not test.figures)) and here.total is not None:
        parts.append(f"{written(here.total)} 分")
    if test.grade and here.grade is not None and here.total is None:
        parts.append(here.grade)
    for name in test.figures:
        value = here.value(name)
        parts += [f"{names.get(name, name)} {written(value)}"] if value is not None else []
    if test.place is not None and test.place.ranking in here.places:
        place = here.places[test.place.ranking]
        parts.append(f"第 {place.place} 名，共 {place.of} 名")
    if test.low_snapshots is not None and here.low is not None:
        parts.append(f"低分 {here.low} 次")
    return "，".join(parts)


def because(scheme: Scheme, when: When, history: History, year: int, why: Fired) -> str:
    """Say on which years and figures a condition rests.

    Args:
        scheme: For the titles.
        when: The condition that holds.
        history: The subject's years.
        year: The year in which it holds.
        why: The years it rests on.
    """
    asked = condition(scheme, when)
    figures = [(one, shown(scheme, when, history[one])) for one in why.years]
    listed = "、".join(f"{one} 年 {text}".rstrip() for one, text in figures)
    if why.sums:
        names = titles(scheme)
        sums = "、".join(f"{names.get(name, name)} {written(total)}" for name, total in why.sums)
        return f"{year} 年止本届累计{sums}" + (f"（{listed}）" if listed else "")
    if when.times is not None:
        return f"本届内{counted(len(why.years))}次（{listed}）{asked}"
    if len(why.years) > 1:
        return f"连续{counted(len(why.years))}年（{listed}）{asked}"
    text = figures[0][1]
    return f"{year} 年{asked}" + (f"（{text}）" if text else "")
