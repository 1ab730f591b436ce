"""A small profile of P32: objections decided at random, against points counted by hand."""

from __future__ import annotations

import pytest

from app.core.db import Database
from tests.clients import CheckedClient
from tests.factories.house import House
from tests.promises import p32_objections

#: What is judged is ours on either database; the promise itself runs on both.
pytestmark = pytest.mark.one_backend


def test_an_objection_changes_what_was_corrected_and_nothing_else(house: House) -> None:
    judged, wrong = p32_objections.judge(house, 5, people=5)
    assert judged > 50 and wrong == []


def test_planted_defects_of_objections_are_seen(db: Database, client: CheckedClient) -> None:
    assert p32_objections.caught(lambda: House(db, client), 10, people=5) == [True, True]
