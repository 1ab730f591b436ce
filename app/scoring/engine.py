"""Compile a scheme once; score a subject in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from app.scoring.award import HIGHER, Held, Number, Settled, settle
from app.scoring.card import LACKING, NOT_APPLICABLE, SCORED, Evidence, Line, Scorecard
from app.scoring.entry import Entry, Subject
from app.scoring.grade import GateResult, graded
from app.scoring.limits import Cut, bounded, outranked
from app.scoring.plan import SHAPES, Chain, Compiled, Memory
from app.scoring.scheme import Scheme
from app.scoring.whole import adjust

__all__ = ["Compiled", "compile", "score"]

Row = tuple[str, str, date | str, str, int]


def compile(scheme: Scheme) -> Compiled:
    """Make a checked scheme ready: one dispatch table from facts to chains.

    Args:
        scheme: A scheme without problems (``app.scoring.checks.problems``).
    """
    return Compiled(scheme)


def score(compiled: Compiled, subject: Subject, entries: Iterable[Entry | Row]) -> Scorecard:
    """Score one subject.

    Args:
        compiled: The scheme, compiled.
        subject: Whose sheet.
        entries: Verified entries of this subject in any order; a plain row (record, fact, day,
            attributes as JSON text, quantity) does as well and is the fastest.
    Returns:
        The scorecard; its lines sum to its total.
    """
    memory = compiled.memory
    if len(memory.plans) > SHAPES:
        memory = compiled.memory = Memory()
    sheet = _Sheet(compiled, memory, subject)
    piles, groups, held, plans = sheet.piles, sheet.groups, sheet.held, memory.plans
    find = plans.get
    for record, fact, on, attrs, quantity in entries:
        key = (fact, attrs) if attrs.__class__ is str else (fact, (repr(attrs),))
        plan = find(key)
        if plan is None:
            plan = plans[key] = compiled.plan(memory, fact, attrs)
        slots, entered, waiting = plan
        for slot in slots:
            piles[slot].append(record)
        for chain, group in entered:
            groups[chain].add(group)
        for chain, hit in waiting:
            held[chain].append(Held(hit, record, on, quantity))
    return sheet.finish()


class _Sheet:
    """The state of one scan: piles by slot, groups and waiting entries by chain."""

    __slots__ = (
        "by_chain",
        "compiled",
        "groups",
        "held",
        "memory",
        "piles",
        "settled",
        "subject",
    )

    def __init__(self, compiled: Compiled, memory: Memory, subject: Subject) -> None:
        self.compiled = compiled
        self.memory = memory
        self.subject = subject
        self.piles: dict[int, list[str]] = defaultdict(list)
        self.groups: dict[int, set[str]] = defaultdict(set)
        self.held: dict[int, list[Held]] = defaultdict(list)
        self.by_chain: dict[int, list[int]] = defaultdict(list)
        self.settled: dict[int, Mapping[str, int]] = {}

    def finish(self) -> Scorecard:
        """Settle every chain, then items, sections and the whole."""
        compiled, role = self.compiled, self.subject.role
        for slot in self.piles:
            self.by_chain[self.memory.slots[slot].chain].append(slot)
        applies = [not item.applies_to or role in item.applies_to for item in compiled.scheme.items]
        self._choose(applies)
        lines = [self._line(place, applies[place]) for place in range(len(applies))]
        units, lines = adjust(compiled, role, lines)
        gates = tuple(self._gates()) if compiled.of_gate else ()
        bands = compiled.scheme.bands
        grade = graded(bands, Fraction(units) / compiled.scale, gates) if bands else None
        return Scorecard(self.subject.id, role, compiled.scale, tuple(lines), gates, grade, units)

    def _choose(self, applies: list[bool]) -> None:
        """Take away, inside each choice, the records that earn more elsewhere."""
        for items in self.compiled.contests:
            chains = [chain for item in items if applies[item] for chain in self.compiled.of_item[item]]
            if not any(chain.number in self.held for chain in chains):
                continue
            pieces = {chain.number: chain.measure.unit == "pieces" for chain in chains}
            lost = outranked(
                [(chain.number, self.held.get(chain.number, ())) for chain in chains],
                pieces,
            )
            for index, record in lost:
                self.held[index] = [
                    one._replace(hit=one.hit._replace(lacking=HIGHER)) if one.record == record else one
                    for one in self.held[index]
                ]

    def _line(self, place: int, applies: bool) -> Line:
        compiled = self.compiled
        head = compiled.heads[place]
        if not applies:
            return Line(head, 0, NOT_APPLICABLE)
        chains = tuple([self._settle(chain) for chain in compiled.of_item[place]])
        start, cap, floor = compiled.limits[place]
        units = start
        for evidence in chains:
            units += evidence.units
        limits: tuple[Cut, ...] = ()
        if (cap is not None and units > cap) or (floor is not None and units < floor):
            units, limits = bounded(units, cap, floor)
        return Line(head, units, self._outcome(place, chains), chains, limits)

    def _outcome(self, place: int, chains: tuple[Evidence, ...]) -> str:
        for chain, evidence in zip(self.compiled.of_item[place], chains, strict=True):
            if chain.award.assessed and not evidence.records:
                return LACKING
            if evidence.left and any(reason == "lacking_data" for _, reason in evidence.left):
                return LACKING
        return SCORED

    def _settle(self, chain: Chain) -> Evidence:
        """Settle one chain: piles by multiplication, waiting entries one by one."""
        here = chain.number
        units: Number = 0
        measured = 0
        records: list[Sequence[str]] = []
        left: tuple[tuple[str, str], ...] = ()
        for slot in self.by_chain.get(here, ()):
            pile = self.piles[slot]
            _, weight, points = self.memory.slots[slot]
            number = weight * len(pile)
            units += points * number
            measured += number
            records.append(pile)
        if chain.grouped and here in self.groups:
            number = len(self.groups[here])
            units += (self.compiled.units(chain.award.each) or 0) * number
            measured += number
        if here in self.held:
            settled = self._waiting(chain)
            units += settled.units
            measured += settled.measured
            left = settled.left
            if settled.taken:
                records.append(tuple(settled.taken))
            self.settled[here] = settled.taken
        return Evidence(units, measured, tuple(records), left)

    def _waiting(self, chain: Chain) -> Settled:
        elsewhere: dict[str, int] = {}
        if chain.rest_of is not None:
            for other in self.compiled.of_item[chain.rest_of]:
                for record, pieces in self.settled.get(other.number, {}).items():
                    elsewhere[record] = elsewhere.get(record, 0) + pieces
        pieces = chain.measure.unit == "pieces"
        return settle(
            chain.award,
            chain.window,
            self.held[chain.number],
            chain.lump,
            pieces,
            chain.inside,
            elsewhere,
        )

    def _gates(self) -> Iterable[GateResult]:
        for gate, needs in zip(self.compiled.scheme.gates, self.compiled.of_gate, strict=True):
            if gate.applies_to and self.subject.role not in gate.applies_to:
                yield GateResult(gate.id, gate.title, gate.article, NOT_APPLICABLE, ())
                continue
            measured = tuple((self._settle(chain).measured, least) for chain, least in needs)
            met = any(reached >= least for reached, least in measured)
            outcome = "met" if met else "missed"
            yield GateResult(gate.id, gate.title, gate.article, outcome, measured, gate.force_grade)
