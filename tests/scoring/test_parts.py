"""The small parts of the engine by themselves: limits, ladders, tests, counts, worth, words."""

# Tables stand on one line each.
# ruff: noqa: E501

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from app.scoring.across import Quota, When
from app.scoring.award import Hit, Window, in_order, settle
from app.scoring.card import Head, Line
from app.scoring.chain import fired
from app.scoring.engine import compile, score
from app.scoring.entry import Entry, Subject
from app.scoring.grade import GateResult, graded, ladder
from app.scoring.history import of_card, of_tree
from app.scoring.limits import Cut, bounded
from app.scoring.measure import Count, counter, together
from app.scoring.scheme import (
    Band,
    Measure,
    Part,
    Period,
    Prorate,
    Rounding,
    Scheme,
    Select,
    Share,
    Structure,
)
from app.scoring.select import predicate, within
from app.scoring.selection import Seats, seats
from app.scoring.special import quarters
from app.scoring.spoken import unit_of
from app.scoring.trace import tree
from app.scoring.whole import percent, rounded, served
from app.scoring.words import written
from app.scoring.worth import shared

DAY = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("units", "cap", "floor", "expected"),
    [
        (20, 20, None, (20, ())),
        (21, 20, None, (20, (Cut("cap", -1),))),
        (5, None, 5, (5, ())),
        (4, None, 5, (5, (Cut("floor", 1),))),
        (4, 9, 5, (5, (Cut("floor", 1),))),
        (7, 9, 5, (7, ())),
        (7, None, None, (7, ())),
    ],
)
def test_a_limit_cuts_only_what_lies_beyond_it(
    units: int, cap: int | None, floor: int | None, expected: Any
) -> None:
    assert bounded(units, cap, floor) == expected


BANDS = (Band(name="优", min=Fraction(1, 2)), Band(name="良", min=Fraction(0)), Band(name="差"))
STEPS = ladder(BANDS, 2)


def test_the_ladder_is_in_the_order_of_the_points() -> None:
    assert STEPS == ((None, "差"), (0, "良"), (1, "优"))


@pytest.mark.parametrize(
    ("units", "forced", "closed", "grade"),
    [
        (1, (), (), "优"),
        (0, (), (), "良"),
        (-1, (), (), "差"),
        (1, ("良",), (), "良"),
        (1, ("良", "差"), (), "差"),
        (-1, ("良",), (), "差"),
        (1, (), ("优",), "良"),
        (1, (), ("优", "良", "差"), None),
    ],
)
def test_gates_and_conditions_lower_a_grade_and_never_raise_it(
    units: int, forced: tuple[str, ...], closed: tuple[str, ...], grade: str | None
) -> None:
    gates = [GateResult("g", "题", None, "missed", (), name) for name in forced]
    gates.append(GateResult("h", "题", None, "met", (), "差"))
    assert graded(STEPS, units, gates, closed) == grade


@pytest.mark.parametrize(
    ("test", "passing", "failing"),
    [
        ({"any_of": ["a"]}, ["a", ("b", "a")], ["b", None, (), ("b",)]),
        ({"any_of": [True]}, [True, (True,)], [1, False, None, (1,)]),
        ({"any_of": [1, "a"]}, [1, "a", ("a", "b")], [True, "1", (True,)]),
        ({"none_of": ["a"]}, ["b", None, (), ("b",)], ["a", ("a", "b")]),
        ({"none_of": [1]}, [True, None], [1]),
        ({"empty": True}, [None, (), "", ("",)], ["a", 0, False, ("a",)]),
        ({"empty": False}, ["a", 0, False, ("a",)], [None, (), "", ("",)]),
        ({"at_least": 2}, [2, 3], [1, True, None, "2"]),
        ({"at_most": 2}, [2, 1, -1], [3, True, None]),
        ({"at_least": 1, "at_most": 2}, [1, 2], [0, 3]),
        ({"any_of": ["a", "b"], "none_of": ["b"]}, ["a", ("a",)], ["b", "c", ("a", "b")]),
    ],
)
def test_a_test_passes_and_fails(test: dict[str, Any], passing: list[Any], failing: list[Any]) -> None:
    holds = predicate(Select.model_validate({"fact": "x", "where": {"k": test}}).where)
    assert [one for one in passing if not holds({"k": one})] == []
    assert [one for one in failing if holds({"k": one})] == []


def test_clauses_are_alternatives_and_their_tests_are_not() -> None:
    both = predicate(Select.model_validate({"fact": "x", "where": {"a": "1", "b": "2"}}).where)
    either = predicate(
        Select.model_validate({"fact": "x", "where": [{"a": "1", "c": "3"}, {"b": "2"}]}).where
    )
    assert [both(one) for one in ({"a": "1", "b": "2"}, {"a": "1"}, {"b": "2"})] == [True, False, False]
    assert [either(one) for one in ({"a": "1"}, {"a": "1", "c": "3"}, {"b": "2"}, {})] == [
        False,
        True,
        True,
        False,
    ]
    assert predicate(())({}) is True


@pytest.mark.parametrize(
    ("start", "end", "inside", "outside"),
    [
        ("03-01", "06-30", ["2024-03-01", "2024-06-30"], ["2024-02-29", "2024-07-01"]),
        ("11-01", "02-28", ["2024-11-01", "2024-02-28", "2024-12-31"], ["2024-10-31", "2024-03-01"]),
        ("05-05", "05-05", ["2024-05-05"], ["2024-05-04", "2024-05-06"]),
    ],
)
def test_a_period_has_both_its_ends(start: str, end: str, inside: list[str], outside: list[str]) -> None:
    holds = within(Period(start=start, end=end))
    assert all(holds(day) and holds(date.fromisoformat(day)) for day in inside)
    assert not any(holds(day) for day in outside)


def test_quarters_and_halves_cover_the_year() -> None:
    assert [(one.start, one.end) for one in quarters("quarter")] == [
        ("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31"),
    ]  # fmt: skip
    assert [(one.start, one.end) for one in quarters("half_year")] == [("01-01", "06-30"), ("07-01", "12-31")]


WHOLE = {"whole": {"status": "present"}, "part": {"status": "late"}}


@pytest.mark.parametrize(
    ("measure", "attrs", "expected"),
    [
        ({}, {"half_days": 9}, Count(1)),
        ({"sum": "half_days"}, {"half_days": 3}, Count(3)),
        ({"sum": "half_days"}, {"half_days": 0}, Count(0)),
        ({"sum": "half_days"}, {"half_days": -2}, Count(0)),
        ({"sum": "half_days"}, {"half_days": True}, Count(0, lacking="half_days")),
        ({"sum": "half_days"}, {"half_days": "3"}, Count(0, lacking="half_days")),
        ({"sum": "adopted"}, {"adopted": ("a", "b")}, Count(2)),
        ({"distinct": "activity"}, {"activity": 7}, Count(1, "7")),
        ({"distinct": "activity"}, {}, Count(1)),
        ({"distinct": "activity", **WHOLE}, {"activity": "a", "status": "present"}, Count(1, "a", "full")),
        (WHOLE, {"status": "present"}, Count(1, None, "full")),
        (WHOLE, {"status": "late"}, Count(1, None, "partial")),
        (WHOLE, {"status": "absent"}, Count(1, None, "none")),
        (WHOLE, {"status": "absent", "completeness": "full"}, Count(1, None, "full")),
        (WHOLE, {"status": "present", "completeness": "none"}, Count(1, None, "none")),
        (WHOLE, {"status": "present", "completeness": "partial"}, Count(1, None, "partial")),
        ({"sum": "half_days", **WHOLE}, {"half_days": 2, "status": "late"}, Count(2, None, "partial")),
    ],
)  # fmt: skip
def test_one_record_counts_for_so_much(
    measure: dict[str, Any], attrs: dict[str, Any], expected: Count
) -> None:
    assert counter(Measure.model_validate(measure))(attrs) == expected


def test_sittings_together_are_full_none_or_partial() -> None:
    states = (["full"], ["full", "full"], ["none", "none"], ["none", "full"], ["partial", "full"])
    assert [together(list(one)) for one in states] == ["full", "full", "none", "partial", "partial"]


def hit(points: int | None, **more: Any) -> Hit:
    given = {"weight": 1, "group": None, "attendance": None, "lacking": None, "complete": True, **more}
    return Hit(**given, points=points, amounts={given["attendance"]: points, None: points})


HELD = [(hit(2), "r3", "2024-03-03", 1), (hit(5), "r1", "2024-03-01", 2), (hit(3), "r2", "2024-03-02", 1)]


@pytest.mark.parametrize(
    ("window", "pieces", "units", "taken", "left"),
    [
        (Window(0, None, 0, ""), False, 10, {"r1": 1, "r2": 1, "r3": 1}, []),
        (Window(0, None, 0, ""), True, 15, {"r1": 2, "r2": 1, "r3": 1}, []),
        (Window(0, 1, 0, "w"), False, 5, {"r1": 1}, [("r2", "w"), ("r3", "w")]),
        (Window(0, 1, 1, "w"), True, 5, {"r1": 1}, [("r2", "w"), ("r3", "w")]),
        (Window(0, 2, -1, "w"), False, 5, {"r3": 1, "r2": 1}, [("r1", "w")]),
        (Window(1, None, 0, "w"), True, 10, {"r1": 1, "r2": 1, "r3": 1}, []),
        (Window(2, None, 0, "w"), True, 5, {"r2": 1, "r3": 1}, [("r1", "before_nth")]),
        (Window(1, 2, 0, "w"), True, 8, {"r1": 1, "r2": 1}, [("r3", "w")]),
        (Window(1, 1, 0, "w"), False, 3, {"r2": 1}, [("r1", "before_nth"), ("r3", "w")]),
    ],
)  # fmt: skip
def test_a_window_takes_its_pieces_in_order(
    window: Window, pieces: bool, units: int, taken: dict[str, int], left: list[Any]
) -> None:
    found = settle(HELD, window, pieces)
    assert (found.units, found.measured, found.taken) == (units, sum(taken.values()), taken)
    assert sorted(found.left) == left
    if not pieces and (window.skip or window.take):
        queued = in_order(window, [(one.points or 0, [(on, record)]) for one, record, on, _ in HELD])
        assert (queued.units, queued.taken, sorted(queued.left)) == (units, taken, left)


def test_what_does_not_count_has_its_reason() -> None:
    held = [
        (hit(1, lacking="half_days"), "a", "2024-01-01", 1),
        (hit(1, lacking="superseded"), "b", "2024-01-01", 1),
        (hit(1), "c", "2025-01-01", 1),
        (hit(None), "d", "2024-01-01", 1),
        (hit(None, attendance="none"), "e", "2024-01-01", 1),
        (hit(1), "f", "2024-01-01", 3),
        (hit(1), "g", "2024-01-01", 3),
    ]
    found = settle(held, Window(0, None, 0, ""), True, lambda on: str(on) < "2025", {"f": 3, "g": 1})
    assert dict(found.left) == {
        "a": "lacking_data", "b": "superseded", "c": "outside_period", "d": "no_tier", "e": "not_attended",
        "f": "counted_elsewhere",
    }  # fmt: skip
    assert (found.units, found.measured, found.taken) == (2, 2, {"g": 2})


def test_sittings_of_one_group_earn_once_the_highest_from_the_first_day() -> None:
    held = [
        (hit(2, group="g"), "b", "2024-02-01", 1),
        (hit(5, group="g"), "a", "2024-01-01", 1),
        (hit(3), "c", "2024-01-15", 1),
        (hit(None, group="h"), "e", "2024-01-01", 1),
        (hit(None, group="h"), "d", "2024-01-01", 1),
    ]
    found = settle(held, Window(0, 1, 0, "w"))
    assert (found.units, found.taken) == (5, {"a": 1, "b": 1})
    assert sorted(found.left) == [("c", "w"), ("d", "no_tier"), ("e", "no_tier")]


@pytest.mark.parametrize(
    ("attrs", "expected"),
    [
        ({"role": "proposer"}, 10),
        ({"role": "participant", "signers": 4}, Fraction(5, 3)),
        ({"role": "participant", "signers": 2}, 5),
        ({"role": "participant", "signers": 1}, None),
        ({"role": "participant", "signers": True}, None),
        ({"role": "participant"}, None),
        ({"role": "other"}, None),
    ],
)
def test_a_share_is_exact_or_unknown(attrs: dict[str, Any], expected: Any) -> None:
    share = Share.model_validate(
        {"table": {"proposer": 1, "participant": {"part": "1/2", "among": "signers", "besides": 1}}}
    )
    found = shared(lambda attrs, attendance: 10, share)(attrs, None)
    assert found == expected and (type(found) is int or found is None or found.denominator > 1)


@pytest.mark.parametrize(
    ("points", "mode", "scale", "expected"),
    [
        ("1.25", "half_up", 1, "1.3"), ("1.24", "half_up", 1, "1.2"), ("-1.25", "half_up", 1, "-1.3"),
        ("1.21", "up", 1, "1.3"), ("1.2", "up", 1, "1.2"), ("1.29", "down", 1, "1.2"), ("-1.29", "down", 1, "-1.2"),
        ("2.5", "half_up", 0, "3"), ("0", "up", 0, "0"),
    ],
)  # fmt: skip
def test_rounding_does_as_the_rule_book_says(points: str, mode: Any, scale: int, expected: str) -> None:
    assert written(rounded(Fraction(points), Rounding(scale=scale, mode=mode))) == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (1, (1, 12)),
        (11, (11, 12)),
        (12, None),
        (13, None),
        (0, None),
        (-1, None),
        (True, None),
        ("6", None),
        (None, None),
    ],
)
def test_only_a_part_of_a_year_is_prorated(months: Any, expected: Any) -> None:
    structure = Structure(kind="hundred_points", prorate=Prorate())
    assert served(structure, {"months": months}) == expected
    assert served(structure, None) is None
    assert served(Structure(kind="hundred_points"), {"months": 6}) is None


def test_shares_of_a_hundred_are_written_as_such() -> None:
    assert [percent(Fraction(one)) for one in ("7/10", "1/8", "2")] == ["70%", "12.5%", "200%"]


@pytest.mark.parametrize(
    ("part", "unit"),
    [
        ({"select": {"fact": "meeting"}, "award": {"each": 1}}, "次"),
        ({"select": {"fact": "activity"}, "award": {"each": 1}}, "次"),
        ({"select": {"fact": "training"}, "award": {"each": 1}}, "次"),
        ({"select": {"fact": ["training", "speech"]}, "award": {"each": 1}}, "件"),
        ({"select": {"fact": "training"}, "measure": {"sum": "half_days"}, "award": {"each": 1}}, "个半天"),
        ({"select": {"fact": "speech"}, "measure": {"sum": "pieces"}, "award": {"each": 1}}, "件"),
        ({"award": {"assessed": True}}, "项"),
        ({"award": {"lump": 1}}, "件"),
    ],
)
def test_everything_counted_has_its_measure_word(part: dict[str, Any], unit: str) -> None:
    assert unit_of(Part.model_validate(part)) == unit


@pytest.mark.parametrize(
    ("quota", "expected"),
    [
        ({"percent": 20}, Seats(2)),
        ({"percent": 20, "rounding": "up"}, Seats(3)),
        ({"percent": 20, "rounding": "half_up"}, Seats(3)),
        ({"percent": 19, "rounding": "half_up"}, Seats(2)),
        ({"percent": 25, "of": "eligible", "rounding": "up"}, Seats(2)),
        ({"percent": 25, "of": "eligible", "rounding": "half_up"}, Seats(2)),
        ({"n": 3}, Seats(3)),
        ({"n": -1}, Seats(0)),
        ({"at_least_percent": 10, "at_most_percent": 19}, Seats(None, 2, 2)),
        ({"n": 3, "at_most_percent": 10}, Seats(3, None, 1)),
    ],
)
def test_a_quota_is_rounded_as_it_says(quota: dict[str, Any], expected: Seats) -> None:
    assert seats(Quota.model_validate(quota), 13, 8) == expected


def test_a_number_that_people_fixed_goes_before_the_rule() -> None:
    assert seats(Quota.model_validate({"n": 3, "at_least_percent": 10}), 20, 20, 0) == Seats(0, 2, None)


def test_a_line_adds_up_its_chains_and_its_cuts() -> None:
    head = Head("item", "i", "题", "s", "条", 4)
    line = Line(head, 3, limits=(Cut("cap", -2), Cut("floor", 1)))
    assert (line.points, line.measured, line.section, line.article) == (Fraction(3, 4), 0, "s", "条")
    assert line.cuts == (("cap", Fraction(-1, 2)), ("floor", Fraction(1, 4)))


def test_a_condition_of_an_unknown_year_never_holds() -> None:
    assert fired(When.model_validate({"total": {"below": 60}}), {}, 2024, ()) is None


@pytest.mark.parametrize(("committee", "low", "below"), [("经济委", 1, {"fail"}), ("文史委", 0, set())])
def test_the_line_of_a_committee_is_its_own_in_every_part_of_the_year(
    committee: str, low: int, below: set[str]
) -> None:
    scheme = Scheme.model_validate(
        {
            "format": 1, "id": "lines", "title": "例", "structure": {"kind": "accumulate_from_zero"},
            "params": {"line": {"title": "线", "value": 3, "by": "committee", "table": {"经济委": 12}}},
            "items": [{"id": "a", "title": "会", "select": {"fact": "meeting"}, "award": {"each": 5}}],
            "snapshots": [{"id": "half", "title": "上半年", "until": "06-30", "low": "$line"}],
            "thresholds": [{"id": "fail", "title": "线", "below": "$line"}],
        }
    )  # fmt: skip
    entries = [Entry("r", "meeting", date(2024, 2, 2), {"type": "plenary", "status": "present"})]
    card = score(compile(scheme), Subject("s", attrs={"committee": committee}), entries)
    said = of_tree(tree(card), 2024, {})
    assert (said.low, said.below) == (low, below)
    assert of_card(card, 2024, {}) == said
