"""How much: what one entry earns, and a chain of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from operator import itemgetter
from typing import NamedTuple

from app.scoring.entry import Attr
from app.scoring.measure import NONE, together
from app.scoring.points import Number
from app.scoring.scheme import Award, Tiers, exact
from app.scoring.select import Attrs
from app.scoring.worth import Price, shared, topped

#: Set in place of a lacking attribute: the reason why a record does not count for another's sake.
NOT_HIGHEST, ELSEWHERE, SUPERSEDED = "not_highest", "counted_elsewhere", "superseded"
_WHY = frozenset((NOT_HIGHEST, ELSEWHERE, SUPERSEDED))


class Hit(NamedTuple):
    """What one entry means to one chain, worked out once per shape of entry."""

    weight: int
    group: str | None
    attendance: str | None
    lacking: str | None
    complete: bool
    points: Number | None  # the worth of one piece, as far as this entry alone can tell
    amounts: Mapping[str | None, Number | None]  # by attendance; the key None when not distinguished
    key: Attr | None = None  # the record it comes from, or the stage of an assessment


#: An entry waiting for its chain to be settled: hit, record, day, quantity.
Held = tuple[Hit, str, date | str, int]


class Window(NamedTuple):
    """Which of the ordered pieces count."""

    skip: int
    take: int | None
    rank: int  # 1: highest first, -1: lowest first, 0: earliest first
    beyond: str  # the reason word for pieces after the window


class Settled(NamedTuple):
    """What one chain came to, in units of 1/scale point."""

    units: Number
    measured: int
    taken: Mapping[str, int]
    left: Sequence[tuple[str, str]]


#: What may count, ready to be ordered: rank, day, records, pieces, amount of one piece.
Candidate = tuple[Number, date | str, tuple[str, ...], int, Number]
Left = list[tuple[str, str]]


def pricer(award: Award, units: Callable[[Fraction], Number]) -> Price:
    """Return what tells the worth of one piece in units; None when the table has no row for it.

    Args:
        award: The award of a chain.
        units: Turns points into units.
    """
    price = _base(award, units)
    if award.adders:
        price = topped(price, award, units)
    return price if award.share is None else shared(price, award.share)


def _base(award: Award, units: Callable[[Fraction], Number]) -> Price:
    if award.tiers is not None:
        return _table(award.tiers, units)
    if award.assessed:
        return lambda attrs, attendance: units(exact(str(attrs.get("points", "0"))))
    worth = units(award.each if award.each is not None else Fraction(0))
    return lambda attrs, attendance: worth


def _table(tiers: Tiers, units: Callable[[Fraction], Number]) -> Price:
    # The type stands beside the word, because True == 1 in Python and not in a rule book.
    cells: dict[tuple[object, ...], Number]
    cells = {tuple((type(one), one) for one in key): units(points) for key, points in tiers.table.items()}
    otherwise = None if tiers.otherwise is None else units(tiers.otherwise)

    def price(attrs: Attrs, attendance: str | None) -> Number | None:
        axes = []
        for name in tiers.by:
            value = attendance if name == "completeness" and attendance else attrs.get(name)
            words = dict.fromkeys(value) if isinstance(value, tuple) else (value,)
            axes.append([(type(one), one) for one in words])
        found = [cells[path] for path in product(*axes) if path in cells]
        if not found:
            return otherwise
        return sum(found) if tiers.many == "sum" else max(found)

    return price


def settle(
    held: Iterable[Held],
    window: Window,
    pieces: bool = False,
    inside: Callable[[date | str], bool] | None = None,
    elsewhere: Mapping[str, int] | None = None,
) -> Settled:
    """Turn the waiting entries of one chain into units, with evidence on both sides.

    Args:
        held: The entries, in any order.
        window: First, from the nth, once a year, highest.
        pieces: Whether a record counts as often as its quantity says.
        inside: The period test, if the rule has a period.
        elsewhere: Pieces of each record that an earlier item counted, for ``rest_of``.
    """
    left: Left = []
    candidates: list[Candidate] = []
    groups: dict[str, list[Held]] = {}
    for one in held:
        hit, record, on, quantity = one
        weight, group, attendance, lacking, _, points, _, _ = hit
        if inside is not None and not inside(on):
            left.append((record, "outside_period"))
        elif lacking is not None:
            left.append((record, lacking if lacking in _WHY else "lacking_data"))
        elif group is not None:
            if group in groups:
                groups[group].append(one)
            else:
                groups[group] = [one]
        else:
            number = weight * quantity if pieces else weight
            if elsewhere:
                spent = elsewhere.get(record, 0)
                if spent and spent >= number:
                    left.append((record, "counted_elsewhere"))
                    continue
                number -= spent
            if points is None:
                left.append((record, _unpriced(attendance)))
            else:
                candidates.append((-points, on, (record,), number, points))
    records: tuple[str, ...]
    for sittings in groups.values():
        if len(sittings) == 1:
            hit, record, on, _ = sittings[0]
            records, attendance, points = (record,), hit.attendance, hit.points
        else:
            records, attendance, points, on = _together(sittings)
        if points is None:
            left.extend([(record, _unpriced(attendance)) for record in records])
        else:
            candidates.append((-points, on, records, 1, points))
    return _slice(window, candidates, left)


def _unpriced(attendance: str | None) -> str:
    return "not_attended" if attendance == NONE else "no_tier"


def _together(group: list[Held]) -> tuple[tuple[str, ...], str | None, Number | None, date | str]:
    """Return the records, attendance, worth and first day of several entries that are one occurrence."""
    records = tuple(sorted([one[1] for one in group]))
    state = together([one[0].attendance or NONE for one in group]) if group[0][0].attendance else None
    earned = [found for one in group if (found := one[0].amounts.get(state)) is not None]
    return records, state, max(earned) if earned else None, min([one[2] for one in group])  # type: ignore[type-var]


def in_order(window: Window, piles: Iterable[tuple[Number, list[tuple[date | str, str]]]]) -> Settled:
    """Settle pieces of one each: the short way where nothing but day and worth decides.

    Args:
        window: Which of the ordered pieces count.
        piles: (worth of a piece, its pieces as (day, record)).
    """
    rank = -window.rank
    ranked = [(rank * points, on, record, points) for points, pile in piles for on, record in pile]
    ranked.sort()
    skip = window.skip
    end = len(ranked) if window.take is None else skip + window.take
    kept = ranked[skip:end]
    left = [(one[2], "before_nth") for one in ranked[:skip]]
    left += [(one[2], window.beyond) for one in ranked[end:]]
    return Settled(sum([one[3] for one in kept]), len(kept), {one[2]: 1 for one in kept}, left)


def _slice(window: Window, candidates: list[Candidate], left: Left) -> Settled:
    if window.rank > 0:
        candidates.sort()
    elif window.rank < 0:
        candidates.sort(key=_by_worth)
    elif window.skip or window.take is not None:
        candidates.sort(key=_by_day)
    units: Number = 0
    measured = position = 0
    taken: dict[str, int] = {}
    skip = window.skip
    end = None if window.take is None else skip + window.take
    for _, _, records, pieces, points in candidates:
        start, position = position, position + pieces
        number = (position if end is None or position < end else end) - (start if start > skip else skip)
        # Without a window everything counts, a weight of nought (nothing attended) included.
        if number > 0 or (skip == 0 and end is None):
            units += points * number
            measured += number
            for record in records:
                taken[record] = number
        else:
            reason = "before_nth" if position <= skip else window.beyond
            left.extend([(record, reason) for record in records])
    return Settled(units, measured, taken, left)


_by_day = itemgetter(1, 2)
_by_worth = itemgetter(4, 1, 2)
