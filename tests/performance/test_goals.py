"""A benchmark fails only for what two runs in a row show beyond noise."""

from __future__ import annotations

from benchmarks.goals import failed, judged


def test_a_figure_a_little_over_its_goal_is_missed_but_fails_nothing() -> None:
    line = judged("G3", "", 1.8, 1.7)
    assert line["met"] is False
    assert failed([line], [line]) == []


def test_a_figure_far_over_its_goal_fails_when_the_run_before_shows_it_too() -> None:
    far, near = judged("G3", "", 2.0, 1.7), judged("G3", "", 1.6, 1.7)
    assert failed([far], [near]) == [] == failed([far], [])
    assert failed([far], [far]) == ["G3"]


def test_a_goal_to_be_reached_fails_from_below() -> None:
    few = judged("G11", "", 6.0, 8, least=True)
    assert failed([few], [few]) == ["G11"]


def test_where_nothing_may_differ_one_is_far_off() -> None:
    one = judged("G8-oracle", "", 1, 0)
    assert failed([one], [one]) == ["G8-oracle"]
    assert failed([judged("told", "", 9, None)], [judged("told", "", 9, None)]) == []
