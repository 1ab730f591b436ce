"""Chains of years, counters of a term, ladders of measures: by hand and against a naive oracle."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scoring.across import When
from app.scoring.chain import Fired, fired
from app.scoring.history import History, Place, Terms, YearFigures
from app.scoring.outcomes import Due, due
from app.scoring.scheme import Scheme

TERMS: Terms = ((2017, 2021), (2022, 2026))


def years(**totals: int) -> History:
    return {int(y[1:]): YearFigures(int(y[1:]), total=Fraction(points)) for y, points in totals.items()}


def scheme(*outcomes: dict[str, Any], **more: Any) -> Scheme:
    base = {"format": 1, "id": "s", "title": "办法", "structure": {"kind": "hundred_points"}}
    full = [{"id": f"o{place}", **one} for place, one in enumerate(outcomes)]
    return Scheme.model_validate({**base, "outcomes": full, **more})


def told(rules: Scheme, history: History, terms: Terms = ()) -> list[tuple[int, str]]:
    return [(one.year, one.do) for one in due(rules, history, terms) if not one.pending]


LOW: dict[str, Any] = {"total": {"below": 60}}


def test_a_chain_needs_years_running_and_a_missing_year_breaks_it() -> None:
    rules = scheme({"do": "劝退", "when": {**LOW, "years": 2}})
    assert told(rules, years(y2023=50, y2024=59)) == [(2024, "劝退")]
    assert told(rules, years(y2022=50, y2024=59)) == []
    assert told(rules, years(y2023=50, y2024=60, y2025=1)) == []
    assert told(rules, years(y2023=1, y2024=1, y2025=1)) == [(2024, "劝退"), (2025, "劝退")]


def test_a_chain_may_cross_the_term_unless_the_rule_says_within_it() -> None:
    history = years(y2021=1, y2022=1)
    assert told(scheme({"do": "x", "when": {**LOW, "years": 2}}), history, TERMS) == [(2022, "x")]
    assert told(scheme({"do": "x", "when": {**LOW, "years": 2, "over": "term"}}), history, TERMS) == []


def test_times_count_within_the_term_and_only_in_a_year_that_is_one_of_them() -> None:
    rules = scheme({"do": "x", "when": {**LOW, "times": 2, "over": "term"}})
    assert told(rules, years(y2021=1, y2022=1, y2023=99, y2024=1, y2025=99), TERMS) == [(2024, "x")]


def test_sums_over_the_term_fire_in_the_year_they_grow() -> None:
    rules = scheme(
        {"do": "x", "when": {"figures": {"missed": {"at_least": 3}}, "over": "term"}},
        figures=[{"id": "missed", "title": "缺席", "select": {"fact": "meeting"}}],
    )
    counts = {2021: 9, 2022: 1, 2023: 2, 2024: 0, 2025: 1}
    history = {y: YearFigures(y, worth={"missed": Fraction(n)}) for y, n in counts.items()}
    assert told(rules, history, TERMS) == [(2021, "x"), (2023, "x"), (2025, "x")]
    assert [one.years for one in due(rules, history, TERMS)] == [(2021,), (2022, 2023), (2022, 2023, 2025)]


def test_any_of_several_conditions_has_its_own_chain() -> None:
    rules = scheme(
        {"do": "x", "when": [{"state": "a", "years": 2}, {"state": "b", "years": 2}]},
        states={"a": "甲", "b": "乙"},
    )
    mixed = {2024: YearFigures(2024, states={"a": True}), 2025: YearFigures(2025, states={"b": True})}
    same = {2024: YearFigures(2024, states={"b": True}), 2025: YearFigures(2025, states={"b": True})}
    assert told(rules, mixed) == [] and told(rules, same) == [(2025, "x")]


def test_what_nobody_recorded_leaves_the_measure_pending() -> None:
    rules = scheme(
        {"do": "撤销", "when": LOW, "known": {"resigned": False}}, states={"resigned": "已辞去委员"}
    )

    def with_(**states: bool) -> list[Due]:
        return due(rules, {2025: YearFigures(2025, total=Fraction(1), states=states)})

    (open_,) = with_()
    assert open_.pending and open_.waits_for == ("已辞去委员",) and "待定" in open_.why
    assert [one.pending for one in with_(resigned=False)] == [False]
    assert with_(resigned=True) == []


def test_a_later_measure_needs_the_earlier_one_in_an_earlier_year_of_the_term() -> None:
    rules = scheme({"do": "约谈", "when": LOW}, {"do": "劝退", "when": LOW, "after": "o0"})
    assert told(rules, years(y2022=1, y2023=1)) == [(2022, "约谈"), (2023, "约谈"), (2023, "劝退")]
    assert told(rules, years(y2021=1, y2022=1), TERMS) == [(2021, "约谈"), (2022, "约谈")]


def test_a_ladder_goes_up_step_by_step_and_begins_anew_after_correction() -> None:
    rules = scheme(
        {"steps": ["告诫", "约谈", "劝辞"], "when": LOW, "resets": "corrected"},
        states={"corrected": "已改正"},
    )
    history = dict(years(y2022=1, y2023=1, y2024=1, y2025=1))
    assert [do for _, do in told(rules, history)] == ["告诫", "约谈", "劝辞", "劝辞"]
    history[2023] = YearFigures(2023, total=Fraction(1), states={"corrected": True})
    assert [do for _, do in told(rules, history)] == ["告诫", "告诫", "约谈", "劝辞"]


def test_a_measure_applies_to_its_roles_only() -> None:
    rules = scheme({"do": "x", "when": LOW, "applies_to": "standing"})
    assert told(rules, years(y2025=1)) == []
    assert told(rules, {2025: YearFigures(2025, "standing", Fraction(1))}) == [(2025, "x")]


def test_what_is_lacking_is_never_a_reason() -> None:
    rules = scheme(
        {"do": "a", "when": LOW},
        {"do": "b", "when": {"figures": {"missed": {"at_most": 0}}}},
        {"do": "c", "when": {"place": {"ranking": "all", "bottom": 1}}},
        {"do": "d", "when": {"low_snapshots": {"at_least": 0}}},
    )
    assert told(rules, {2025: YearFigures(2025)}) == []


def test_positions_from_both_ends() -> None:
    rules = scheme(
        {"do": "首", "when": {"place": {"ranking": "all", "top": 1}}},
        {"do": "末", "when": {"place": {"ranking": "all", "bottom": 1}}},
    )

    def at(place: int, from_last: int) -> History:
        return {2025: YearFigures(2025, places={"all": Place(place, from_last, 3, Fraction(1))})}

    assert told(rules, at(1, 3)) == [(2025, "首")]
    assert told(rules, at(3, 1)) == [(2025, "末")]
    assert told(rules, at(2, 2)) == []


LEAVE = " → 由主席会议劝退〔第九条〕。"


@pytest.mark.parametrize(
    ("when", "history", "sentence"),
    [
        (
            {**LOW, "years": 2},
            years(y2024=55, y2025=59),
            "连续两年（2024 年 55 分、2025 年 59 分）总分不到 60 分",
        ),
        (LOW, years(y2025=59), "2025 年总分不到 60 分（59 分）"),
        (
            {**LOW, "times": 2, "over": "term"},
            years(y2022=58, y2025=52),
            "本届内两次（2022 年 58 分、2025 年 52 分）总分不到 60 分",
        ),
    ],
)
def test_the_reason_names_years_and_figures(when: dict[str, Any], history: History, sentence: str) -> None:
    rules = scheme({"do": "劝退", "by": "主席会议", "article": "第九条", "when": when})
    assert due(rules, history)[-1].why == sentence + LEAVE


points = st.dictionaries(st.integers(2015, 2026), st.sampled_from([59, 60]), max_size=12)


@given(points, st.integers(1, 4))
def test_chains_agree_with_a_naive_oracle(totals: dict[int, int], length: int) -> None:
    history = {year: YearFigures(year, total=Fraction(total)) for year, total in totals.items()}
    when = When.model_validate({**LOW, "years": length})
    for year in range(2014, 2028):
        wanted = all(totals.get(year - back) == 59 for back in range(length))
        found = fired(when, history, year, ())
        assert found == (Fired(tuple(range(year - length + 1, year + 1))) if wanted else None)


@given(points, st.integers(1, 4), st.randoms(use_true_random=False))
def test_counters_agree_with_a_naive_oracle_in_any_order(
    totals: dict[int, int], times: int, chance: Any
) -> None:
    shuffled = list(totals)
    chance.shuffle(shuffled)
    history = {year: YearFigures(year, total=Fraction(totals[year])) for year in shuffled}
    rules = scheme({"do": "x", "when": {**LOW, "times": times, "over": "term"}})
    wanted = []
    for first, last in TERMS:
        hits = [year for year in sorted(totals) if first <= year <= last and totals[year] == 59]
        wanted += [(year, "x") for year in hits[times - 1 :]]
    assert told(rules, history, TERMS) == sorted(wanted)
