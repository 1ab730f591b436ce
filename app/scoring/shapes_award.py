"""What counted entries are worth."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictInt

from app.scoring.points import Points, exact
from app.scoring.shapes import Count, Model, Scalar, Text, Where, Word, Words


def _table(value: object) -> object:
    if not isinstance(value, Mapping) or not value:
        raise ValueError("应为对照表：属性值 → 分值，或两层对照表")
    rows: dict[tuple[object, ...], Fraction] = {}
    for key, cell in value.items():
        cells = (
            {(key, inner): points for inner, points in cell.items()}
            if isinstance(cell, Mapping)
            else {(key,): cell}
        )
        rows.update({path: exact(points) for path, points in cells.items()})
    return rows


def _share(value: object) -> object:
    return value if isinstance(value, Mapping) else {"part": value}


class Tiers(Model):
    """A table over one or two attributes: ``table: {personal: {proposer: 15}}``."""

    by: Words
    table: Annotated[dict[tuple[Scalar, ...], Fraction], BeforeValidator(_table)]
    otherwise: Points | None = None
    many: Literal["highest", "sum"] = "highest"


class Adder(Model):
    """Points on top of a piece for which a condition holds."""

    title: Text | None = None
    where: Annotated[Where, Field(min_length=1)]
    points: Points


class Portion(Model):
    """A part of the whole, split evenly: ``part / (attribute among − besides)``."""

    part: Points
    among: Word | None = None
    besides: Annotated[StrictInt, Field(ge=0, le=1000)] = 0


class Share(Model):
    """What part of a piece's worth the subject gets, by an attribute of the piece.

    ``where`` names the pieces that are shared; of the others everybody gets the whole.
    """

    where: Where = ()
    by: Word = "role"
    table: dict[Word, Annotated[Portion, BeforeValidator(_share)]]
    otherwise: Annotated[Portion, BeforeValidator(_share)] | None = None


class Step(Model):
    """Points from a ratio up; the lowest step has no ``min``."""

    min: Points | None = None
    points: Points


class Rate(Model):
    """A ratio: the part that ``attained`` names, of everything selected.

    Either ``steps`` (half-open) or ``points`` (the ratio times these). Fewer opportunities than
    ``least`` are too small a sample: no points and lacking data, or points with a mark.
    """

    attained: Annotated[Where, Field(min_length=1)]
    steps: tuple[Step, ...] = ()
    points: Points | None = None
    least: Count = 1
    small: Literal["lacking", "marked"] = "lacking"


class Award(Model):
    """What the counted entries are worth.

    Exactly one of each, tiers, lump, assessed, rate; ``adders`` go with each or tiers, or alone.
    """

    each: Points | None = None
    tiers: Tiers | None = None
    lump: Points | None = None
    assessed: StrictBool = False
    rate: Rate | None = None
    adders: tuple[Adder, ...] = ()
    share: Share | None = None
    stages: tuple[Word, ...] = ()
    none: Points | None = None
    at_least: Count = 1
    all: Where | None = None
    first_n: Count | None = None
    from_nth: Count | None = None
    order: Literal["earliest", "highest", "lowest"] = "earliest"
