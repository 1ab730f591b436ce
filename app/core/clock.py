"""The only clock of the house: aware UTC in, Beijing dates out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
_shift = timedelta(0)


def now() -> datetime:
    """Return the present moment, aware, in UTC, whole microseconds."""
    return datetime.now(UTC) + _shift


@contextmanager
def shifted_to(day: date) -> Iterator[None]:
    """Let this process live on the Beijing date ``day``, at the same time of day (``--today``)."""
    global _shift
    before = _shift
    _shift += timedelta(days=(day - today()).days)
    try:
        yield
    finally:
        _shift = before


def milliseconds() -> int:
    """Return the present moment as whole milliseconds since 1970, for ordered ids."""
    return time.time_ns() // 1_000_000


def today() -> date:
    """Return today's date as Beijing reads it (it changes at 16:00 UTC)."""
    return beijing_date(now())


def beijing_date(moment: datetime) -> date:
    """Return the Beijing calendar date of an aware ``moment``.

    >>> from datetime import UTC, datetime
    >>> beijing_date(datetime(2021, 12, 31, 16, 0, tzinfo=UTC))
    datetime.date(2022, 1, 1)
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no Beijing date")
    return moment.astimezone(BEIJING).date()


def start_of(day: date) -> datetime:
    """Return the moment at which a Beijing date begins.

    >>> start_of(date(2022, 1, 1)).isoformat()
    '2021-12-31T16:00:00+00:00'
    """
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING).astimezone(UTC)


def date_of(text: str) -> date:
    """Return the date that an ISO text such as ``2021-03-04`` names."""
    return date.fromisoformat(text)
