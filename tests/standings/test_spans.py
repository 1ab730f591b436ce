"""Days of terms and years are set right as long as nothing rests on them."""

from __future__ import annotations

from typing import Any

from app.core.audit import verify
from app.core.ids import new_id
from tests.factories.house import House
from tests.performance.year import lived
from tests.standings.pledging import refused

WORD = "tenures_outside"
ACT = "/duty-years/{}/span"


def span(first: str, last: str) -> dict[str, str]:
    return {"starts_on": first, "ends_on": last}


def years(house: House) -> dict[int, tuple[str, str, int]]:
    found = house.as_("member").get("/duty-years").json()
    return {one["year"]: (one["starts_on"], one["ends_on"], one["term"]) for one in found}


def moved(house: House, year: int, *days: str) -> Any:
    return house.as_("council_admin").put(ACT.format(year), json=span(*days))


def test_a_year_entered_wrongly_is_set_right_and_the_same_again_changes_nothing(house: House) -> None:
    admin = house.as_("council_admin")
    term = {"number": 40, **span("2150-01-01", "2154-12-31")}
    assert admin.post("/terms", json=term).status_code == 201
    assert (
        admin.post("/duty-years", json={"year": 2150, **span("2150-01-01", "2150-11-30")}).status_code == 201
    )
    right = moved(house, 2150, "2150-01-05", "2150-12-31")
    assert (right.status_code, right.json()["ends_on"]) == (200, "2150-12-31")
    assert moved(house, 2150, "2150-01-05", "2150-12-31").json() == right.json()
    assert years(house)[2150] == ("2150-01-05", "2150-12-31", 40)
    told = house.as_("auditor").get("/audit?action=duty_year:edit").json()["items"]
    assert len(told) == 1 and house.read(verify)[1] == []


def test_a_year_keeps_its_records_its_neighbours_and_its_term(house: House) -> None:
    year = lived(house)
    first, last, _ = years(house)[year.number]
    beyond = int(last[:4]) + 1
    refused(moved(house, year.number, last, first), 422)
    refused(moved(house, year.number, first, f"{beyond + 40}-12-31"), 409, "outside_term")
    left = refused(moved(house, year.number, f"{last[:4]}-12-30", last), 409, "records_outside")
    assert left["count"] > 0 and f"{left['count']} 条记录" in left["detail"]
    assert years(house)[year.number][:2] == (first, last), "nothing was written"
    year.put_in_force()
    refused(moved(house, year.number, first, last), 409, "run_in_force")
    refused(moved(house, 1990, first, last), 404, "not_found")
    refused(house.as_("secretariat").put(ACT.format(year.number), json=span(first, last)), 403, "forbidden")


def test_a_term_keeps_its_years_and_its_members(house: House) -> None:
    lived(house)
    admin = house.as_("council_admin")
    term = next(one for one in admin.get("/terms").json() if one["id"] == house.term_id)
    path = f"/terms/{house.term_id}/span"
    same = span(term["starts_on"], term["ends_on"])
    assert admin.put(path, json=same).json() == term
    inside = next(one for one in years(house).items() if one[1][2] == term["number"])
    said = refused(admin.put(path, json=span(inside[1][1], term["ends_on"])), 409, "years_outside")
    assert str(inside[0]) in said["detail"]
    later = span(term["starts_on"], f"{int(term['ends_on'][:4]) + 1}-02-20")
    assert admin.put(path, json=later).json()["ends_on"] == later["ends_on"]
    assert admin.post("/terms", json={"number": 40, **span("2150-01-01", "2154-12-31")}).status_code == 201
    refused(admin.put(path, json=span(term["starts_on"], "2151-01-01")), 409, "overlap")
    refused(admin.put(f"/terms/{new_id()}/span", json=later), 404, "not_found")


def test_members_of_a_term_stay_within_it(house: House) -> None:
    admin, office = house.as_("council_admin"), house.as_("secretariat")
    made = admin.post("/terms", json={"number": 40, **span("2150-01-01", "2154-12-31")}).json()
    body = {"name": "王小明", "number": "40-1", "joined_on": "2150-01-01"}
    assert office.post("/members", json=body).status_code == 201
    said = refused(admin.put(f"/terms/{made['id']}/span", json=span("2150-03-01", "2154-12-31")), 409, WORD)
    assert said["count"] == 1
