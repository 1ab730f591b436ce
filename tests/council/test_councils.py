"""Councils are opened by the system, named by themselves, and keep a calendar without overlaps."""

from __future__ import annotations

from typing import Any

from app.access.models import Account, LoginSession, Seat, SeatDirectory
from app.core import clock
from app.core.audit import SYSTEM, verify
from app.core.ids import new_id
from tests.factories.house import Caller, House, password_hash


def system(house: House) -> Caller:
    """Return a system administrator on a seat of the system council."""

    def seat(session: Any) -> Caller:
        now = clock.now()
        account, seat_id, opened = new_id(), new_id(), new_id()
        session.add(
            Account(
                id=account,
                display_name="系统",
                password_hash=password_hash(),
                must_change=False,
                created_at=now,
            )
        )
        session.flush()
        session.add(
            Seat(council_id=SYSTEM, id=seat_id, account_id=account, roles=["system_admin"], created_at=now)
        )
        session.add(SeatDirectory(account_id=account, council_id=SYSTEM, seat_id=seat_id))
        session.add(
            LoginSession(
                id=opened,
                account_id=account,
                council_id=SYSTEM,
                seat_id=seat_id,
                created_at=now,
                used_at=now,
                expires_at=now.replace(year=now.year + 1, day=1),
            )
        )
        session.flush()
        token = house.tokens.issue(account, opened, SYSTEM, seat_id)
        return Caller(house.client, token, seat_id, account, None)

    return house.db.write_now(seat, council=SYSTEM)


def new_council(**more: Any) -> dict[str, Any]:
    code = "k" + new_id().replace("-", "")[-12:]
    return {
        "code": code,
        "name": "政协某某区委员会",
        "short_name": "某某政协",
        "admin_name": "王管理",
        "admin_username": f"{code}-admin",
        **more,
    }


def test_opening_a_council_gives_its_first_administrator_a_slip(house: House) -> None:
    boss, body = system(house), new_council()
    answer = boss.post("/councils", json=body)
    assert (answer.status_code, answer.headers["cache-control"]) == (201, "no-store")
    council, slip = answer.json()["council"], answer.json()["slip"]
    form = {"username": slip["username"], "password": slip["initial_password"]}
    opened = house.client.post("/api/v1/auth/token", data=form).json()
    assert opened["password_change_required"] is True
    assert opened["council_id"] == council["id"]
    assert body["code"] in [row["code"] for row in boss.get("/councils").json()]
    assert house.db.read_now(verify, council=council["id"])[1] == []


def test_a_repeated_opening_makes_one_council_and_one_account(house: House) -> None:
    boss, body = system(house), new_council()
    key = {"Idempotency-Key": new_id()}
    first = boss.post("/councils", json=body, headers=key).json()
    second = boss.post("/councils", json=body, headers=key)
    assert (second.status_code, second.json()["slip"]) == (201, None)
    assert second.json()["council"] == first["council"]
    again = boss.post("/councils", json=body)
    assert (again.status_code, again.json()["word"]) == (409, "code_taken")
    other = boss.post("/councils", json=new_council(admin_username=body["admin_username"]))
    assert other.json()["errors"][0]["where"] == "admin_username"


def test_only_system_administrators_see_other_councils(house: House) -> None:
    for role in ("council_admin", "secretariat", "member"):
        assert house.as_(role).get("/councils").status_code == 403
        assert house.as_(role).post("/councils", json=new_council()).status_code == 403


def test_the_own_council_is_changed_with_the_newest_etag_only(house: House) -> None:
    admin = house.as_("council_admin")
    tag = admin.get("/council").headers["etag"]
    body = {"short_name": "新简称", "settings": {"office_phone": "0573-85000000"}}
    changed = admin.patch("/council", json=body, headers={"If-Match": tag})
    assert changed.json()["settings"]["office_phone"] == "0573-85000000"
    assert admin.patch("/council", json=body, headers={"If-Match": tag}).status_code == 412
    assert admin.patch("/council", json=body).status_code == 428
    assert admin.patch("/council", json={"code": "x"}, headers={"If-Match": tag}).status_code == 422
    assert house.as_("member").get("/council").json()["short_name"] == "新简称"
    assert house.as_("member").patch("/council", json={}, headers={"If-Match": tag}).status_code == 403


def test_terms_and_duty_years_never_overlap(house: House) -> None:
    admin = house.as_("council_admin")

    def term(number: int, first: str, last: str) -> Any:
        return admin.post("/terms", json={"number": number, "starts_on": first, "ends_on": last})

    assert term(15, "2027-02-20", "2032-02-20").status_code == 201
    assert term(13, "2017-02-18", "2022-02-21").json()["word"] == "overlap"
    assert term(14, "2010-02-18", "2012-02-21").json()["word"] == "taken"
    assert term(13, "2022-02-18", "2017-02-21").json()["errors"][0]["word"] == "ends_before_start"
    assert [row["number"] for row in admin.get("/terms").json()] == [15, 14]

    def year(number: int, first: str, last: str) -> Any:
        return admin.post("/duty-years", json={"year": number, "starts_on": first, "ends_on": last})

    made = year(2027, "2027-02-21", "2027-12-31")
    assert (made.status_code, made.json()["term"], made.json()["state"]) == (201, 15, "open")
    assert year(2026, "2028-01-01", "2028-12-31").json()["word"] == "taken"
    assert year(2028, "2027-12-31", "2028-12-30").json()["word"] == "overlap"
    assert year(2032, "2032-01-01", "2032-12-31").json()["word"] == "outside_term"
    assert [row["year"] for row in admin.get("/duty-years").json()][:2] == [2027, 2026]


def test_partners_may_live_in_this_installation(house: House) -> None:
    office, other = house.as_("secretariat"), House(house.db, house.client)
    made = office.post("/partners", json={"name": "邻区政协", "council_code": other.code})
    assert (made.status_code, made.json()["in_system"]) == (201, True)
    assert office.post("/partners", json={"name": "邻区政协"}).json()["word"] == "taken"
    unknown = office.post("/partners", json={"name": "某政协", "council_code": "nobody"})
    assert unknown.json()["errors"][0]["word"] == "unknown_council"
    outside = office.post("/partners", json={"name": "上海市金山区政协", "region": "上海"}).json()
    path = f"/partners/{outside['id']}"
    tag = office.get(path).headers["etag"]
    edited = office.patch(path, json={"since": "2020-05-01"}, headers={"If-Match": tag})
    assert (edited.json()["since"], edited.json()["in_system"]) == ("2020-05-01", False)
    assert len(house.as_("member").get("/partners").json()) == 2
    assert other.as_("secretariat").get(path).status_code == 404
