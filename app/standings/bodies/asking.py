"""What a scheme asks of other people and other years."""

from __future__ import annotations

from collections.abc import Iterator

from app.scoring.across import When, YearTest
from app.scoring.history import Terms, term_of
from app.scoring.scheme import Scheme


def speaks(scheme: Scheme) -> bool:
    """Tell whether a scheme ranks, selects or draws consequences at all."""
    return bool(scheme.rankings or scheme.selections or scheme.outcomes)


def tests(scheme: Scheme) -> Iterator[YearTest]:
    """Yield every test of a year."""
    for selection in scheme.selections:
        yield from (*selection.only, *selection.barred)
    for outcome in scheme.outcomes:
        yield from outcome.when


def names_asked(scheme: Scheme) -> set[str]:
    """Return the items, sections and figures whose points are asked for."""
    found = {name for ranking in scheme.rankings for name in (ranking.by, *ranking.ties)}
    return found | {name for test in tests(scheme) for name in test.figures}


def asks_low(scheme: Scheme) -> bool:
    """Tell whether low snapshots matter."""
    return any(test.low_snapshots is not None for test in tests(scheme))


def span(scheme: Scheme, year: int, terms: Terms) -> int:
    """Return the first year that may matter to a year.

    >>> from app.scoring.scheme import Scheme
    >>> span(Scheme(format=1, id="s", title="s", structure={"kind": "hundred_points"}), 2026, ())
    2026
    """
    whens = [test for test in tests(scheme) if isinstance(test, When)]
    back = max((*(one.years for one in whens), *(one.years for one in scheme.rankings)), default=1)
    first = year - back + 1
    whole = any(one.over == "term" or one.times is not None for one in whens)
    whole = whole or any(one.after or one.steps or one.resets for one in scheme.outcomes)
    if whole:
        first = min(first, max((term_of(year, terms) or (year, year))[0], 1))
    return first
