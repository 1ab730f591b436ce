"""Figures as they are written in receipts."""

from __future__ import annotations

from fractions import Fraction


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
