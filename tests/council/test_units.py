"""Units have unique names, pairings have dates, coverage names who is left out."""

from __future__ import annotations

from app.core.ids import new_id
from tests.factories.house import House
from tests.statements import counted


def test_units_are_added_listed_and_changed(house: House) -> None:
    office = house.as_("secretariat")
    made = office.post("/units", json={"kind": "sector", "name": "经济界", "sort": 2})
    assert (made.status_code, made.json()["kind_label"]) == (201, "界别")
    office.post("/units", json={"kind": "sector", "name": "教育界", "sort": 1})
    taken = office.post("/units", json={"kind": "sector", "name": "经济界"})
    assert (taken.status_code, taken.json()["word"]) == (409, "taken")
    page = office.get("/units?kind=sector&limit=1").json()
    rest = office.get(f"/units?kind=sector&cursor={page['next']}").json()
    assert [row["name"] for row in page["items"] + rest["items"]] == ["教育界", "经济界"]
    path = f"/units/{made.json()['id']}"
    tag = office.get(path).headers["etag"]
    closed = office.patch(path, json={"closed_on": "2024-01-01"}, headers={"If-Match": tag})
    assert closed.json()["closed_on"] == "2024-01-01"
    assert office.patch(path, json={"name": "教育界"}, headers={"If-Match": '"2"'}).status_code == 409
    assert office.patch(path, json={"name": "科技界"}, headers={"If-Match": tag}).status_code == 412
    assert House(house.db, house.client).as_("secretariat").get(path).status_code == 404
    assert house.as_("member").post("/units", json={"kind": "sector", "name": "x"}).status_code == 403


def test_a_closed_unit_takes_nobody_in(house: House) -> None:
    office, member = house.as_("secretariat"), house.member()
    body = {"kind": "sector", "name": "旧界别", "opened_on": "2020-01-01", "closed_on": "2023-01-01"}
    unit = office.post("/units", json=body).json()["id"]
    answer = office.post(f"/members/{member}/placements", json={"unit_id": unit, "starts_on": "2023-01-02"})
    assert (answer.status_code, answer.json()["word"]) == (409, "unit_closed")
    missing = office.post(
        f"/members/{member}/placements", json={"unit_id": new_id(), "starts_on": "2023-01-02"}
    )
    assert (missing.status_code, missing.json()["word"]) == (404, "unit_not_found")


def test_pairings_hold_from_a_day_to_a_day(house: House) -> None:
    office = house.as_("secretariat")
    group, area = house.unit("activity_group", "第一活动组"), house.unit("area_group", "当湖小组")
    body = {"activity_group_id": group, "area_group_id": area, "starts_on": "2022-03-01"}
    made = office.post("/pairings", json=body)
    assert (made.status_code, made.json()["area_group"]) == (201, "当湖小组")
    assert office.post("/pairings", json=body).json()["word"] == "overlap"
    swapped = {**body, "activity_group_id": area, "area_group_id": group}
    errors = office.post("/pairings", json=swapped).json()["errors"]
    assert [error["where"] for error in errors] == ["activity_group_id", "area_group_id"]
    path = f"/pairings/{made.json()['id']}/end"
    for _ in range(2):
        assert office.post(path, json={"ends_on": "2023-12-31"}).json()["ends_on"] == "2023-12-31"
    assert office.post(path, json={"ends_on": "2024-12-31"}).json()["word"] == "already_ended"
    assert office.post("/pairings", json={**body, "starts_on": "2024-01-01"}).status_code == 201
    member = house.as_("member")
    assert len(member.get("/pairings").json()) == 2
    assert len(member.get("/pairings?on=2023-12-31").json()) == 1


def test_coverage_names_everybody_whom_a_kind_of_unit_does_not_reach(house: House) -> None:
    office = house.as_("secretariat")
    committee = house.unit("special_committee", "提案委")
    branch = house.unit("party_branch", "第一党支部")

    def add(number: str, party: str, places: list[str]) -> None:
        body = {
            "name": f"委员{number}",
            "number": number,
            "party": party,
            "places": places,
            "joined_on": "2022-02-20",
        }
        assert office.post("/members", json=body).status_code == 201

    add("1", "中共党员", [committee, branch])
    add("2", "中共党员", [committee])
    add("3", "民盟", [])
    with counted(house.db) as seen:
        report = office.get("/coverage?on=2024-01-01").json()
    assert len(seen) == 3
    gaps = {
        gap["kind"]: (gap["covered"], gap["of"], [m["number"] for m in gap["missing"]])
        for gap in report["gaps"]
    }
    assert report["members"] == 3
    assert gaps["special_committee"] == (2, 3, ["3"])
    assert gaps["party_branch"] == (1, 2, ["2"])
    assert gaps["area_group"] == (0, 3, ["1", "2", "3"])
    assert office.get("/coverage?on=2020-01-01").json()["members"] == 0
    assert house.as_("member").get("/coverage").status_code == 403
