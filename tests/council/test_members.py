"""Members are listed as of any day, changed with versions, masked, never deleted."""

from __future__ import annotations

from typing import Any

from app.access.actor import Actor
from app.core.audit import SYSTEM, verify
from app.core.crypto import blind
from app.core.http.paging import write_cursor
from app.core.ids import new_id
from app.council.members import give_many
from tests.factories.house import PASSWORD, House, password_hash
from tests.statements import counted


def add(house: House, name: str, number: str, **more: Any) -> dict[str, Any]:
    body = {"name": name, "number": number, "joined_on": "2022-02-20", **more}
    answer = house.as_("secretariat").post("/members", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def names(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["name"] for row in answer.json()["items"]]


def test_members_stand_in_stroke_order_page_by_page(house: House) -> None:
    for index, name in enumerate(["尹一", "仇二", "牛三", "王四", "毛五", "区六", "𠮷田", "买买提·吐尔逊"]):
        add(house, name, f"N{index}")
    office = house.as_("secretariat")
    whole = names(office.get("/members?on=2024-01-01"))
    assert whole == ["王四", "区六", "牛三", "毛五", "仇二", "尹一", "𠮷田", "买买提·吐尔逊"]
    paged, cursor = [], ""
    while True:
        answer = office.get(f"/members?on=2024-01-01&limit=3{cursor}").json()
        paged += [row["name"] for row in answer["items"]]
        if answer["next"] is None:
            break
        cursor = f"&cursor={answer['next']}"
    assert paged == whole
    forged = office.get("/members", params={"cursor": write_cursor(("00", "no-id"))})
    assert (forged.status_code, forged.json()["errors"][0]["word"]) == (422, "bad_cursor")


def test_members_are_found_by_name_pinyin_initials_and_number(house: House) -> None:
    add(house, "曾小伟", "14-007")
    add(house, "盖丽丽", "14-008")
    add(house, "单田", "14-009", pinyin_override="dan tian")
    office = house.as_("secretariat")
    for typed, found in {
        "小伟": "曾小伟",
        "zengx": "曾小伟",
        "zeng xiao": "曾小伟",
        "zxw": "曾小伟",
        "geli": "盖丽丽",
        "gaili": "盖丽丽",
        "dantian": "单田",
        "14-008": "盖丽丽",
    }.items():
        assert names(office.get("/members", params={"q": typed, "on": "2024-01-01"})) == [found], typed
    assert names(office.get("/members", params={"q": "%", "on": "2024-01-01"})) == []
    assert names(house.as_("member").get("/members", params={"q": "14-008", "on": "2024-01-01"})) == []
    assert names(office.get("/members", params={"q": "eng", "on": "2024-01-01"})) == []


def test_the_list_of_a_day_follows_joining_moving_and_leaving(house: House) -> None:
    old, new = house.unit("sector", "经济界"), house.unit("sector", "教育界")
    member = add(house, "王小明", "1", places=[old])
    office = house.as_("secretariat")
    moved = office.post(
        f"/members/{member['id']}/placements", json={"unit_id": new, "starts_on": "2023-05-01"}
    )
    assert moved.status_code == 201
    spans = [(p["unit"], p["starts_on"], p["ends_on"]) for p in moved.json()["places"]]
    assert spans == [("经济界", "2022-02-20", "2023-04-30"), ("教育界", "2023-05-01", None)]
    assert names(office.get(f"/members?on=2023-04-30&sector={old}")) == ["王小明"]
    assert names(office.get(f"/members?on=2023-05-01&sector={old}")) == []
    assert names(office.get(f"/units/{new}/members?on=2023-05-01")) == ["王小明"]
    gone = office.post(
        f"/members/{member['id']}/leave",
        json={"on": "2024-06-30", "state": "transferred", "ground": "工作调动"},
    )
    assert gone.status_code == 200
    (tenure,) = gone.json()["tenures"]
    assert (tenure["state"], tenure["ends_on"], tenure["ground"]) == ("transferred", "2024-06-30", "工作调动")
    assert gone.json()["places"][1]["ends_on"] == "2024-06-30"
    assert names(office.get("/members?on=2024-06-30")) == ["王小明"]
    assert names(office.get("/members?on=2024-07-01")) == []
    again = office.post(f"/members/{member['id']}/leave", json={"on": "2024-06-30", "state": "deceased"})
    assert (again.status_code, again.json()["word"]) == (409, "not_a_member")
    back = office.post(f"/members/{member['id']}/tenures", json={"starts_on": "2025-01-01"})
    assert [row["starts_on"] for row in back.json()["tenures"]] == ["2022-02-20", "2025-01-01"]


def test_overlapping_memberships_are_refused_and_nothing_stays(house: House) -> None:
    one, two = house.unit("special_committee", "经济委"), house.unit("special_committee", "提案委")
    member = add(house, "王小明", "1", places=[one], posts=["standing_member"])
    office = house.as_("secretariat")
    path = f"/members/{member['id']}"
    for where, body in {
        "/placements": {"unit_id": two, "starts_on": "2022-02-20"},
        "/posts": {"post": "standing_member", "starts_on": "2023-01-01"},
        "/tenures": {"starts_on": "2023-01-01"},
    }.items():
        answer = office.post(path + where, json=body)
        assert (answer.status_code, answer.json()["word"]) == (409, "overlap"), where
    before_joining = office.post(path + "/placements", json={"unit_id": two, "starts_on": "2022-02-19"})
    assert (before_joining.status_code, before_joining.json()["word"]) == (409, "not_a_member")
    backwards = {"unit_id": two, "starts_on": "2023-02-19", "ends_on": "2023-02-01"}
    assert (
        office.post(path + "/placements", json=backwards).json()["errors"][0]["word"] == "ends_before_start"
    )
    assert office.get(path).json()["version"] == 1
    assert len(office.get(path).json()["places"]) == 1


def test_places_and_posts_are_corrected_under_the_version_of_the_member(house: House) -> None:
    one, two = house.unit("area_group", "当湖小组"), house.unit("area_group", "乍浦小组")
    other = house.unit("sector", "经济界")
    member = add(house, "王小明", "1", places=[one], posts=["standing_member"])
    office = house.as_("secretariat")
    place, post = member["places"][0]["id"], member["posts"][0]["id"]
    path = f"/members/{member['id']}/placements/{place}"
    assert office.patch(path, json={"unit_id": two}).status_code == 428
    fixed = office.patch(path, json={"unit_id": two, "role": "convener"}, headers={"If-Match": '"1"'})
    assert fixed.json()["places"][0]["unit"] == "乍浦小组" and fixed.headers["etag"] == '"2"'
    assert office.patch(path, json={}, headers={"If-Match": '"1"'}).status_code == 412
    wrong = office.patch(path, json={"unit_id": other}, headers={"If-Match": '"2"'})
    assert (wrong.status_code, wrong.json()["word"]) == (409, "other_kind")
    path = f"/members/{member['id']}/posts/{post}"
    ended = office.patch(path, json={"ends_on": "2024-01-31"}, headers={"If-Match": '"2"'})
    assert ended.json()["posts"][0]["ends_on"] == "2024-01-31"
    missing = f"/members/{member['id']}/posts/{new_id()}"
    assert office.patch(missing, json={}, headers={"If-Match": '"3"'}).status_code == 404


def test_facts_are_edited_with_the_newest_etag_only(house: House) -> None:
    member = add(house, "王小明", "1", mobile="13805731234")
    add(house, "李四", "2", mobile="13805730000")
    office = house.as_("secretariat")
    path = f"/members/{member['id']}"
    tag = office.get(path).headers["etag"]
    changed = office.patch(path, json={"name": "王晓明", "employer": "某厂"}, headers={"If-Match": tag})
    assert (changed.status_code, changed.json()["name"]) == (200, "王晓明")
    assert names(office.get("/members", params={"q": "wangxiao", "on": "2024-01-01"})) == ["王晓明"]
    assert office.patch(path, json={"name": "王"}, headers={"If-Match": tag}).status_code == 412
    tag = changed.headers["etag"]
    taken = office.patch(path, json={"number": "2", "mobile": "13805730000"}, headers={"If-Match": tag})
    assert [error["where"] for error in taken.json()["errors"]] == ["number", "mobile"]
    spaced = office.patch(path, json={"name": "王 明"}, headers={"If-Match": tag})
    assert spaced.json()["errors"][0]["word"] == "name_spaced"
    assert house.read(verify)[1] == []


def test_the_account_follows_the_roster_to_a_new_name_number_and_mobile(house: House) -> None:
    office = house.as_("secretariat")
    member, other = add(house, "王小明", "1", mobile="13805731234"), add(house, "李四", "2")
    admin = Actor(SYSTEM, SYSTEM, house.council_id, SYSTEM, None, None, frozenset({"council_admin"}))
    hashes = dict.fromkeys((member["id"], other["id"]), password_hash())
    house.write(give_many, admin, hashes, must_change=False)

    def opens(*names: str) -> list[int]:
        asked = ({"username": name, "password": PASSWORD} for name in names)
        return [house.client.post("/api/v1/auth/token", data=each).status_code for each in asked]

    old = (f"{house.code}/1", "13805731234")
    assert opens(*old, f"{house.code}1") == [200, 200, 200]
    path = f"/members/{member['id']}"
    changes = {"name": "王晓明", "number": "7", "mobile": "13805739999"}
    changed = office.patch(path, json=changes, headers={"If-Match": office.get(path).headers["etag"]})
    assert changed.status_code == 200, changed.text
    assert opens(*old, f"{house.code}/7", "13805739999", f"{house.code}1") == [401, 401, 200, 200, 200]
    names = {seat["display_name"] for seat in house.as_("council_admin").get("/seats").json()["items"]}
    assert "王晓明" in names and "王小明" not in names
    assert opens(f"{house.code}/2") == [200], "nobody else's log-in is touched"


def test_a_mobile_is_masked_and_every_unmasking_is_audited(house: House) -> None:
    member = add(house, "王小明", "1", mobile="13805731234", birth_date="1978-05-06")
    path = f"/members/{member['id']}"
    office, colleague = house.as_("secretariat"), house.as_("member")
    assert office.get(path).json()["particulars"]["mobile"] == "138****1234"
    seen = colleague.get(path).json()
    assert (seen["particulars"], seen["number"]) == (None, None)
    listed = colleague.get("/members?on=2024-01-01").json()["items"]
    assert all(row["particulars"] is None or row["id"] == colleague.member_id for row in listed)
    own = colleague.get(f"/members/{colleague.member_id}").json()
    assert own["particulars"] is not None
    assert colleague.post(path + "/unmask").status_code == 403
    clear = office.post(path + "/unmask")
    assert (clear.json(), clear.headers["cache-control"]) == ({"mobile": "13805731234"}, "no-store")
    index = blind(house.db.secret, "mobile", "13805731234")
    assert house.read(lambda session: _actions(session, house))[-1] == "member:unmask"
    assert index not in office.get(path).text


def _actions(session: Any, house: House) -> list[str]:
    from sqlalchemy import select

    from app.core.records import AuditEntry

    statement = select(AuditEntry.action).where(AuditEntry.council_id == house.council_id)
    return list(session.scalars(statement.order_by(AuditEntry.seq)))


def test_a_number_or_mobile_belongs_to_one_member(house: House) -> None:
    add(house, "王小明", "1", mobile="13805731234")
    body = {"name": "李四", "number": "1", "mobile": "13805731234", "joined_on": "2022-02-20"}
    answer = house.as_("secretariat").post("/members", json=body)
    assert answer.status_code == 422
    assert [(e["where"], e["word"]) for e in answer.json()["errors"]] == [
        ("number", "taken"),
        ("mobile", "taken"),
    ]


def test_a_member_joins_within_a_term_and_own_units_only(house: House) -> None:
    office = house.as_("secretariat")
    body = {"name": "李四", "number": "9", "joined_on": "2001-02-20"}
    assert office.post("/members", json=body).json()["word"] == "no_term"
    stranger = House(house.db, house.client).unit("sector", "经济界")
    placed = {"name": "李四", "number": "9", "joined_on": "2022-02-20", "places": [stranger]}
    assert office.post("/members", json=placed).status_code == 404
    assert names(office.get("/members?on=2024-01-01")) == []


def test_who_resigns_or_is_revoked_leaves_by_a_decision_only(house: House) -> None:
    member = add(house, "王小明", "1")
    office = house.as_("secretariat")
    before = office.get(f"/members/{member['id']}").json()
    for state, label in (("resigned", "辞去委员"), ("revoked", "撤销资格")):
        body = {"on": "2024-06-30", "state": state}
        answer = office.post(f"/members/{member['id']}/leave", json=body)
        assert (answer.status_code, answer.json()["word"]) == (409, "decision_needed"), answer.text
        assert label in answer.json()["detail"] and "提醒和处理" in answer.json()["detail"]
    assert office.get(f"/members/{member['id']}").json() == before


def test_another_councils_member_is_not_found(house: House) -> None:
    member = add(house, "王小明", "1")
    other = House(house.db, house.client).as_("secretariat")
    assert other.get(f"/members/{member['id']}").status_code == 404
    assert other.post(f"/members/{member['id']}/unmask").status_code == 404
    body = {"on": "2024-06-30", "state": "resigned"}
    assert other.post(f"/members/{member['id']}/leave", json=body).status_code == 404


def test_a_repeated_request_adds_a_member_once(house: House) -> None:
    office = house.as_("secretariat")
    body = {"name": "王小明", "number": "1", "joined_on": "2022-02-20"}
    key = {"Idempotency-Key": "join-0001"}
    first, second = (office.post("/members", json=body, headers=key) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    reused = office.post("/members", json={**body, "number": "2"}, headers=key)
    assert (reused.status_code, reused.json()["word"]) == (422, "key_reused")


def test_the_list_and_the_page_send_a_fixed_number_of_statements(house: House) -> None:
    sector = house.unit("sector", "经济界")
    for index in range(12):
        member = add(house, "王小明", str(index), places=[sector], mobile=f"138057312{index:02d}")
    office = house.as_("secretariat")
    with counted(house.db) as seen:
        office.get("/members?on=2024-01-01")
    assert len(seen) == 4, seen
    with counted(house.db) as seen:
        office.get(f"/members/{member['id']}")
    assert len(seen) == 5, seen


def test_slips_for_members_open_their_accounts_once(house: House) -> None:
    ids = [add(house, f"委员{mark}", f"S-{mark}")["id"] for mark in "12"]
    admin = house.as_("council_admin")
    answer = admin.post("/members/seats", json={"member_ids": ids})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    slip = answer.json()[0]
    form = {"username": f"{house.code}/S-1", "password": slip["initial_password"]}
    opened = house.client.post("/api/v1/auth/token", data=form)
    assert opened.json()["password_change_required"] is True
    assert len(answer.json()) == 2
    assert admin.post("/members/seats", json={"member_ids": ids}).json() == []
    assert house.as_("secretariat").post("/members/seats", json={"member_ids": ids}).status_code == 403


def test_an_unknown_member_is_named_and_nobody_gets_an_account(house: House) -> None:
    known, stranger = add(house, "委员甲", "S-1")["id"], new_id()
    admin = house.as_("council_admin")
    answer = admin.post("/members/seats", json={"member_ids": [known, stranger]})
    assert answer.status_code == 422
    assert [(one["where"], one["word"]) for one in answer.json()["errors"]] == [
        ("member_ids.1", "unknown_member")
    ]
    assert stranger in answer.json()["errors"][0]["sentence"]
    assert [
        slip["display_name"] for slip in admin.post("/members/seats", json={"member_ids": [known]}).json()
    ] == ["委员甲"]
