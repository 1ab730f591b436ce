"""Dated rows: no two of a kind at the same time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

from app.core.errors import Conflict, FieldError, Invalid


class Dated(Protocol):
    """A row that holds from a day to a day, both included; no end means still."""

    starts_on: date
    ends_on: date | None


Row = TypeVar("Row", bound=Dated)
_FAR = date.max


def meet(one: Dated, starts_on: date, ends_on: date | None) -> bool:
    """Tell whether ``one`` and the span share a day."""
    return one.starts_on <= (ends_on or _FAR) and starts_on <= (one.ends_on or _FAR)


def holding(rows: Iterable[Row], day: date) -> list[Row]:
    """Return the rows that hold on ``day``."""
    return [row for row in rows if meet(row, day, day)]


def check_order(starts_on: date, ends_on: date | None, where: str = "ends_on") -> None:
    """Refuse an end before the beginning.

    Raises:
        Invalid: ``ends_before_start``.
    """
    if ends_on is not None and ends_on < starts_on:
        raise Invalid(errors=[FieldError(where, "ends_before_start", "结束日期不能早于开始日期。")])


def refuse_overlap(
    rows: Iterable[Any], starts_on: date, ends_on: date | None, what: str, *, but: Dated | None = None
) -> None:
    """Refuse a span that shares a day with one of ``rows``.

    Args:
        what: What would be held twice, for the sentence.
        but: The row being changed, which may overlap itself.

    Raises:
        Conflict: ``overlap``, with the dates of the row in the way.
    """
    for row in rows:
        if row is not but and meet(row, starts_on, ends_on):
            until = row.ends_on.isoformat() if row.ends_on else "今"
            raise Conflict(
                f"同一时间已有{what}（{row.starts_on.isoformat()} 至 {until}），时间不能重叠。",
                word="overlap",
            )


def close_before(rows: Iterable[Row], day: date) -> list[Row]:
    """End every open row that began before ``day`` on the day before it; return those ended."""
    closed = [row for row in rows if row.ends_on is None and row.starts_on < day]
    for row in closed:
        row.ends_on = day - timedelta(days=1)
    return closed


def close_on(rows: Iterable[Row], day: date) -> list[Row]:
    """Let every row that reaches beyond ``day`` end on it; return those changed."""
    changed = [row for row in rows if row.starts_on <= day and (row.ends_on is None or row.ends_on > day)]
    for row in changed:
        row.ends_on = day
    return changed
