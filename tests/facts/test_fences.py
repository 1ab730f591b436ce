"""Venues on the ground: what a phone tells about them, and what is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.facts.attendance.signing.models import SignInAttempt
from tests.factories.house import House
from tests.facts.test_signing import Hall, scanned

CENTRE = {"name": "市民中心", "latitude": 30.6781, "longitude": 121.0152, "radius": 200}
SECOND = {"name": "二会场", "latitude": 30.7, "longitude": 121.1, "radius": 100}


@pytest.fixture
def hall(house: House) -> Hall:
    return Hall(house)


def fence(hall: Hall, fences: list[dict[str, Any]]) -> Any:
    path = f"/activities/{hall.activity['id']}"
    version = hall.clerk.get(path).json()["version"]
    return hall.clerk.patch(path, json={"fences": fences}, headers={"If-Match": f'"{version}"'})


def told(hall: Hall, inside: bool | None, accuracy: int | None, **more: Any) -> str:
    one = {**scanned(hall.code()), "inside": inside, "accuracy": accuracy}
    return str(hall.send(one, **more)[0]["verdict"])


def logged(hall: Hall) -> list[tuple[Any, ...]]:
    """Return what the log says of each attempt, oldest first."""
    items = hall.clerk.get(f"/sittings/{hall.sitting}/sign-ins").json()["items"]
    items.sort(key=lambda one: one["id"])
    return [(one["inside"], one["accuracy"], one["doubts"], one["counts"]) for one in items]


def test_a_phone_surely_outside_signs_in_and_waits_for_a_look(hall: Hall) -> None:
    assert fence(hall, [CENTRE, SECOND]).json()["fences"] == [CENTRE, SECOND]
    assert hall.member.get("/me/sign-ins").json()["items"][0]["fences"] == [CENTRE, SECOND]
    assert told(hall, False, 35) == "accepted"
    assert hall.came() == 1 and logged(hall) == [(False, 35, ["outside"], True)]
    (review,) = hall.clerk.get("/sign-in-reviews").json()
    assert (review["inside"], review["accuracy"]) == (False, 35)
    assert review["doubt_labels"] == ["手机定位不在会场范围内"]
    decision = {"decision": "confirmed", "reason": "现场看到本人"}
    path = f"/sittings/{hall.sitting}/sign-ins/{review['id']}/decide"
    assert hall.clerk.post(path, json=decision).status_code == 200
    assert hall.clerk.get("/sign-in-reviews").json() == [] and hall.came() == 1


def test_inside_unsure_and_silent_phones_sign_in_without_a_doubt(hall: Hall) -> None:
    fence(hall, [CENTRE])
    answers = [(True, 8), (False, 101), (None, 2300), (False, None), (None, None)]
    assert [told(hall, *one) for one in answers] == ["accepted"] * 5
    assert hall.scan(hall.code()) == "accepted"
    assert logged(hall) == [(*one, [], True) for one in [*answers, (None, None)]]
    assert hall.clerk.get("/sign-in-reviews").json() == []


def test_without_a_fence_nothing_is_kept_even_if_told(hall: Hall) -> None:
    assert hall.activity["fences"] == []
    assert told(hall, False, 5) == "accepted"
    assert logged(hall) == [(None, None, [], True)]


def test_what_was_kept_without_a_line_carries_the_answer_and_the_first_one_stays(hall: Hall) -> None:
    fence(hall, [CENTRE])
    entry = hall.kept(timedelta(minutes=20), inside=False, accuracy=20)
    assert hall.send(entry)[0]["verdict"] == "accepted"
    assert hall.send({**entry, "inside": True})[0]["verdict"] == "accepted"
    assert logged(hall) == [(False, 20, ["outside"], True)]


def test_a_position_is_neither_taken_nor_given_back(hall: Hall) -> None:
    fence(hall, [CENTRE])
    one = {**scanned(hall.code()), "latitude": 31.1234567, "longitude": 120.7654321}
    body = {"device": "phone-of-mr-wang", "sent_at": one["seen_at"], "attempts": [one]}
    refused = hall.member.post("/me/sign-ins", json=body)
    assert refused.status_code == 422 and "1234567" not in refused.text
    assert not {"latitude", "longitude", "position"} & set(SignInAttempt.__table__.c.keys())


def test_a_copy_keeps_the_venues_and_wrong_ones_are_named_at_once(hall: Hall) -> None:
    fence(hall, [CENTRE])
    path = f"/activities/{hall.activity['id']}/copies"
    made = hall.clerk.post(path, json={"day": "2027-01-05"})
    assert made.status_code == 201 and made.json()["fences"] == [CENTRE]
    wrong = [{**CENTRE, "latitude": 91}, {**CENTRE, "radius": 5}]
    refused = fence(hall, wrong)
    assert refused.status_code == 422
    assert [one["where"] for one in refused.json()["errors"]] == ["fences[0].latitude", "fences[1].radius"]
    assert fence(hall, [CENTRE] * 11).status_code == 422
    assert fence(hall, []).json()["fences"] == []
