"""Whether an example comes out as it says, across people and years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from app.scoring.body import Evaluated
from app.scoring.card import Scorecard
from app.scoring.case import ONLY, Cards, compiled_for, evaluated, spans
from app.scoring.engine import Compiled
from app.scoring.entry import Entry
from app.scoring.example import run as run_one
from app.scoring.finding import Finding, Path
from app.scoring.groups import from_members
from app.scoring.history import YearFigures
from app.scoring.periods import low
from app.scoring.scheme import Example, Scheme
from app.scoring.selection import seats, shut_out
from app.scoring.trace import written

#: Where it differs, what it is called, what was wanted, what came out.
Difference = tuple[Path, str, object, object]


def run(
    compiled: Compiled, place: int, example: Example, only: int = ONLY, known: Cards | None = None
) -> tuple[Scorecard | None, list[Finding]]:
    """Work out one example and compare everything it expects.

    Args:
        compiled: The scheme.
        place: Which of the scheme's examples it is.
        example: The example.
        only: The year of what names none.
        known: The example's scorecards by people and years, where they were made already.
    Returns:
        The scorecard, where the example is of one subject and one year, and every difference.
    """
    card: Scorecard | None = None
    found: list[Finding] = []
    if not spans(example):
        card, found = run_one(compiled, place, example, _brought(compiled, example))
        if card is None:
            return None, found
    compiled = compiled_for(compiled, example)
    try:
        body = evaluated(compiled, example, card, only, known)
        differences = [
            *_of_years(compiled.scheme, example, body),
            *_of_people(compiled.scheme, example, body),
            *_of_periods(example, card),
        ]
    except ValueError as error:
        sentence = f"示例 {example.id}：{error}"
        return card, [*found, Finding(("examples", place), "example_unreadable", sentence)]
    for path, what, wanted, got in differences:
        sentence = f"示例 {example.id}：{what}应为 {_said(wanted)}，按办法算得 {_said(got)}。"
        found.append(Finding(("examples", place, "expect", *path), "example_differs", sentence))
    return card, found


def _brought(compiled: Compiled, example: Example) -> list[Entry]:
    """Return what the members of a group example bring, whose totals are given."""
    if not example.members:
        return []
    members = {id: YearFigures(ONLY, total=total) for id, total in example.members.items()}
    return from_members(compiled_for(compiled, example).scheme, members, date(ONLY, 12, 31))


def _of_years(scheme: Scheme, example: Example, body: Evaluated) -> Iterator[Difference]:
    expect = example.expect
    if example.cohort or example.orders or not body.people:
        return
    (person,) = body.people
    done = {year: _done(body, person.id, year) for year in person.history}
    last = person.history[max(person.history)]
    if expect.do is not None:
        yield from _unless(("do",), "措施", sorted(expect.do), done[last.year])
    if expect.colour is not None:
        colours = {band.name: band.colour for band in scheme.bands}
        yield from _unless(("colour",), "颜色", expect.colour, colours.get(last.grade or ""))
    if example.years:
        for name, wanted in expect.figures.items():
            got = sum((one.worth.get(name, Fraction(0)) for one in person.history.values()), Fraction(0))
            yield from _unless(("figures", name), f"合计的“{name}”", wanted, got)
    listed = any(one.do is not None for one in expect.years.values())
    for year, here in sorted(person.history.items()):
        one, at = expect.years.get(year), ("years", year)
        if one is not None and one.total is not None:
            yield from _unless((*at, "total"), f"{year} 年总分", one.total, here.total)
        if one is not None and one.grade is not None:
            yield from _unless((*at, "grade"), f"{year} 年等次", one.grade, here.grade)
        for name, wanted in one.figures.items() if one is not None else ():
            yield from _unless((*at, "figures", name), f"{year} 年的“{name}”", wanted, here.worth.get(name))
        if listed:
            wanted_do = sorted(one.do or ()) if one is not None else []
            yield from _unless((*at, "do"), f"{year} 年措施", wanted_do, done[year])


def _of_people(scheme: Scheme, example: Example, body: Evaluated) -> Iterator[Difference]:
    expect = example.expect
    last = {one.id: one.history[max(one.history)] for one in body.people if one.history}
    for id, wanted in expect.totals.items():
        got = last[id].total if id in last else None
        yield from _unless(("totals", id), f"{id} 的总分", wanted, got)
    first = scheme.rankings[0].id if scheme.rankings else ""
    for id, wanted in expect.ranked_by.items():
        place = last[id].places.get(first) if id in last else None
        yield from _unless(("ranked_by", id), f"{id} 用来排名的数", wanted, place and place.value)
    for id, number in expect.places.items():
        place = last[id].places.get(first) if id in last else None
        yield from _unless(("places", id), f"{id} 的名次", number, place and place.place)
    for text, wanted_ids in expect.who.items():
        had = sorted(id for id, all_ in body.due.items() if any(d.do == text and not d.pending for d in all_))
        yield from _unless(("who", text), f"“{text}”的对象", sorted(wanted_ids), had)
    for grade, wanted_ids in expect.graded.items():
        had = sorted(id for id, here in last.items() if here.grade == grade)
        yield from _unless(("graded", grade), f"“{grade}”的人", sorted(wanted_ids), had)
    yield from _of_selections(scheme, example, body, last)


def _of_selections(
    scheme: Scheme, example: Example, body: Evaluated, last: Mapping[str, YearFigures]
) -> Iterator[Difference]:
    expect = example.expect
    year = max((one.year for one in last.values()), default=ONLY)
    for selection in scheme.selections:
        name = selection.id
        results = body.chosen.get((year, name), [])
        if name in expect.chosen:
            ids = [id for one in results for id in one.ids]
            yield from _unless(("chosen", name), f"{selection.title}入选", list(expect.chosen[name]), ids)
        if name in expect.quota:
            want = expect.quota[name]
            size = example.cohort_size or len(last)
            had = seats(selection.quota, size, size - example.excluded_size, example.decided.get(name))
            pairs = ((want.n, had.n), (want.at_least, had.at_least), (want.at_most, had.at_most))
            shown = [pair for pair in pairs if pair[0] is not None]
            yield from _unless(
                ("quota", name),
                f"{selection.title}名额",
                [one for one, _ in shown],
                [one for _, one in shown],
            )
        if name in expect.eligible:
            able = all(shut_out(selection, here) is None for here in last.values())
            yield from _unless(("eligible", name), f"{selection.title}能否参评", expect.eligible[name], able)


def _of_periods(example: Example, card: Scorecard | None) -> Iterator[Difference]:
    expect = example.expect
    taken = {one.id: one for one in (card.parts.snapshots if card and card.parts else ())}
    for name, wanted in expect.snapshots.items():
        title, got = (taken[name].title, taken[name].points) if name in taken else (name, None)
        yield from _unless(("snapshots", name), title, wanted, got)
    if expect.low_snapshots is not None:
        got_low = low(card) or 0 if card else 0
        yield from _unless(("low_snapshots",), "低分通报次数", expect.low_snapshots, got_low)


def _done(body: Evaluated, id: str, year: int) -> list[str]:
    return sorted({one.do for one in body.due.get(id, ()) if one.year == year and not one.pending})


def _unless(path: Path, what: str, wanted: object, got: object) -> Iterator[Difference]:
    if wanted != got:
        yield path, what, wanted, got


def _said(value: object) -> str:
    if value is None:
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Fraction):
        return written(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "、".join(_said(one) for one in value) or "无"
    return str(value)
