"""From the total to a grade: bands, gates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

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


def band_of(bands: Sequence[Band], total: Fraction) -> str | None:
    """Return the grade whose half-open band holds the total; None without bands.

    >>> band_of((Band(name="良好", min=80), Band(name="其他")), Fraction("79.5"))
    '其他'
    """
    for band in sorted(bands, key=_height, reverse=True):
        if band.min is None or total >= band.min:
            return band.name
    return None


def _height(band: Band) -> tuple[bool, Fraction]:
    return band.min is not None, band.min or Fraction(0)


def graded(bands: Sequence[Band], total: Fraction, gates: Iterable[GateResult]) -> str | None:
    """Return the grade after gates: a missed gate may force the grade, never the total."""
    reached = band_of(bands, total)
    order = [band.name for band in sorted(bands, key=_height)]
    forced = [gate.force_grade for gate in gates if not gate.met and gate.force_grade in order]
    if reached is None or not forced:
        return reached
    return min([reached, *(name for name in forced if name)], key=order.index)
