"""Seats: who gives them, request keys, versions, slips."""

from __future__ import annotations

import threading
from typing import Any

from app.access import seats
from app.core import idempotency
from app.core.ids import new_id
from tests.access.doors import log_in, me, refresh, volley, without_id
from tests.factories.house import House
from tests.statements import counted

KEY = {"Idempotency-Key": "a-key-of-the-phone-1"}


def new(house: House, **changed: Any) -> dict[str, Any]:
    name = f"n{new_id().replace('-', '')[-12:]}"
    return {"display_name": "新同事", "username": name, "roles": ["section_clerk"], **changed}


def test_a_new_seat_is_shown_and_listed(house: House) -> None:
    admin = house.as_("council_admin")
    made = admin.post("/seats", json=new(house, section_id=house.section_id))
    assert made.status_code == 201, made.text
    seat = made.json()
    assert admin.get(f"/seats/{seat['id']}").json() == seat
    assert seat in admin.get("/seats?limit=100").json()["items"]


def test_the_list_of_seats_comes_in_pages_without_gap_or_repeat(house: House) -> None:
    admin = house.as_("council_admin")
    made = {admin.post("/seats", json=new(house)).json()["id"] for _ in range(4)} | {admin.seat_id}
    seen, cursor = [], ""
    while cursor is not None:
        page = admin.get(f"/seats?limit=2{f'&cursor={cursor}' if cursor else ''}").json()
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
    assert sorted(seen) == sorted(made)


def test_a_user_name_is_unique_in_the_installation(house: House, db: Any, client: Any) -> None:
    other = House(db, client)
    body = new(house)
    assert house.as_("council_admin").post("/seats", json=body).status_code == 201
    refused = other.as_("council_admin").post("/seats", json=body)
    assert (refused.status_code, refused.json()["errors"][0]["word"]) == (422, "taken")


def test_a_seat_for_a_member_or_section_of_another_council_is_refused(
    house: House, db: Any, client: Any
) -> None:
    other, admin = House(db, client), house.as_("council_admin")
    body = new(house, member_id=other.member(), section_id=other.section_id)
    refused = admin.post("/seats", json=body)
    assert refused.status_code == 422
    assert [error["word"] for error in refused.json()["errors"]] == ["unknown_member", "unknown_unit"]
    unknown = admin.post("/seats", json={**body, "member_id": new_id(), "section_id": new_id()})
    assert without_id(unknown) == without_id(refused)
    assert log_in(client, body["username"]).status_code == 401


def test_a_member_has_one_seat(house: House) -> None:
    admin, member = house.as_("council_admin"), house.member()
    assert admin.post("/seats", json=new(house, member_id=member)).status_code == 201
    refused = admin.post("/seats", json=new(house, member_id=member))
    assert (refused.status_code, refused.json()["word"]) == (409, "member_seated")


def test_the_same_key_makes_one_seat_and_shows_it_again(house: House) -> None:
    admin, body = house.as_("council_admin"), new(house)
    first = admin.post("/seats", json=body, headers=KEY)
    again = admin.post("/seats", json=body, headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert len(admin.get("/seats?limit=100").json()["items"]) == 2


def test_a_repeat_shows_what_the_thing_is_now_not_what_it_was(house: House) -> None:
    admin, body = house.as_("council_admin"), new(house)
    made = admin.post("/seats", json=body, headers=KEY).json()
    admin.patch(f"/seats/{made['id']}", json={"active": False}, headers={"If-Match": '"1"'})
    assert admin.post("/seats", json=body, headers=KEY).json()["active"] is False


def test_the_same_key_with_another_body_is_422_and_makes_nothing(house: House) -> None:
    admin = house.as_("council_admin")
    assert admin.post("/seats", json=new(house), headers=KEY).status_code == 201
    refused = admin.post("/seats", json=new(house), headers=KEY)
    assert (refused.status_code, refused.json()["word"]) == (422, "key_reused")
    assert len(admin.get("/seats?limit=100").json()["items"]) == 2


def test_a_key_belongs_to_one_seat_and_one_operation(house: House) -> None:
    admin, second = house.as_("council_admin"), house.seat("council_admin")
    assert admin.post("/seats", json=new(house), headers=KEY).status_code == 201
    assert second.post("/seats", json=new(house), headers=KEY).status_code == 201


def test_a_key_that_failed_is_free_again(house: House) -> None:
    admin, body = house.as_("council_admin"), new(house)
    taken = {**body, "username": admin.username}  # type: ignore[attr-defined]
    assert admin.post("/seats", json=taken, headers=KEY).status_code == 422
    assert admin.post("/seats", json=body, headers=KEY).status_code == 201


def test_keys_too_short_too_long_or_unprintable_are_refused(house: House) -> None:
    admin = house.as_("council_admin")
    for key in (b"short", b"x" * 101, "钥匙钥匙钥匙".encode()):
        answer = admin.post("/seats", json=new(house), headers={"Idempotency-Key": key})
        assert answer.status_code == 422, key


def test_twenty_repeats_at_one_moment_make_one_seat(house: House) -> None:
    admin, body = house.as_("council_admin"), new(house)
    key = KEY["Idempotency-Key"]
    said = volley(house.client, "POST", "/api/v1/seats", [body] * 20, admin.token, idempotency_key=key)
    assert {one.status for one in said} <= {201, 409}
    assert len({one.body["id"] for one in said if one.status == 201}) == 1
    assert {one.body["word"] for one in said if one.status == 409} <= {"still_running"}
    assert len(admin.get("/seats?limit=100").json()["items"]) == 2


def test_a_request_whose_first_is_still_running_is_409(house: House) -> None:
    admin, body = house.as_("council_admin"), new(house)
    running, may_end = threading.Event(), threading.Event()
    key = KEY["Idempotency-Key"]

    if house.db.sqlite:
        # One process serves an SQLite file, and it knows itself what it is running.
        mark = (f"{admin.seat_id}:POST /api/v1/seats", key)
        house.client.app.state.running_requests.add(mark)
        answer = admin.post("/seats", json=body, headers=KEY)
        house.client.app.state.running_requests.discard(mark)
    else:
        # Another worker of the same installation holds the key inside its transaction.
        def first() -> None:
            with house.db.transaction(house.council_id) as session:
                raw = b"{}"
                scope = "POST /api/v1/seats"
                asked = idempotency.request(house.db.secret, admin.seat_id, scope, key, raw)
                idempotency.earlier(session, asked)
                running.set()
                may_end.wait(10)

        worker = threading.Thread(target=first)
        worker.start()
        assert running.wait(10)
        answer = admin.post("/seats", json=body, headers=KEY)
        may_end.set()
        worker.join()
    assert (answer.status_code, answer.json()["word"]) == (409, "still_running")
    assert admin.post("/seats", json=body, headers=KEY).status_code == 201


def test_a_change_needs_the_version_it_was_made_for(house: House) -> None:
    admin = house.as_("council_admin")
    seat = admin.post("/seats", json=new(house)).json()["id"]
    change = {"roles": ["convener"]}
    bare = admin.patch(f"/seats/{seat}", json=change)
    assert (bare.status_code, bare.json()["word"]) == (428, "precondition_required")
    tag = admin.get(f"/seats/{seat}").headers["etag"]
    done = admin.patch(f"/seats/{seat}", json=change, headers={"If-Match": tag})
    assert (done.status_code, done.headers["etag"]) == (200, '"2"')
    late = admin.patch(f"/seats/{seat}", json={"active": False}, headers={"If-Match": tag})
    assert (late.status_code, late.json()["word"]) == (412, "stale")
    assert admin.get(f"/seats/{seat}").json()["active"] is True


def test_what_the_server_decides_cannot_be_posted(house: House) -> None:
    admin, member = house.as_("council_admin"), house.as_("member")
    for name, value in {
        "council_id": new_id(),
        "score": "100",
        "status": "verified",
        "role": "council_admin",
        "account_id": new_id(),
        "version": 9,
        "must_change": False,
    }.items():
        refused = admin.post("/seats", json=new(house, **{name: value}))
        assert refused.status_code == 422, name
        assert [error["where"] for error in refused.json()["errors"]] == [name]
    body = {"old_password": "x", "new_password": "y", "roles": ["council_admin"]}
    assert member.post("/auth/password", json=body).status_code == 422
    assert member.post("/auth/seat", json={"seat_id": member.seat_id, "roles": []}).status_code == 422
    assert member.get("/me").json()["roles"] == ["member"]


def test_an_administrator_of_a_council_cannot_make_a_system_administrator(house: House) -> None:
    admin = house.as_("council_admin")
    refused = admin.post("/seats", json=new(house, roles=["system_admin"]))
    assert (refused.status_code, refused.json()["word"]) == (403, "role_not_grantable")
    own = admin.patch(
        f"/seats/{admin.seat_id}",
        json={"roles": ["council_admin", "system_admin"]},
        headers={"If-Match": '"1"'},
    )
    assert (own.status_code, own.json()["word"]) == (403, "role_not_grantable")
    assert admin.get("/me").json()["roles"] == ["council_admin"]


def test_nor_take_one_over_by_slip_or_edit(house: House) -> None:
    admin, system = house.as_("council_admin"), house.as_("system_admin")
    slip = admin.post(f"/seats/{system.seat_id}/slip")
    assert (slip.status_code, slip.json()["word"]) == (403, "role_not_grantable")
    edit = admin.patch(f"/seats/{system.seat_id}", json={"active": False}, headers={"If-Match": '"1"'})
    assert (edit.status_code, edit.json()["word"]) == (403, "role_not_grantable")
    assert system.get("/me").json()["roles"] == ["system_admin"]


def test_a_system_administrator_who_also_runs_the_council_may_grant_it(house: House) -> None:
    both = house.seat("council_admin", "system_admin")
    made = both.post("/seats", json=new(house, roles=["system_admin"]))
    assert made.status_code == 201


def test_administrators_cannot_lock_themselves_out(house: House) -> None:
    admin = house.as_("council_admin")
    for change in ({"active": False}, {"roles": ["member"]}):
        refused = admin.patch(f"/seats/{admin.seat_id}", json=change, headers={"If-Match": '"1"'})
        assert (refused.status_code, refused.json()["word"]) == (409, "own_seat")


def test_a_slip_ends_every_session_and_its_password_is_for_one_first_log_in(house: House) -> None:
    member, admin = house.as_("member"), house.as_("council_admin")
    pair = log_in(house.client, member.username).json()  # type: ignore[attr-defined]
    answer = admin.post(f"/seats/{member.seat_id}/slip")
    slip = answer.json()
    assert answer.headers["cache-control"] == "no-store"
    assert len(slip["initial_password"]) == 10
    for token in (member.token, pair["access_token"]):
        assert me(house.client, token).json()["word"] == "session_revoked"
    assert refresh(house.client, pair["refresh_token"]).status_code == 401
    assert log_in(house.client, slip["username"]).status_code == 401
    first = log_in(house.client, slip["username"], slip["initial_password"]).json()
    assert first["password_change_required"] is True
    refused = me(house.client, first["access_token"])
    assert (refused.status_code, refused.json()["word"]) == (403, "password_change_required")
    renewed = refresh(house.client, first["refresh_token"]).json()
    assert renewed["password_change_required"] is True


def test_an_account_that_sits_in_two_councils_is_reset_by_neither(house: House, db: Any, client: Any) -> None:
    other, member = House(db, client), house.as_("member")
    other.write(lambda session: seats.give_seat(session, other.council_id, member.account_id, ["member"]))
    refused = house.as_("council_admin").post(f"/seats/{member.seat_id}/slip")
    assert (refused.status_code, refused.json()["word"]) == (403, "shared_account")
    assert member.get("/me").status_code == 200


def test_a_seat_of_another_council_does_not_exist(house: House, db: Any, client: Any) -> None:
    foreign = House(db, client).as_("member").seat_id
    admin = house.as_("council_admin")
    missing = without_id(admin.get(f"/seats/{new_id()}"))
    assert without_id(admin.get(f"/seats/{foreign}")) == missing
    assert without_id(admin.post(f"/seats/{foreign}/slip")) == missing
    change = admin.patch(f"/seats/{foreign}", json={"active": False}, headers={"If-Match": '"1"'})
    assert without_id(change) == missing


def test_listing_seats_takes_a_fixed_number_of_statements(house: House) -> None:
    admin = house.as_("council_admin")
    with counted(house.db) as few:
        admin.get("/seats")
    for _ in range(5):
        admin.post("/seats", json=new(house))
    with counted(house.db) as many:
        admin.get("/seats")
    assert len(few) == len(many) == 2


def test_who_am_i_takes_two_statements(house: House) -> None:
    member = house.as_("member")
    with counted(house.db) as asked:
        member.get("/me")
    assert len(asked) == 2


def test_seats_are_found_by_name_role_and_whether_they_are_in_use(house: House) -> None:
    admin = house.as_("council_admin")
    for name, username, roles in (
        ("钱提案", "find.qian", ["section_clerk"]),
        ("孙核实", "find.sun", ["verifier"]),
    ):
        body = {"display_name": name, "username": f"{username}.{house.code}", "roles": roles}
        assert admin.post("/seats", json=body).status_code == 201

    def names(query: str) -> list[str]:
        return [seat["display_name"] for seat in admin.get(f"/seats?{query}").json()["items"]]

    assert names("q=钱") == names("q=find.qian") == ["钱提案"]
    assert names("q=FIND.SUN") == names("role=verifier") == ["孙核实"]
    assert names("q=%25") == []
    assert names("active=false") == []
    assert admin.get("/seats?role=king").status_code == 422


def test_the_table_of_roles_is_the_table_of_permissions(house: House) -> None:
    from app.access.permissions import PERMISSIONS, ROLES

    told = {one["role"]: one["permissions"] for one in house.as_("council_admin").get("/roles").json()}
    assert list(told) == list(ROLES)
    assert {(role, name) for role, names in told.items() for name in names} == {
        (role, name) for name, roles in PERMISSIONS.items() for role in roles
    }
