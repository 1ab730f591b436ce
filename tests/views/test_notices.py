"""Notices say what concerns a seat, once, newest first, from the rows themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.core import clock
from tests.factories.house import Caller, House
from tests.performance.year import lived
from tests.statements import statements


def convene(house: House, member_id: str, **said: Any) -> dict[str, Any]:
    start = clock.now() + timedelta(days=3)
    body = {
        "title": "月度协商座谈会",
        "kind": "consultation",
        "place": "政协 301 会议室",
        "sittings": [{"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=2)).isoformat()}],
        "due": {"rule": "members", "member_ids": [member_id]},
        **said,
    }
    made = house.as_("section_clerk").post("/activities", json=body)
    assert made.status_code == 201, made.text
    return made.json()  # type: ignore[no-any-return]


def notices(caller: Caller) -> dict[str, Any]:
    answer = caller.get("/me/notices")
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def kinds(caller: Caller) -> list[str]:
    return [row["kind"] for row in notices(caller)["items"]]


def proposal(house: House, caller: Caller, **said: Any) -> dict[str, Any]:
    body = {
        "title": "关于停车的建议",
        "occurred_on": str(clock.today()),
        "section_id": house.section_id,
        "body": "案由、分析、建议",
        **said,
    }
    made = caller.post("/proposals", json=body)
    assert made.status_code == 201, made.text
    return made.json()  # type: ignore[no-any-return]


def test_an_invitation_waits_until_it_is_answered(house: House) -> None:
    member = house.as_("member")
    activity = convene(house, str(member.member_id))
    found = notices(member)
    assert [(row["kind"], row["object_id"], row["unread"]) for row in found["items"]] == [
        ("invitation", activity["id"], True)
    ]
    assert found["unread"] == 1
    answer = member.put(f"/activities/{activity['id']}/response", json={"accept": True})
    assert answer.status_code == 200, answer.text
    assert notices(member) == {**found, "items": [], "unread": 0}


def test_whoever_is_invited_later_hears_of_it_as_new(house: House) -> None:
    member = house.as_("member")
    activity = convene(house, house.member("赵先到"))
    member.put("/me/notices/seen", json={"until": clock.now().isoformat()})
    due = {"rule": "members", "member_ids": [member.member_id]}
    clerk = house.as_("section_clerk")
    added = clerk.post(f"/activities/{activity['id']}/invitations", json=due)
    assert added.status_code < 300, added.text
    assert notices(member)["unread"] == 1


def test_a_change_and_a_cancellation_name_what_and_why(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    activity = convene(house, str(member.member_id))
    where, tag = f"/activities/{activity['id']}", {"If-Match": f'"{activity["version"]}"'}
    changed = clerk.patch(where, json={"place": "市民中心"}, headers=tag)
    assert changed.status_code == 200, changed.text
    assert [(row["kind"], row["fields"]) for row in notices(member)["items"]] == [
        ("changed", ["place"]),
        ("invitation", []),
    ]
    gone = clerk.post(f"{where}/cancel", json={"reason": "因台风改期"})
    assert gone.status_code == 200, gone.text
    found = notices(member)["items"]
    assert [(row["kind"], row["reason"]) for row in found] == [("cancelled", "因台风改期"), ("changed", "")]


def test_a_record_is_told_of_when_returned_verified_and_filed(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    made = proposal(house, member)
    assert kinds(member) == []
    clerk.post(f"/claims/{made['id']}/return", json={"reason": "请补充数据"})
    (returned,) = notices(member)["items"]
    assert (returned["kind"], returned["reason"]) == ("returned", "请补充数据")
    member.post(f"/claims/{made['id']}/submit")
    assert kinds(member) == []
    clerk.post(f"/claims/{made['id']}/verify")
    (verified,) = notices(member)["items"]
    assert (verified["kind"], verified["amended"]) == ("verified", False)
    filed = clerk.post(f"/proposals/{made['id']}/filing", json={"filing": "filed", "number": "2026-1"})
    assert filed.status_code == 200, filed.text
    (outcome,) = notices(member)["items"]
    assert (outcome["kind"], outcome["filing"], outcome["reason"]) == ("outcome", "filed", "立案结果")


def test_an_adoption_and_an_instruction_are_results_of_an_opinion(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    body = {
        "title": "关于早餐点的反映",
        "occurred_on": str(clock.today()),
        "section_id": house.section_id,
        "body": "情况、分析、建议",
    }
    made = member.post("/opinions", json=body).json()
    clerk.post(f"/claims/{made['id']}/verify")
    day = str(clock.today())
    clerk.post(f"/opinions/{made['id']}/adoptions", json={"level": "province", "adopted_on": day})
    clerk.post(f"/opinions/{made['id']}/instructions", json={"level": "county", "instructed_on": day})
    (row,) = notices(member)["items"]
    assert (row["kind"], row["adopted"], row["instructed"]) == ("outcome", ["province"], ["county"])
    assert row["reason"] == "批示情况"


def test_a_request_to_sign_waits_until_it_is_answered(house: House) -> None:
    member = house.as_("member")
    lead = house.seat("member", member_id=house.member("钱领衔"))
    made = proposal(house, lead, form="joint", others=[member.member_id])
    assert kinds(member) == ["cosign"]
    member.put(f"/claims/{made['id']}/participation", json={"accept": True})
    assert kinds(member) == []


def test_a_closed_roll_tells_the_verdict_and_its_correction(house: House) -> None:
    year = lived(house)
    (row,) = [one for one in notices(year.member)["items"] if one["kind"] == "roll"]
    assert (row["status"], row["object_id"], row["amended"]) == ("late", year.activity["id"], False)
    clerk = house.as_("section_clerk")
    clerk.post(f"/sittings/{year.sitting_id}/reopen", json={"reason": "登记有误"})
    line = {"member_id": year.member.member_id, "status": "present"}
    clerk.put(f"/sittings/{year.sitting_id}/roll", json={"lines": [line]})
    clerk.post(f"/sittings/{year.sitting_id}/close")
    (row,) = [one for one in notices(year.member)["items"] if one["kind"] == "roll"]
    assert (row["status"], row["amended"], row["reason"]) == ("present", True, "登记有误")


def test_a_result_in_force_is_told_with_its_year(house: House) -> None:
    year = lived(house)
    year.put_in_force()
    newest = notices(year.member)["items"][0]
    assert (newest["kind"], newest["year"], newest["object_kind"]) == ("in_force", year.number, "run")


def test_what_was_seen_is_read_and_the_mark_never_goes_back(house: House) -> None:
    year = lived(house)
    newest = notices(year.member)["items"][0]
    assert newest["unread"]
    until = {"until": newest["at"]}
    assert year.member.put("/me/notices/seen", json=until).status_code == 204
    found = notices(year.member)
    assert (found["unread"], found["items"][0]["unread"], found["seen_until"]) == (0, False, newest["at"])
    year.member.put("/me/notices/seen", json={"until": "2022-01-01T00:00:00Z"})
    assert notices(year.member)["seen_until"] == newest["at"]
    year.member.put("/me/notices/seen", json={"until": "2099-01-01T00:00:00Z"})
    assert notices(year.member)["seen_until"] <= clock.now().isoformat()


def test_the_office_sees_what_waits_for_its_section_as_one_line(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    proposal(house, member)
    proposal(house, member, section_id=house.other_section_id)
    assert notices(clerk)["verifications"]["count"] == 1
    assert notices(clerk)["items"] == []
    assert notices(member)["verifications"] is None


def test_pages_follow_each_other_and_take_a_pinned_number_of_statements(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    lived(house)
    for number in range(4):
        made = proposal(house, member, title=f"第 {number} 件")
        clerk.post(f"/claims/{made['id']}/verify")
    with statements(house) as few:
        member.get("/me/notices?limit=2")
    with statements(house) as many:
        whole = member.get("/me/notices").json()["items"]
    # The actor, the seat, the page, its causes, the unread.
    assert (len(few), len(many)) == (5, 5)
    seen: list[str] = []
    cursor = ""
    while True:
        page = member.get(f"/me/notices?limit=2{cursor}").json()
        seen += [row["id"] for row in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == [row["id"] for row in whole]
    assert len(seen) == 5


def test_another_members_matters_never_show(house: House) -> None:
    lived(house)
    other = house.seat("member", member_id=house.member("孙旁人"))
    assert notices(other)["items"] == []
