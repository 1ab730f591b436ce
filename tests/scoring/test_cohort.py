"""Places, quotas and selections: small cases by hand, a naive oracle, and no trust in order."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scoring.across import Quota, Ranking, Selection
from app.scoring.body import evaluate
from app.scoring.cohort import Person, Ranked, rank
from app.scoring.groups import kinds_of
from app.scoring.history import YearFigures
from app.scoring.scheme import Scheme
from app.scoring.selection import Chosen, Seats, choose, seats, settle

ALL = Ranking(id="all", title="排名")


def person(id: str, total: object, role: str = "member", **more: Any) -> Person:
    attrs = more.pop("attrs", {})
    figures = YearFigures(2025, role, None if total is None else Fraction(str(total)), **more)
    return Person(id, {2025: figures}, attrs)


def placed(ranked: Ranked) -> dict[str, int]:
    return {one.id: one.place.place for one in ranked.standings}


def picked(
    people: list[Person], ranking: Ranking = ALL, decided: int | None = None, **rule: Any
) -> list[Chosen]:
    selection = Selection.model_validate(
        {"id": "s", "title": "评选", "ranking": "all", "tied": "include", **rule}
    )
    figures = {one.id: one.history[2025] for one in people}
    return choose(selection, rank(ranking, people, 2025), figures, decided)


def test_equal_totals_share_a_place_and_the_next_is_skipped() -> None:
    ranked = rank(ALL, [person("a", 90), person("b", 95), person("c", 90), person("d", 1)], 2025)
    assert placed(ranked) == {"b": 1, "a": 2, "c": 2, "d": 4}
    assert {one.id: one.place.from_last for one in ranked.standings} == {"b": 4, "a": 2, "c": 2, "d": 1}


def test_a_tie_break_comes_before_sharing_and_a_lacking_one_is_worth_nothing() -> None:
    ranking = Ranking(id="all", title="排名", ties=("key",))
    people = [
        person("a", 90, worth={"key": Fraction(1)}),
        person("b", 90, worth={"key": Fraction(2)}),
        person("c", 90),
    ]
    assert placed(rank(ranking, people, 2025)) == {"b": 1, "a": 2, "c": 3}


def test_cohorts_split_by_committee_and_role_are_ranked_apart() -> None:
    ranking = Ranking(id="all", title="排名", within=("committee", "role"))
    people = [
        person("a", 90, attrs={"committee": "经济"}),
        person("b", 80, attrs={"committee": "经济"}),
        person("c", 70, attrs={"committee": "文史"}),
        person("d", 99, role="standing", attrs={"committee": "经济"}),
    ]
    ranked = rank(ranking, people, 2025)
    assert placed(ranked) == {"a": 1, "b": 2, "c": 1, "d": 1}
    assert {one.place.of for one in ranked.standings if one.id in "ab"} == {2}


def test_who_has_no_place_is_told_why() -> None:
    ranking = Ranking(id="all", title="排名", applies_to=("member",), years=2)
    early = Person("old", {2024: YearFigures(2024, total=Fraction(9))})
    both = Person(
        "both", {2024: YearFigures(2024, total=Fraction(9)), 2025: YearFigures(2025, total=Fraction(1, 3))}
    )
    people = [person("one", 5), person("chair", 5, role="chair"), early, both]
    ranked = rank(ranking, people, 2025)
    assert placed(ranked) == {"both": 1}
    assert ranked.standings[0].place.value == Fraction(28, 3)
    assert dict(ranked.unranked) == {"one": "no_year", "chair": "role", "old": "no_year"}
    assert dict(rank(ALL, [person("x", None)], 2025).unranked) == {"x": "total"}


@pytest.mark.parametrize(
    ("quota", "size", "eligible", "expected"),
    [
        (Quota(n=Fraction(30)), 10, 10, Seats(30)),
        (Quota(percent=Fraction("13.65"), rounding="down"), 337, 300, Seats(46)),
        (Quota(percent=Fraction("13.65"), rounding="up"), 337, 300, Seats(47)),
        (Quota(percent=Fraction(10), rounding="half_up"), 215, 1, Seats(22)),
        (Quota(percent=Fraction(10), rounding="half_up"), 214, 1, Seats(21)),
        (Quota(percent=Fraction(10), of="eligible"), 215, 206, Seats(20)),
        (Quota(percent=Fraction(10), rounding="up"), 200, 1, Seats(20)),
        (Quota(at_least_percent=Fraction(5), at_most_percent=Fraction(10)), 215, 9, Seats(None, 11, 21)),
    ],
)
def test_a_quota_is_exact_until_it_is_rounded(
    quota: Quota, size: int, eligible: int, expected: Seats
) -> None:
    assert seats(quota, size, eligible) == expected


def test_a_number_fixed_by_people_stands_beside_the_range() -> None:
    quota = Quota(at_least_percent=Fraction(5), at_most_percent=Fraction(10))
    assert seats(quota, 215, 9, 12) == Seats(12, 11, 21)


FIVE = [person("a", 98), person("b", 97), person("c", 96), person("d", 96), person("e", 60)]


@pytest.mark.parametrize(
    ("tied", "ids", "undecided"),
    [("include", ("a", "b", "c", "d"), ()), ("exclude", ("a", "b"), ()), ("decide", ("a", "b"), ("c", "d"))],
)
def test_ties_at_the_line_follow_the_stated_policy(
    tied: str, ids: tuple[str, ...], undecided: tuple[str, ...]
) -> None:
    (found,) = picked(FIVE, quota={"n": 3}, tied=tied)
    assert (found.ids, found.undecided) == (ids, undecided)


def test_a_tie_that_fits_is_no_question() -> None:
    assert picked(FIVE, quota={"n": 4}, tied="exclude")[0].ids == ("a", "b", "c", "d")


def test_whoever_is_barred_leaves_the_place_to_the_next_or_leaves_it_empty() -> None:
    people = [person("a", 98, states={"bad": True}), *FIVE[1:]]
    rule: dict[str, Any] = {"quota": {"n": 2}, "barred": {"state": "bad"}}
    (following,) = picked(people, **rule)
    (empty,) = picked(people, **rule, place_of_barred="empty")
    assert (following.ids, empty.ids) == (("b", "c", "d"), ("b",))
    assert ("a", "barred") in following.passed and ("a", "barred") in empty.passed


def test_excluded_roles_and_unmet_conditions_never_hold_a_place() -> None:
    people = [
        person("v", 99, role="vice_chair"),
        person("a", 98, grade="良好"),
        person("b", 90, grade="优秀"),
    ]
    (found,) = picked(
        people, quota={"n": 1}, excluded=["vice_chair"], only={"grade": "优秀"}, place_of_barred="empty"
    )
    assert found.ids == ("b",)
    assert set(found.passed) == {("v", "excluded"), ("a", "condition")}


def test_a_range_without_a_number_leaves_the_choice_to_people() -> None:
    (found,) = picked(FIVE, quota={"at_least_percent": 20, "at_most_percent": 40})
    assert (found.ids, found.undecided, found.seats) == ((), ("a", "b", "c", "d", "e"), Seats(None, 1, 2))
    assert picked(FIVE, decided=2, quota={"at_least_percent": 20, "at_most_percent": 40})[0].ids == ("a", "b")


def test_every_cohort_has_its_own_quota() -> None:
    ranking = Ranking(id="all", title="排名", within=("sector",))
    people = [person(id, total, attrs={"sector": id[0]}) for id, total in [("x1", 9), ("x2", 8), ("y1", 1)]]
    assert [one.ids for one in picked(people, ranking, quota={"n": 1})] == [("x1",), ("y1",)]


totals = st.lists(st.integers(0, 6), min_size=0, max_size=12)


@given(totals, st.randoms(use_true_random=False))
def test_places_agree_with_counting_those_ahead_in_any_order(points: list[int], chance: Any) -> None:
    people = [person(f"p{number}", total) for number, total in enumerate(points)]
    wanted = {f"p{n}": 1 + sum(other > total for other in points) for n, total in enumerate(points)}
    last = {f"p{n}": 1 + sum(other < total for other in points) for n, total in enumerate(points)}
    ranked = rank(ALL, people, 2025)
    assert placed(ranked) == wanted
    assert {one.id: one.place.from_last for one in ranked.standings} == last
    chance.shuffle(people)
    assert rank(ALL, people, 2025) == ranked


@given(
    totals, st.integers(0, 8), st.sampled_from(["include", "exclude", "decide"]), st.sets(st.integers(0, 11))
)
def test_a_selection_agrees_with_a_naive_one(points: list[int], n: int, tied: str, bad: set[int]) -> None:
    people = [person(f"p{k:02}", total, states={"bad": k in bad}) for k, total in enumerate(points)]
    found = picked(people, quota={"n": n}, tied=tied, barred={"state": "bad"})
    able = [(total, f"p{k:02}") for k, total in enumerate(points) if k not in bad]
    chosen = set()
    for total, id in able:
        ahead = sum(other > total for other, _ in able)
        level = sum(other == total for other, _ in able)
        if ahead + level <= n or (tied == "include" and ahead < n):
            chosen.add(id)
    assert {id for one in found for id in one.ids} == chosen
    told = {id for one in found for id in (*one.ids, *(passed.id for passed in one.passed))}
    assert told == {one.id for one in people}


def test_what_people_decided_stands_and_the_others_keep_their_reason() -> None:
    people = [person("a", 9), person("b", 5), person("c", 5), person("d", 1)]
    (tied,) = picked(people, quota={"n": 2}, tied="decide")
    assert (tied.ids, tied.undecided) == (("a",), ("b", "c"))
    done = settle(tied, {"c", "d"})
    assert (done.ids, done.undecided) == (("a", "c"), ())
    assert dict(done.passed) == {"b": "tied", "d": "line"}
    (range_,) = picked(people, quota={"at_most_percent": 50}, tied="decide")
    assert (range_.ids, range_.undecided, range_.passed) == ((), ("a", "b", "c", "d"), ())
    assert dict(settle(range_, {"b"}).passed) == {"a": "line", "c": "line", "d": "line"}


def test_a_body_lets_stand_what_people_picked() -> None:
    selection = {"id": "s", "title": "评选", "ranking": "all", "quota": {"n": 1}, "tied": "decide"}
    outcome = {"id": "o", "do": "表扬", "when": {"chosen": "s"}}
    structure = {"kind": "hundred_points"}
    document = {"format": 1, "id": "x", "title": "例", "structure": structure, "outcomes": [outcome]}
    rules = Scheme.model_validate(
        {**document, "rankings": [{"id": "all", "title": "排名"}], "selections": [selection]}
    )
    people = [person("a", 5), person("b", 5)]

    def praised(**more: Any) -> list[str]:
        body = evaluate(rules, people, {2025}, **more)
        return [id for id, all_ in body.due.items() if all_]

    assert praised() == [] and praised(picked={"other": {"a"}}) == []
    assert praised(picked={"s": {"b"}}) == ["b"]
    assert praised(decided={"s": 2}) == ["a", "b"]


def test_groups_are_of_the_units_named_or_of_both_kinds() -> None:
    document = {"format": 1, "id": "x", "title": "例", "structure": {"kind": "hundred_points"}}
    assert kinds_of(Scheme.model_validate(document)) == ("activity_group", "area_group")
    assert kinds_of(Scheme.model_validate({**document, "units": ["sector"]})) == ("sector",)
