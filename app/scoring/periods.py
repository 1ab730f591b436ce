"""Parts of a year: snapshots, and the cut-off day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from app.scoring.card import Parts, Scorecard, Snapshot
from app.scoring.scheme import Scheme

#: An entry or a ledger row.
T = TypeVar("T", bound=Sequence[Any])


def in_time(things: Iterable[T], since: str, until: str, day: Callable[[T], Any]) -> tuple[list[T], list[T]]:
    """Split things into those of the days ``since`` to ``until`` (MM-DD, both included) and the others.

    >>> in_time(["2024-06-30", "2024-07-01"], "01-01", "06-30", str)
    (['2024-06-30'], ['2024-07-01'])
    """
    inside: list[T] = []
    outside: list[T] = []
    for thing in things:
        (inside if since <= str(day(thing))[5:10] <= until else outside).append(thing)
    return inside, outside


def in_parts(
    scheme: Scheme, things: Iterable[T], day: Callable[[T], Any], scored: Callable[[list[T]], Scorecard]
) -> Scorecard:
    """Score what lies before the cut-off day, and each declared part of it by itself.

    Args:
        scheme: With a cut-off day, snapshots, or both.
        things: What the whole year has, in any order; the id of each stands first in it.
        day: When it was done: a date, or its ISO text.
        scored: Scores some of them, with the tariff of the whole year.
    """
    counted, late = in_time(things, "01-01", scheme.cut_off or "12-31", day)
    card = scored(counted)
    snapshots = []
    for one in scheme.snapshots:
        points = scored(in_time(counted, one.since, one.until, day)[0]).total
        low = one.low is not None and points < one.low
        snapshots.append(Snapshot(one.id, one.title, points, low))
    ids = sorted(str(one[0]) for one in late)
    card.parts = Parts(scheme.cut_off, tuple(ids), tuple(snapshots))
    return card


def low(card: Scorecard) -> int | None:
    """Count the snapshots whose total stays below their line; None when the scheme has none."""
    taken = card.parts.snapshots if card.parts else ()
    return sum(1 for one in taken if one.low) if taken else None
