"""A scan for schemes with the rarer shapes; others never come here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from app.scoring.award import ELSEWHERE, SUPERSEDED, Held
from app.scoring.card import LACKING, NOT_APPLICABLE, SCORED, Booking, Evidence, Line, More, Scorecard
from app.scoring.entry import Attr, Subject
from app.scoring.grade import GateResult, graded
from app.scoring.limits import Cut, bounded
from app.scoring.params import values
from app.scoring.plan import Chain, Compiled, Needed
from app.scoring.scheme import Condition, Exemption, Figure, Rate
from app.scoring.select import predicate
from app.scoring.sheet import NOTHING, Sheet, lacks
from app.scoring.special import Extras
from app.scoring.whole import adjust, served

SMALL = "small_sample"
TOO_FEW = "too_few"


class RichSheet(Sheet):
    """A sheet that also knows the subject's attributes, conditions, ratios, stages and books."""

    __slots__ = ("exempt", "extras", "facts", "met", "missing", "off")

    def __init__(self, compiled: Compiled, subject: Subject) -> None:
        self.facts: Mapping[str, Attr] = {**subject.attrs, "role": subject.role}
        compiled = compiled.of(self.facts)
        super().__init__(compiled, subject)
        assert compiled.extras is not None
        self.extras: Extras = compiled.extras
        self.exempt: list[Exemption] = [one for one, holds in self.extras.exemptions if holds(self.facts)]
        self.off = {number for number, holds in self.extras.chains.items() if not holds(self.facts)}
        self.met: dict[str, GateResult] = {}

    def finish(self) -> Scorecard:
        """Settle every chain, then items, sections, the whole and what stands beside it."""
        compiled, role, scheme = self.compiled, self.subject.role, self.compiled.scheme
        self._index()
        applies = self._applies()
        if compiled.contests:
            self._choose(applies, self.off)
        self.met = {one.id: self._result(one, needs) for one, needs in self.extras.of_condition}
        lines = [self._line(place, applied) for place, applied in enumerate(applies)]
        units, lines = adjust(compiled, role, lines, self.facts)
        gates = tuple(self._gates(role))
        vetoes = tuple(self._vetoes())
        whole = any(not one.items and not one.gates for one in self.exempt)
        closed = {band.name for band in scheme.bands if any(not self._holds(one) for one in band.requires)}
        grade = None if whole else graded(compiled.ladder, units, (*gates, *vetoes), closed)
        card = Scorecard(
            self.subject.id, role, compiled.scale, tuple(lines), gates, grade, units
        )  # fmt: skip
        band = next((one for one in scheme.bands if one.name == grade), None)
        card.more = More(
            outcome=NOT_APPLICABLE if whole else SCORED,
            exempt=tuple(one.title for one in self.exempt),
            conditions=tuple(self.met.values()),
            vetoes=vetoes,
            sums=dict(self._sums(card)),
            figures={one.id: self._figure(one, chain, over) for one, chain, over in self.extras.of_figure},
            ledgers=tuple(self._ledgers(card)),
            below=tuple(one.id for one in scheme.thresholds if card.total < one.below),
            params=values(scheme, self.facts) if scheme.params else {},
            titles=self.extras.titles,
            label=band.label if band else None,
            colour=band.colour if band else None,
        )
        return card

    def _applies(self) -> Sequence[bool]:
        """Tell for each item whether it applies: by role, by attribute, by exemption."""
        applies = list(self.compiled.applies(self.subject.role))
        for place, holds in self.extras.items.items():
            applies[place] = applies[place] and holds(self.facts)
        free = {item for one in self.exempt for item in one.items}
        for place, item in enumerate(self.compiled.scheme.items):
            applies[place] = applies[place] and item.id not in free
        return applies

    def _holds(self, condition: str) -> bool:
        return self.met[condition].met

    def _line(self, place: int, applies: bool) -> Line:
        chains, head = self.compiled.of_item[place], self.compiled.heads[place]
        off = self.off
        if not applies or (off and all(chain.number in off for chain in chains)) or not chains:
            return Line(head, 0, NOT_APPLICABLE)
        assert head.item is not None
        requires = head.item.requires
        missing = [one for one in requires if not self._holds(one)] if requires else ()
        units, cap, floor = self.compiled.limits[place]
        outcome, found = SCORED, []
        for chain in chains:
            if chain.number in off:
                found.append(NOTHING)
                continue
            evidence = self._settle(chain)
            if missing:
                evidence = self._denied(chain, evidence)
            found.append(evidence)
            units += evidence.units
            if evidence.note == TOO_FEW or lacks(chain, evidence):
                outcome = LACKING
        limits: tuple[Cut, ...] = ()
        if missing:
            units = 0
        else:
            units, limits = bounded(units, cap, floor)
        return Line(
            head, units, outcome, tuple(found), limits, tuple([self.met[one].title for one in missing])
        )

    def _denied(self, chain: Chain, found: Evidence) -> Evidence:
        """Take everything away from a chain whose item requires what is not met."""
        self.settled.pop(chain.number, None)
        denied = sorted({record for some in found.records for record in some})
        return Evidence(0, 0, (), [*found.left, *((record, "precondition") for record in denied)])

    def _settle(self, chain: Chain) -> Evidence:
        award, here = chain.award, chain.number
        if not chain.selects:
            return Evidence(chain.lump, 1, ())
        if chain.partner is not None and award.rate is not None:
            found = self._rate(super()._settle(chain), super()._settle(chain.partner), award.rate)
            self.settled[here] = self.settled.get(chain.partner.number, {})
            return found
        if chain.key is not None and here in self.held:
            held = self.held[here]
            self.held[here] = _latest(held, award.stages) if award.stages else self._kin(chain, held)
        found = super()._settle(chain)
        if award.none is not None and not found.measured and not any(found.records):
            return found._replace(units=self.compiled.units(award.none))
        return found

    def _elsewhere(self, chain: Chain) -> Mapping[str, int] | None:
        select = chain.selects[0]
        return None if select.via is not None else super()._elsewhere(chain)

    def _kin(self, chain: Chain, held: list[Held]) -> list[Held]:
        """Mark the records that come from one which an earlier item counted."""
        counted = super()._elsewhere(chain) or {}
        return [
            (one[0]._replace(lacking=ELSEWHERE), *one[1:]) if _named(one[0].key, counted) else one
            for one in held
        ]

    def _rate(self, whole: Evidence, part: Evidence, rate: Rate) -> Evidence:
        attained = {record for some in part.records for record in some}
        every = {record for some in whole.records for record in some}
        left = [*whole.left, *((record, "not_attended") for record in sorted(every - attained))]
        ratio = (part.measured, whole.measured)
        note = None
        points = Fraction(0)
        if whole.measured < rate.least:
            note = TOO_FEW if rate.small == "lacking" or not whole.measured else SMALL
        if note != TOO_FEW:
            points = _of_rate(rate, Fraction(*ratio))
        return Evidence(self.compiled.units(points), part.measured, part.records, left, ratio, note)

    def _result(self, condition: Condition, needs: Sequence[Needed]) -> GateResult:
        id, title, article = condition.id, condition.title, condition.article
        force = getattr(condition, "force_grade", None)
        if condition.applies_to and self.subject.role not in condition.applies_to:
            return GateResult(id, title, article, NOT_APPLICABLE, ())
        if condition.applies_if and not predicate(condition.applies_if)(self.facts):
            return GateResult(id, title, article, NOT_APPLICABLE, ())
        part = served(self.compiled.scheme.structure, self.facts)
        measured = []
        for chains, least, prorate in needs:
            needed = least if part is None or not prorate else max(1, least * part[0] // part[1])
            measured.append((min([self._reached(chain) for chain in chains]), needed))
        met = any([reached >= needed for reached, needed in measured])  # noqa: C419
        return GateResult(id, title, article, "met" if met else "missed", tuple(measured), force)

    def _gates(self, role: str) -> Iterator[GateResult]:
        free = {gate for one in self.exempt for gate in one.gates}
        whole = any(not one.items and not one.gates for one in self.exempt)
        for gate, needs in zip(self.compiled.scheme.gates, self.compiled.of_gate, strict=True):
            if whole or gate.id in free:
                yield GateResult(gate.id, gate.title, gate.article, NOT_APPLICABLE, ())
            else:
                yield self._result(gate, needs)

    def _vetoes(self) -> Iterator[GateResult]:
        """Yield the events that happened, ready to force a grade as a missed gate does."""
        for veto, needs in self.extras.of_veto:
            result = self._result(veto, needs)
            if result.outcome == "met":
                force = veto.force_grade if veto.effect == "grade" else None
                yield result._replace(outcome="missed", force_grade=force)

    def _figure(self, figure: Figure, chain: Chain, over: Chain | None) -> Fraction | None:
        count = self._reached(chain) * figure.each
        if over is None:
            return count
        whole = self._reached(over)
        return count / whole if whole else None

    def _sums(self, card: Scorecard) -> Iterator[tuple[str, Fraction]]:
        sums = self.compiled.scheme.sums
        if not sums:
            return
        sections = card.section_units()
        # The items stand first among the lines; a fraction is made once a sum, not once a line.
        units = {line.head.id: line.units for line in card.lines if line.head.kind == "item"}
        for one in sums:
            parts = [units[id] for id in one.items] + [sections.get(id, 0) for id in one.sections]
            yield one.id, Fraction(sum(parts), card.scale)

    def _ledgers(self, card: Scorecard) -> Iterator[Booking]:
        for ledger, holds in self.extras.ledgers:
            if holds(self.facts):
                holder = self.subject.id if ledger.holder is None else self.facts.get(ledger.holder)
                points = (
                    sum((card.line(id).points for id in ledger.items), Fraction(0))
                    if ledger.items
                    else card.total
                )
                # Whoever belongs to several units is credited to each of them.
                for one in holder if isinstance(holder, tuple) else (holder,):
                    if one is not None:
                        yield Booking(ledger.id, ledger.title, str(one), points)


def _named(key: Attr | None, counted: Mapping[str, int]) -> bool:
    names = key if isinstance(key, tuple) else (str(key),)
    return any(counted.get(name) for name in names)


def _latest(held: list[Held], stages: Sequence[str]) -> list[Held]:
    """Mark all assessments but those of the last stage reached; one without a stage is final."""
    last = len(stages)

    def rank(one: Held) -> int:
        key = one[0].key
        return last if key is None else stages.index(str(key)) if str(key) in stages else -1

    top = max(rank(one) for one in held)
    return [
        one if rank(one) == top else (one[0]._replace(lacking=SUPERSEDED), *one[1:]) for one in held
    ]  # fmt: skip


def _of_rate(rate: Rate, ratio: Fraction) -> Fraction:
    if rate.points is not None:
        return rate.points * ratio
    reached = [step for step in rate.steps if step.min is None or ratio >= step.min]
    return max(reached, key=lambda step: (step.min is not None, step.min or 0)).points
