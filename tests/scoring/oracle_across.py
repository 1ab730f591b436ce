"""A naive reading of the rules across people and years: one person, one question at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor

from app.scoring.across import FromMembers, Outcome, Quota, Range, Ranking, Selection, When, YearTest
from app.scoring.cohort import Person
from app.scoring.history import Place, Terms, YearFigures
from app.scoring.scheme import Scheme

Cohort = tuple[str, ...]
#: Year, outcome, kind, what is to be done, what it waits for, the years it rests on.
Follows = tuple[int, str, str, str, tuple[str, ...], tuple[int, ...]]


@dataclass
class Body:
    """What the oracle says: places, seats and who has them, what follows."""

    places: dict[tuple[int, str, str], Place] = field(default_factory=dict)
    unranked: dict[tuple[int, str, str], str] = field(default_factory=dict)
    chosen: dict[tuple[int, str, Cohort], list[str]] = field(default_factory=dict)
    undecided: dict[tuple[int, str, Cohort], list[str]] = field(default_factory=dict)
    passed: dict[tuple[int, str, Cohort], dict[str, str]] = field(default_factory=dict)
    follows: dict[str, list[Follows]] = field(default_factory=dict)


def evaluate(
    scheme: Scheme, people: Sequence[Person], years: Sequence[int], terms: Terms, decided: Mapping[str, int]
) -> Body:
    """Evaluate a body the slow and obvious way."""
    body = Body()
    known = {one.id: dict(one.history) for one in people}
    for year in sorted(years):
        for ranking in scheme.rankings:
            _rank(body, ranking, people, known, year)
        for selection in scheme.selections:
            (ranking,) = [one for one in scheme.rankings if one.id == selection.ranking]
            _select(body, selection, ranking, people, known, year, decided.get(selection.id))
    for one in people:
        body.follows[one.id] = _follows(scheme, known[one.id], terms)
    return body


def _keys(ranking: Ranking, history: Mapping[int, YearFigures], year: int) -> list[Fraction] | str:
    wanted = [year - back for back in range(ranking.years)]
    if year not in history:
        return "no_year"
    if ranking.applies_to and history[year].role not in ranking.applies_to:
        return "role"
    for one in wanted:
        if one not in history:
            return "no_year"
        if _value(history[one], ranking.by) is None:
            return ranking.by
    main = sum((_value(history[one], ranking.by) or Fraction(0) for one in wanted), Fraction(0))
    return [main, *[_value(history[year], name) or Fraction(0) for name in ranking.ties]]


def _value(here: YearFigures, name: str) -> Fraction | None:
    return here.total if name == "total" else here.worth.get(name)


def _cohorts(
    ranking: Ranking, people: Sequence[Person], known: Mapping[str, Mapping[int, YearFigures]], year: int
) -> dict[Cohort, dict[str, list[Fraction]]]:
    found: dict[Cohort, dict[str, list[Fraction]]] = {}
    for one in people:
        keys = _keys(ranking, known[one.id], year)
        if not isinstance(keys, str):
            here = {**one.attrs, "role": known[one.id][year].role}
            cohort = tuple(here.get(name, "") for name in ranking.within)
            found.setdefault(cohort, {})[one.id] = keys
    return found


def _rank(
    body: Body,
    ranking: Ranking,
    people: Sequence[Person],
    known: dict[str, dict[int, YearFigures]],
    year: int,
) -> None:
    for one in people:
        keys = _keys(ranking, known[one.id], year)
        if isinstance(keys, str):
            body.unranked[year, ranking.id, one.id] = keys
    for members in _cohorts(ranking, people, known, year).values():
        for id, keys in members.items():
            before = sum(other > keys for other in members.values())
            behind = sum(other < keys for other in members.values())
            place = Place(before + 1, behind + 1, len(members), keys[0])
            body.places[year, ranking.id, id] = place
            here = known[id][year]
            known[id][year] = replace(here, places={**here.places, ranking.id: place})


def _select(
    body: Body,
    selection: Selection,
    ranking: Ranking,
    people: Sequence[Person],
    known: dict[str, dict[int, YearFigures]],
    year: int,
    decided: int | None,
) -> None:
    for cohort, members in _cohorts(ranking, people, known, year).items():
        out: dict[str, str] = {}
        for id in members:
            here = known[id][year]
            if here.role in selection.excluded:
                out[id] = "excluded"
            elif [test for test in selection.barred if _true(test, here)]:
                out[id] = "barred"
            elif selection.only and not [test for test in selection.only if _true(test, here)]:
                out[id] = "condition"
        able = [id for id in members if id not in out]
        best = sorted(able, key=lambda id: ([-key for key in members[id]], id))
        at = year, selection.id, cohort
        body.passed[at], body.chosen[at], body.undecided[at] = out, [], []
        number = _number(selection.quota, len(members), len(able), decided)
        if number is None:
            body.undecided[at] = best
            continue
        holding = [
            id
            for id in members
            if id in able or (out[id] == "barred" and selection.place_of_barred == "empty")
        ]
        chosen = []
        for id in best:
            left = number - sum(members[other] > members[id] for other in holding)
            tied = sum(members[other] == members[id] for other in holding)
            if tied <= left or (left > 0 and selection.tied == "include"):
                chosen.append(id)
            elif left > 0:
                out[id] = "tied"
                if selection.tied == "decide":
                    body.undecided[at].append(id)
            else:
                out[id] = "line"
        body.chosen[at] = chosen
        for id in chosen:
            known[id][year] = replace(known[id][year], chosen=known[id][year].chosen | {selection.id})


def _number(quota: Quota, size: int, able: int, decided: int | None) -> int | None:
    if decided is not None:
        return decided
    if quota.n is not None:
        return floor(quota.n) if quota.n > 0 else 0
    if quota.percent is None:
        return None
    exact = quota.percent / 100 * (able if quota.of == "eligible" else size)
    return {"down": floor(exact), "up": ceil(exact), "half_up": floor(exact + Fraction(1, 2))}[quota.rounding]


def _true(test: YearTest, here: YearFigures) -> bool:
    if test.grade and here.grade not in test.grade:
        return False
    if test.total is not None and not _in(here.total, test.total):
        return False
    if any(not _in(_value(here, name), range_) for name, range_ in test.figures.items()):
        return False
    if test.missed and not set(test.missed) & here.missed:
        return False
    if test.below and not set(test.below) & here.below:
        return False
    if test.vetoes and not set(test.vetoes) & here.vetoes:
        return False
    if test.chosen and not set(test.chosen) & here.chosen:
        return False
    if test.state and not [name for name in test.state if here.states.get(name)]:
        return False
    if test.low_snapshots is not None:
        low = None if here.low is None else Fraction(here.low)
        if not _in(low, test.low_snapshots):
            return False
    if test.place is not None:
        if test.place.ranking not in here.places:
            return False
        place = here.places[test.place.ranking]
        if test.place.top is not None and place.place > test.place.top:
            return False
        if test.place.bottom is not None and place.from_last > test.place.bottom:
            return False
    return True


def _in(value: Fraction | None, range_: Range) -> bool:
    if value is None:
        return False
    if range_.at_least is not None and value < range_.at_least:
        return False
    if range_.at_most is not None and value > range_.at_most:
        return False
    if range_.above is not None and value <= range_.above:
        return False
    return range_.below is None or value < range_.below


def _term(year: int, terms: Terms) -> range:
    """Return the years of the term of a year: all of them where nobody knows of terms."""
    if not terms:
        return range(1, 9999)
    for first, last in terms:
        if first <= year <= last:
            return range(first, last + 1)
    return range(0)


def _rests_on(
    when: When, history: Mapping[int, YearFigures], year: int, terms: Terms
) -> tuple[int, ...] | None:
    """Return the years a condition rests on, or None where it does not hold in a year."""
    same = [one for one in sorted(history) if one <= year and one in _term(year, terms)]
    if when.times is not None:
        true = [one for one in same if _true(when, history[one])]
        return tuple(true) if year in true and len(true) >= when.times else None
    if when.over == "term" and when.figures and when.years == 1:
        if year not in same or not _true(when.model_copy(update={"figures": {}}), history[year]):
            return None
        counted = set()
        for name, range_ in when.figures.items():
            had = {one: _value(history[one], name) or Fraction(0) for one in same}
            if not _in(sum(had.values(), Fraction(0)), range_):
                return None
            # Where a sum has to be large it is due in the year in which it grew.
            if not had[year] and (range_.at_least is not None or range_.above is not None):
                return None
            counted |= {one for one in same if had[one]}
        return tuple(sorted(counted))
    running = [year - back for back in reversed(range(when.years))]
    if when.over == "term" and [one for one in running if one not in _term(year, terms)]:
        return None
    if [one for one in running if one not in history or not _true(when, history[one])]:
        return None
    return tuple(running)


def _follows(scheme: Scheme, history: Mapping[int, YearFigures], terms: Terms) -> list[Follows]:
    found: list[Follows] = []
    for year in sorted(history):
        here = history[year]
        for one in scheme.outcomes:
            if one.applies_to and here.role not in one.applies_to:
                continue
            grounds = [_rests_on(when, history, year, terms) for when in one.when]
            held = [ground for ground in grounds if ground is not None]
            wrong = [name for name, want in one.known.items() if here.states.get(name) not in (None, want)]
            if not held or wrong or (one.after and not _taken(one, found, year, terms)):
                continue
            waits = tuple(scheme.states[name] for name in one.known if name not in here.states)
            do = one.do or one.steps[min(_steps(one, found, history, year, terms), len(one.steps) - 1)]
            found.append((year, one.id, one.kind, do, waits, held[0]))
    return found


def _taken(outcome: Outcome, found: Sequence[Follows], year: int, terms: Terms) -> bool:
    term = _term(year, terms)
    return any(
        before < year and before in term and id in outcome.after and not waits
        for before, id, _, _, waits, _ in found
    )


def _steps(
    outcome: Outcome, found: Sequence[Follows], history: Mapping[int, YearFigures], year: int, terms: Terms
) -> int:
    """Count what was taken in the term, since the last year in which it was put right."""
    term = _term(year, terms) or range(year, year + 1)
    right = [
        one for one in history if one in term and one <= year and _any(history[one].states, outcome.resets)
    ]
    since = max(right) if right else term[0]
    return len([one for one in found if one[1] == outcome.id and one[0] >= since and one[0] in term])


def _any(states: Mapping[str, bool], names: Sequence[str]) -> bool:
    return any(states.get(name) for name in names)


def shares(rule: FromMembers, members: Mapping[str, YearFigures]) -> Fraction:
    """Return what the members of a group bring it together."""
    values = [value for here in members.values() if (value := _value(here, rule.of)) is not None]
    if not values:
        return Fraction(0)
    if rule.how == "count":
        return Fraction(len([one for one in values if one >= (rule.at_least or 0)]))
    return {
        "sum": sum(values, Fraction(0)),
        "mean": sum(values, Fraction(0)) / len(values),
        "highest": max(values),
    }[rule.how]
