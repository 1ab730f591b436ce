"""Conditions: words, lists, numbers, absences."""

from __future__ import annotations

import pytest

from app.scoring.scheme import Select
from app.scoring.select import Attrs, predicate


@pytest.mark.parametrize(
    ("where", "attrs", "wanted"),
    [
        ({}, {}, True),
        ({"filed": True}, {"filed": True}, True),
        ({"filed": True}, {"filed": 1}, False),
        ({"filed": True}, {}, False),
        ({"level": {"none_of": ["city"]}}, {}, True),
        ({"level": {"any_of": ["city"], "none_of": ["city"]}}, {"level": "city"}, False),
        ({"outcomes": ["key", "good"]}, {"outcomes": ("excellent", "good")}, True),
        ({"outcomes": {"none_of": ["key"]}}, {"outcomes": ("excellent", "key")}, False),
        ({"outcomes": {"empty": True}}, {"outcomes": ()}, True),
        ({"outcomes": {"empty": False}}, {"outcomes": ("key",)}, True),
        ({"outcomes": {"empty": False}}, {"outcomes": ""}, False),
        ({"signers": {"at_least": 2}}, {"signers": 2}, True),
        ({"signers": {"at_most": 2}}, {"signers": 3}, False),
        ({"signers": {"at_least": 1}}, {"signers": True}, False),
        ({"signers": {"at_least": 1}}, {"signers": "2"}, False),
        ({"outcomes": {"any_of": [True, "key"]}}, {"outcomes": ("key",)}, True),
        ([{"type": "joint"}, {"type": "personal"}], {"type": "personal"}, True),
        ([{"type": "joint"}, {"type": "personal", "filed": True}], {"type": "personal"}, False),
    ],
)
def test_a_condition_holds_exactly_when_it_should(where: object, attrs: Attrs, wanted: bool) -> None:
    select = Select.model_validate({"fact": "proposal", "where": where})
    assert predicate(select.where)(attrs) is wanted
