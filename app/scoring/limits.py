"""Where counting stops: choice within a fact, caps, floors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.scoring.award import Held
from app.scoring.points import Number


class Cut(NamedTuple):
    """An amount added to (or, negative, taken from) a sum so that it meets its limit."""

    word: str
    units: Number


def bounded(units: Number, cap: Number | None, floor: Number | None) -> tuple[Number, tuple[Cut, ...]]:
    """Apply a cap and a floor to a sum.

    >>> bounded(25, 20, None)
    (20, (Cut(word='cap', units=-5),))
    """
    if cap is not None and units > cap:
        return cap, (Cut("cap", cap - units),)
    if floor is not None and units < floor:
        return floor, (Cut("floor", floor - units),)
    return units, ()


def outranked(
    contests: Iterable[tuple[int, Iterable[Held]]], pieces: Mapping[int, bool]
) -> set[tuple[int, str]]:
    """Tell which chains lose which records to a higher award for the same record.

    Args:
        contests: (chain, its entries) in the order of the document; the earlier wins a tie.
        pieces: Chain → whether quantity counts.
    Returns:
        (chain, record) pairs that do not count.
    """
    best: dict[str, tuple[Number, int]] = {}
    lost: set[tuple[int, str]] = set()
    for chain, held in contests:
        for hit, record, _, quantity in held:
            earned = hit.points
            if earned is None or hit.lacking:
                continue
            worth = earned * hit.weight * (quantity if pieces[chain] else 1)
            rival = best.get(record)
            if rival is None:
                best[record] = (worth, chain)
            elif worth > rival[0]:
                lost.add((rival[1], record))
                best[record] = (worth, chain)
            else:
                lost.add((chain, record))
    return lost
