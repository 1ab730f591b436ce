"""Logging in: names, wrong passwords, throttles, first passwords."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from app.access import login, seats
from app.access.throttle import LoginThrottle, wait
from app.core import clock
from app.core.crypto import blind
from app.core.errors import TooManyRequests
from app.core.settings import Settings
from tests.access.doors import log_in, me, set_account, without_id
from tests.factories.house import PASSWORD, House


def give(house: House, account_id: str, kind: str, key: str) -> None:
    house.write(lambda session: seats.give_login(session, account_id, kind, key))


def test_an_account_answers_to_user_name_member_number_and_mobile(house: House) -> None:
    member = house.as_("member")
    mobile = "139" + house.code[-8:].translate(str.maketrans("abcdef", "123456"))
    give(house, member.account_id, "number", f"{house.code}/a017")
    give(house, member.account_id, "mobile", blind(house.db.secret, "mobile", mobile))
    names = [member.username, member.username.upper(), f"{house.code}/A017", mobile, f" {mobile} "]  # type: ignore[attr-defined]
    for name in names:
        answer = log_in(house.client, name)
        assert answer.status_code == 200, (name, answer.text)
        assert answer.json()["seat_id"] == member.seat_id
        assert me(house.client, answer.json()["access_token"]).json()["member_id"] == member.member_id


def test_a_mobile_is_stored_only_as_a_keyed_digest(house: House) -> None:
    assert "13800000000" not in blind(house.db.secret, "mobile", "13800000000")
    assert blind(house.db.secret, "mobile", "13800000000") != blind("x" * 40, "mobile", "13800000000")


def test_the_council_in_the_name_chooses_the_seat(house: House, db: Any, client: Any) -> None:
    other = House(db, client)
    member = house.as_("member")
    second = other.write(
        lambda session: seats.give_seat(session, other.council_id, member.account_id, ["member"])
    )
    give(other, member.account_id, "number", f"{other.code}/001")
    assert log_in(client, member.username).json()["seat_id"] == member.seat_id  # type: ignore[attr-defined]
    answer = log_in(client, f"{other.code}/001").json()
    assert (answer["council_id"], answer["seat_id"]) == (other.council_id, second)
    assert {seat["council_id"] for seat in answer["seats"]} == {house.council_id, other.council_id}


def test_a_log_in_answer_is_not_kept_by_caches_and_names_no_role(house: House) -> None:
    answer = log_in(house.client, house.as_("member").username)  # type: ignore[attr-defined]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["expires_in"] == 600
    assert "roles" not in answer.json()


def test_a_wrong_password_and_an_unknown_account_answer_alike(house: House) -> None:
    wrong = log_in(house.client, house.as_("member").username, "not-the-password")  # type: ignore[attr-defined]
    unknown = log_in(house.client, "nobody-of-this-name", "not-the-password")
    assert wrong.status_code == unknown.status_code == 401
    assert without_id(wrong) == without_id(unknown)
    assert wrong.json()["word"] == "wrong_credentials"
    absent = {name.lower() for name in wrong.headers} ^ {name.lower() for name in unknown.headers}
    assert absent == set()


def test_a_disabled_account_answers_like_an_unknown_one(house: House) -> None:
    member = house.as_("member")
    set_account(house, member.account_id, disabled=True)
    disabled = log_in(house.client, member.username)  # type: ignore[attr-defined]
    assert without_id(disabled) == without_id(log_in(house.client, "nobody-of-this-name"))


def test_unknown_and_known_names_are_throttled_alike(house: House) -> None:
    for name in (house.as_("member").username, f"nobody-{house.code}"):  # type: ignore[attr-defined]
        statuses = [log_in(house.client, name, "wrong-password").status_code for _ in range(9)]
        assert statuses == [401] * 8 + [429], name


def test_known_and_unknown_names_take_the_same_time(house: House) -> None:
    def took(name: str) -> float:
        started = time.perf_counter()
        log_in(house.client, name, "wrong-password")
        return time.perf_counter() - started

    member = house.as_("member").username  # type: ignore[attr-defined]
    pairs = [(took(member), took(f"nobody-{house.code}-{turn}")) for turn in range(7)]
    # The quickest of each: what else the machine does only ever adds.
    known, unknown = (min(times) for times in zip(*pairs, strict=True))
    # An answer without the hash of a password would be a hundred times as quick.
    assert min(known, unknown) > 0.7 * max(known, unknown)


def test_the_wait_grows_and_ends_by_itself() -> None:
    now = clock.now()
    waits = [wait(failures, now, 8) for failures in (7, 8, 9, 12, 20, 1000)]
    assert waits == [0, 2, 4, 32, 300, 300]
    assert wait(1000, now - timedelta(minutes=5), 8) == 0


def test_twenty_wrong_passwords_slow_an_account_down_and_time_frees_it(house: House) -> None:
    name = house.as_("member").username  # type: ignore[attr-defined]
    for _ in range(8):
        log_in(house.client, name, "wrong-password")
    refused = log_in(house.client, name)
    assert (refused.status_code, refused.json()["word"]) == (429, "too_many_requests")
    assert 1 <= int(refused.headers["retry-after"]) <= 2
    with time_machine.travel(clock.now() + timedelta(seconds=3)):
        assert log_in(house.client, name, "wrong-again").status_code == 401
        longer = log_in(house.client, name)
        assert 3 <= int(longer.headers["retry-after"]) <= 4
    with time_machine.travel(clock.now() + timedelta(seconds=60)):
        assert log_in(house.client, name).status_code == 200
        assert log_in(house.client, name, "wrong-password").status_code == 401
        assert log_in(house.client, name).status_code == 200


def test_of_many_guesses_at_one_moment_none_gets_in_behind_the_eighth(house: House) -> None:
    account = house.as_("member").account_id
    set_account(house, account, failures=8, failed_at=clock.now())
    with pytest.raises(TooManyRequests):
        house.write(login.open_session, account, "", "", Settings(env="test", secret="x" * 32))


def test_a_throttled_owner_gets_in_by_the_slip_of_the_clerk(house: House) -> None:
    member, admin = house.as_("member"), house.as_("council_admin")
    for _ in range(9):
        log_in(house.client, member.username, "wrong-password")  # type: ignore[attr-defined]
    slip = admin.post(f"/seats/{member.seat_id}/slip").json()
    answer = log_in(house.client, slip["username"], slip["initial_password"])
    assert (answer.status_code, answer.json()["password_change_required"]) == (200, True)


def test_four_hundred_members_behind_one_address_pass() -> None:
    throttle = LoginThrottle(900)
    for _ in range(400):
        throttle.pass_or_refuse("203.0.113.7")


def test_an_address_past_its_minute_waits_and_the_next_minute_is_free() -> None:
    throttle = LoginThrottle(60)
    with time_machine.travel(clock.now(), tick=False):
        for _ in range(60):
            throttle.pass_or_refuse("203.0.113.7")
        with pytest.raises(TooManyRequests) as refused:
            throttle.pass_or_refuse("203.0.113.7")
        assert refused.value.headers["Retry-After"] == "60"
        throttle.pass_or_refuse("203.0.113.8")
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        throttle.pass_or_refuse("203.0.113.7")


def test_a_first_log_in_may_change_its_password_and_nothing_else(house: House) -> None:
    fresh = house.seat("member", member_id=house.member(), must_change=True)
    for path in ("/me", "/me/dossier", "/members", "/claims"):
        refused = fresh.get(path)
        assert (refused.status_code, refused.json()["word"]) == (403, "password_change_required"), path
    assert fresh.get("/auth/sessions").status_code == 200
    assert fresh.get("/auth/seats").status_code == 200
    change = {"old_password": PASSWORD, "new_password": "a-walk-along-the-lake"}
    assert fresh.post("/auth/password", json=change).status_code == 204
    assert fresh.get("/me").status_code == 200


def test_an_initial_password_expires(house: House) -> None:
    fresh = house.seat("member", member_id=house.member(), must_change=True)
    set_account(house, fresh.account_id, initial_until=clock.now() + timedelta(days=14))
    assert log_in(house.client, fresh.username).status_code == 200  # type: ignore[attr-defined]
    with time_machine.travel(clock.now() + timedelta(days=14, seconds=5)):
        refused = log_in(house.client, fresh.username)  # type: ignore[attr-defined]
    assert (refused.status_code, refused.json()["word"]) == (401, "initial_expired")


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("short7!", "weak_password"),
        ("password123", "weak_password"),
        ("aaaaaaaaaaaa", "weak_password"),
        ("政协委员2026", "weak_password"),
        ("pinghu2026", "weak_password"),
        ("x" * 129, "weak_password"),
        (PASSWORD, "same_password"),
    ],
)
def test_a_weak_new_password_is_refused_with_its_reason(house: House, password: str, word: str) -> None:
    member = house.as_("member")
    refused = member.post("/auth/password", json={"old_password": PASSWORD, "new_password": password})
    assert refused.status_code == 422
    assert [(error["where"], error["word"]) for error in refused.json()["errors"]] == [("new_password", word)]


def test_a_password_made_of_the_own_user_name_is_refused(house: House) -> None:
    seat = house.seat("member", member_id=house.member(), username=f"zhu{house.code}")
    change = {"old_password": PASSWORD, "new_password": f"Zhu{house.code}!"}
    assert seat.post("/auth/password", json=change).json()["errors"][0]["word"] == "weak_password"


def test_sixty_four_signs_and_spaces_are_welcome(house: House) -> None:
    long = "春天的湖边 有 一条 长长的路 " * 5
    change = {"old_password": PASSWORD, "new_password": long[:64]}
    member = house.as_("member")
    assert member.post("/auth/password", json=change).status_code == 204
    assert log_in(house.client, member.username, long[:64]).status_code == 200  # type: ignore[attr-defined]


def test_changing_the_password_ends_the_other_sessions_only(house: House) -> None:
    member = house.as_("member")
    elsewhere = log_in(house.client, member.username).json()["access_token"]  # type: ignore[attr-defined]
    change = {"old_password": PASSWORD, "new_password": "a-walk-along-the-lake"}
    assert member.post("/auth/password", json=change).status_code == 204
    assert me(house.client, elsewhere).json()["word"] == "session_revoked"
    assert member.get("/me").status_code == 200


def test_guessing_the_old_password_is_throttled_too(house: House) -> None:
    member = house.as_("member")
    change = {"old_password": "not-this-one", "new_password": "a-walk-along-the-lake"}
    statuses = [member.post("/auth/password", json=change).status_code for _ in range(9)]
    assert statuses == [422] * 8 + [429]
