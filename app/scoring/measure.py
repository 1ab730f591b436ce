"""How many: what one entry counts for, and in which group."""

from __future__ import annotations

from typing import NamedTuple

from app.scoring.scheme import Measure
from app.scoring.select import Attrs, matches

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


def count(measure: Measure, attrs: Attrs) -> Count:
    """Count one entry.

    >>> count(Measure(sum="half_days"), {"half_days": 2}).weight
    2
    """
    weight, lacking = 1, None
    if measure.sum is not None:
        value = attrs.get(measure.sum)
        known = isinstance(value, int) and not isinstance(value, bool)
        weight, lacking = (max(0, int(value)), None) if known else (0, measure.sum)  # type: ignore[arg-type]
    group = attrs.get(measure.distinct) if measure.distinct else None
    return Count(
        weight,
        None if group is None else str(group),
        _attendance(measure, attrs),
        lacking,
    )


def _attendance(measure: Measure, attrs: Attrs) -> str | None:
    if measure.whole is None:
        return None
    if "completeness" in attrs:
        return str(attrs["completeness"])
    if matches(measure.whole, attrs):
        return FULL
    return PARTIAL if matches(measure.part or (), attrs) else NONE


def together(attendances: list[str]) -> str:
    """Combine the sittings of one activity: full if all are, none if none is, else partial.

    >>> together(["full", "none"])
    'partial'
    """
    if all(one == FULL for one in attendances):
        return FULL
    return NONE if all(one == NONE for one in attendances) else PARTIAL
