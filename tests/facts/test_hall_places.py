"""Places in the hall, and who comes beside the members."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.ids import new_id
from tests.factories.house import House
from tests.facts.test_attendance_desk import read_in
from tests.facts.test_signing import Hall


@pytest.fixture
def hall(house: House) -> Hall:
    return Hall(house)


def test_a_place_is_told_on_the_phone_and_at_the_desk_and_stays_until_changed(hall: Hall) -> None:
    path, member, friend = f"/activities/{hall.activity['id']}", hall.member.member_id, hall.friend.member_id
    places = [{"member_id": member, "session_group": "第三小组", "hall_seat": "5 排 12 座"}]
    assert hall.clerk.put(f"{path}/places", json={"places": places}).status_code == 200
    mine = hall.member.get(path).json()
    assert (mine["my_group"], mine["my_seat"]) == ("第三小组", "5 排 12 座")
    assert hall.friend.get(path).json()["my_seat"] == ""
    assert read_in(hall, member_id=member)["groups"] == ["第三小组", "5 排 12 座"]
    more = {"places": [{"member_id": friend, "hall_seat": "5 排 13 座"}]}
    assert hall.clerk.put(f"{path}/places", json=more).status_code == 200
    rows = hall.clerk.get(f"{path}/invitations").json()
    assert sorted(row["hall_seat"] for row in rows) == ["5 排 12 座", "5 排 13 座"]


def test_every_wrong_place_is_named_at_once(hall: Hall) -> None:
    path, member, friend = f"/activities/{hall.activity['id']}", hall.member.member_id, hall.friend.member_id
    first = {"places": [{"member_id": friend, "hall_seat": "1 排 1 座"}]}
    assert hall.clerk.put(f"{path}/places", json=first).status_code == 200
    wrong = [
        {"member_id": member, "hall_seat": "1 排 1 座"},
        {"member_id": member},
        {"member_id": new_id()},
    ]
    refused = hall.clerk.put(f"{path}/places", json={"places": wrong})
    assert refused.status_code == 422
    assert [(one["where"], one["word"]) for one in refused.json()["errors"]] == [
        ("places[1].member_id", "twice"),
        ("places[2].member_id", "not_due"),
        ("places[0].hall_seat", "seat_taken"),
    ]
    swapped = [
        {"member_id": member, "hall_seat": "1 排 1 座"},
        {"member_id": friend, "hall_seat": "2 排 1 座"},
    ]
    assert hall.clerk.put(f"{path}/places", json={"places": swapped}).status_code == 200


def test_guests_are_kept_in_their_order_and_counted_nowhere(hall: Hall) -> None:
    path = f"/sittings/{hall.sitting}"
    before = hall.clerk.get(f"{path}/live").json()
    guests: list[dict[str, Any]] = [
        {"name": "陈建国", "title": "市住建局局长", "came": True},
        {"name": "周萍", "role": "guest"},
    ]
    assert hall.clerk.put(f"{path}/guests", json={"guests": guests}).status_code == 200
    kept = hall.clerk.get(f"{path}/guests").json()
    assert [(one["name"], one["role"], one["came"]) for one in kept] == [
        ("陈建国", "observer", True),
        ("周萍", "guest", False),
    ]
    assert hall.clerk.get(f"{path}/live").json() == before
    assert hall.member.get(f"{path}/guests").status_code == 403
    assert hall.clerk.put(f"{path}/guests", json={"guests": []}).json() == []


def test_a_wrong_sitting_goes_with_its_guests(hall: Hall) -> None:
    times = {key: hall.activity["sittings"][0][key] for key in ("starts_at", "ends_at")}
    path = f"/activities/{hall.activity['id']}"
    made = hall.clerk.post(f"{path}/sittings", json={"name": "下午", **times}).json()
    second = next(one["id"] for one in made["sittings"] if one["id"] != hall.sitting)
    hall.clerk.put(f"/sittings/{second}/guests", json={"guests": [{"name": "陈建国"}]})
    assert hall.clerk.delete(f"{path}/sittings/{second}").status_code == 200
