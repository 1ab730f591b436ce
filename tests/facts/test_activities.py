"""Activities as the desk convenes them: previews, sittings that move, versions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core import clock
from app.core.ids import new_id
from app.council.models import Tenure
from app.facts.activities.joint import receive
from app.facts.activities.models import Activity
from tests.factories.house import House
from tests.facts.pieces import refused, standing, wrong
from tests.flow.test_roll_to_dossier import convene


def sitting(days: int = 3, hour: int = 1, **more: Any) -> dict[str, Any]:
    """Return a sitting of one hour, some days from now."""
    # Counted from the Beijing day: at night the day of UTC is another.
    start = clock.start_of(clock.today() + timedelta(days=days)) + timedelta(hours=8 + hour)
    return {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat(), **more}


def coming(house: House, member_ids: list[str]) -> dict[str, Any]:
    """Convene an activity in three days."""
    return convene(house, member_ids, sittings=[sitting(name="上午")])


def test_a_preview_says_who_would_be_due_and_keeps_nothing(house: House) -> None:
    sector = house.unit("sector", "经济界")
    standing = house.member("安常委", standing=True, unit_id=sector)
    plain = house.member("白委员", unit_id=sector)
    other = house.member("车委员")
    clerk, day = house.as_("section_clerk"), clock.today().isoformat()

    def due(**rule: Any) -> set[str]:
        answer = clerk.post("/activities/due", json={"due": rule, "on": day})
        assert answer.status_code == 200, answer.text
        assert answer.json()["count"] == len(answer.json()["members"])
        return {one["id"] for one in answer.json()["members"]}

    assert due(rule="standing") == {standing}
    assert due(rule="unit", unit_id=sector) == {standing, plain}
    assert due(rule="all") >= {standing, plain, other}
    assert due(rule="members", member_ids=[other]) == {other}
    also = [{"rule": "members", "member_ids": [other, plain]}, {"rule": "standing"}]
    assert due(rule="unit", unit_id=sector, also=also) == {standing, plain, other}
    assert clerk.get("/activities").json()["items"] == []
    wrongly = {"rule": "unit", "also": [{"rule": "unit"}, {"rule": "members", "member_ids": [sector]}]}
    assert wrong(clerk.post("/activities/due", json={"due": wrongly, "on": day})) == [
        ("due.unit_id", "missing"),
        ("due.also[0].unit_id", "missing"),
        ("due.also[1].member_ids[0]", "unknown"),
    ]
    nobody = {"due": {"rule": "unit", "unit_id": house.unit("sector", "空界")}, "on": day}
    assert wrong(clerk.post("/activities/due", json=nobody)) == [("due", "nobody_due")]


def test_the_same_again_keeps_the_hours_and_asks_who_is_still_a_member(house: House) -> None:
    stays, leaves, clerk = house.member("安留任"), house.member("白离任"), house.as_("section_clerk")
    said = [{"starts_at": f"2026-11-0{n}T01:00:00Z", "ends_at": f"2026-11-0{n}T03:00:00Z"} for n in (2, 3)]
    made = convene(house, [stays, leaves], sittings=said, place="三楼")

    def gone(session: Session) -> None:
        row = session.scalars(
            select(Tenure).where(Tenure.council_id == house.council_id, Tenure.member_id == leaves)
        ).one()
        row.state, row.ends_on = "resigned", date(2026, 11, 30)

    house.write(gone)
    path = f"/activities/{made['id']}/copies"
    key = {"Idempotency-Key": "once-and-again"}
    again = [clerk.post(path, json={"day": "2026-12-31"}, headers=key) for _ in range(2)]
    assert [each.status_code for each in again] == [201, 201], again[0].text
    new = again[0].json()
    assert again[1].json()["id"] == new["id"] != made["id"]
    assert (new["title"], new["place"], new["due"]) == (made["title"], "三楼", 1)
    assert [one["starts_at"] for one in new["sittings"]] == ["2026-12-31T01:00:00Z", "2027-01-01T01:00:00Z"]
    everybody = clerk.post(path, json={"day": "2026-11-09", "due": {"rule": "all"}}).json()
    assert everybody["due"] >= 2
    assert wrong(clerk.post(path, json={"day": "9999-12-31"}))[0][0] == "day"


def test_a_sitting_moves_and_takes_the_day_of_activity_and_roll_along(house: House) -> None:
    member, clerk = house.member(), house.as_("section_clerk")
    made = coming(house, [member])
    first = made["sittings"][0]["id"]
    clerk.put(f"/sittings/{first}/roll", json={"lines": [{"member_id": member, "status": "excused"}]})
    said = sitting(days=1, name="下午", place="二楼")
    moved = clerk.put(f"/activities/{made['id']}/sittings/{first}", json=said, headers={"If-Match": '"1"'})
    assert moved.status_code == 200, moved.text
    assert moved.json()["sittings"][0]["name"] == "下午"
    assert moved.json()["occurred_on"] == (clock.today() + timedelta(days=1)).isoformat()
    roll = clerk.get(f"/sittings/{first}/roll").json()
    claim = clerk.get(f"/claims/{roll['claim_id']}").json()
    assert claim["occurred_on"] == moved.json()["occurred_on"]


def test_a_sitting_whose_roll_is_closed_stays_where_it_is(house: House) -> None:
    member, clerk = house.member(), house.as_("section_clerk")
    made = convene(house, [member])
    first = made["sittings"][0]["id"]
    assert clerk.post(f"/sittings/{first}/close").status_code == 200
    answer = clerk.put(f"/activities/{made['id']}/sittings/{first}", json=sitting())
    refused(answer, 409, "roll_closed")
    other = coming(house, [member])
    answer = clerk.put(f"/activities/{other['id']}/sittings/{first}", json=sitting())
    refused(answer, 404, "not_found")


def test_whoever_comes_too_late_changes_nothing(house: House) -> None:
    member, clerk = house.member(), house.as_("section_clerk")
    made = coming(house, [member])
    path, late = f"/activities/{made['id']}", {"If-Match": '"7"'}
    rule = {"rule": "members", "member_ids": [house.member("新人")]}
    asked = [
        clerk.post(f"{path}/cancel", json={"reason": "台风来了"}, headers=late),
        clerk.post(f"{path}/sittings", json=sitting(days=4), headers=late),
        clerk.put(f"{path}/sittings/{made['sittings'][0]['id']}", json=sitting(), headers=late),
        clerk.post(f"{path}/invitations", json=rule, headers=late),
    ]
    assert [answer.status_code for answer in asked] == [412] * 4
    assert clerk.get(path).json() == made
    done = clerk.post(f"{path}/cancel", json={"reason": "台风来了"}, headers={"If-Match": '"1"'})
    assert (done.json()["state"], done.json()["reason"]) == ("cancelled", "台风来了")


def test_a_wrong_guest_leaves_with_answer_and_notes_unless_the_roll_is_closed(house: House) -> None:
    right, wrong_one, clerk = house.member("安应到"), house.member("白误请"), house.as_("section_clerk")
    made = convene(house, [right, wrong_one])
    roll = f"/sittings/{made['sittings'][0]['id']}/roll"
    noted = [{"member_id": one, "status": "present"} for one in (right, wrong_one)]
    before = clerk.put(roll, json={"lines": noted}).json()["version"]
    path = f"/activities/{made['id']}/invitations"
    refused(clerk.delete(f"{path}/{wrong_one}", headers={"If-Match": '"7"'}), 412, "stale")
    left = clerk.delete(f"{path}/{wrong_one}", headers={"If-Match": '"1"'})
    assert (left.status_code, left.json()["due"], left.json()["version"]) == (200, 1, 2), left.text
    refused(clerk.delete(f"{path}/{wrong_one}"), 404, "not_found")
    refused(clerk.delete(f"{path}/{right}"), 409, "last_due")
    late = clerk.put(roll, json={"lines": noted[:1]}, headers={"If-Match": f'"{before}"'})
    refused(late, 412, "stale")
    closed = clerk.post(roll.replace("/roll", "/close")).json()
    assert [line["member_id"] for line in closed["entries"]] == [right]
    (posted,) = standing(house, closed["claim_id"])
    assert posted["member_id"] == right
    again = {"rule": "members", "member_ids": [wrong_one]}
    assert clerk.post(path, json=again).json()["due"] == 2
    refused(clerk.delete(f"{path}/{right}"), 409, "roll_closed")
    assert clerk.delete(f"{path}/{wrong_one}").status_code == 200


def test_a_wrong_sitting_is_deleted_unless_its_attendance_was_ever_confirmed(house: House) -> None:
    member, clerk = house.member(), house.as_("section_clerk")
    made = convene(house, [member])
    first = made["sittings"][0]["id"]
    path = f"/activities/{made['id']}"
    refused(clerk.delete(f"{path}/sittings/{first}"), 409, "last_sitting")
    more = clerk.post(f"{path}/sittings", json=sitting(days=-3, name="办错的")).json()
    wrong_one = next(one["id"] for one in more["sittings"] if one["id"] != first)
    assert more["occurred_on"] == (clock.today() - timedelta(days=3)).isoformat()
    kept = clerk.put(
        f"/sittings/{wrong_one}/roll", json={"lines": [{"member_id": member, "status": "present"}]}
    ).json()
    refused(clerk.delete(f"{path}/sittings/{wrong_one}", headers={"If-Match": '"7"'}), 412, "stale")
    left = clerk.delete(f"{path}/sittings/{wrong_one}")
    assert [one["id"] for one in left.json()["sittings"]] == [first], left.text
    assert left.json()["occurred_on"] == made["occurred_on"]
    assert clerk.get(f"/claims/{kept['claim_id']}").json()["state"] == "withdrawn"
    assert clerk.get(f"/sittings/{wrong_one}/roll").status_code == 404
    refused(clerk.delete(f"{path}/sittings/{wrong_one}"), 404, "not_found")
    assert clerk.post(f"{path}/sittings", json=sitting(days=1)).status_code == 201
    assert clerk.post(f"/sittings/{first}/close").status_code == 200
    refused(clerk.delete(f"{path}/sittings/{first}"), 409, "roll_closed")
    assert clerk.post(f"/sittings/{first}/reopen", json={"reason": "登记有误"}).status_code == 200
    refused(clerk.delete(f"{path}/sittings/{first}"), 409, "roll_was_closed")
    said = [one["action"] for one in house.as_("auditor").get("/audit").json()["items"]]
    assert said.count("activity:drop_sitting") == 1


def test_the_coming_are_listed_next_first_and_only_of_one_section(house: House) -> None:
    member, clerk = house.member(), house.as_("section_clerk")
    ids = [convene(house, [member], sittings=[sitting(days=days)])["id"] for days in (5, 2, 9)]
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        more = f"&cursor={cursor}" if cursor else ""
        page = clerk.get(f"/activities?order=asc&since={clock.today()}&limit=1{more}").json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]
    assert seen == [ids[1], ids[0], ids[2]]
    here, there = (f"/activities?section_id={one}" for one in (house.section_id, house.other_section_id))
    assert len(clerk.get(here).json()["items"]) == 3
    assert clerk.get(there).json()["items"] == []


def test_the_database_keeps_one_copy_of_a_partners_activity(house: House) -> None:
    copy: dict[str, Any] = {
        "origin_council_id": new_id(),
        "origin_id": new_id(),
        "origin_version": 1,
        "host_name": "友好政协",
        "title": "联动视察",
        "kind": "inspection",
        "place": "",
        "topic": "",
        "occurred_on": clock.today().isoformat(),
        "created_by": house.as_("section_clerk").account_id,
        "sittings": [sitting()],
    }
    for _ in range(2):
        house.write(receive, house.council_id, copy)
    other = coming(house, [house.member()])

    def copied(session: Session) -> None:
        activity = session.get_one(Activity, (house.council_id, other["id"]))
        activity.origin_council_id, activity.origin_id = copy["origin_council_id"], copy["origin_id"]

    with pytest.raises(IntegrityError):
        house.write(copied)


def test_the_ledger_names_its_subjects_and_shows_what_was_reversed(house: House) -> None:
    member, clerk = house.member("甘露"), house.as_("section_clerk")
    made = convene(house, [member])
    first = made["sittings"][0]["id"]
    clerk.post(f"/sittings/{first}/close")
    clerk.post(f"/sittings/{first}/reopen", json={"reason": "名单有误"})
    lines = clerk.get(f"/ledger?section_id={house.section_id}").json()["items"]
    assert [(line["subject"], line["quantity"], line["reversed"]) for line in lines] == [
        ("甘露", -1, False),
        ("甘露", 1, True),
    ]
    assert {line["title"] for line in lines} == {"十四届七次常委会会议"}
    assert clerk.get(f"/ledger?section_id={house.other_section_id}").json()["items"] == []
