"""A scheme compiled: what each shape of entry means to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from app.scoring.attributes import asked
from app.scoring.award import Hit, Window, pricer
from app.scoring.card import Head
from app.scoring.grade import ladder
from app.scoring.measure import FULL, PARTIAL, Count, counter
from app.scoring.params import bound, values
from app.scoring.points import Number
from app.scoring.scheme import Award, Condition, Item, Measure, Model, Part, Scheme, Select
from app.scoring.select import Attrs, Predicate, predicate, within
from app.scoring.special import Extras, is_special, quarters
from app.scoring.worth import Price, wanting

SHAPES = 16_384  # shapes of entry remembered before starting afresh: about 10 MB


@dataclass(frozen=True, slots=True)
class Chain:
    """One select → measure → award, ready to run."""

    number: int
    selects: tuple[Select, ...]
    measure: Measure
    award: Award
    window: Window
    lump: Number
    count: Callable[[Attrs], Count]
    price: Price
    complete: Predicate
    inside: Callable[[date | str], bool] | None = None
    rest_of: tuple[int, ...] = ()
    plain: bool = False  # the sum needs no order, no rivals and no single pieces
    queue: bool = False  # pieces of one each, counted in the order of days or of worth
    gate: bool = False
    each: Number = 0  # the worth of one group, where groups are simply counted
    also: Predicate | None = None  # what is asked of an entry beside the select
    key: str | None = None  # the attribute that a record is followed by to another, or its stage
    partner: Chain | None = None  # for a ratio: the part of this chain that was attained


class Slot(NamedTuple):
    """A pile of records that mean the same to one chain."""

    chain: int
    weight: int
    amount: Number
    complete: bool


class Plan(NamedTuple):
    """What a shape of entry means: piles to go to, groups to enter, queues by day, chains to wait for."""

    slots: tuple[int, ...]
    groups: tuple[tuple[int, str], ...]
    queued: tuple[int, ...]
    held: tuple[tuple[int, Hit], ...]


class Memory:
    """Plans by shape. Replaced as a whole when full, so that a running scan keeps its own."""

    def __init__(self) -> None:
        self.plans: dict[tuple[str, ...], Plan] = {}
        self.slots: list[Slot] = []
        self.index: dict[Slot, int] = {}
        self.lock = threading.Lock()

    def slot(self, slot: Slot) -> int:
        """Return the number of a pile, a new one if need be."""
        number = self.index.get(slot)
        if number is None:
            number = self.index[slot] = len(self.slots)
            self.slots.append(slot)
        return number


class Needed(NamedTuple):
    """One need of a condition: reached when each of its chains (one for each period) is."""

    chains: tuple[Chain, ...]
    least: int
    prorate: bool


_ALL = Window(0, None, 0, "")
_RANKS = {"earliest": 0, "highest": 1, "lowest": -1}


class Compiled:
    """A scheme made ready once and used for any number of subjects, from any thread."""

    def __init__(self, scheme: Scheme, chosen: Mapping[str, Fraction] | None = None) -> None:
        scheme = bound(scheme, chosen)
        self.scheme = scheme
        #: Attributes of the subject, beside its role, on which the points or places depend.
        self.asked = frozenset(name for _, name in asked(scheme) if name != "role")
        #: Whether the days of the year decide more than the periods of the items.
        self.parted = scheme.cut_off is not None or bool(scheme.snapshots)
        self.scale = _scale(scheme)
        self.chains: list[Chain] = []
        self.of_item: list[tuple[Chain, ...]] = []
        numbers = {item.id: place for place, item in enumerate(scheme.items)}
        rivals = {one for choice in scheme.within_fact for one in choice.items}
        # An item whose remainder another item counts has to know its pieces one by one.
        shared = {one for i in scheme.items for c in i.chains() if c.select for one in c.select.rest_of}
        for item in scheme.items:
            bare = item.id not in rivals
            chains = [self._chain(item, part, numbers, bare, item.id in shared) for part in item.chains()]
            self.of_item.append(tuple(chains))
        self.contests = tuple(
            tuple(numbers[id] for id in sorted(choice.items, key=numbers.__getitem__))
            for choice in scheme.within_fact
        )
        self.of_gate = tuple(self.needs(gate) for gate in scheme.gates)
        #: None for a scheme without any of the rarer shapes, which then cost nothing.
        self.extras = Extras(self) if is_special(scheme) else None
        self.table: dict[str, list[tuple[Chain, Predicate]]] = {}
        for chain in self.chains:
            for select in chain.selects:
                match = predicate(select.where)
                if chain.also is not None:
                    match = both(match, chain.also)
                for fact in select.fact:
                    self.table.setdefault(fact, []).append((chain, match))
        self.heads = tuple(
            Head("item", item.id, item.title, item.section, item.article, self.scale, item)
            for item in scheme.items
        )
        self.limits = tuple(
            (self.units(i.start or Fraction(0)), self.maybe(i.limit.cap), self.maybe(i.limit.floor))
            for i in scheme.items
        )
        structure = scheme.structure
        self.flat = not (
            structure.granted or structure.rounding or structure.prorate or structure.rescale
            or any(one is not None for one in (structure.bonus_cap, structure.cap, structure.floor))
            or any(not (one.cap is one.floor is one.weight is None) for one in scheme.sections)
        )  # fmt: skip
        self._applies: dict[str, tuple[bool, ...]] = {}
        self.ladder = ladder(scheme.bands, self.scale)
        self.memory = Memory()
        self.variants: dict[tuple[Fraction, ...], Compiled] = {}

    def units(self, points: Fraction) -> Number:
        """Return points in units of 1/scale: a whole number wherever it is exact."""
        scaled = points * self.scale
        return scaled.numerator if scaled.denominator == 1 else scaled

    def applies(self, role: str) -> tuple[bool, ...]:
        """Tell for each item whether it applies to a role."""
        known = self._applies.get(role)
        if known is None:
            items = self.scheme.items
            known = self._applies[role] = tuple(not i.applies_to or role in i.applies_to for i in items)
        return known

    def maybe(self, points: Fraction | None) -> Number | None:
        """Return a limit in units, if there is one."""
        return None if points is None else self.units(points)

    def of(self, facts: Attrs) -> Compiled:
        """Return the scheme with the parameters of one subject, kept for the next one like it."""
        if not self.scheme.params:
            return self
        chosen = values(self.scheme, facts)
        key = tuple(chosen.values())
        if key not in self.variants:
            self.variants[key] = Compiled(self.scheme, chosen)
        return self.variants[key]

    def plan(self, memory: Memory, fact: str, attrs: Attrs) -> Plan:
        """Work out what a shape of entry means (once per shape)."""
        slots: list[int] = []
        groups: list[tuple[int, str]] = []
        queued: list[int] = []
        held: list[tuple[int, Hit]] = []
        last = -1
        with memory.lock:
            for chain, match in self.table.get(fact, ()):
                # The selects of one chain stand together; an entry enters a chain once.
                if chain.number == last or not match(attrs):
                    continue
                last = chain.number
                weight, group, attendance, lacking = chain.count(attrs)
                complete = chain.complete(attrs)
                if chain.queue and lacking is None:
                    points = chain.price(attrs, None)
                    if points is not None:
                        queued.append(memory.slot(Slot(chain.number, 1, points, True)))
                        continue
                if chain.plain and lacking is None:
                    points = chain.price(attrs, None)
                    if points is not None:
                        if group is not None:
                            groups.append((chain.number, group))
                            weight = 0
                        # A gate only counts; its groups need no pile of records beside them.
                        if group is None or not chain.gate:
                            slots.append(memory.slot(Slot(chain.number, weight, points, complete)))
                        continue
                states = (None,) if attendance is None else (FULL, PARTIAL)
                amounts = {state: chain.price(attrs, state) for state in states}
                points = amounts.get(attendance)
                key = None if chain.key is None else attrs.get(chain.key)
                hit = Hit(weight, group, attendance, lacking, complete, points, amounts, key)
                held.append((chain.number, hit))
        return Plan(tuple(slots), tuple(groups), tuple(queued), tuple(held))

    def _chain(self, item: Item, part: Part, numbers: Mapping[str, int], bare: bool, shared: bool) -> Chain:
        award, limit, select = part.award, item.limit, part.select
        if award.assessed:
            select = Select.model_validate({"fact": ["assessed"], "where": {"item": item.id}})
        if select is None:  # a lump for conditions of the item, without records of its own
            return self._add((), part.measure, award, _ALL)
        take = 1 if limit.once_per_year else award.first_n
        rank = 1 if limit.best_of else _RANKS[award.order]
        beyond = "not_highest" if rank > 0 else "once_per_year" if limit.once_per_year else "beyond_nth"
        window = Window((award.from_nth or 1) - 1, take, rank, beyond)
        key = select.via or ("stage" if award.stages else None)
        bare = bare and not select.rest_of and key is None
        windowed = window.skip > 0 or take is not None
        queue = bare and windowed and award.lump is None and part.measure == Measure()
        # What several sittings earn as one has to be worked out from each of them.
        varied = part.measure.distinct and (award.tiers or award.adders or award.share)
        plain = bare and not windowed and not shared and not varied
        rest_of = tuple(numbers[one] for one in select.rest_of)
        partner = None
        if award.rate is not None:
            also = predicate(award.rate.attained)
            partner = self._add((select,), part.measure, award, window, (), plain, also=also)
        return self._add(
            (select,), part.measure, award, window, rest_of, plain, queue, key=key, partner=partner
        )

    def tally(self, selects: tuple[Select, ...], measure: Measure) -> Chain:
        """Add a chain that only counts."""
        return self._add(selects, measure, Award(each=Fraction(0)), _ALL, plain=True, gate=True)

    def needs(self, condition: Condition) -> tuple[Needed, ...]:
        """Add the chains of a condition."""
        found = []
        for need in condition.any_of:
            parts: tuple[tuple[Select, ...], ...] = (need.select,)
            if need.per is not None:
                parts = tuple(
                    tuple(one.model_copy(update={"period": period}) for one in need.select)
                    for period in quarters(need.per)
                )
            chains = tuple(self.tally(selects, need.measure) for selects in parts)
            found.append(Needed(chains, need.at_least, need.prorate))
        return tuple(found)

    def _add(
        self,
        selects: tuple[Select, ...],
        measure: Measure,
        award: Award,
        window: Window,
        rest_of: tuple[int, ...] = (),
        plain: bool = False,
        queue: bool = False,
        *,
        gate: bool = False,
        also: Predicate | None = None,
        key: str | None = None,
        partner: Chain | None = None,
    ) -> Chain:
        period = selects[0].period if selects else None
        count = counter(measure)
        chain = Chain(
            len(self.chains), selects, measure, award, window,
            lump=self.units(award.lump or Fraction(0)),
            count=count if award.share is None else wanting(count, award.share),
            price=pricer(award, self.units),
            complete=predicate(award.all or ()),
            inside=within(period) if period else None,
            rest_of=rest_of,
            plain=plain and period is None and measure.unit == "occurrences" and measure.whole is None,
            queue=queue and period is None,
            gate=gate,
            each=self.units(award.each or Fraction(0)),
            also=also,
            key=key,
            partner=partner,
        )  # fmt: skip
        self.chains.append(chain)
        return chain


def both(one: Predicate, other: Predicate) -> Predicate:
    """Return a test that holds when both do."""
    return lambda attrs: one(attrs) and other(attrs)


def _scale(scheme: Scheme) -> int:
    """Return the common denominator of every number of points in the scheme."""
    return lcm(1, *(points.denominator for points in _fractions(scheme.model_copy(update={"examples": ()}))))


def _fractions(value: object) -> list[Fraction]:
    if isinstance(value, Fraction):
        return [value]
    if isinstance(value, Model):
        return [one for name in type(value).model_fields for one in _fractions(getattr(value, name))]
    if isinstance(value, Mapping):
        return [one for inner in value.values() for one in _fractions(inner)]
    if isinstance(value, tuple):
        return [one for inner in value for one in _fractions(inner)]
    return []
