"""A small profile of P35: statements of two members against dossier and papers."""

from __future__ import annotations

from typing import Any

import pytest

from app.core import clock
from tests.factories.house import House
from tests.flow.test_roll_to_dossier import convene
from tests.promises.p35_statement_papers import a_digit_misprinted, a_record_forgotten, judge
from tests.standings.test_pledges import verified

#: What is judged is ours on either database; tests/standings/test_statements.py runs on both.
pytestmark = pytest.mark.one_backend


def test_every_number_of_a_statement_is_the_dossiers_on_paper_too(house: House) -> None:
    standing, clerk = house.member("赵常委", standing=True), house.as_("section_clerk")
    writer = house.seat("member", member_id=house.member("钱常委", standing=True))
    verified(house, writer, 2)
    sitting = convene(house, [standing, str(writer.member_id)])["sittings"][0]["id"]
    lines = [
        {"member_id": standing, "status": "late"},
        {"member_id": writer.member_id, "status": "absent"},
    ]
    assert clerk.put(f"/sittings/{sitting}/roll", json={"lines": lines}).status_code == 200
    assert clerk.post(f"/sittings/{sitting}/close").status_code == 200
    asked: dict[str, Any] = {"today": clock.today(), "pdf": False}
    told, wrong = judge(house.db, house.council_id, **asked)
    assert (wrong, told["numbers"]) == ([], 4) and told["statements"] == 2 * told["years"]
    with a_record_forgotten():
        assert judge(house.db, house.council_id, **asked)[1]
    with a_digit_misprinted():
        assert judge(house.db, house.council_id, **asked)[1]
