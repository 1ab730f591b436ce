"""A small profile of P34: acts on statements in any order, from two devices."""

from __future__ import annotations

import pytest

from app.core.db import Database
from tests.clients import CheckedClient
from tests.factories.house import House
from tests.promises import p34_statement_states
from tests.promises.statement_states import explore

#: What is judged is ours on either database; the promise itself runs on both.
pytestmark = pytest.mark.one_backend


def test_every_act_on_a_statement_is_done_or_refused_without_a_trace(
    db: Database, client: CheckedClient
) -> None:
    told, wrong = explore(lambda: House(db, client), 3, 12)
    assert wrong == [] and told["pairs"] > 10 and told["refused"] > 10


def test_a_planted_defect_of_statements_is_seen(db: Database, client: CheckedClient) -> None:
    with p34_statement_states.drafts_forgotten():
        assert explore(lambda: House(db, client), 3, 12)[1]
