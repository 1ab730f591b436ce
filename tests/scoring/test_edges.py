"""Edges that small faults in the engine showed to be unjudged."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.scoring.attributes import asked
from app.scoring.award import Hit, Window, settle
from app.scoring.card import Scorecard
from app.scoring.engine import compile, score
from app.scoring.entry import Entry, Subject
from app.scoring.scheme import Example, Scheme
from app.scoring.trace import canonical, sentences, tree
from app.scoring.verdict import run
from app.scoring.warnings import warnings

MEETINGS = {"id": "a", "title": "会", "article": "一", "select": {"fact": "meeting"}, "award": {"each": 5}}


def scheme(**parts: Any) -> Scheme:
    head = {"format": 1, "id": "edges", "title": "例", "structure": {"kind": "accumulate_from_zero"}}
    return Scheme.model_validate({**head, "items": [MEETINGS], **parts})


def card(made: Scheme, *days: str, role: str = "member") -> Scorecard:
    attrs = {"type": "plenary", "status": "present"}
    entries = [Entry(f"r{day}", "meeting", date.fromisoformat(day), attrs) for day in days]
    return score(compile(made), Subject("s", role=role), entries)


def said(made: Scheme, word: str) -> int:
    return [one.word for one in warnings(made)].count(word)


def test_a_total_on_the_line_is_not_below_it() -> None:
    made = scheme(thresholds=[{"id": "line", "title": "线", "below": 5}])
    assert [one.more.below for one in (card(made), card(made, "2024-03-01")) if one.more] == [("line",), ()]


def test_a_receipt_says_what_came_after_the_cut_off_day_and_what_parts_come_to() -> None:
    made = scheme(cut_off="06-30", snapshots=[{"id": "h", "title": "一季度", "until": "03-31"}])
    found = card(made, "2024-03-01", "2024-07-01")
    assert (tree(found)["cut_off"], tree(found)["late"]) == ("06-30", ["r2024-07-01"])
    assert sentences(found)[-3:-1] == ["截止日 06-30 之后的 1 条记录不计入本年。", "一季度：5 分。"]
    assert "一季度".encode() in canonical(found)


def test_what_an_item_without_its_condition_did_not_count_is_left_for_the_next() -> None:
    never = [{"id": "c", "title": "条件", "any_of": {"select": {"fact": "speech"}}}]
    first = {**MEETINGS, "requires": ["c"]}
    rest = {**MEETINGS, "id": "b", "select": {"fact": "meeting", "rest_of": "a"}}
    found = card(scheme(items=[first, rest], conditions=never), "2024-03-01")
    assert [one.points for one in found.lines] == [0, 5]


def test_the_first_day_goes_before_the_higher_worth() -> None:
    held = [
        (Hit(1, None, None, None, True, points, {None: points}), record, day, 1)
        for points, record, day in ((9, "r2", "2024-03-02"), (1, "r1", "2024-03-01"))
    ]
    assert settle(held, Window(0, 1, 0, "w")).taken == {"r1": 1}


def test_a_minimum_of_other_roles_stands_on_the_receipt_as_not_applicable() -> None:
    gate = {"id": "g", "title": "要求", "applies_to": ["standing"], "any_of": {"select": {"fact": "speech"}}}
    assert [one.outcome for one in card(scheme(gates=[gate])).gates] == ["not_applicable"]


def test_a_written_total_finds_its_grade_whatever_the_unit() -> None:
    halves = {**MEETINGS, "award": {"each": "1/2"}}
    made = scheme(items=[halves], bands=[{"name": "合格", "min": 50}, {"name": "不合格", "below": 50}])
    example = {"id": "例", "years": {2024: 60}, "expect": {"years": {2024: {"grade": "合格"}}}}
    assert run(compile(made), 0, Example.model_validate(example))[1] == []


def test_who_is_excluded_does_not_swell_a_share_of_the_eligible() -> None:
    quota = {"percent": 10, "of": "eligible"}
    made = scheme(
        rankings=[{"id": "all", "title": "排名"}],
        selections=[{"id": "best", "title": "优", "ranking": "all", "quota": quota, "tied": "include"}],
    )
    example = {"id": "例", "cohort_size": 100, "excluded_size": 20, "expect": {"quota": {"best": {"n": 8}}}}
    assert run(compile(made), 0, Example.model_validate(example))[1] == []


def test_the_places_that_ask_for_attributes_are_named() -> None:
    made = scheme(
        structure={"kind": "hundred_points", "prorate": {"by": "months"}},
        rankings=[{"id": "all", "title": "排名", "within": ["committee"]}],
    )
    assert dict(asked(made)) == {
        ("structure", "prorate", "by"): "months",
        ("rankings", 0, "within"): "committee",
    }


@pytest.mark.parametrize(
    ("kind", "award", "times"),
    [
        ("deduction", {"each": "1/2"}, 1),
        ("deduction", {"each": -1}, 0),
        ("deduction", {"tiers": {"by": "status", "table": {"absent": -5}}}, 0),
        ("deduction", {"tiers": {"by": "status", "table": {"absent": -5}, "otherwise": 1}}, 1),
        ("bonus", {"each": "1/2"}, 0),
        ("bonus", {"each": "-1/2"}, 1),
    ],
)
def test_points_of_the_wrong_sign_are_told_however_small(
    kind: str, award: dict[str, Any], times: int
) -> None:
    part = [{"id": "part", "title": "块", "kind": kind}]
    item = {**MEETINGS, "section": "part", "award": award}
    assert said(scheme(sections=part, items=[item]), "wrong_sign") == times


@pytest.mark.parametrize(("steps", "times"), [(("self", "panel"), 0), (("self", "self"), 1)])
def test_only_the_same_stage_twice_adds_up(steps: tuple[str, str], times: int) -> None:
    item = {
        "id": "a",
        "title": "评",
        "article": "一",
        "award": {"assessed": True, "stages": ["self", "panel"]},
    }
    facts = [{"manual": "a", "points": 3, "stage": step} for step in steps]
    made = scheme(items=[item], examples=[{"id": "例", "facts": facts, "expect": {}}])
    assert said(made, "same_stage") == times
