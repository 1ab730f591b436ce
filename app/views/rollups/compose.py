"""Counts a council's aggregates, and hides what is small."""

from __future__ import annotations

from collections import Counter

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.facts.attendance.models import NOT_DUE
from app.views.dashboards import service as dashboards
from app.views.dashboards.queries import counts
from app.views.dashboards.words import FAMILIES, REVIEWED, kind_of
from app.views.rollups.schemas import Aggregates, FamilySum, FigureSum, KindDue
from app.views.term_review.service import figures_of

#: A number that stands for fewer says something of single people.
SMALLEST = 5


def cell(value: int | None) -> int | None:
    """Return a number fit to leave the council: nought, or not small.

    >>> [cell(one) for one in (0, 1, 4, 5, None)]
    [0, None, None, 5, None]
    """
    return None if value is None or 0 < value < SMALLEST else value


def folded(due: dict[str, int]) -> dict[str, int | None]:
    """Return the counts with small ones under ``other``; nothing can be had back by subtraction.

    >>> folded({"plenary": 40, "standing": 3, "field": 9})
    {'plenary': 40, 'other': 12}
    >>> folded({"plenary": 40, "standing": 3, "field": 6, "study": 2})
    {'plenary': 40, 'field': 6, 'other': 5}
    >>> folded({"plenary": 3})
    {'other': None}
    """
    large = {kind: count for kind, count in due.items() if count >= SMALLEST and kind != "other"}
    rest = sum(due.values()) - sum(large.values())
    if 0 < rest < SMALLEST and large:
        smallest = min(large, key=lambda kind: large[kind])
        rest += large.pop(smallest)
    return {**large, **({"other": cell(rest)} if rest else {})}


def compose(session: Session, council_id: str) -> Aggregates | None:
    """Return a council's aggregates of the running year as of today; None without a duty year."""
    try:
        chosen, _, given = dashboards.scope_of(session, council_id, None)
    except NotFound:
        return None
    rows = counts.attendance(session, given)
    due: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for row in rows:
        all_[row.status] += row.lines
        if row.status != NOT_DUE:
            due[kind_of(row.fact, row.type)] += row.lines
    said = dashboards.turnout_of(all_)
    # Who was there and who was not are both people: neither may be few.
    plain = cell(said["attended"]) is not None and cell(said["due"] - said["attended"]) is not None
    pieces = Counter[str]()
    for row in counts.contributions(session, given):
        pieces[row.fact] += row.lines
    figures = figures_of(session, council_id, chosen.term, (), REVIEWED)
    return Aggregates(
        year=chosen.year,
        day=given["day"],
        members=cell(counts.members(session, given)),
        due=cell(said["due"]),
        attended=said["attended"] if plain else None,
        rate=said["rate"] if plain else dashboards.UNKNOWN,
        kinds=[KindDue(kind=kind, due=count) for kind, count in folded(dict(due)).items()],
        contributions=[
            FamilySum(family=name, total=cell(pieces[fact])) for name, (fact, _) in FAMILIES.items()
        ],
        review=[
            FigureSum(key=key, label=one.label, value=cell(getattr(one, "value", None)))
            for key, one in figures.items()
        ],
    )
