"""Parts of a year: snapshots, and the cut-off day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from app.scoring.across import Snapshot
from app.scoring.card import Scorecard
from app.scoring.engine import score
from app.scoring.entry import Entry, Subject
from app.scoring.plan import Compiled

T = TypeVar("T")


def in_time(
    things: Iterable[T], since: str, until: str, day: Callable[[T], date | str]
) -> tuple[list[T], list[T]]:
    """Split things into those of the days ``since`` to ``until`` (MM-DD, both included) and the others.

    >>> in_time(["2024-06-30", "2024-07-01"], "01-01", "06-30", str)
    (['2024-06-30'], ['2024-07-01'])
    """
    inside: list[T] = []
    outside: list[T] = []
    for thing in things:
        (inside if since <= str(day(thing))[5:10] <= until else outside).append(thing)
    return inside, outside


def counting(compiled: Compiled, entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Split entries into those that count for the year and those after the cut-off day."""
    cut_off = compiled.scheme.cut_off
    if cut_off is None:
        return list(entries), []
    return in_time(entries, "01-01", cut_off, _day)


def snapshots(compiled: Compiled, subject: Subject, entries: Iterable[Entry]) -> dict[str, Scorecard]:
    """Score each declared part of the year by itself, with the same tariff.

    Args:
        compiled: The scheme.
        subject: Whose sheet.
        entries: The entries of the whole year, in any order.
    """
    known = list(entries)
    return {
        one.id: score(compiled, subject, in_time(known, one.since, one.until, _day)[0])
        for one in compiled.scheme.snapshots
    }


def low(declared: Iterable[Snapshot], cards: dict[str, Scorecard]) -> int:
    """Count the snapshots whose total stays below their line."""
    return sum(
        1 for one in declared if one.low is not None and one.id in cards and cards[one.id].total < one.low
    )


def _day(entry: Entry) -> date:
    return entry.on
