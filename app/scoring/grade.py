"""From the total to a grade: bands, gates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from app.scoring.points import Number
from app.scoring.scheme import Band


class GateResult(NamedTuple):
    """Whether a minimum requirement was met, and by how much."""

    id: str
    title: str
    article: str | None
    outcome: str  # met, missed or not_applicable
    measured: tuple[tuple[int, int], ...]  # (reached, needed) for each alternative
    force_grade: str | None = None

    @property
    def met(self) -> bool:
        """Tell whether nothing is missing."""
        return self.outcome != "missed"


#: (lowest total of the band in units, or None for the lowest band; its name), lowest first.
Ladder = tuple[tuple[Number | None, str], ...]


def ladder(bands: Sequence[Band], scale: int) -> Ladder:
    """Return the bands as half-open steps, lowest first.

    >>> ladder((Band(name="良好", min=80), Band(name="其他")), 2)
    ((None, '其他'), (Fraction(160, 1), '良好'))
    """
    steps = sorted(bands, key=lambda band: (band.min is not None, band.min or 0))
    return tuple((None if band.min is None else band.min * scale, band.name) for band in steps)


def graded(
    steps: Ladder, units: Number, gates: Iterable[GateResult], closed: Collection[str] = ()
) -> str | None:
    """Return the grade after gates: a missed gate may force the grade, never the total.

    Args:
        steps: The bands, lowest first.
        units: The total.
        gates: What may force a grade.
        closed: Bands whose other conditions are not met.

    >>> graded(((None, "其他"), (80, "良好")), 79, ())
    '其他'
    """
    reached = None
    for place, (least, name) in enumerate(steps):
        if (least is None or units >= least) and name not in closed:
            reached = place
    if reached is None:
        return None
    forced = [gate.force_grade for gate in gates if gate.force_grade and not gate.met]
    if forced:
        reached = min(reached, *(place for place, (_, name) in enumerate(steps) if name in forced))
    return steps[reached][1]
