"""What schemes are built from: words, conditions, selecting, counting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StrictStr


def _listed(value: object) -> object:
    return [value] if isinstance(value, (str, int)) else value


def _tested(value: object) -> object:
    if isinstance(value, Test):
        return value
    if isinstance(value, (list, tuple)):
        return {"any_of": value}
    return {"any_of": [value]} if isinstance(value, (str, int)) else value


def alternatives(value: object) -> object:
    """Read a single mapping as a list of one."""
    return [value] if isinstance(value, Mapping) else value


def named(key: str) -> BeforeValidator:
    """Read a bare word as a mapping with this one key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


Count = Annotated[StrictInt, Field(ge=1, le=1_000_000)]
Word = Annotated[StrictStr, Field(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
Words = Annotated[tuple[Word, ...], BeforeValidator(_listed)]
Text = Annotated[StrictStr, Field(min_length=1, max_length=4000)]
Scalar = StrictBool | StrictInt | StrictStr


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
Where = Annotated[tuple[Clause, ...], BeforeValidator(alternatives)]


class Period(Model):
    """Days of the year, both ends included, as ``MM-DD``."""

    start: Annotated[StrictStr, Field(pattern=r"^\d\d-\d\d$")]
    end: Annotated[StrictStr, Field(pattern=r"^\d\d-\d\d$")]


class Select(Model):
    """Which entries a rule looks at.

    ``rest_of`` leaves what earlier items counted; with ``via`` it leaves the records that name, in
    that attribute, a record which those items counted.
    """

    fact: Words
    where: Where = ()
    period: Period | None = None
    rest_of: Words = ()
    via: Word | None = None


class Measure(Model):
    """How the selected entries are counted."""

    unit: Literal["occurrences", "pieces"] = "occurrences"
    sum: Word | None = None
    distinct: Word | None = None
    whole: Where | None = None
    part: Where | None = None


class Need(Model):
    """A number of duties that has to be reached, in the year or in each quarter or half of it."""

    select: Annotated[tuple[Select, ...], BeforeValidator(alternatives)]
    measure: Annotated[Measure, named("unit")] = Measure()
    at_least: Count = 1
    per: Literal["quarter", "half_year"] | None = None
    prorate: StrictBool = False


Needs = Annotated[tuple[Need, ...], BeforeValidator(alternatives), Field(min_length=1)]


class Condition(Model):
    """A named condition: met when any one of its needs is; items and bands refer to it."""

    id: Word
    title: Text
    article: Text | None = None
    applies_to: Words = ()
    applies_if: Where = ()
    any_of: Needs
