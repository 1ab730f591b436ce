"""The shape of a scheme: pydantic models, strict and frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictInt, StrictStr

from app.scoring.across import (
    Day,
    FromMembers,
    Given,
    Number,
    OneGiven,
    Outcome,
    Ranking,
    Selection,
    Snapshot,
    Texts,
    Year,
    YearExpect,
)
from app.scoring.points import ByRole, Points, exact
from app.scoring.shapes import (
    Clause,
    Condition,
    Count,
    Measure,
    Model,
    Need,
    Period,
    Scalar,
    Select,
    Test,
    Text,
    Where,
    Word,
    Words,
    named,
)
from app.scoring.shapes_award import Adder, Award, Portion, Rate, Share, Step, Tiers
from app.scoring.shapes_whole import (
    Exemption,
    Figure,
    Ledger,
    Param,
    Prorate,
    Rescale,
    Sum,
    Tally,
    Threshold,
    Veto,
    Years,
)

__all__ = [
    "Adder", "Ambiguity", "Award", "Band", "ByRole", "Clause", "Condition", "Count", "Example", "Exemption",
    "Expect", "Figure", "Gate", "Holder", "Item", "Ledger", "Limit", "Measure", "Model", "Need", "Param",
    "Part", "Period", "Points", "Portion", "Prorate", "Rate", "Rescale", "Rounding", "Scalar", "Scheme",
    "Section", "Select", "Share", "Step", "Structure", "Sum", "Tally", "Test", "Text", "Threshold", "Tiers",
    "Veto", "Where", "WithinFact", "Word", "Words", "Years", "exact",
]  # fmt: skip


class Limit(Model):
    """Where counting stops."""

    once_per_year: StrictBool = False
    best_of: StrictBool = False
    cap: Points | None = None
    floor: Points | None = None


class Part(Model):
    """One select → measure → award chain inside an item."""

    title: Text | None = None
    applies_if: Where = ()
    select: Select | None = None
    measure: Annotated[Measure, named("unit")] = Measure()
    award: Award


class Item(Model):
    """One line of the rule book."""

    id: Word
    title: Text
    section: Word | None = None
    article: Text | None = None
    note: Text | None = None
    source: Literal["printed", "assumed"] = "printed"
    applies_to: Words = ()
    applies_if: Where = ()
    requires: Words = ()
    together_with: Words = ()
    start: Points | None = None
    select: Select | None = None
    measure: Annotated[Measure, named("unit")] = Measure()
    award: Award | None = None
    parts: tuple[Part, ...] = ()
    from_members: FromMembers | None = None
    limit: Limit = Limit()

    def chains(self) -> tuple[Part, ...]:
        """Return the item's chains: its parts, or its own single chain."""
        if self.award is None:
            return self.parts
        return (Part(select=self.select, measure=self.measure, award=self.award), *self.parts)

    def placed(self, at: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Part]]:
        """Yield the item's chains with their places in a document: its own stands where the item does."""
        own = len(self.chains()) - len(self.parts)
        for number, part in enumerate(self.chains()):
            yield (at if number < own else (*at, "parts", number - own)), part


class Section(Model):
    """A part of the rule book with its own cap or floor; ``weight`` multiplies what it comes to."""

    id: Word
    title: Text
    kind: Literal["base", "bonus", "deduction"] = "base"
    weight: Points | None = None
    cap: Points | None = None
    floor: Points | None = None


class WithinFact(Model):
    """Items of which one record earns only the highest."""

    id: Word
    title: Text
    items: Annotated[tuple[Word, ...], Field(min_length=2)]
    article: Text | None = None


class Gate(Condition):
    """A minimum requirement: any one of its needs meets it; the total never changes."""

    force_grade: Text | None = None


class Band(Model):
    """A grade: from ``min`` up, below ``below`` (the min of the next higher).

    Whoever misses one of the conditions it ``requires`` falls to the next lower grade.
    """

    name: Text
    min: Points | None = None
    below: Points | None = None
    requires: Words = ()
    label: Text | None = None
    colour: Text | None = None


class Rounding(Model):
    """Decimal places and mode of the total, when the rule book prints them."""

    scale: Annotated[StrictInt, Field(ge=0, le=6)]
    mode: Literal["half_up", "down", "up"] = "half_up"


class Structure(Model):
    """How the whole is put together."""

    kind: Literal[
        "accumulate_from_zero",
        "base_then_bonus",
        "base_then_bonus_then_deduct",
        "hundred_points",
        "granted_base",
    ]
    granted: ByRole | None = None
    reference: ByRole | None = None
    bonus_cap: Points | None = None
    cap: Points | None = None
    floor: Points | None = None
    cumulative: StrictBool = False
    prorate: Prorate | None = None
    rescale: Rescale | None = None
    rounding: Rounding | None = None


class Ambiguity(Model):
    """A place the text leaves open, and the reading chosen."""

    id: Text
    about: Text
    options: tuple[Text, ...]
    chosen: Text


def _holder(value: object) -> object:
    if not isinstance(value, Mapping) or "attrs" in value:
        return value
    attrs = {name: one for name, one in value.items() if name != "role"}
    return {**{name: one for name, one in value.items() if name == "role"}, "attrs": attrs}


class Holder(Model):
    """The member of an example: a role and any attributes, such as ``{role: member, months: 6}``."""

    role: Word = "member"
    attrs: dict[Word, Scalar | tuple[StrictStr, ...]] = Field(default_factory=dict)


class Expect(Model):
    """What an example must come to."""

    breakdown: dict[Word, Points] = Field(default_factory=dict)
    total: Points | None = None
    grade: Text | None = None
    gates_missed: tuple[Word, ...] | None = None
    vetoes: tuple[Word, ...] | None = None
    below: tuple[Word, ...] | None = None
    figures: dict[Word, Points] = Field(default_factory=dict)
    ledgers: dict[Word, Points] = Field(default_factory=dict)
    colour: Text | None = None
    do: Texts | None = None
    years: dict[Year, YearExpect] = Field(default_factory=dict)
    snapshots: dict[Word, Points] = Field(default_factory=dict)
    low_snapshots: StrictInt | None = None
    totals: dict[StrictStr, Points] = Field(default_factory=dict)
    ranked_by: dict[StrictStr, Points] = Field(default_factory=dict)
    places: dict[StrictStr, StrictInt] = Field(default_factory=dict)
    chosen: dict[Word, tuple[StrictStr, ...]] = Field(default_factory=dict)
    quota: dict[Word, Number] = Field(default_factory=dict)
    eligible: dict[Word, StrictBool] = Field(default_factory=dict)
    who: dict[Text, tuple[StrictStr, ...]] = Field(default_factory=dict)
    graded: dict[Text, tuple[StrictStr, ...]] = Field(default_factory=dict)
    outcomes: dict[Word, Literal["scored", "not_applicable", "lacking_data"]] = Field(default_factory=dict)


class Example(Model):
    """A worked case, run at check, at adoption and in the tests."""

    id: Text
    member: Annotated[Holder, BeforeValidator(_holder)] = Holder()
    params: dict[Word, Points] = Field(default_factory=dict)
    facts: tuple[dict[str, Any], ...] = ()
    figures: dict[Word, Points] = Field(default_factory=dict)
    states: dict[Word, StrictBool] = Field(default_factory=dict)
    years: dict[Year, OneGiven] = Field(default_factory=dict)
    cohort: dict[StrictStr, OneGiven] = Field(default_factory=dict)
    orders: dict[Year, tuple[StrictStr, ...]] = Field(default_factory=dict)
    cohort_size: Count | None = None
    excluded_size: StrictInt = 0
    decided: dict[Word, StrictInt] = Field(default_factory=dict)
    members: dict[StrictStr, Points] = Field(default_factory=dict)
    expect: Expect
    alt: dict[str, Points] = Field(default_factory=dict)
    note: Text | None = None

    def givens(self) -> Iterator[tuple[tuple[str | int, ...], str, Example | Given]]:
        """Yield the example, its years, its people and theirs: the place in it, the role, what is given."""
        yield (), self.member.role, self
        for year, given in self.years.items():
            yield ("years", year), given.role or self.member.role, given
        for id, person in self.cohort.items():
            role = person.role or "member"
            yield ("cohort", id), role, person
            for year, given in person.years.items():
                yield ("cohort", id, "years", year), given.role or role, given


#: Kinds of groups that a scheme may be about.
GroupKind = Literal["activity_group", "area_group", "sector", "special_committee", "party_branch"]


class Scheme(Model):
    """A whole rule book."""

    format: Literal[1]
    id: Word
    title: Text
    body: Literal["cppcc", "adjacent"] = "cppcc"
    subject: Literal["member", "group", "council"] = "member"
    units: tuple[GroupKind, ...] = ()
    place: dict[Word, Text] = Field(default_factory=dict)
    place_note: Text | None = None
    level: Text | None = None
    year: StrictInt | None = None
    years: Years | None = None
    adopted_by: Text | None = None
    effective: Text | None = None
    supersedes: Word | None = None
    seen: Text | None = None
    unseen: tuple[Text, ...] = ()
    computable: Literal["items", "partly", "outcome_only"] = "items"
    notes: tuple[Text, ...] = ()
    structure: Structure
    params: dict[Word, Param] = Field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    items: Annotated[tuple[Item, ...], Field(max_length=2000)] = ()
    within_fact: tuple[WithinFact, ...] = ()
    conditions: tuple[Condition, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    gates: tuple[Gate, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    bands: tuple[Band, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    sums: tuple[Sum, ...] = ()
    figures: tuple[Figure, ...] = ()
    ledgers: tuple[Ledger, ...] = ()
    states: dict[Word, Text] = Field(default_factory=dict)
    snapshots: tuple[Snapshot, ...] = ()
    cut_off: Day | None = None
    rankings: tuple[Ranking, ...] = ()
    selections: tuple[Selection, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()
    examples: tuple[Example, ...] = ()
