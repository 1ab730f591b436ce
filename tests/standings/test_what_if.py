"""What a member could still do adds exactly what was said, by the engine that scores everybody."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest

from app.core import clock
from app.schemes.document import library
from app.standings import reach
from tests.factories.house import House
from tests.flow.test_roll_to_dossier import adopt_scheme
from tests.performance.year import Year, lived
from tests.standings.doing import Pair, differing, do, predictions
from tests.statements import statements


def pairs_of(house: House, count: int = 12) -> list[Pair]:
    house.as_("member")
    house.member("丁联名")
    return predictions(house.db, house.council_id, clock.today().year, random.Random(7), count)


def wrong(house: House, pairs: list[Pair]) -> list[str]:
    return differing(house.db, house.council_id, clock.today().year, pairs)


def told(year: Year) -> dict[str, Any]:
    answer = year.member.get(f"/me/what-if?year={year.number}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def adopt_text(house: House, text: str) -> None:
    author, office = house.as_("scheme_author"), house.as_("secretariat")
    scheme = author.post("/schemes", json={"text": text}).json()["id"]
    assert author.post(f"/schemes/{scheme}/check").json()["mistakes"] == []
    decision = {"year": clock.today().year, "body": "主席会议", "decided_on": "2026-01-10"}
    assert office.post(f"/schemes/{scheme}/adopt", json=decision).status_code == 200


@pytest.mark.parametrize("code", ["shanghai-minhang", "anhui-hefei"])
def test_what_was_predicted_is_what_a_verified_record_really_adds(house: House, code: str) -> None:
    adopt_scheme(house, code)
    pairs = pairs_of(house)
    assert len(pairs) >= 8
    assert wrong(house, pairs) == []


def test_a_prediction_off_by_one_deed_is_seen(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    adopt_scheme(house)
    real = reach.row_of
    # A hypothetical proposal that nobody signed as its proposer.
    monkeypatch.setattr(
        reach, "row_of", lambda one, number=1: (*real(one, number)[:6], "participant", "", "{}")
    )
    monkeypatch.setattr(reach, "_known", {})
    assert wrong(house, pairs_of(house))


#: The rules without their examples, so that figures may differ from them.
RULES = library()["shanghai-minhang"].read_text(encoding="utf-8").split("\nexamples:")[0] + "\n"
BANDS = "bands: [{name: 优秀, min: 50}, {name: 合格, min: 33, below: 50}, {name: 不合格, below: 33}]\n"


def test_the_way_to_the_next_grade_leads_there(house: House) -> None:
    adopt_text(house, RULES + BANDS)
    year = Year(house, house.as_("member"), {})
    found = told(year)
    above = found["next_grade"]
    assert above and Fraction(above["missing"]) > 0 and found["path"]
    actions = {one["id"]: one for one in found["actions"]}
    assert all(step["action"] in actions for step in found["path"])
    gained = sum(Fraction(step["adds"]) for step in found["path"])
    assert Fraction(found["total"]) + gained >= Fraction(above["min"])
    # The first key proposal counts as filed too, which pays once a year: 30 and 15, not twice 30.
    assert [(step["times"], step["adds"]) for step in found["path"]] == [(2, "45")]
    gains = [Fraction(one["adds"]) for one in found["actions"]]
    assert gains == sorted(gains, reverse=True)


def test_what_is_at_its_cap_stands_at_the_end_with_the_reason(house: House) -> None:
    adopt_text(house, RULES.replace("award: {each: 5}", "award: {each: 5}\n    limit: {cap: 5}"))
    year = Year(house, house.as_("member"), {})
    before = {one["item"]: one for one in told(year)["actions"]}
    assert before["meetings_activities"]["adds"] == "5"
    wanted = [one for one in pairs_of(house, 99) if one.item == "meetings_activities"]
    house.write(do, next(one for one in wanted if one.member_id == year.member.member_id))
    last = [one for one in told(year)["actions"] if one["item"] == "meetings_activities"]
    assert [(one["adds"], one["why"], one["reachable"]) for one in last] == [("0", "已到上限", False)]
    assert "已到上限" in last[0]["sentence"]


def test_a_year_with_a_result_in_force_says_so(house: House) -> None:
    year = lived(house)
    assert not told(year)["closed"] and told(year)["actions"]
    year.put_in_force()
    found = told(year)
    assert found["closed"] and "已生效" in found["notice"]
    assert (found["actions"], found["path"], found["next_grade"]) == ([], [], None)


def test_without_a_scheme_there_is_nothing_to_tell(house: House) -> None:
    refused = house.as_("member").get("/me/what-if")
    assert (refused.status_code, refused.json()["word"]) == (409, "no_scheme")


def test_what_if_sends_a_constant_number_of_statements(house: House) -> None:
    year = lived(house)
    told(year)
    with statements(house) as seen:
        told(year)
    assert len(seen) <= 3
