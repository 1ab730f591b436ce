"""The state of one scan, and what it comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from app.scoring.award import NOT_HIGHEST, Held, in_order, settle
from app.scoring.card import LACKING, NOT_APPLICABLE, SCORED, Evidence, Line, Scorecard
from app.scoring.entry import Subject
from app.scoring.grade import GateResult, graded
from app.scoring.limits import Cut, bounded, outranked
from app.scoring.plan import SHAPES, Chain, Compiled, Memory
from app.scoring.points import Number
from app.scoring.whole import adjust


class Sheet:
    """The state of one scan: piles by slot, groups and waiting entries by chain."""

    __slots__ = ("by_chain", "compiled", "groups", "held", "memory", "piles", "queues", "settled", "subject")

    def __init__(self, compiled: Compiled, subject: Subject) -> None:
        self.compiled = compiled
        if len(compiled.memory.plans) > SHAPES:
            compiled.memory = Memory()
        self.memory = compiled.memory
        self.subject = subject
        self.piles: dict[int, list[str]] = defaultdict(list)
        self.queues: dict[int, list[tuple[date | str, str]]] = defaultdict(list)
        self.groups: dict[int, set[str]] = defaultdict(set)
        self.held: dict[int, list[Held]] = defaultdict(list)
        self.by_chain: dict[int, list[int]] = {}
        self.settled: dict[int, Mapping[str, int]] = {}

    def finish(self) -> Scorecard:
        """Settle every chain, then items, sections and the whole."""
        compiled, role = self.compiled, self.subject.role
        self._index()
        applies = compiled.applies(role)
        if compiled.contests:
            self._choose(applies)
        lines = [self._line(place, applied) for place, applied in enumerate(applies)]
        units, lines = adjust(compiled, role, lines)
        gates = tuple(self._gates(role)) if compiled.of_gate else ()
        grade = graded(compiled.ladder, units, gates) if compiled.ladder else None
        return Scorecard(self.subject.id, role, compiled.scale, tuple(lines), gates, grade, units)

    def _index(self) -> None:
        slots = self.memory.slots
        for slot in self.piles:
            self.by_chain.setdefault(slots[slot].chain, []).append(slot)
        for slot in self.queues:
            self.by_chain.setdefault(slots[slot].chain, []).append(slot)

    def _choose(self, applies: Sequence[bool], off: Collection[int] = ()) -> None:
        """Take away, inside each choice, the records that earn more elsewhere."""
        for items in self.compiled.contests:
            chains = [chain for item in items if applies[item] for chain in self.compiled.of_item[item]]
            pieces = {c.number: c.measure.unit == "pieces" for c in chains if c.number not in off}
            for number, record in outranked([(one, self.held.get(one, ())) for one in pieces], pieces):
                self.held[number] = [
                    (one[0]._replace(lacking=NOT_HIGHEST), *one[1:]) if one[1] == record else one
                    for one in self.held[number]
                ]

    def _line(self, place: int, applies: bool) -> Line:
        head = self.compiled.heads[place]
        if not applies:
            return Line(head, 0, NOT_APPLICABLE)
        units, cap, floor = self.compiled.limits[place]
        outcome = SCORED
        found = []
        for chain in self.compiled.of_item[place]:
            evidence = self._settle(chain)
            found.append(evidence)
            units += evidence.units
            if evidence.left or chain.award.assessed:
                outcome = LACKING if lacks(chain, evidence) else outcome
        limits: tuple[Cut, ...] = ()
        if (cap is not None and units > cap) or (floor is not None and units < floor):
            units, limits = bounded(units, cap, floor)
        return Line(head, units, outcome, tuple(found), limits)

    def _settle(self, chain: Chain) -> Evidence:
        """Settle one chain: piles by multiplication, queues in order, waiting entries one by one."""
        here = chain.number
        slots = self.by_chain.get(here)
        found = NOTHING
        if slots is not None:
            found = self._queued(chain, slots) if chain.queue else self._piled(chain, slots)
        if here in self.held:
            pieces = chain.measure.unit == "pieces"
            elsewhere = self._elsewhere(chain)
            units, measured, taken, left = settle(
                self.held[here], chain.window, pieces, chain.inside, elsewhere
            )
            self.settled[here] = taken if not found.records else {**self.settled.get(here, {}), **taken}
            records = [*found.records, taken] if taken else found.records
            found = Evidence(found.units + units, found.measured + measured, records, [*found.left, *left])
        return found if chain.award.lump is None else self._lump(chain, slots or (), found)

    def _piled(self, chain: Chain, slots: Sequence[int]) -> Evidence:
        units: Number = 0
        measured = 0
        records = []
        known = self.memory.slots
        for slot in slots:
            pile = self.piles[slot]
            _, weight, points, _ = known[slot]
            number = weight * len(pile)
            units += points * number
            measured += number
            records.append(pile)
        if chain.number in self.groups:
            number = len(self.groups[chain.number])
            units += chain.each * number
            measured += number
        return Evidence(units, measured, records)

    def _queued(self, chain: Chain, slots: Sequence[int]) -> Evidence:
        known, queues = self.memory.slots, self.queues
        units, measured, taken, left = in_order(
            chain.window, [(known[slot].amount, queues[slot]) for slot in slots]
        )
        self.settled[chain.number] = taken
        return Evidence(units, measured, (taken,), left)

    def _lump(self, chain: Chain, slots: Sequence[int], found: Evidence) -> Evidence:
        """Give the lump when everything was done, or say of each record why it is not given."""
        complete = all(self.memory.slots[slot].complete for slot in slots)
        if chain.number in self.held:
            taken = self.settled[chain.number]
            complete = complete and all(one[0].complete for one in self.held[chain.number] if one[1] in taken)
        enough = found.measured >= chain.award.at_least
        if complete and enough:
            return found._replace(units=chain.lump)
        reason = "below_threshold" if complete else "not_all"
        missed = [(record, reason) for some in found.records for record in some]
        # What was not paid here is left for an item that counts the rest.
        self.settled.pop(chain.number, None)
        return Evidence(0, found.measured, (), [*found.left, *missed])

    def _elsewhere(self, chain: Chain) -> Mapping[str, int] | None:
        """Return the pieces of each record that the item named by ``rest_of`` counted."""
        if not chain.rest_of:
            return None
        elsewhere: dict[str, int] = {}
        for other in [one for item in chain.rest_of for one in self.compiled.of_item[item]]:
            for record, pieces in self.settled.get(other.number, {}).items():
                elsewhere[record] = elsewhere.get(record, 0) + pieces
        return elsewhere

    def _reached(self, chain: Chain) -> int:
        """Count for a gate: no evidence, no points."""
        here = chain.number
        reached = len(self.groups[here]) if here in self.groups else 0
        for slot in self.by_chain.get(here, ()):
            reached += self.memory.slots[slot].weight * len(self.piles[slot])
        if here in self.held:
            pieces = chain.measure.unit == "pieces"
            reached += settle(self.held[here], chain.window, pieces, chain.inside).measured
        return reached

    def _gates(self, role: str) -> Iterator[GateResult]:
        for gate, needs in zip(self.compiled.scheme.gates, self.compiled.of_gate, strict=True):
            if gate.applies_to and role not in gate.applies_to:
                yield GateResult(gate.id, gate.title, gate.article, NOT_APPLICABLE, ())
                continue
            measured = tuple([(self._reached(chain), least) for (chain,), least, _ in needs])
            met = any([reached >= least for reached, least in measured])  # noqa: C419
            outcome = "met" if met else "missed"
            yield GateResult(gate.id, gate.title, gate.article, outcome, measured, gate.force_grade)


def lacks(chain: Chain, found: Evidence) -> bool:
    """Tell whether nothing was assessed yet, or a record does not say what the rule needs."""
    if chain.award.assessed and not found.records:
        return True
    return bool(found.left) and any(reason == "lacking_data" for _, reason in found.left)


#: Most lines of most members are empty; they share one piece of evidence.
NOTHING = Evidence(0, 0, ())
