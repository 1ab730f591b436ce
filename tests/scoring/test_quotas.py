"""Whoever is selected: within the quota, able, and tied only as the text says."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.scoring.across import Quota, Ranking, Selection, YearTest
from app.scoring.cohort import Person, rank
from app.scoring.history import YearFigures
from app.scoring.selection import Chosen, choose, settle
from app.standings.evaluation_year.grades import faults

YEAR, RANKING = 2026, Ranking(id="all", title="总分排名")
#: Points of each, whether a veto struck, and whether it is of those who are excluded by role.
PEOPLE = st.lists(st.tuples(st.integers(0, 4), st.booleans(), st.booleans()), min_size=1, max_size=12)
QUOTAS = st.one_of(
    st.builds(lambda n: Quota(n=n), st.integers(0, 6)),
    st.builds(
        lambda p, how: Quota(percent=p, rounding=how), st.integers(0, 60), st.sampled_from(["down", "up"])
    ),
)


def selection(quota: Quota, tied: Any, place: Any) -> Selection:
    barred = (YearTest(vetoes=("talked",)),)
    return Selection(
        id="good", title="优秀", ranking="all", quota=quota, excluded=("chair",), barred=barred,
        place_of_barred=place, tied=tied,
    )  # fmt: skip


def chosen(rule: Selection, people: list[tuple[int, bool, bool]]) -> tuple[Chosen, dict[str, YearFigures]]:
    figures = {
        str(number): YearFigures(
            YEAR, total=Fraction(points), role="chair" if chair else "member",
            vetoes=frozenset({"talked"} if vetoed else ()),
        )
        for number, (points, vetoed, chair) in enumerate(people)
    }  # fmt: skip
    ranked = rank(RANKING, [Person(id, {YEAR: one}) for id, one in figures.items()], YEAR)
    return choose(rule, ranked, figures)[0], figures


def able(figures: YearFigures) -> bool:
    return figures.role != "chair" and not figures.vetoes


@given(PEOPLE, QUOTAS, st.sampled_from(["include", "exclude", "decide"]), st.sampled_from(["next", "empty"]))
@settings(max_examples=150, deadline=None)
def test_a_selection_keeps_quota_exclusions_and_the_stated_policy_of_ties(
    people: list[tuple[int, bool, bool]], quota: Quota, tied: str, place: str
) -> None:
    result, figures = chosen(selection(quota, tied, place), people)
    number = result.seats.n
    assert number is not None
    assert all(able(figures[one]) for one in (*result.ids, *result.undecided))
    lowest = min((figures[one].total or 0 for one in result.ids), default=0)
    above = [one for one in result.ids if (figures[one].total or 0) > lowest]
    if tied == "include":
        assert len(result.ids) <= number or len(above) < number, "only those tied at the line exceed it"
        assert not result.undecided
    else:
        assert len(result.ids) <= number
    if tied == "exclude":
        assert not result.undecided
    if tied == "decide" and result.undecided:
        assert len({figures[one].total for one in result.undecided}) == 1
        assert len(result.ids) < number < len(result.ids) + len(result.undecided) or place == "empty"
    better = [one for one in figures if able(figures[one]) and (figures[one].total or 0) > lowest]
    assert not result.ids or set(better) <= {*result.ids, *result.undecided}


@given(PEOPLE, st.integers(0, 6), st.data())
@settings(max_examples=100, deadline=None)
def test_what_people_decide_stays_within_the_quota(
    people: list[tuple[int, bool, bool]], number: int, data: st.DataObject
) -> None:
    open_, figures = chosen(selection(Quota(n=number), "decide", "next"), people)
    left = number - len(open_.ids)
    picked = (
        data.draw(st.lists(st.sampled_from(open_.undecided), max_size=left, unique=True))
        if open_.undecided
        else []
    )
    settled = settle(open_, picked)
    assert set(settled.ids) == {*open_.ids, *picked} and not settled.undecided
    assert len(settled.ids) <= number and all(able(figures[one]) for one in settled.ids)
    said = {"seats": settled.seats._asdict(), "ids": settled.ids, "passed": settled.passed}
    assert list(faults(said)) == []


@pytest.mark.parametrize(("shared", "wrong"), [(False, 1), (True, 0)])
def test_an_overdrawn_quota_is_seen_unless_the_text_lets_ties_in(shared: bool, wrong: int) -> None:
    said = {"seats": {"n": 1, "at_most": None}, "ids": ["a", "b"], "passed": []}
    assert len(list(faults(said, shared=shared))) == wrong
