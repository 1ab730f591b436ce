"""What the rules across people and years may still have wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from app.scoring.across import Given, Outcome, Selection, YearTest
from app.scoring.finding import Finding, Path, unknown
from app.scoring.scheme import Example, Scheme


def problems_across(scheme: Scheme) -> list[Finding]:
    """Return everything wrong with ranks, selections, snapshots, outcomes and their examples."""
    found = [*_unique(scheme), *_rankings(scheme), *_snapshots(scheme), *_members(scheme)]
    for place, selection in enumerate(scheme.selections):
        found.extend(_selection(scheme, ("selections", place), selection))
    for place, outcome in enumerate(scheme.outcomes):
        found.extend(_outcome(scheme, ("outcomes", place), outcome))
    for place, example in enumerate(scheme.examples):
        found.extend(_example(scheme, ("examples", place), example))
    return found


def _known(path: Path, word: str, words: Iterable[str], what: str) -> Iterator[Finding]:
    yield from unknown(path, word, list(words), what)


def _ids(things: Iterable[object]) -> list[str]:
    return [str(getattr(one, "id")) for one in things]  # noqa: B009


def _values(scheme: Scheme) -> list[str]:
    return ["total", *_ids(scheme.items), *_ids(scheme.sections), *_ids(scheme.figures)]


def _unique(scheme: Scheme) -> Iterator[Finding]:
    for name in ("rankings", "selections", "outcomes", "snapshots"):
        seen: set[str] = set()
        for place, id in enumerate(_ids(getattr(scheme, name))):
            if id in seen:
                yield Finding((name, place, "id"), "duplicate", f"编号“{id}”重复，请改用不同的编号。")
            seen.add(id)


def _rankings(scheme: Scheme) -> Iterator[Finding]:
    values = _values(scheme)
    for place, ranking in enumerate(scheme.rankings):
        yield from _known(("rankings", place, "by"), ranking.by, values, "条目、分块或数目")
        for name in ranking.ties:
            yield from _known(("rankings", place, "ties"), name, values, "条目、分块或数目")


def _snapshots(scheme: Scheme) -> Iterator[Finding]:
    for place, one in enumerate(scheme.snapshots):
        for name in ("since", "until"):
            yield from _day(("snapshots", place, name), getattr(one, name))
        if one.since > one.until:
            sentence = f"起始日（since）{one.since} 晚于截止日（until）{one.until}。"
            yield Finding(("snapshots", place, "since"), "wrong_order", sentence)
    if scheme.cut_off is not None:
        yield from _day(("cut_off",), scheme.cut_off)


def _day(path: Path, day: str) -> Iterator[Finding]:
    try:
        date(2000, int(day[:2]), int(day[3:]))
    except ValueError:
        yield Finding(path, "no_such_day", f"“{day}”不是日期，应为 月-日，如 06-30。")


def _members(scheme: Scheme) -> Iterator[Finding]:
    if scheme.units and scheme.subject != "group":
        yield Finding(("units",), "not_together", "units 只与 subject: group 合用。")
    for place, item in enumerate(scheme.items):
        rule = item.from_members
        if rule is None:
            continue
        at: Path = ("items", place, "from_members")
        if item.award is None or not item.award.assessed:
            yield Finding(at, "not_together", "由成员的分组成的条目，award 写 {assessed: true}。")
        if (rule.how == "count") != (rule.at_least is not None):
            yield Finding(at, "not_together", "at_least 与 how: count 同时写或同时不写。")


def _selection(scheme: Scheme, path: Path, selection: Selection) -> Iterator[Finding]:
    yield from _known((*path, "ranking"), selection.ranking, _ids(scheme.rankings), "排名")
    quota = selection.quota
    if quota.n is not None and quota.percent is not None:
        yield Finding((*path, "quota"), "quota_kind", "名额写人数（n）或比例（percent），二者取一。")
    if all(one is None for one in (quota.n, quota.percent, quota.at_least_percent, quota.at_most_percent)):
        yield Finding(
            (*path, "quota"), "quota_kind", "缺少名额：写 n、percent，或 at_least_percent、at_most_percent。"
        )
    for name in ("percent", "at_least_percent", "at_most_percent"):
        share = getattr(quota, name)
        if share is not None and not 0 <= share <= 100:
            yield Finding((*path, "quota", name), "wrong_value", "比例应在 0 与 100 之间，写百分之几。")
    for name in ("only", "barred"):
        for which, test in enumerate(getattr(selection, name)):
            yield from _test(scheme, (*path, name, which), test)


def _outcome(scheme: Scheme, path: Path, outcome: Outcome) -> Iterator[Finding]:
    if (outcome.do is None) == (not outcome.steps):
        yield Finding(path, "do_or_steps", "写 do（一项措施）或 steps（逐级的几步），二者取一。")
    if outcome.resets and not outcome.steps:
        yield Finding((*path, "resets"), "not_together", "resets 只与 steps 合用。")
    for name in outcome.after:
        yield from _known((*path, "after"), name, _ids(scheme.outcomes), "措施")
    for name in (*outcome.known, *outcome.resets):
        where = "known" if name in outcome.known else "resets"
        yield from _known((*path, where), name, scheme.states, "登记的情况（states）")
    for which, when in enumerate(outcome.when):
        at: Path = (*path, "when", which)
        yield from _test(scheme, at, when)
        if when.times is not None and (when.years > 1 or when.over == "year"):
            sentence = "times 是一届之内的次数：写 over: term，不写 years。"
            yield Finding((*at, "times"), "not_together", sentence)


def _test(scheme: Scheme, path: Path, test: YearTest) -> Iterator[Finding]:
    asked = [name for name in YearTest.model_fields if getattr(test, name) not in ((), None, {})]
    if not asked:
        yield Finding(path, "condition_empty", "条件是空的：至少写一项，如 grade、total、figures。")
    for names, key, words, what in (
        (test.grade, "grade", [band.name for band in scheme.bands], "等次"),
        (test.figures, "figures", _values(scheme), "条目、分块或数目"),
        (test.missed, "missed", _ids(scheme.gates), "最低要求"),
        (test.below, "below", _ids(scheme.thresholds), "线（thresholds）"),
        (test.vetoes, "vetoes", _ids(scheme.vetoes), "一票否决事项"),
        (test.chosen, "chosen", _ids(scheme.selections), "评选"),
        (test.state, "state", list(scheme.states), "登记的情况（states）"),
    ):
        for name in names:
            yield from _known((*path, key), name, words, what)
    if test.place is not None:
        yield from _known((*path, "place", "ranking"), test.place.ranking, _ids(scheme.rankings), "排名")
        if test.place.top is None and test.place.bottom is None:
            yield Finding((*path, "place"), "condition_empty", "写 top（前几名）或 bottom（后几名）。")
    if test.low_snapshots is not None and not any(one.low is not None for one in scheme.snapshots):
        yield Finding(
            (*path, "low_snapshots"), "unknown_word", "没有一个时段（snapshots）写了低分线（low）。"
        )


def _example(scheme: Scheme, path: Path, example: Example) -> Iterator[Finding]:
    expect, at = example.expect, (*path, "expect")
    selections, sayings = _ids(scheme.selections), _sayings(scheme)
    for key in ("chosen", "quota", "eligible"):
        for name in getattr(expect, key):
            yield from _known((*at, key, name), name, selections, "评选")
    for name in example.decided:
        yield from _known((*path, "decided", name), name, selections, "评选")
    for name in expect.snapshots:
        yield from _known((*at, "snapshots", name), name, _ids(scheme.snapshots), "时段")
    for text in (*(expect.do or ()), *expect.who):
        yield from _known((*at, "do" if text in (expect.do or ()) else "who"), text, sayings, "措施")
    for year, one in expect.years.items():
        for text in one.do or ():
            yield from _known((*at, "years", year, "do"), text, sayings, "措施")
        if year not in example.years:
            yield Finding((*at, "years", year), "unknown_year", f"示例没有 {year} 年。")
    names = [band.name for band in scheme.bands]
    for grade in expect.graded:
        yield from _known((*at, "graded", grade), grade, names, "等次")
    places: list[tuple[Path, Example | Given]] = [(path, example)]
    places += [((*path, "cohort", id), one) for id, one in example.cohort.items()]
    places += [((*path, "years", year), one) for year, one in example.years.items()]
    for place, given in places:
        for name in given.states:
            yield from _known((*place, "states", name), name, scheme.states, "登记的情况（states）")
        for name in given.figures:
            yield from _known((*place, "figures", name), name, _values(scheme), "数目")
    if (expect.ranked_by or expect.places or example.orders) and not scheme.rankings:
        yield Finding(path, "unknown_word", "办法没有排名（rankings）。")


def _sayings(scheme: Scheme) -> list[str]:
    return [text for one in scheme.outcomes for text in ((one.do,) if one.do else one.steps)]
