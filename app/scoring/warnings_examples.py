"""What worked examples say and nobody reads, or say against themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from app.scoring.across import Given
from app.scoring.engine import compile, score
from app.scoring.entry import Subject
from app.scoring.example import day_of, expand
from app.scoring.finding import Finding, Path
from app.scoring.scheme import Example, Scheme
from app.scoring.words import written

_OF_ONE_YEAR = ("facts", "figures", "states", "total")


def example_warnings(scheme: Scheme) -> Iterator[Finding]:
    """Yield what an example writes beside its years and people, and facts of other years."""
    for place, example in enumerate(scheme.examples):
        path: Path = ("examples", place)
        yield from _unread(path, example)
        yield from _days(path, scheme, None, example.facts)
        yield from _givens((*path, "cohort"), scheme, example.cohort)
        yield from _years((*path, "years"), scheme, example.years)
    yield from _totals(scheme)


def _givens(path: Path, scheme: Scheme, cohort: Mapping[str, Given]) -> Iterator[Finding]:
    for id, given in cohort.items():
        yield from _unread((*path, id), given)
        yield from _days((*path, id), scheme, None, given.facts)
        yield from _years((*path, id, "years"), scheme, given.years)


def _years(path: Path, scheme: Scheme, years: Mapping[int, Given]) -> Iterator[Finding]:
    for year, given in years.items():
        yield from _days((*path, year), scheme, year, given.facts)
        for name in given.states:
            # One year of one person among many: the other places are checked as mistakes.
            if path[2] == "cohort" and name not in scheme.states:
                sentence = f"登记的情况“{name}”没有在 states 里写明。"
                yield Finding((*path, year, "states", name), "undeclared", sentence)


def _unread(path: Path, one: Example | Given) -> Iterator[Finding]:
    """Yield what stands beside ``years``, ``cohort`` or ``orders`` and so belongs to no year."""
    within = "years" if one.years else "cohort" if getattr(one, "cohort", None) else ""
    for name in _OF_ONE_YEAR:
        if within and name in one.model_fields_set and getattr(one, name, None):
            sentence = f"与 {within} 并列的 {name} 不会被读到：请写进 {within} 里的那一年或那个人。"
            yield Finding((*path, name), "not_read", sentence)


def _days(path: Path, scheme: Scheme, year: int | None, facts: object) -> Iterator[Finding]:
    """Yield days of facts outside the one year that the facts are of."""
    assert isinstance(facts, tuple)
    days = []
    for place, fact in enumerate(facts):
        # What is no day at all is told where the example is read.
        with suppress(ValueError):
            days += [(place, day_of(fact).isoformat())] if "on" in fact else []
    seen = sorted({day[:4] for _, day in days})
    for place, day in days:
        at: Path = (*path, "facts", place, "on")
        if year is not None and day[:4] != str(year):
            yield Finding(at, "other_year", f"日期 {day} 不在所写的 {year} 年。")
        elif year is None and len(seen) > 1 and day[:4] != seen[0]:
            sentence = f"一个算例只算一年，这里的日期分在 {'、'.join(seen)} 几年：几年的写在 years 里。"
            yield Finding(at, "other_year", sentence)
        elif year is None and scheme.years is not None and not _applies(scheme, int(day[:4])):
            yield Finding(at, "other_year", f"日期 {day} 不在办法适用的年度（years）之内。")


def _applies(scheme: Scheme, year: int) -> bool:
    years = scheme.years
    return years is None or (years.first <= year and (years.last is None or year <= years.last))


def _totals(scheme: Scheme) -> Iterator[Finding]:
    """Yield totals that are written beside facts which come to something else."""
    both = [
        (("examples", place, *steps), role, given)
        for place, example in enumerate(scheme.examples)
        for steps, role, given in example.givens()
        if isinstance(given, Given) and given.total is not None and given.facts
    ]
    if not both:
        return
    compiled = compile(scheme)
    for path, role, given in both:
        try:
            total = score(compiled, Subject("", role=role), expand(given.facts)).total
        except ValueError:
            continue
        if total != given.total and given.total is not None:
            sentence = (
                f"写的总分是 {written(given.total)}，而所列的履职算得 {written(total)}："
                "两样都写时按写的总分，请只写一样。"
            )
            yield Finding((*path, "total"), "total_differs", sentence)
