"""A small profile of P31: counts, days and states of pledges against plain oracles."""

from __future__ import annotations

import pytest

from app.core.db import Database
from tests.clients import CheckedClient
from tests.factories.house import House
from tests.promises import p31_pledges
from tests.promises.pledge_states import explore

#: What is judged is ours on either database; tests/standings/test_pledges.py runs on both.
pytestmark = pytest.mark.one_backend


def test_progress_is_what_a_plain_count_finds(house: House) -> None:
    judged, wrong = p31_pledges.fill(house, 12)
    assert (judged, wrong) == (48, [])


def test_an_item_turns_on_the_exact_day_and_planted_defects_show(db: Database, client: CheckedClient) -> None:
    judged, wrong = p31_pledges.turn(House(db, client), 4)
    assert judged >= 4 and wrong == []
    with p31_pledges.cancellations_ignored():
        assert p31_pledges.turn(House(db, client), 4)[1]


def test_every_act_in_every_state_is_done_or_refused(db: Database, client: CheckedClient) -> None:
    told, wrong = explore(lambda: House(db, client), 12, 20)
    assert wrong == [] and told["pairs"] > 10
