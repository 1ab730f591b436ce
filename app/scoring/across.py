"""What a rule book says across subjects and years: ranks, chains, measures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictInt, StrictStr

from app.scoring.points import Points
from app.scoring.shapes import Count, Model, Text, Word, Words, alternatives

Year = Annotated[StrictInt, Field(ge=1949, le=2200)]
Day = Annotated[StrictStr, Field(pattern=r"^\d\d-\d\d$")]


def _texts(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _given(value: object) -> object:
    """Let a bare figure be a total."""
    return value if isinstance(value, (Mapping, Given)) else {"total": value}


Texts = Annotated[tuple[Text, ...], BeforeValidator(_texts)]


class Range(Model):
    """Where a figure has to lie; ends named ``at_…`` are included."""

    at_least: Points | None = None
    at_most: Points | None = None
    above: Points | None = None
    below: Points | None = None


class Position(Model):
    """Among the first or the last of a ranking."""

    ranking: Word
    top: Points | None = None
    bottom: Points | None = None


class YearTest(Model):
    """What has to be true of one year; all that is written must hold."""

    grade: Texts = ()
    total: Range | None = None
    figures: dict[Word, Range] = Field(default_factory=dict)
    missed: Words = ()
    below: Words = ()
    vetoes: Words = ()
    place: Position | None = None
    chosen: Words = ()
    state: Words = ()
    low_snapshots: Range | None = None


class When(YearTest):
    """A test of years: every one of several running, or so many within the term."""

    years: Count = 1
    times: Count | None = None
    over: Literal["year", "term"] = "year"


class Ranking(Model):
    """Who is compared with whom, and by what."""

    id: Word
    title: Text
    by: Word = "total"
    years: Count = 1
    within: Words = ()
    applies_to: Words = ()
    ties: Words = ()


class Quota(Model):
    """How many: a number, a share of the cohort, or a range of shares."""

    n: Points | None = None
    percent: Points | None = None
    at_least_percent: Points | None = None
    at_most_percent: Points | None = None
    of: Literal["all", "eligible"] = "all"
    rounding: Literal["down", "half_up", "up"] = "down"


class Selection(Model):
    """The best of a ranking: who may be chosen, how many, what happens at the line."""

    id: Word
    title: Text
    article: Text | None = None
    ranking: Word
    quota: Quota
    excluded: Words = ()
    only: Annotated[tuple[YearTest, ...], BeforeValidator(alternatives)] = ()
    barred: Annotated[tuple[YearTest, ...], BeforeValidator(alternatives)] = ()
    place_of_barred: Literal["next", "empty"] = "next"
    tied: Literal["include", "exclude", "decide"]


class Outcome(Model):
    """What follows for a subject: a sentence of the rule book, and when it is due."""

    id: Word
    do: Text | None = None
    steps: tuple[Text, ...] = ()
    kind: Literal["praise", "notice", "measure", "flag"] = "measure"
    article: Text | None = None
    by: Text | None = None
    applies_to: Words = ()
    when: Annotated[tuple[When, ...], BeforeValidator(alternatives), Field(min_length=1)]
    after: Words = ()
    known: dict[Word, StrictBool] = Field(default_factory=dict)
    resets: Words = ()


class Snapshot(Model):
    """Figures of a part of the year, shown beside the year's."""

    id: Word
    title: Text
    since: Day = "01-01"
    until: Day
    low: Points | None = None


class FromMembers(Model):
    """A group's points made of its members' figures."""

    of: Word = "total"
    how: Literal["sum", "mean", "highest", "count"] = "sum"
    at_least: Points | None = None


class Given(Model):
    """What an example says of a subject in a year; a bare figure is its total."""

    role: Word | None = None
    attrs: dict[Word, StrictStr] = Field(default_factory=dict)
    facts: tuple[dict[str, Any], ...] = ()
    total: Points | None = None
    figures: dict[Word, Points] = Field(default_factory=dict)
    states: dict[Word, StrictBool] = Field(default_factory=dict)
    years: dict[Year, Annotated[Given, BeforeValidator(_given)]] = Field(default_factory=dict)


OneGiven = Annotated[Given, BeforeValidator(_given)]


class YearExpect(Model):
    """What an example expects of one of several years; a year not listed has nothing to follow."""

    total: Points | None = None
    grade: Text | None = None
    do: Texts | None = None
    figures: dict[Word, Points] = Field(default_factory=dict)


class Number(Model):
    """The quota an example expects."""

    n: StrictInt | None = None
    at_least: StrictInt | None = None
    at_most: StrictInt | None = None
