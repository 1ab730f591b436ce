"""Objections: doubted by the member, decided by somebody else, scored anew, both results kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.core import clock
from app.council.working_days.service import after
from tests.factories.house import Caller, House
from tests.facts.pieces import refused, wrong
from tests.runs import evaluated
from tests.standings.test_what_if import adopt_text

YEAR = clock.today().year
TEXT = """format: 1
id: mine
title: 年度办法
structure: {kind: accumulate_from_zero}
items:
  - {id: opinions, title: 社情民意, article: 第二条, select: {fact: opinion}, award: {each: 5}}
"""


def scored(house: House, seat: Caller | None = None) -> tuple[Caller, dict[str, Any]]:
    """Return a member and the line of their result in force that has a record."""
    member = seat or house.as_("member")
    proposed = reported(house, member)
    adopt_text(house, TEXT)
    in_force(house)
    lines = member.get(f"/me/score?year={YEAR}").json()["lines"]
    line = next((one for one in lines if one["counted"]), lines[0])
    return member, {**line, "claim_id": proposed}


def reported(house: House, member: Caller) -> str:
    body = {"title": "一篇信息", "body": "建议。", "occurred_on": clock.today().isoformat()}
    made = member.post("/opinions", json={**body, "section_id": house.section_id}).json()
    done = house.as_("section_clerk").post(f"/claims/{made['id']}/verify", headers={"If-Match": '"1"'})
    assert done.status_code == 200, done.text
    return str(made["id"])


def in_force(house: House) -> str:
    run = evaluated(house, YEAR)["id"]
    assert house.as_("secretariat").post(f"/runs/{run}/put-in-force").status_code == 200
    return str(run)


def doubt(member: Caller, line: dict[str, Any], **more: Any) -> Any:
    said = {"year": YEAR, "item": line["id"], "reason": "第二篇没有记上", **more}
    return member.post("/me/objections", json=said)


def test_an_objection_upheld_shows_the_line_before_and_now_and_why(house: House) -> None:
    member, line = scored(house)
    made = doubt(member, line)
    assert made.status_code == 201, made.text
    one = made.json()
    assert (one["state"], one["mine"], one["section"], one["may_decide"]) == ("open", True, "办公室", False)
    assert one["line"]["points"] == line["points"] and one["line_now"] is None
    office = house.as_("secretariat")
    assert [row["id"] for row in office.get("/objections?state=open").json()["items"]] == [one["id"]]
    body = {"upheld": True, "reason": "查明漏记一篇，已补记。"}
    answer = office.post(f"/objections/{one['id']}/decide", json=body, headers={"If-Match": '"1"'})
    assert answer.status_code == 200, answer.text
    missing = reported(house, member)
    now = in_force(house)
    shown = member.get(f"/objections/{one['id']}").json()
    assert (shown["state"], shown["decision"], shown["run_now"]) == ("upheld", body["reason"], now)
    assert shown["line"]["points"] == line["points"] != shown["line_now"]["points"]
    assert [(row["claim_id"], row["reversal"]) for row in shown["changes"]] == [(missing, False)]
    fresh = member.get(f"/me/score?year={YEAR}").json()
    assert shown["total_now"] == fresh["total"] != shown["total"]
    refused(office.post(f"/objections/{one['id']}/decide", json=body), 409, "illegal_transition")


def test_a_rejected_one_changes_nothing(house: House) -> None:
    member, line = scored(house)
    one = doubt(member, line).json()
    body = {"upheld": False, "reason": "第二篇未被采用，按办法不计。"}
    assert house.as_("secretariat").post(f"/objections/{one['id']}/decide", json=body).status_code == 200
    in_force(house)
    shown = member.get(f"/objections/{one['id']}").json()
    assert (shown["state"], shown["changes"]) == ("rejected", [])
    assert shown["line"] == shown["line_now"] and shown["total"] == shown["total_now"]
    assert doubt(member, line).status_code == 201


def test_who_verified_the_record_does_not_decide_about_it(house: House) -> None:
    member, line = scored(house)
    one = doubt(member, line, record_id=line["counted"][0]).json()
    assert one["section_id"] == house.section_id
    body = {"upheld": False, "reason": "已复核，记录无误。"}
    clerk = house.as_("section_clerk")
    refused(clerk.post(f"/objections/{one['id']}/decide", json=body), 403, "own_verification")
    assert "另一位" in clerk.get(f"/objections/{one['id']}").json()["why_not"]
    other = house.seat("section_clerk", section_id=house.other_section_id)
    refused(other.post(f"/objections/{one['id']}/decide", json=body), 404, "not_found")
    second = house.seat("section_clerk", section_id=house.section_id)
    assert second.post(f"/objections/{one['id']}/decide", json=body).json()["state"] == "rejected"


def test_nobody_decides_their_own(house: House) -> None:
    both = house.seat("secretariat", "member", member_id=house.member("兼任秘书长"))
    _, line = scored(house, both)
    one = doubt(both, line).json()
    body = {"upheld": True, "reason": "自己说了算。"}
    refused(both.post(f"/objections/{one['id']}/decide", json=body), 403, "own_objection")


def test_one_line_is_doubted_once_at_a_time_and_taken_back_by_its_member_only(house: House) -> None:
    member, line = scored(house)
    one = doubt(member, line).json()
    refused(doubt(member, line), 409, "open_already")
    stranger = house.seat("member", member_id=house.member("孙二"))
    refused(stranger.post(f"/objections/{one['id']}/withdraw"), 404, "not_found")
    stale = member.post(f"/objections/{one['id']}/withdraw", headers={"If-Match": '"9"'})
    refused(stale, 412, "stale")
    assert member.post(f"/objections/{one['id']}/withdraw").json()["state"] == "withdrawn"
    assert [row["state"] for row in member.get("/me/objections").json()["items"]] == ["withdrawn"]
    said = [row["action"] for row in house.as_("auditor").get("/audit").json()["items"]]
    assert said.count("objection:withdraw") == said.count("objection:open") == 1


def test_what_is_not_on_the_receipt_is_refused_with_its_field(house: House) -> None:
    member, line = scored(house)
    assert wrong(doubt(member, line, item="nothing")) == [("item", "unknown")]
    elsewhere = line["claim_id"]
    assert wrong(doubt(member, line, record_id=elsewhere)) == [("record_id", "unknown")]
    refused(
        member.post("/me/objections", json={"year": 1950, "item": "a", "reason": "没有这年"}),
        404,
        "not_found",
    )


def test_before_a_result_there_is_nothing_to_doubt(house: House) -> None:
    member = house.as_("member")
    reported(house, member)
    adopt_text(house, TEXT)
    refused(doubt(member, {"id": "any"}), 409, "not_in_force")


@pytest.mark.parametrize(
    ("day", "count", "there"),
    [
        ("2026-09-30", 1, "2026-10-08"),  # over the National Day, to the Thursday after
        ("2026-10-08", 2, "2026-10-10"),  # a Saturday that is worked
        ("2026-11-27", 5, "2026-12-04"),  # Friday to Friday
        ("2031-05-02", 1, "2031-05-05"),  # a year nobody has published: the week alone
    ],
)
def test_working_days_skip_holidays_and_count_worked_weekends(
    house: House, day: str, count: int, there: str
) -> None:
    found = house.read(after, house.council_id, date.fromisoformat(day), count)
    assert found == date.fromisoformat(there)


def test_the_office_marks_the_days_of_a_year(house: House) -> None:
    admin = house.as_("council_admin")
    assert admin.get("/working-days/2026").json()["source"] == "national"
    assert admin.get("/working-days/2031").json()["source"] == "week"
    off = {"day": "2026-12-01", "works": False, "note": "全市停电"}
    kept = admin.put("/working-days/2026", json={"days": [off]}).json()
    assert (kept["source"], kept["days"]) == ("office", [off])
    assert house.read(after, house.council_id, date(2026, 11, 30), 1) == date(2026, 12, 2)
    twice = admin.put("/working-days/2026", json={"days": [off, off, {"day": "2027-01-01", "works": True}]})
    assert wrong(twice) == [("days[1].day", "twice"), ("days[2].day", "other_year")]
    assert admin.get("/working-days/2026").json()["days"] == [off]
    assert admin.put("/working-days/2026", json={"days": []}).json()["source"] == "national"
