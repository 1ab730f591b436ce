"""Which entries a rule looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from app.scoring.entry import Attr
from app.scoring.scheme import Clause, Period, Test, Where

Attrs = Mapping[str, Attr]


def passes(test: Test, value: Attr | None) -> bool:
    """Tell whether one attribute passes its condition.

    A list attribute (outcomes, levels) passes ``any_of`` when it holds any of the words and
    ``none_of`` when it holds none. A missing attribute passes ``none_of`` and ``empty`` only.

    >>> passes(Test(any_of=("key",)), ("key", "excellent"))
    True
    """
    held = value if isinstance(value, tuple) else () if value is None else (value,)
    if test.any_of is not None and not any(_same(word, one) for word in test.any_of for one in held):
        return False
    if test.none_of is not None and any(_same(word, one) for word in test.none_of for one in held):
        return False
    if test.empty is not None and test.empty != (held in ((), ("",))):
        return False
    if test.at_least is None and test.at_most is None:
        return True
    number = value if isinstance(value, int) and not isinstance(value, bool) else None
    if number is None:
        return False
    return (test.at_least is None or number >= test.at_least) and (
        test.at_most is None or number <= test.at_most
    )


def _same(word: object, one: object) -> bool:
    # True == 1 in Python; a rule that asks for "filed: true" must not accept the number one.
    return word == one and isinstance(word, bool) == isinstance(one, bool)


def matches(where: Where, attrs: Attrs) -> bool:
    """Tell whether the attributes satisfy any one clause; no clause means always."""
    return not where or any(_clause(clause, attrs) for clause in where)


def _clause(clause: Clause, attrs: Attrs) -> bool:
    return all(passes(test, attrs.get(name)) for name, test in clause.items())


def within(period: Period) -> Callable[[date | str], bool]:
    """Return a test of a day (a date or ISO text) against a period that may cross the new year."""
    start, end = period.start, period.end

    def test(on: date | str) -> bool:
        day = str(on)[5:10]
        return start <= day <= end if start <= end else day >= start or day <= end

    return test
