"""The scorecard: lines with evidence that sum to the total."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from app.scoring.entry import Attr
from app.scoring.grade import GateResult
from app.scoring.limits import Cut
from app.scoring.points import Number
from app.scoring.scheme import Item

SCORED, NOT_APPLICABLE, LACKING = "scored", "not_applicable", "lacking_data"


class Head(NamedTuple):
    """What is the same on a line for every subject."""

    kind: str  # item, or an adjustment of the whole: a word of ``app.scoring.whole``
    id: str
    title: str
    section: str | None
    article: str | None
    scale: int
    item: Item | None = None


class Evidence(NamedTuple):
    """What one chain of an item counted; records in the order they came."""

    units: Number
    measured: int
    records: Sequence[Collection[str]]
    left: Sequence[tuple[str, str]] = ()
    rate: tuple[int, int] | None = None  # attained, opportunities
    note: str | None = None  # a word of ``trace.NOTES``


class Booking(NamedTuple):
    """Points written into a second book, for whoever holds it."""

    ledger: str
    title: str
    holder: str
    points: Fraction


class Snapshot(NamedTuple):
    """What a part of the year comes to by itself; ``low`` tells whether it stays below its line."""

    id: str
    title: str
    points: Fraction
    low: bool


class Parts(NamedTuple):
    """What the days of a year decide: records behind the cut-off day, and snapshots."""

    cut_off: str | None
    late: tuple[str, ...]
    snapshots: tuple[Snapshot, ...]


@dataclass(frozen=True, slots=True)
class More:
    """What schemes with the rarer shapes say beside lines, gates, grade and total.

    Args:
        outcome: scored, or not_applicable when the whole assessment is.
        exempt: Titles of the exemptions that held.
        conditions: Every named condition with its outcome.
        vetoes: Events that happened; ``outcome`` is the effect: membership or grade.
        sums: Declared sums by id.
        figures: Counts and ratios shown beside the score; None without a denominator.
        ledgers: Points in other books.
        below: Ids of the thresholds that the total does not reach.
        params: The values of the parameters that held for this subject.
        titles: Words for the ids of sums, figures and thresholds.
        label, colour: How the grade is displayed.
    """

    outcome: str
    exempt: tuple[str, ...]
    conditions: tuple[GateResult, ...]
    vetoes: tuple[GateResult, ...]
    sums: dict[str, Fraction]
    figures: dict[str, Fraction | None]
    ledgers: tuple[Booking, ...]
    below: tuple[str, ...]
    params: dict[str, Fraction]
    titles: dict[str, str]
    label: str | None = None
    colour: str | None = None


class Line(NamedTuple):
    """One line of the receipt, after the item's own limits."""

    head: Head
    units: Number
    outcome: str = SCORED
    chains: tuple[Evidence, ...] = ()
    limits: tuple[Cut, ...] = ()
    missing: tuple[str, ...] = ()  # titles of the conditions that the item requires in vain

    @property
    def kind(self) -> str:
        """Say whether this is an item or an adjustment of the whole."""
        return self.head.kind

    @property
    def id(self) -> str:
        """Return the id of the item or adjustment."""
        return self.head.id

    @property
    def title(self) -> str:
        """Return the words of the rule book."""
        return self.head.title

    @property
    def section(self) -> str | None:
        """Return the section the line belongs to."""
        return self.head.section

    @property
    def article(self) -> str | None:
        """Return the article of the rule book."""
        return self.head.article

    @property
    def points(self) -> Fraction:
        """Return the points of the line, exact."""
        return Fraction(self.units, self.head.scale)

    @property
    def measured(self) -> int:
        """Return how many occurrences, pieces or units counted."""
        return sum(chain.measured for chain in self.chains)

    @property
    def counted(self) -> tuple[str, ...]:
        """Return the ids of the records that counted, sorted."""
        return tuple(sorted({record for chain in self.chains for some in chain.records for record in some}))

    @property
    def not_counted(self) -> tuple[tuple[str, str], ...]:
        """Return (record, reason word) of what was looked at and did not count, sorted."""
        counted = set(self.counted)
        return tuple(sorted({pair for chain in self.chains for pair in chain.left if pair[0] not in counted}))

    @property
    def cuts(self) -> tuple[tuple[str, Fraction], ...]:
        """Return (cap or floor, points added by it; negative for a cap)."""
        return tuple((cut.word, Fraction(cut.units) / self.head.scale) for cut in self.limits)


@dataclass(slots=True)
class Scorecard:
    """One subject's result under one scheme.

    Args:
        subject: Id of the subject.
        role: The role whose table applied.
        scale: Points are integers (or rationals) of 1/scale.
        lines: Items in the order of the document, then adjustments; they sum to the total.
        gates: Every minimum requirement with its outcome.
        grade: Name of the band, or None when the scheme has none.
        units: The total in 1/scale points.
        more: What the rarer shapes add, if the scheme has any.
        attrs: The attributes of the subject that the scheme asks about.
        parts: Late records and snapshots, if the scheme has a cut-off day or parts of a year.
    """

    subject: str
    role: str
    scale: int
    lines: tuple[Line, ...]
    gates: tuple[GateResult, ...]
    grade: str | None
    units: Number
    more: More | None = None
    attrs: Mapping[str, Attr] = field(default_factory=dict)
    parts: Parts | None = None

    @property
    def total(self) -> Fraction:
        """Return the total, exact."""
        return Fraction(self.units, self.scale)

    @property
    def sections(self) -> dict[str, Fraction]:
        """Return points per section after its cap, in the order of the lines."""
        return {id: Fraction(units, self.scale) for id, units in self.section_units().items()}

    def section_units(self) -> dict[str, Number]:
        """Return the same in 1/scale points, which costs no fraction for each line."""
        sums: dict[str, Number] = {}
        for line in self.lines:
            section = line.head.section
            if section is not None:
                sums[section] = sums.get(section, 0) + line.units
        return sums

    @property
    def gates_missed(self) -> tuple[str, ...]:
        """Return the ids of the gates that are missed."""
        return tuple(gate.id for gate in self.gates if not gate.met)

    def line(self, id: str) -> Line:
        """Return the line of an item.

        Raises:
            KeyError: if no line has this id.
        """
        for line in self.lines:
            if line.id == id:
                return line
        raise KeyError(id)
