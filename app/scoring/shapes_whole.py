"""What a scheme says beside its items: parameters, sums, ledgers, vetoes."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictInt

from app.scoring.points import ByRole, Points
from app.scoring.shapes import (
    Condition,
    Count,
    Measure,
    Model,
    Select,
    Text,
    Where,
    Word,
    Words,
    alternatives,
    named,
)


class Param(Model):
    """A number of a council, a committee or a year, used as ``$name`` wherever points stand.

    ``value`` holds unless ``table`` has a row for the subject's attribute ``by``.
    """

    title: Text
    value: Points
    by: Word | None = None
    table: dict[str, Points] = Field(default_factory=dict)
    source: Literal["printed", "assumed"] = "printed"


class Years(Model):
    """The years a version of the rules holds for, both ends included."""

    first: Annotated[StrictInt, Field(ge=1949, le=2200)]
    last: Annotated[StrictInt, Field(ge=1949, le=2200)] | None = None


class Sum(Model):
    """A sum of items and sections that is shown apart; it adds nothing to the total."""

    id: Word
    title: Text
    items: Words = ()
    sections: Words = ()


class Tally(Model):
    """What is counted, and how."""

    select: Annotated[tuple[Select, ...], BeforeValidator(alternatives), Field(min_length=1)]
    measure: Annotated[Measure, named("unit")] = Measure()


class Figure(Tally):
    """A count (times ``each``), or a ratio of two counts, that is shown beside the score."""

    id: Word
    title: Text
    article: Text | None = None
    each: Points = Fraction(1)
    over: Tally | None = None


class Ledger(Model):
    """A second book for the same points: kept for another holder, or for a class of people.

    ``holder`` names the subject's attribute whose value is credited (a unit); without it the
    subject itself is.
    """

    id: Word
    title: Text
    holder: Word | None = None
    applies_if: Where = ()
    items: Words = ()


class Exemption(Model):
    """Whom the assessment, or some items and gates of it, does not apply to."""

    id: Word
    title: Text
    article: Text | None = None
    applies_if: Annotated[Where, Field(min_length=1)]
    items: Words = ()
    gates: Words = ()


class Threshold(Model):
    """A line on the total beside the grades, such as a fail line."""

    id: Word
    title: Text
    article: Text | None = None
    below: Points


class Veto(Condition):
    """An event that acts on the grade or on the membership, never on the score."""

    effect: Literal["membership", "grade"] = "membership"
    force_grade: Text | None = None


class Prorate(Model):
    """Service for a part of the year: the total becomes total × of / attribute by."""

    by: Word = "months"
    of: Count = 12


class Rescale(Model):
    """The total of one scale brought to another: total × to / of."""

    to: Points
    of: ByRole | None = None
