"""A small profile of P34: every act in every state of a statement, and a planted defect."""

from __future__ import annotations

import pytest

from app.core.db import Database
from tests.clients import CheckedClient
from tests.factories.house import House
from tests.promises.p34_statement_states import last_writer_wins
from tests.promises.statement_states import explore

#: What is judged is ours on either database; tests/standings/test_statements.py runs on both.
pytestmark = pytest.mark.one_backend


def test_every_act_on_a_statement_is_done_or_refused_without_a_trace(
    db: Database, client: CheckedClient
) -> None:
    told, wrong = explore(lambda: House(db, client), 5, 20)
    assert wrong == [] and told["pairs"] > 10
    with last_writer_wins():
        assert explore(lambda: House(db, client), 6, 20)[1]
