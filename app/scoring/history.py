"""What is known of one subject, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from app.scoring.across import Range
from app.scoring.card import Scorecard
from app.scoring.periods import low
from app.scoring.scheme import Scheme


class Place(NamedTuple):
    """Where a subject stands in a ranking: 1 is the first; from the last, 1 is the last."""

    place: int
    from_last: int
    of: int
    value: Fraction


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One subject's year, as rules across years read it.

    Args:
        worth: Points of items and sections, and figures, by name; what is lacking is absent.
        states: What somebody recorded, true or false; what nobody recorded is absent.
        low: How many snapshots were low, or None when nobody took any.
    """

    year: int
    role: str = "member"
    total: Fraction | None = None
    grade: str | None = None
    worth: Mapping[str, Fraction] = field(default_factory=dict)
    missed: frozenset[str] = frozenset()
    below: frozenset[str] = frozenset()
    vetoes: frozenset[str] = frozenset()
    states: Mapping[str, bool] = field(default_factory=dict)
    low: int | None = None
    places: Mapping[str, Place] = field(default_factory=dict)
    chosen: frozenset[str] = frozenset()

    def value(self, name: str) -> Fraction | None:
        """Return the total, or the item, section or figure of that name; None when it is lacking."""
        return self.total if name == "total" else self.worth.get(name)


History = Mapping[int, YearFigures]
#: First and last year of the terms that chains and counters may not leave.
Terms = tuple[tuple[int, int], ...]


def inside(value: Fraction, range_: Range) -> bool:
    """Tell whether a value lies in a range.

    >>> inside(Fraction(60), Range(below=Fraction(60)))
    False
    """
    least, most, above, below = range_.at_least, range_.at_most, range_.above, range_.below
    return (
        (least is None or value >= least)
        and (most is None or value <= most)
        and (above is None or value > above)
        and (below is None or value < below)
    )


def thresholds(scheme: Scheme, total: Fraction | None) -> frozenset[str]:
    """Return the lines that a total stays below."""
    if total is None:
        return frozenset()
    return frozenset(one.id for one in scheme.thresholds if total < one.below)


def of_card(card: Scorecard, year: int, states: Mapping[str, bool]) -> YearFigures:
    """Return what a scorecard says of a year.

    Args:
        card: The scorecard.
        year: Number of the duty year.
        states: What somebody recorded of the subject in that year.
    """
    worth = {line.id: line.points for line in card.lines if line.kind == "item"}
    more = card.more
    known = {} if more is None else {**more.sums, **{k: v for k, v in more.figures.items() if v is not None}}
    for name, points in (*card.sections.items(), *known.items()):
        worth.setdefault(name, points)
    return YearFigures(
        year,
        card.role,
        card.total,
        card.grade,
        worth,
        frozenset(card.gates_missed),
        # Not measured anew: the line of a committee may be another than the common one.
        frozenset() if more is None else frozenset(more.below),
        frozenset() if more is None else frozenset(one.id for one in more.vetoes),
        states,
        low(card),
    )


def of_tree(said: Mapping[str, Any], year: int, states: Mapping[str, bool]) -> YearFigures:
    """Return what a stored receipt says of a year: the same as its scorecard did.

    Args:
        said: The receipt as plain data (``app.scoring.trace.tree``).
        year: Number of the duty year.
        states: What somebody recorded of the subject in that year.
    """
    worth = {line["id"]: Fraction(line["points"]) for line in said["lines"] if line["kind"] == "item"}
    for known in (said["sections"], {**said.get("sums", {}), **said.get("figures", {})}):
        for name, points in known.items():
            if points is not None:
                worth.setdefault(name, Fraction(points))
    taken = said.get("snapshots", ())
    return YearFigures(
        year,
        said["role"],
        Fraction(said["total"]),
        said["grade"],
        worth,
        frozenset(gate["id"] for gate in said["gates"] if gate["outcome"] == "missed"),
        frozenset(said.get("below", ())),
        frozenset(one["id"] for one in said.get("vetoes", ())),
        states,
        sum(1 for one in taken if one["low"]) if taken else None,
    )


def term_of(year: int, terms: Terms) -> tuple[int, int] | None:
    """Return the term a year lies in; None when terms are known and none of them holds it.

    >>> term_of(2024, ((2022, 2026),)), term_of(2024, ())
    ((2022, 2026), (1, 9999))
    """
    if not terms:
        return (1, 9999)
    return next((term for term in terms if term[0] <= year <= term[1]), None)


def years_of(history: History, term: tuple[int, int] | None, until: int) -> list[int]:
    """Return the known years of a term up to one, in order."""
    if term is None:
        return []
    return sorted(year for year in history if term[0] <= year <= min(term[1], until))


def named(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return titles by id; the first wins."""
    found: dict[str, str] = {}
    for id, title in pairs:
        found.setdefault(id, title)
    return found
