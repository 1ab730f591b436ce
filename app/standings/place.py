"""Places by exact points: equal ones share a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby


def places(totals: Iterable[tuple[str, Fraction]]) -> Iterator[tuple[str, int]]:
    """Yield (id, place), best first; equal totals share a place and come by id.

    >>> points = [("a", Fraction(1)), ("b", Fraction(5)), ("c", Fraction(3)), ("d", Fraction(5))]
    >>> list(places(points))
    [('b', 1), ('d', 1), ('c', 3), ('a', 4)]
    """
    place = 1
    for _, tied in groupby(sorted(totals, key=lambda one: (-one[1], one[0])), key=lambda one: one[1]):
        ids = [id for id, _ in tied]
        yield from ((id, place) for id in ids)
        place += len(ids)
