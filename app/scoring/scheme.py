"""The shape of a scheme: pydantic models, strict and frozen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StrictStr

_EXACT = re.compile(r"^-?\d{1,9}(\.\d{1,9}|/0*[1-9]\d{0,8})?$", re.ASCII)


def exact(value: object) -> Fraction:
    """Read points exactly: whole numbers, decimals and quotients such as ``"25/2"``.

    Args:
        value: int, Decimal, Fraction or text.
    Returns:
        The exact rational number.
    Raises:
        ValueError: for anything else, binary fractions, NaN and infinity included.

    >>> exact("7.5")
    Fraction(15, 2)
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, (int, Decimal, str)) and not isinstance(value, bool):
        # The pattern bounds the digits, so that 1e999999 cannot become a number of a million figures.
        text = str(value)
        if _EXACT.match(text):
            return Fraction(text)
    raise ValueError("应为确切的分值(整数、小数或 1/3 这样的分数)")


def _listed(value: object) -> object:
    return [value] if isinstance(value, (str, int)) else value


def _tested(value: object) -> object:
    if isinstance(value, Test):
        return value
    if isinstance(value, (list, tuple)):
        return {"any_of": value}
    return {"any_of": [value]} if isinstance(value, (str, int)) else value


def _alternatives(value: object) -> object:
    return [value] if isinstance(value, Mapping) else value


def _by_role(value: object) -> object:
    return value if isinstance(value, Mapping) else {"*": value}


def _table(value: object) -> object:
    if not isinstance(value, Mapping) or not value:
        raise ValueError("应为对照表:属性值 → 分值,或两层对照表")
    rows: dict[tuple[object, ...], Fraction] = {}
    for key, cell in value.items():
        cells = (
            {(key, inner): points for inner, points in cell.items()}
            if isinstance(cell, Mapping)
            else {(key,): cell}
        )
        rows.update({path: exact(points) for path, points in cells.items()})
    return rows


def _named(key: str) -> BeforeValidator:
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


Points = Annotated[Fraction, BeforeValidator(exact)]
Count = Annotated[StrictInt, Field(ge=1, le=1_000_000)]
Word = Annotated[StrictStr, Field(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
Words = Annotated[tuple[Word, ...], BeforeValidator(_listed)]
Text = Annotated[StrictStr, Field(min_length=1, max_length=4000)]
Scalar = StrictBool | StrictInt | StrictStr
ByRole = Annotated[dict[str, Points], BeforeValidator(_by_role)]


class Model(BaseModel):
    """Unknown keys are refused and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Test(Model):
    """A condition on one attribute; a bare value means ``any_of: [value]``."""

    __test__ = False

    any_of: tuple[Scalar, ...] | None = None
    none_of: tuple[Scalar, ...] | None = None
    at_least: StrictInt | None = None
    at_most: StrictInt | None = None
    empty: StrictBool | None = None


Clause = dict[Word, Annotated[Test, BeforeValidator(_tested)]]
Where = Annotated[tuple[Clause, ...], BeforeValidator(_alternatives)]


class Period(Model):
    """Days of the year, both ends included, as ``MM-DD``."""

    start: Annotated[StrictStr, Field(pattern=r"^\d\d-\d\d$")]
    end: Annotated[StrictStr, Field(pattern=r"^\d\d-\d\d$")]


class Select(Model):
    """Which entries a rule looks at."""

    fact: Words
    where: Where = ()
    period: Period | None = None
    rest_of: Word | None = None


class Measure(Model):
    """How the selected entries are counted."""

    unit: Literal["occurrences", "pieces"] = "occurrences"
    sum: Word | None = None
    distinct: Word | None = None
    whole: Where | None = None
    part: Where | None = None


class Tiers(Model):
    """A table over one or two attributes: ``table: {personal: {proposer: 15}}``."""

    by: Words
    table: Annotated[dict[tuple[Scalar, ...], Fraction], BeforeValidator(_table)]
    otherwise: Points | None = None
    many: Literal["highest", "sum"] = "highest"


class Award(Model):
    """What the counted entries are worth; exactly one of each, tiers, lump, assessed."""

    each: Points | None = None
    tiers: Tiers | None = None
    lump: Points | None = None
    assessed: StrictBool = False
    at_least: Count = 1
    all: Where | None = None
    first_n: Count | None = None
    from_nth: Count | None = None
    order: Literal["earliest", "highest"] = "earliest"


class Limit(Model):
    """Where counting stops."""

    once_per_year: StrictBool = False
    best_of: StrictBool = False
    cap: Points | None = None
    floor: Points | None = None


class Part(Model):
    """One select → measure → award chain inside an item."""

    title: Text | None = None
    select: Select | None = None
    measure: Annotated[Measure, _named("unit")] = Measure()
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
    start: Points | None = None
    select: Select | None = None
    measure: Annotated[Measure, _named("unit")] = Measure()
    award: Award | None = None
    parts: tuple[Part, ...] = ()
    limit: Limit = Limit()

    def chains(self) -> tuple[Part, ...]:
        """Return the item's chains: its parts, or its own single chain."""
        if self.award is None:
            return self.parts
        return (Part(select=self.select, measure=self.measure, award=self.award), *self.parts)


class Section(Model):
    """A part of the rule book with its own cap or floor."""

    id: Word
    title: Text
    kind: Literal["base", "bonus", "deduction"] = "base"
    cap: Points | None = None
    floor: Points | None = None


class WithinFact(Model):
    """Items of which one record earns only the highest."""

    id: Word
    title: Text
    items: Annotated[tuple[Word, ...], Field(min_length=2)]
    article: Text | None = None


class Need(Model):
    """A number of duties that has to be reached."""

    select: Annotated[tuple[Select, ...], BeforeValidator(_alternatives)]
    measure: Annotated[Measure, _named("unit")] = Measure()
    at_least: Count = 1


class Gate(Model):
    """A minimum requirement: any one of its needs meets it; the total never changes."""

    id: Word
    title: Text
    article: Text | None = None
    applies_to: Words = ()
    any_of: Annotated[tuple[Need, ...], BeforeValidator(_alternatives), Field(min_length=1)]
    force_grade: Text | None = None


class Band(Model):
    """A grade: from ``min`` up, below ``below`` (the min of the next higher)."""

    name: Text
    min: Points | None = None
    below: Points | None = None


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
    rounding: Rounding | None = None


class Ambiguity(Model):
    """A place the text leaves open, and the reading chosen."""

    id: Text
    about: Text
    options: tuple[Text, ...]
    chosen: Text


class Holder(Model):
    """The member of an example."""

    role: Word = "member"


class Expect(Model):
    """What an example must come to."""

    breakdown: dict[Word, Points] = {}
    total: Points | None = None
    grade: Text | None = None
    gates_missed: tuple[Word, ...] | None = None


class Example(Model):
    """A worked case, run at check, at adoption and in the tests."""

    id: Text
    member: Holder = Holder()
    facts: tuple[dict[str, Any], ...]
    expect: Expect
    alt: dict[str, Points] = {}
    note: Text | None = None


class Scheme(Model):
    """A whole rule book."""

    format: Literal[1]
    id: Word
    title: Text
    body: Literal["cppcc", "adjacent"] = "cppcc"
    subject: Literal["member", "group", "council"] = "member"
    place: dict[Word, Text] = {}
    place_note: Text | None = None
    level: Text | None = None
    year: StrictInt | None = None
    adopted_by: Text | None = None
    effective: Text | None = None
    supersedes: Word | None = None
    seen: Text | None = None
    unseen: tuple[Text, ...] = ()
    computable: Literal["items", "partly", "outcome_only"] = "items"
    notes: tuple[Text, ...] = ()
    structure: Structure
    sections: tuple[Section, ...] = ()
    items: Annotated[tuple[Item, ...], Field(max_length=2000)] = ()
    within_fact: tuple[WithinFact, ...] = ()
    gates: tuple[Gate, ...] = ()
    bands: tuple[Band, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()
    examples: tuple[Example, ...] = ()
