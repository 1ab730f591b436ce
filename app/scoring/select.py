"""Which entries a rule looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from app.scoring.entry import Attr
from app.scoring.scheme import Period, Test, Where

Attrs = Mapping[str, Attr]


Predicate = Callable[[Attrs], bool]


def predicate(where: Where) -> Predicate:
    """Return a test of attributes: true when any one clause holds; no clause means always.

    >>> predicate(({"outcomes": Test(any_of=("key",))},))({"outcomes": ("key", "excellent")})
    True
    """
    clauses = [tuple((name, _test(test)) for name, test in clause.items()) for clause in where]
    if not clauses:
        return lambda attrs: True
    if len(clauses) > 1:
        return lambda attrs: any(all(test(attrs.get(name)) for name, test in one) for one in clauses)

    clause = clauses[0]
    if len(clause) == 1:
        name, test = clause[0]
        return lambda attrs: test(attrs.get(name))

    def every(attrs: Attrs) -> bool:
        # A plain loop: a generator costs as much again, and this runs for each new shape of entry.
        for name, test in clause:  # noqa: SIM110
            if not test(attrs.get(name)):
                return False
        return True

    return every


_Passes = Callable[[Attr | None], bool]


def _test(test: Test) -> _Passes:
    """Return the test of one attribute.

    A list attribute (outcomes, levels) passes ``any_of`` when it holds any of the words and
    ``none_of`` when it holds none. A missing attribute passes ``none_of`` and ``empty`` only.
    """
    parts: list[_Passes] = []
    if test.any_of is not None:
        parts.append(_holds(test.any_of))
    if test.none_of is not None:
        holds = _holds(test.none_of)
        parts.append(lambda value: not holds(value))
    if test.empty is not None:
        parts.append(lambda value: (value in (None, (), "", ("",))) == test.empty)
    if test.at_least is not None or test.at_most is not None:
        parts.append(_between(test.at_least, test.at_most))
    return parts[0] if len(parts) == 1 else lambda value: all(part(value) for part in parts)


def _holds(words: tuple[str | int | bool, ...]) -> _Passes:
    texts = frozenset(word for word in words if isinstance(word, str))
    if len(texts) == len(words):
        return lambda value: not texts.isdisjoint(value) if isinstance(value, tuple) else value in texts
    # True == 1 in Python; a rule that asks for "filed: true" must not accept the number one.
    wanted = frozenset((type(word), word) for word in words)

    def holds(value: Attr | None) -> bool:
        if isinstance(value, tuple):
            return any((type(one), one) in wanted for one in value)
        return (type(value), value) in wanted

    return holds


def _between(least: int | None, most: int | None) -> _Passes:
    def between(value: Attr | None) -> bool:
        if not isinstance(value, int) or isinstance(value, bool):
            return False
        return (least is None or value >= least) and (most is None or value <= most)

    return between


def within(period: Period) -> Callable[[date | str], bool]:
    """Return a test of a day (a date or ISO text) against a period that may cross the new year."""
    start, end = period.start, period.end

    def test(on: date | str) -> bool:
        day = str(on)[5:10]
        return start <= day <= end if start <= end else day >= start or day <= end

    return test
