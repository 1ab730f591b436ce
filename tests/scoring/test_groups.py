"""A group's points out of its members' figures; figures by name; the odd ends of reading."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from app.scoring.across import FromMembers
from app.scoring.example import expand
from app.scoring.groups import from_members
from app.scoring.history import YearFigures, thresholds
from app.scoring.points import Parameter, exact
from app.scoring.scheme import Example, Holder, Scheme, Select, Test

DAY = date(2024, 12, 31)
MEMBERS = {
    "c": YearFigures(2024, total=Fraction(60), worth={"talk": Fraction(4)}),
    "a": YearFigures(2024, total=Fraction(70), worth={"talk": Fraction(9)}),
    "b": YearFigures(2024, total=Fraction(70)),
    "d": YearFigures(2024),
}


def brought(members: dict[str, YearFigures], **rule: Any) -> list[tuple[str, Any]]:
    items = [
        {"id": "own", "title": "自评", "award": {"assessed": True}},
        {"id": "team", "title": "组员", "award": {"assessed": True}, "from_members": rule},
    ]
    structure = {"kind": "accumulate_from_zero"}
    scheme = Scheme.model_validate(
        {"format": 1, "id": "g", "title": "办法", "structure": structure, "items": items}
    )
    entries = from_members(scheme, members, DAY)
    assert {(one.fact, one.on, one.attrs["item"]) for one in entries} <= {("assessed", DAY, "team")}
    return [(one.record, one.attrs["points"]) for one in entries]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({}, [("a", "70"), ("b", "70"), ("c", "60")]),
        ({"how": "sum", "of": "talk"}, [("a", "9"), ("c", "4")]),
        ({"how": "highest"}, [("a", "70")]),
        ({"how": "mean"}, [("a", "70/3"), ("b", "70/3"), ("c", "20")]),
        ({"how": "count", "at_least": 70}, [("a", "1"), ("b", "1")]),
        ({"how": "count", "at_least": 60}, [("a", "1"), ("b", "1"), ("c", "1")]),
        ({"how": "count"}, [("a", "1"), ("b", "1"), ("c", "1")]),
        ({"of": "nothing"}, []),
    ],
    ids=str,
)
def test_members_bring_their_figures(rule: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert brought(MEMBERS, **rule) == [(f"member:{id}", points) for id, points in expected]


def test_counting_without_a_line_counts_from_nought_up() -> None:
    members = {"a": YearFigures(2024, total=Fraction(1, 2)), "b": YearFigures(2024, total=Fraction(-1))}
    assert brought(members, how="count") == [("member:a", "1")]
    assert FromMembers().how == "sum"


def test_a_named_number_travels_with_its_name_and_sign() -> None:
    price = Parameter("price", -1, Fraction(5, 2))
    assert (price, price.name, price.sign) == (Fraction(-5, 2), "price", -1)
    for twin in (pickle.loads(pickle.dumps(price)), copy.copy(price), copy.deepcopy(price)):
        assert (twin, twin.name, twin.sign) == (Fraction(-5, 2), "price", -1)
    assert copy.copy(price) is price and copy.deepcopy(price) is price
    assert (Parameter("x"), Parameter("x").sign) == (0, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7.5", "15/2"), (3, "3"), ("-3", "-3"), ("25/2", "25/2"), ("1/010", "1/10"), ("70%", "7/10"),
        ("0.5%", "1/200"), (Fraction(1, 3), "1/3"), ("999999999.999999999", "999999999999999999/1000000000"),
    ],
)  # fmt: skip
def test_points_are_read_exactly(text: object, value: str) -> None:
    assert exact(text) == Fraction(value)


@pytest.mark.parametrize(
    "text", [0.5, True, None, "", "1e3", "1/0", "-70%", "1000%", "1234567890", "٣", "$Price", "--$price", []]
)
def test_what_is_no_exact_number_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match=r"^应为确切的分值（整数、小数或 1/3 这样的分数）$"):
        exact(text)


def test_named_numbers_are_read_with_their_sign() -> None:
    one, other = exact("$price"), exact("-$price")
    assert isinstance(one, Parameter) and isinstance(other, Parameter)
    assert [(found.name, found.sign) for found in (one, other)] == [("price", 1), ("price", -1)]


@pytest.mark.parametrize(
    ("member", "role", "attrs"),
    [
        ({"role": "chair", "months": 6}, "chair", {"months": 6}),
        ({"months": 6}, "member", {"months": 6}),
        ({}, "member", {}),
        ({"role": "chair", "attrs": {"unit": "甲"}}, "chair", {"unit": "甲"}),
        (Holder(role="chair"), "chair", {}),
    ],
    ids=str,
)
def test_the_member_of_an_example_is_a_role_and_any_attributes(
    member: object, role: str, attrs: dict[str, object]
) -> None:
    holder = Example.model_validate({"id": "x", "member": member, "expect": {}}).member
    assert (holder.role, holder.attrs) == (role, attrs)


def test_a_test_stands_for_itself_and_a_bare_value_for_any_of() -> None:
    test = Test(none_of=("a",))
    read = Select.model_validate(
        {"fact": "meeting", "where": {"x": test, "y": 1, "z": ["a", True], "w": "b"}}
    )
    (clause,) = read.where
    assert clause["x"] is test and read.fact == ("meeting",)
    assert [clause[name].any_of for name in "yzw"] == [(1,), ("a", True), ("b",)]


def test_lists_in_shorthand_are_texts_and_a_lone_outcome_is_a_list_of_one() -> None:
    (entry,) = expand([{"opinion": "a", "adopted": ["city", 7], "on": "2024-03-01"}])
    assert (entry.attrs["adopted"], entry.on) == (("county", "7"), date(2024, 3, 1))
    (entry,) = expand([{"proposal": "a", "outcomes": "key", "kind": "joint_other"}])
    assert entry.attrs == {"submitted": True, "outcomes": ("key",), "type": "joint", "role": "participant"}


def test_a_line_is_undercut_only_below_it_and_never_by_nothing() -> None:
    lines = [{"id": "line", "title": "及格线", "below": 60}]
    structure = {"kind": "accumulate_from_zero"}
    document = {"format": 1, "id": "g", "title": "办法", "structure": structure, "thresholds": lines}
    scheme = Scheme.model_validate(document)
    totals = (None, Fraction(60), Fraction(119, 2))
    assert [thresholds(scheme, total) for total in totals] == [frozenset(), frozenset(), {"line"}]
