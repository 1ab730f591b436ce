"""What can still become of a counted item, day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from app.scoring.entry import Row

ONE = timedelta(days=1)


class Kept(NamedTuple):
    """A record with the days on which the ledger learnt of it, and that it was wrong."""

    row: Row
    posted: date
    reversed: date | None = None

    def known(self, day: date) -> bool:
        """Tell whether the record counted at the end of a day."""
        return self.posted <= day and (self.reversed is None or self.reversed > day)


@dataclass(frozen=True, slots=True)
class Due:
    """A sitting at which somebody is due: what being there would post, and when it was to be held.

    Args:
        row: The record of being there.
        spans: Days on which it stood in the calendar with this member due and its roll open: first
            day, and the first day on which that no longer held (None: it still does).
        held: (from that day on, the day it was set for), oldest first.
    """

    row: Row
    spans: tuple[tuple[date, date | None], ...]
    held: tuple[tuple[date, date], ...]

    def ahead(self, day: date, last: date) -> bool:
        """Tell whether, at the end of a day, it could still bring its record by ``last``."""
        if not any(first <= day and (until is None or until > day) for first, until in self.spans):
            return False
        planned = [on for since, on in self.held if since <= day] or [self.held[0][1]]
        return planned[-1] <= last


@dataclass(frozen=True, slots=True)
class Asked:
    """One item as it was asked: how it counts, and the target from a day on.

    Args:
        count: Of rows, what the item's measure comes to.
        targets: (from that day on, the target), oldest first.
        scheduled: Whether only sittings in the calendar can still bring something.
        last: What happens after this day no longer counts: the end of intake, or of the membership.
    """

    count: Callable[[Sequence[Row]], int]
    targets: tuple[tuple[date, int], ...]
    scheduled: bool
    last: date

    def target(self, day: date) -> int:
        """Return what was asked at the end of a day."""
        found = [target for since, target in self.targets if since <= day] or [self.targets[0][1]]
        return found[-1]


class Turn(NamedTuple):
    """From this day on the item could, or could no longer, be reached."""

    on: date
    impossible: bool


def verified(asked: Asked, records: Sequence[Kept], day: date) -> int:
    """Return the item's count at the end of a day."""
    return asked.count(_rows(asked, records, day))


def impossible(asked: Asked, records: Sequence[Kept], due: Sequence[Due], day: date) -> bool:
    """Tell whether, at the end of a day, verified and the best that could follow stayed below the target.

    Of an open item anything may follow until its last day, and nothing after it. Of a scheduled
    one, being present at each sitting that was still in the calendar; whether two sittings count
    once is for the item's own measure to say.
    """
    if not asked.scheduled and day <= asked.last:
        return False
    rows = _rows(asked, records, day)
    if asked.scheduled:
        rows += [one.row for one in due if one.ahead(day, asked.last)]
    return asked.count(rows) < asked.target(day)


def turns(asked: Asked, records: Sequence[Kept], due: Sequence[Due], first: date, today: date) -> list[Turn]:
    """Return the days on which an item became impossible, and possible again, oldest first.

    Between two changes of what is known nothing turns, so only the days of changes are judged.
    """
    found: list[Turn] = []
    was = False
    for day in sorted({first, *(each for each in _changes(asked, records, due) if first < each <= today)}):
        if day > today:
            break
        now = impossible(asked, records, due, day)
        if now != was:
            found.append(Turn(day, now))
            was = now
    return found


def _rows(asked: Asked, records: Sequence[Kept], day: date) -> list[Row]:
    last = asked.last.isoformat()
    return [one.row for one in records if one.known(day) and str(one.row[1]) <= last]


def _changes(asked: Asked, records: Sequence[Kept], due: Sequence[Due]) -> Iterator[date]:
    yield asked.last + ONE
    yield from (since for since, _ in asked.targets)
    for record in records:
        yield record.posted
        if record.reversed is not None:
            yield record.reversed
    for one in due:
        for since, until in one.spans:
            yield since
            if until is not None:
                yield until
        yield from (since for since, _ in one.held)


def prorated(target: int, served: int, whole: int) -> int:
    """Return a year's target for part of a year: to the nearest whole, at least one, none of nothing.

    >>> [prorated(4, months, 12) for months in (12, 6, 5, 1, 0)]
    [4, 2, 2, 1, 0]
    """
    if served >= whole:
        return target
    if served == 0:
        return 0
    part = Fraction(target * served, whole)
    return max(1, (2 * part.numerator + part.denominator) // (2 * part.denominator))


def finish(count: int, target: int, first: date, today: date) -> date | None:
    """Return the day on which the target is reached if it goes on like this; None without a start.

    >>> finish(1, 3, date(2026, 1, 1), date(2026, 4, 30))
    datetime.date(2026, 12, 26)
    """
    if count <= 0 or today < first:
        return None
    days = (today - first).days + 1
    return first + timedelta(days=-(-days * target // count) - 1)
