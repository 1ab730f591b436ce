"""Who is chosen: quota, people shut out, conditions, ties at the line."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from app.scoring.across import Quota, Selection
from app.scoring.chain import true_of
from app.scoring.cohort import Cohort, Ranked, Standing
from app.scoring.history import YearFigures


class Seats(NamedTuple):
    """How many may be chosen: a number, or only a range that leaves the number to people."""

    n: int | None
    at_least: int | None = None
    at_most: int | None = None


class Passed(NamedTuple):
    """Who was looked at and not chosen: ``excluded``, ``condition``, ``barred``, ``tied`` or ``line``."""

    id: str
    reason: str


class Chosen(NamedTuple):
    """The result for one cohort, the best first.

    ``undecided`` are those on whom people decide: all eligible when the quota is a range only, or
    those tied at the line.
    """

    cohort: Cohort
    seats: Seats
    ids: tuple[str, ...]
    passed: tuple[Passed, ...]
    undecided: tuple[str, ...] = ()


def seats(quota: Quota, size: int, eligible: int, decided: int | None = None) -> Seats:
    """Work out a quota; shares are exact until they are rounded as the rule book says.

    >>> seats(Quota(at_least_percent=5, at_most_percent=10), 215, 206)
    Seats(n=None, at_least=11, at_most=21)
    """
    base = size if quota.of == "all" else eligible
    low = None if quota.at_least_percent is None else _share(quota.at_least_percent, base, "up")
    high = None if quota.at_most_percent is None else _share(quota.at_most_percent, base, "down")
    if decided is not None:
        return Seats(decided, low, high)
    if quota.n is not None:
        return Seats(max(0, int(quota.n)), low, high)
    if quota.percent is not None:
        return Seats(_share(quota.percent, base, quota.rounding), low, high)
    return Seats(None, low, high)


def _share(percent: Fraction, base: int, rounding: str) -> int:
    whole, rest = divmod(percent * base, 100)
    up = (rounding == "up" and rest > 0) or (rounding == "half_up" and 2 * rest >= 100)
    return int(whole) + int(up)


def shut_out(selection: Selection, here: YearFigures) -> str | None:
    """Return why a subject cannot be chosen, or None when it can."""
    if here.role in selection.excluded:
        return "excluded"
    if any(true_of(test, here) for test in selection.barred):
        return "barred"
    if selection.only and not any(true_of(test, here) for test in selection.only):
        return "condition"
    return None


def choose(
    selection: Selection,
    ranked: Ranked,
    figures: Mapping[str, YearFigures],
    decided: int | None = None,
) -> list[Chosen]:
    """Choose the best of each cohort.

    Args:
        selection: The rule.
        ranked: Its ranking in the year.
        figures: Subject id → that year.
        decided: The number that people fixed, where the text gives a range only.
    """
    return [
        _of_cohort(selection, cohort, list(standings), figures, decided)
        for cohort, standings in groupby(ranked.standings, key=lambda one: one.cohort)
    ]


def settle(result: Chosen, picked: Collection[str]) -> Chosen:
    """Let what people decided stand: of the undecided, those picked are chosen and the others are not.

    >>> open_ = Chosen((), Seats(2), ("a",), (Passed("b", "tied"), Passed("c", "tied")), ("b", "c"))
    >>> settle(open_, {"c"}).ids, settle(open_, {"c"}).passed
    (('a', 'c'), (Passed(id='b', reason='tied'),))
    """
    taken = [id for id in result.undecided if id in picked]
    said = {one.id for one in result.passed}
    passed = [one for one in result.passed if one.id not in taken]
    passed += [Passed(id, "line") for id in result.undecided if id not in taken and id not in said]
    return result._replace(ids=(*result.ids, *taken), passed=tuple(passed), undecided=())


def _of_cohort(
    selection: Selection,
    cohort: Cohort,
    standings: Sequence[Standing],
    figures: Mapping[str, YearFigures],
    decided: int | None,
) -> Chosen:
    reasons = {one.id: shut_out(selection, figures[one.id]) for one in standings}
    able = [one for one in standings if reasons[one.id] is None]
    number = seats(selection.quota, len(standings), len(able), decided)
    passed = [Passed(id, reason) for id, reason in reasons.items() if reason is not None]
    if number.n is None:
        return Chosen(cohort, number, (), tuple(passed), tuple(one.id for one in able))
    # Whoever is barred keeps the place empty where the text does not let the next one move up.
    holding = [
        one
        for one in standings
        if reasons[one.id] is None or (reasons[one.id] == "barred" and selection.place_of_barred == "empty")
    ]
    taken: list[str] = []
    undecided: list[str] = []
    left = number.n
    for _, tied in groupby(holding, key=lambda one: one.keys):
        group = [one.id for one in tied]
        fits = len(group) <= left
        if fits or (left > 0 and selection.tied == "include"):
            taken.extend(group)
        elif left > 0:
            free = [id for id in group if reasons[id] is None]
            passed.extend(Passed(id, "tied") for id in free)
            undecided.extend(free if selection.tied == "decide" else ())
        else:
            passed.extend(Passed(id, "line") for id in group if reasons[id] is None)
        left = max(0, left - len(group))
    ids = tuple(id for id in taken if reasons[id] is None)
    return Chosen(cohort, number, ids, tuple(passed), tuple(undecided))
