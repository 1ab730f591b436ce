"""What is added to a piece's worth, and who gets which part."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from app.scoring.measure import Count
from app.scoring.points import Number
from app.scoring.scheme import Award, Portion, Share
from app.scoring.select import Attrs, predicate

#: The worth of one piece in units, by attributes and attendance; None when no row names it.
Price = Callable[[Attrs, str | None], Number | None]


def topped(base: Price, award: Award, units: Callable[[Fraction], Number]) -> Price:
    """Return a price with the adders whose condition holds on top.

    Without each or tiers a piece for which no adder holds has no price.
    """
    adders = [(predicate(adder.where), units(adder.points)) for adder in award.adders]
    alone = award.each is None and award.tiers is None

    def price(attrs: Attrs, attendance: str | None) -> Number | None:
        worth = base(attrs, attendance)
        held = [points for holds, points in adders if holds(attrs)]
        return None if worth is None or (alone and not held) else worth + sum(held)

    return price


def portion_of(share: Share) -> Callable[[Attrs], Portion | None]:
    """Return what tells a subject's portion of a piece; None when the table has no row for it."""
    where, whole = predicate(share.where), Portion(part=Fraction(1))

    def portion(attrs: Attrs) -> Portion | None:
        return share.table.get(str(attrs.get(share.by)), share.otherwise) if where(attrs) else whole

    return portion


def shared(base: Price, share: Share) -> Price:
    """Return a price of which a subject gets its portion, exact.

    >>> share = Share(table={"participant": {"part": "1/2", "among": "signers", "besides": 1}})
    >>> shared(lambda attrs, attendance: 10, share)({"role": "participant", "signers": 4}, None)
    Fraction(5, 3)
    """
    find = portion_of(share)

    def price(attrs: Attrs, attendance: str | None) -> Number | None:
        portion, worth = find(attrs), base(attrs, attendance)
        heads = None if portion is None else _heads(portion, attrs)
        if portion is None or worth is None or heads is None:
            return None
        earned = Fraction(worth) * portion.part / heads
        return earned.numerator if earned.denominator == 1 else earned

    return price


def _heads(portion: Portion, attrs: Attrs) -> int | None:
    """Return among how many the portion is split; None when the record does not say."""
    if portion.among is None:
        return 1
    heads = attrs.get(portion.among)
    if not isinstance(heads, int) or isinstance(heads, bool) or heads <= portion.besides:
        return None
    return heads - portion.besides


def wanting(count: Callable[[Attrs], Count], share: Share) -> Callable[[Attrs], Count]:
    """Return a counter that also names the number of people a share needs and the record lacks."""
    find = portion_of(share)

    def counted(attrs: Attrs) -> Count:
        found, portion = count(attrs), find(attrs)
        if found.lacking is None and portion is not None and _heads(portion, attrs) is None:
            return found._replace(lacking=portion.among)
        return found

    return counted
