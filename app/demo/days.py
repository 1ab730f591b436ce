"""Working days, and spreading things over them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random

from app.core.clock import BEIJING

ONE = timedelta(days=1)
#: Days on which nobody convenes anything, month and day.
_HOLIDAYS = {(1, 1), (5, 1), (5, 2), (5, 3), *((10, day) for day in range(1, 8))}


def working(first: date, last: date) -> list[date]:
    """Return the working days from ``first`` to ``last``, both included."""
    days = [first + ONE * offset for offset in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5 and (day.month, day.day) not in _HOLIDAYS]


def spread(random: Random, first: date, last: date, count: int) -> list[date]:
    """Return ``count`` working days in order, one from each equal stretch of the span; none of nothing."""
    days = working(first, last)
    if not days or not count:
        return []
    edges = [len(days) * index // count for index in range(count + 1)]
    return [days[random.randrange(low, max(low + 1, high))] for low, high in pairwise(edges)]


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a Beijing time of ``day``."""
    return datetime.combine(day, time(hour, minute), BEIJING)


def share(random: Random, total: int, count: int, least: int = 1) -> list[int]:
    """Split ``total`` into ``count`` whole numbers of at least ``least`` that add up to it exactly.

    >>> sum(share(Random("x"), 100, 7, 3))
    100
    """
    weights = [random.randrange(60, 141) for _ in range(count)]
    free, whole = total - least * count, sum(weights)
    parts = [least + free * weight // whole for weight in weights]
    for index in range(total - sum(parts)):
        parts[index % count] += 1
    return parts


def chosen(random: Random, count: int, among: int) -> set[int]:
    """Return ``count`` different positions below ``among``."""
    return set(random.sample(range(among), count))
