"""Days at the end of the calendar are refused by name."""

from __future__ import annotations

from tests.factories.house import House


def test_a_sitting_beyond_the_calendar_is_refused_at_its_field(house: House) -> None:
    far = {"starts_at": "9999-12-31T23:00:00Z", "ends_at": "9999-12-31T23:59:00Z"}
    body = {
        "title": "远期会议",
        "kind": "seminar",
        "sittings": [far],
        "due": {"rule": "members", "member_ids": [house.member()]},
    }
    answer = house.as_("section_clerk").post("/activities", json=body)
    assert answer.status_code == 422
    assert {error["where"].split(".")[-1] for error in answer.json()["errors"]} == {"starts_at", "ends_at"}
