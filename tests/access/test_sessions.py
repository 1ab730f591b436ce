"""Sessions: refresh, theft, log-out, seats, what takes effect when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import time_machine

from app.access import queries, seats
from app.access.models import RefreshToken
from app.core import clock
from app.core.crypto import digest
from tests.access.doors import log_in, me, refresh, set_account, set_seat, volley
from tests.factories.house import Caller, House


def opened(house: House, caller: Caller) -> dict[str, Any]:
    answer = log_in(house.client, caller.username)  # type: ignore[attr-defined]
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def test_a_refresh_token_is_exchanged_for_a_new_pair(house: House) -> None:
    first = opened(house, house.as_("member"))
    second = refresh(house.client, first["refresh_token"])
    assert second.status_code == 200
    assert second.headers["cache-control"] == "no-store"
    assert second.json()["refresh_token"] != first["refresh_token"]
    assert me(house.client, second.json()["access_token"]).status_code == 200


def test_only_digests_of_refresh_tokens_are_stored(house: House) -> None:
    token = opened(house, house.as_("member"))["refresh_token"]
    found = house.write(lambda session: queries.refresh_token(session, token))
    assert found is None
    kept = house.read(lambda session: session.get(RefreshToken, digest(token.encode())))
    assert kept is not None and token not in repr(vars(kept))


def test_within_the_grace_the_same_successor_comes_again(house: House) -> None:
    token = opened(house, house.as_("member"))["refresh_token"]
    once, again = (refresh(house.client, token).json()["refresh_token"] for _ in range(2))
    assert once == again
    with time_machine.travel(clock.now() + timedelta(seconds=15)):
        assert refresh(house.client, token).json()["refresh_token"] == once


def test_reuse_after_the_grace_ends_the_whole_session_for_good(house: House) -> None:
    first = opened(house, house.as_("member"))
    second = refresh(house.client, first["refresh_token"]).json()
    with time_machine.travel(clock.now() + timedelta(seconds=25)):
        stolen = refresh(house.client, first["refresh_token"])
        assert (stolen.status_code, stolen.json()["word"]) == (401, "refresh_token_reused")
        # Committed although the answer was a refusal: successor and access token are dead too.
        late = refresh(house.client, second["refresh_token"])
        assert (late.status_code, late.json()["word"]) == (401, "session_revoked")
        assert me(house.client, second["access_token"]).json()["word"] == "session_revoked"


def test_another_session_of_the_account_survives_the_theft_of_one(house: House) -> None:
    member = house.as_("member")
    robbed, other = opened(house, member), opened(house, member)
    refresh(house.client, robbed["refresh_token"])
    with time_machine.travel(clock.now() + timedelta(seconds=25)):
        assert refresh(house.client, robbed["refresh_token"]).status_code == 401
        assert refresh(house.client, other["refresh_token"]).status_code == 200


def test_fifty_refreshes_at_one_moment_make_one_successor_and_log_nobody_out(house: House) -> None:
    first = opened(house, house.as_("member"))
    body = {"refresh_token": first["refresh_token"]}
    answers = volley(house.client, "POST", "/api/v1/auth/refresh", [body] * 50)
    assert {said.status for said in answers} == {200}
    successors = {said.body["refresh_token"] for said in answers}
    assert len(successors) == 1
    assert refresh(house.client, successors.pop()).status_code == 200


def test_a_refresh_token_nobody_issued_is_refused(house: House) -> None:
    for token in ("x" * 43, opened(house, house.as_("member"))["access_token"][:200]):
        answer = refresh(house.client, token)
        assert (answer.status_code, answer.json()["word"]) == (401, "bad_refresh_token")


def test_an_idle_session_and_an_old_one_end(house: House) -> None:
    token = opened(house, house.as_("member"))["refresh_token"]
    with time_machine.travel(clock.now() + timedelta(days=13)):
        token = refresh(house.client, token).json()["refresh_token"]
    with time_machine.travel(clock.now() + timedelta(days=28)):
        answer = refresh(house.client, token)
    assert (answer.status_code, answer.json()["word"]) == (401, "session_expired")
    member = house.as_("member")
    token = opened(house, member)["refresh_token"]
    for days in range(10, 90, 10):
        with time_machine.travel(clock.now() + timedelta(days=days)):
            token = refresh(house.client, token).json()["refresh_token"]
    with time_machine.travel(clock.now() + timedelta(days=90, seconds=1)):
        assert refresh(house.client, token).json()["word"] == "session_expired"


def test_log_out_ends_access_and_refresh_at_once(house: House) -> None:
    pair = opened(house, house.as_("member"))
    bearer = {"Authorization": f"Bearer {pair['access_token']}"}
    assert house.client.post("/api/v1/auth/logout", headers=bearer).status_code == 204
    assert me(house.client, pair["access_token"]).json()["word"] == "session_revoked"
    assert refresh(house.client, pair["refresh_token"]).json()["word"] == "session_revoked"
    assert house.client.post("/api/v1/auth/logout", headers=bearer).status_code == 401


def test_sessions_are_listed_and_ended_by_their_owner_only(house: House) -> None:
    member, stranger = house.as_("member"), house.as_("secretariat")
    log_in(house.client, member.username, headers={"User-Agent": "phone-of-wang"})  # type: ignore[attr-defined]
    rows = member.get("/auth/sessions").json()
    assert [row["current"] for row in rows].count(True) == 1
    phone = next(row for row in rows if row["device"] == "phone-of-wang")
    assert stranger.delete(f"/auth/sessions/{phone['id']}").status_code == 404
    assert member.delete(f"/auth/sessions/{phone['id']}").status_code == 204
    assert member.delete(f"/auth/sessions/{phone['id']}").status_code == 404
    assert phone["id"] not in [row["id"] for row in member.get("/auth/sessions").json()]


def test_sessions_past_their_life_are_not_listed(house: House) -> None:
    member = house.as_("member")
    with time_machine.travel(clock.now() - timedelta(days=100)):
        opened(house, member)
    assert len(member.get("/auth/sessions").json()) == 1


def test_a_person_with_two_seats_switches_between_councils(house: House, db: Any, client: Any) -> None:
    other, member = House(db, client), house.as_("member")
    there = other.write(
        lambda session: seats.give_seat(session, other.council_id, member.account_id, ["auditor"])
    )
    assert {row["seat_id"] for row in member.get("/auth/seats").json()} == {member.seat_id, there}
    taken = member.post("/auth/seat", json={"seat_id": there})
    assert taken.status_code == 200
    face = me(client, taken.json()["access_token"]).json()
    assert (face["council_id"], face["roles"]) == (other.council_id, ["auditor"])
    foreign = house.as_("secretariat")
    assert foreign.post("/auth/seat", json={"seat_id": there}).status_code == 404


def test_the_seat_chosen_survives_a_refresh_and_the_next_log_in(house: House, db: Any, client: Any) -> None:
    other, member = House(db, client), house.as_("member")
    there = other.write(
        lambda session: seats.give_seat(session, other.council_id, member.account_id, ["auditor"])
    )
    pair = opened(house, member)
    bearer = {"Authorization": f"Bearer {pair['access_token']}"}
    client.post("/api/v1/auth/seat", json={"seat_id": there}, headers=bearer)
    assert refresh(client, pair["refresh_token"]).json()["seat_id"] == there
    assert opened(house, member)["seat_id"] == there


def test_a_role_taken_away_is_gone_at_the_next_request(house: House) -> None:
    admin, clerk = house.as_("council_admin"), house.seat("secretariat", section_id=house.section_id)
    assert clerk.get("/ledger").status_code == 200
    shown = admin.get(f"/seats/{clerk.seat_id}")
    match = {"If-Match": shown.headers["etag"]}
    assert (
        admin.patch(f"/seats/{clerk.seat_id}", json={"roles": ["convener"]}, headers=match).status_code == 200
    )
    refused = clerk.get("/ledger")
    assert (refused.status_code, refused.json()["permission"]) == (403, "ledger:view")
    assert clerk.get("/me").json()["roles"] == ["convener"]


def test_a_disabled_account_is_out_at_the_next_request(house: House) -> None:
    member = house.as_("member")
    pair = opened(house, member)
    set_account(house, member.account_id, disabled=True)
    assert (member.get("/me").status_code, member.get("/me").json()["word"]) == (401, "account_disabled")
    assert member.get("/auth/sessions").status_code == 401
    renewed = refresh(house.client, pair["refresh_token"])
    assert (renewed.status_code, renewed.json()["word"]) == (401, "account_disabled")


def test_a_seat_taken_away_is_out_at_the_next_request(house: House) -> None:
    admin, clerk = house.as_("council_admin"), house.seat("section_clerk", section_id=house.section_id)
    match = {"If-Match": admin.get(f"/seats/{clerk.seat_id}").headers["etag"]}
    assert admin.patch(f"/seats/{clerk.seat_id}", json={"active": False}, headers=match).status_code == 200
    refused = clerk.get("/me")
    assert (refused.status_code, refused.json()["word"]) == (401, "seat_gone")


def test_a_token_for_a_seat_of_somebody_else_opens_nothing(house: House) -> None:
    member, chair = house.as_("member"), house.as_("chair")
    forged = house.tokens.issue(member.account_id, member.session_id, house.council_id, chair.seat_id)  # type: ignore[attr-defined]
    assert me(house.client, forged).json()["word"] == "seat_gone"
    crossed = house.tokens.issue(chair.account_id, member.session_id, house.council_id, chair.seat_id)  # type: ignore[attr-defined]
    assert me(house.client, crossed).json()["word"] == "session_gone"


def test_a_person_without_a_seat_is_asked_to_choose_one(house: House) -> None:
    member = house.as_("member")
    bare = house.tokens.issue(member.account_id, member.session_id, None, None)  # type: ignore[attr-defined]
    refused = me(house.client, bare)
    assert (refused.status_code, refused.json()["word"]) == (403, "seat_required")


def test_a_seat_of_no_role_may_do_nothing_but_look_at_itself(house: House) -> None:
    member = house.as_("member")
    set_seat(house, member.seat_id, roles=[])
    assert member.get("/members").status_code == 403
