"""How many: what one entry counts for, and in which group."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from app.scoring.scheme import Measure
from app.scoring.select import Attrs, predicate

FULL, PARTIAL, NONE = "full", "partial", "none"


class Count(NamedTuple):
    """What one entry counts for.

    Args:
        weight: Occurrences, or the summed attribute; multiplied by quantity for pieces.
        group: The thing several entries are one occurrence of, or None when the entry stands alone.
        attendance: full, partial or none, where the rule distinguishes them.
        lacking: The attribute that the rule needs and the entry does not have.
    """

    weight: int
    group: str | None = None
    attendance: str | None = None
    lacking: str | None = None


def counter(measure: Measure) -> Callable[[Attrs], Count]:
    """Return what counts one entry.

    >>> counter(Measure(sum="half_days"))({"half_days": 2}).weight
    2
    """
    if measure == Measure():
        once = Count(1)
        return lambda attrs: once
    if measure.distinct is not None and measure.whole is None:
        name = measure.distinct

        def grouped(attrs: Attrs) -> Count:
            group = attrs.get(name)
            return Count(1, None if group is None else str(group))

        return grouped
    attendance = _attendance(measure)

    def count(attrs: Attrs) -> Count:
        weight, lacking = 1, None
        if measure.sum is not None:
            value = attrs.get(measure.sum)
            if isinstance(value, tuple):
                weight = len(value)
            elif isinstance(value, int) and not isinstance(value, bool):
                weight = max(0, value)
            else:
                weight, lacking = 0, measure.sum
        group = attrs.get(measure.distinct) if measure.distinct else None
        return Count(weight, None if group is None else str(group), attendance(attrs), lacking)

    return count


def _attendance(measure: Measure) -> Callable[[Attrs], str | None]:
    if measure.whole is None:
        return lambda attrs: None
    whole, part = predicate(measure.whole), predicate(measure.part or ())

    def attendance(attrs: Attrs) -> str:
        if "completeness" in attrs:
            known = attrs["completeness"]
            return FULL if known == FULL else NONE if known == NONE else PARTIAL
        return FULL if whole(attrs) else PARTIAL if part(attrs) else NONE

    return attendance


def together(attendances: list[str]) -> str:
    """Combine the sittings of one activity: full if all are, none if none is, else partial.

    >>> together(["full", "none"])
    'partial'
    """
    states = set(attendances)
    return states.pop() if len(states) == 1 else PARTIAL
