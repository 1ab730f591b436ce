"""How much: what one entry earns, and what a chain of them comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from app.scoring.measure import FULL, NONE, PARTIAL, together
from app.scoring.scheme import Award, Tiers, exact
from app.scoring.select import Attrs

Number = int | Fraction

#: Set in place of a lacking attribute when the same record earns more under a rival item.
HIGHER = "higher_elsewhere"


class Hit(NamedTuple):
    """What one entry means to one chain, worked out once per shape of entry."""

    weight: int
    group: str | None
    amounts: Mapping[str | None, Number | None]  # by attendance; the key None when not distinguished
    attendance: str | None
    lacking: str | None
    complete: bool


class Held(NamedTuple):
    """An entry waiting for its chain to be settled."""

    hit: Hit
    record: str
    on: date | str
    quantity: int


class Window(NamedTuple):
    """Which of the ordered pieces count."""

    skip: int
    take: int | None
    highest: bool
    beyond: str  # the reason word for pieces after the window


class Settled(NamedTuple):
    """What one chain came to, in units of 1/scale point."""

    units: Number
    measured: int
    taken: Mapping[str, int]
    left: tuple[tuple[str, str], ...]


class _Candidate(NamedTuple):
    amount: Number
    on: str
    records: tuple[str, ...]
    pieces: int


def amount(award: Award, attrs: Attrs, attendance: str | None) -> Fraction | None:
    """Return what one piece earns, or None when the table has no row for it."""
    if award.tiers is not None:
        return _tier(award.tiers, attrs, attendance)
    if award.assessed:
        return exact(str(attrs.get("points", "0")))
    return award.each if award.each is not None else Fraction(0)


def _tier(tiers: Tiers, attrs: Attrs, attendance: str | None) -> Fraction | None:
    axes = []
    for name in tiers.by:
        value = attendance if name == "completeness" and attendance else attrs.get(name)
        axes.append(value if isinstance(value, tuple) else (value,))
    paths: list[tuple[object, ...]] = [()]
    for axis in axes:
        paths = [(*path, value) for path in paths for value in axis]
    found = [points for key, points in tiers.table.items() for path in paths if _is(key, path)]
    if not found:
        return tiers.otherwise
    return sum(found, Fraction(0)) if tiers.many == "sum" else max(found)


def _is(key: tuple[object, ...], path: tuple[object, ...]) -> bool:
    return key == path and [type(one) for one in key] == [type(one) for one in path]


def settle(
    award: Award,
    window: Window,
    held: Iterable[Held],
    lump: Number,
    pieces: bool = False,
    inside: Callable[[date | str], bool] | None = None,
    elsewhere: Mapping[str, int] | None = None,
) -> Settled:
    """Turn the entries of one chain into units, with evidence on both sides.

    Args:
        award: The award of the chain.
        window: First, from the nth, once a year, highest.
        held: The entries, in any order.
        lump: The lump in units.
        pieces: Whether a record counts as often as its quantity says.
        inside: The period test, if the rule has a period.
        elsewhere: Pieces of each record that an earlier item counted, for ``rest_of``.
    """
    left: list[tuple[str, str]] = []
    groups: dict[tuple[str, str], list[Held]] = {}
    complete = True
    for one in held:
        if inside is not None and not inside(one.on):
            left.append((one.record, "outside_period"))
        elif one.hit.lacking:
            left.append(
                (
                    one.record,
                    "not_highest" if one.hit.lacking == HIGHER else "lacking_data",
                )
            )
        else:
            complete = complete and one.hit.complete
            key = ("group", one.hit.group) if one.hit.group is not None else ("record", one.record)
            groups.setdefault(key, []).append(one)
    candidates = _candidates(groups.values(), pieces, elsewhere or {}, left)
    if award.lump is not None:
        return _lump(award, lump, complete, candidates, left)
    return _slice(window, candidates, left)


def _candidates(
    groups: Iterable[list[Held]],
    pieces: bool,
    elsewhere: Mapping[str, int],
    left: list[tuple[str, str]],
) -> list[_Candidate]:
    candidates = []
    for group in groups:
        records = tuple(sorted(one.record for one in group))
        state = together([one.hit.attendance or NONE for one in group]) if group[0].hit.attendance else None
        earned = [found for one in group if (found := one.hit.amounts.get(state)) is not None]
        number = (
            1
            if group[0].hit.group is not None
            else sum(one.hit.weight * (one.quantity if pieces else 1) for one in group)
        )
        spent = sum(elsewhere.get(record, 0) for record in records)
        if state == NONE:
            left.extend((record, "not_attended") for record in records)
        elif not earned:
            left.extend((record, "no_tier") for record in records)
        elif spent and spent >= number:
            left.extend((record, "counted_elsewhere") for record in records)
        else:
            on = min(str(one.on) for one in group)
            candidates.append(_Candidate(max(earned), on, records, number - spent))
    return candidates


def _lump(
    award: Award,
    lump: Number,
    complete: bool,
    candidates: list[_Candidate],
    left: list[tuple[str, str]],
) -> Settled:
    measured = sum(one.pieces for one in candidates)
    records = {record: one.pieces for one in candidates for record in one.records}
    reason = "not_all" if not complete else "below_threshold" if measured < award.at_least else None
    if reason is None:
        return Settled(lump, measured, records, tuple(sorted(left)))
    left.extend((record, reason) for record in records)
    return Settled(0, measured, {}, tuple(sorted(left)))


def _slice(window: Window, candidates: list[_Candidate], left: list[tuple[str, str]]) -> Settled:
    if window.highest:
        candidates.sort(key=lambda one: (-one.amount, one.on, one.records))
    else:
        candidates.sort(key=lambda one: (one.on, one.records))
    units: Number = 0
    measured = position = 0
    taken: dict[str, int] = {}
    end = None if window.take is None else window.skip + window.take
    for one in candidates:
        start, position = position, position + one.pieces
        last = position if end is None else min(position, end)
        number = last - max(start, window.skip)
        # Without a window everything counts, a weight of nought (nothing attended) included.
        if number > 0 or (window.skip == 0 and end is None):
            units += one.amount * number
            measured += number
            taken.update(dict.fromkeys(one.records, number))
        else:
            reason = "before_nth" if position <= window.skip else window.beyond
            left.extend((record, reason) for record in one.records)
    return Settled(units, measured, taken, tuple(sorted(left)))


def attendances(distinguished: bool) -> tuple[str | None, ...]:
    """Return the attendance states that an amount has to be known for."""
    return (FULL, PARTIAL) if distinguished else (None,)
