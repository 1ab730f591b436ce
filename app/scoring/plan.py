"""A scheme compiled: what each shape of entry means to it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from app.scoring.award import Hit, Number, Window, amount, attendances
from app.scoring.card import Head
from app.scoring.entry import Attr
from app.scoring.measure import count
from app.scoring.scheme import Award, Item, Measure, Model, Part, Scheme, Select
from app.scoring.select import Attrs, matches, within

SHAPES = 16_384  # shapes of entry remembered before starting afresh: about 10 MB


class Chain(NamedTuple):
    """One select → measure → award, ready to run."""

    number: int
    selects: tuple[Select, ...]
    measure: Measure
    award: Award
    window: Window
    lump: Number
    inside: Callable[[date | str], bool] | None
    rest_of: int | None
    plain: bool  # the sum needs no order, no group and no rivals
    grouped: bool  # as plain, but several entries of one group count once


class Slot(NamedTuple):
    """A pile of records that mean the same to one chain."""

    chain: int
    weight: int
    amount: Number


class Plan(NamedTuple):
    """What one shape of entry means: piles to go to, groups to enter, chains to wait for."""

    slots: tuple[int, ...]
    groups: tuple[tuple[int, str], ...]
    held: tuple[tuple[int, Hit], ...]


class Memory:
    """Plans by shape. Replaced as a whole when full, so that a running scan keeps its own."""

    def __init__(self) -> None:
        self.plans: dict[tuple[str, object], Plan] = {}
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


class Compiled:
    """A scheme made ready once and used for any number of subjects, from any thread."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.scale = _scale(scheme)
        self.chains: list[Chain] = []
        self.of_item: list[tuple[Chain, ...]] = []
        numbers = {item.id: place for place, item in enumerate(scheme.items)}
        rivals = {one for choice in scheme.within_fact for one in choice.items}
        # An item whose remainder another item counts has to know its pieces one by one.
        rivals |= {
            c.select.rest_of for i in scheme.items for c in i.chains() if c.select and c.select.rest_of
        }
        for item in scheme.items:
            self.of_item.append(
                tuple(self._chain(item, part, numbers, item.id in rivals) for part in item.chains())
            )
        self.contests = tuple(
            tuple(numbers[id] for id in sorted(choice.items, key=numbers.__getitem__))
            for choice in scheme.within_fact
        )
        self.of_gate = tuple(
            tuple((self._need(need.select, need.measure), need.at_least) for need in gate.any_of)
            for gate in scheme.gates
        )
        self.table: dict[str, list[tuple[Chain, Select]]] = {}
        for chain in self.chains:
            for select in chain.selects:
                for fact in select.fact:
                    self.table.setdefault(fact, []).append((chain, select))
        self.heads = tuple(
            Head(
                "item",
                item.id,
                item.title,
                item.section,
                item.article,
                self.scale,
                item,
            )
            for item in scheme.items
        )
        self.limits = tuple(
            (
                self.units(i.start) or 0,
                self.units(i.limit.cap),
                self.units(i.limit.floor),
            )
            for i in scheme.items
        )
        structure = scheme.structure
        self.flat = not (
            structure.granted or structure.rounding
            or any(one is not None for one in (structure.bonus_cap, structure.cap, structure.floor))
            or any(one.cap is not None or one.floor is not None for one in scheme.sections)
        )  # fmt: skip
        self.memory = Memory()

    def units(self, points: Fraction | None) -> Number | None:
        """Return points in units of 1/scale: a whole number wherever it is exact."""
        if points is None:
            return None
        scaled = points * self.scale
        return scaled.numerator if scaled.denominator == 1 else scaled

    def plan(self, memory: Memory, fact: str, attrs: Attrs | str) -> Plan:
        """Work out what a shape of entry means (once per shape)."""
        known = _read(attrs) if isinstance(attrs, str) else attrs
        slots: list[int] = []
        groups: list[tuple[int, str]] = []
        held: list[tuple[int, Hit]] = []
        seen: set[int] = set()
        with memory.lock:
            for chain, select in self.table.get(fact, ()):
                if chain.number in seen or not matches(select.where, known):
                    continue
                if chain.award.assessed and known.get("item") != select.where[0]["item"].any_of[0]:  # type: ignore[index]
                    continue
                seen.add(chain.number)
                hit = self._hit(chain, known)
                points = hit.amounts.get(None)
                if hit.lacking or points is None or not (chain.plain or chain.grouped):
                    held.append((chain.number, hit))
                elif hit.group is None:
                    slots.append(memory.slot(Slot(chain.number, hit.weight, points)))
                else:
                    slots.append(memory.slot(Slot(chain.number, 0, points)))
                    groups.append((chain.number, hit.group))
            return Plan(tuple(slots), tuple(groups), tuple(held))

    def _hit(self, chain: Chain, attrs: Attrs) -> Hit:
        counted = count(chain.measure, attrs)
        amounts = {
            state: self.units(amount(chain.award, attrs, state))
            for state in attendances(chain.measure.whole is not None)
        }
        complete = chain.award.all is None or matches(chain.award.all, attrs)
        return Hit(
            counted.weight,
            counted.group,
            amounts,
            counted.attendance,
            counted.lacking,
            complete,
        )

    def _chain(self, item: Item, part: Part, numbers: Mapping[str, int], rival: bool) -> Chain:
        award, limit, select = part.award, item.limit, part.select
        if award.assessed:
            select = Select.model_validate({"fact": ["assessed"], "where": {"item": item.id}})
        assert select is not None
        take = 1 if limit.once_per_year else award.first_n
        highest = limit.best_of or award.order == "highest"
        beyond = "not_highest" if highest else "once_per_year" if limit.once_per_year else "beyond_nth"
        window = Window((award.from_nth or 1) - 1, take, highest, beyond)
        bare = (
            not rival and window.skip == 0 and take is None and award.lump is None
            and select.period is None and select.rest_of is None
            and part.measure.unit == "occurrences" and part.measure.whole is None
        )  # fmt: skip
        return self._add(
            (select,), part.measure, award, window, self.units(award.lump) or 0,
            within(select.period) if select.period else None,
            numbers[select.rest_of] if select.rest_of else None,
            bare and part.measure.distinct is None,
            bare and part.measure.distinct is not None and award.each is not None,
        )  # fmt: skip

    def _need(self, selects: tuple[Select, ...], measure: Measure) -> Chain:
        # Needs with a period are counted one by one; everything else by piles and groups.
        period = next((select.period for select in selects if select.period), None)
        bare = period is None and measure.unit == "occurrences"
        return self._add(
            selects, measure, Award(each=Fraction(0)), Window(0, None, False, ""), 0,
            within(period) if period else None, None,
            bare and measure.distinct is None, bare and measure.distinct is not None,
        )  # fmt: skip

    def _add(self, *values: object) -> Chain:
        chain = Chain(len(self.chains), *values)  # type: ignore[arg-type]
        self.chains.append(chain)
        return chain


def _read(text: str) -> Attrs:
    found: dict[str, Attr] = json.loads(text)
    return {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}


def _scale(scheme: Scheme) -> int:
    """Return the common denominator of every number of points in the scheme."""
    return lcm(
        1,
        *(points.denominator for points in _fractions(scheme.model_copy(update={"examples": ()}))),
    )


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
