"""Groups are scored beside the members: own records, members' points, kept by the run."""

from __future__ import annotations

from typing import Any

import pytest

from app.core import clock
from app.council.models import Placement, Unit
from app.schemes.document import library
from app.standings.run import replay
from tests.factories.house import House
from tests.flow.test_roll_to_dossier import convene
from tests.performance.year import Year, lived
from tests.statements import statements

HEAD = "format: 1\nid: groups\ntitle: 小组办法\nsubject: group\nstructure: {kind: accumulate_from_zero}\n"
ITEMS = """items:
  - {id: mean, title: 组员平均得分, article: 第二条, from_members: {how: mean}, award: {assessed: true}}
  - {id: best, title: 最高, article: 第三条, award: {assessed: true}, from_members: {of: OF, how: highest}}
  - {id: surveys, title: 组织调研, article: 第四条, select: {fact: activity, where: {type: survey}},
     measure: {distinct: activity}, award: {each: 5}}
  - {id: judged, title: 组织建设, article: 第五条, award: {assessed: true}}
"""
TEXT = HEAD + ITEMS.replace("OF", "total")


def adopt(house: House, text: str = TEXT) -> Any:
    """Hand in, check and adopt a document for the running year; return the answer."""
    author = house.as_("scheme_author")
    scheme = author.post("/schemes", json={"text": text}).json()
    assert author.post(f"/schemes/{scheme['id']}/check").json()["mistakes"] == []
    body = {"year": clock.today().year, "body": "主席会议", "decided_on": f"{clock.today().year}-01-05"}
    return house.as_("secretariat").post(f"/schemes/{scheme['id']}/adopt", json=body)


def place(house: House, unit_id: str, *members: str) -> None:
    def work(session: Any) -> None:
        kind = session.get_one(Unit, (house.council_id, unit_id)).kind
        since = clock.today().replace(month=1, day=1)
        session.add_all(
            Placement(
                council_id=house.council_id, member_id=one, unit_id=unit_id, unit_kind=kind, starts_on=since
            )
            for one in members
        )

    house.write(work)


@pytest.fixture
def year(house: House) -> Year:
    """A year in which 经济组 has the member of a meeting and a silent one, and 城建组 nobody."""
    lived_year = lived(house)
    economy = house.unit("activity_group", "经济组")
    house.unit("activity_group", "城建组")
    place(house, economy, str(lived_year.member.member_id), house.member("钱沉默"))
    assert adopt(house).status_code == 200
    return lived_year


def table(year: Year) -> dict[str, Any]:
    answer = year.house.as_("secretariat").get(f"/group-standings?year={year.number}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def receipt(year: Year, name: str = "经济组") -> dict[str, Any]:
    unit_id = next(one["unit_id"] for one in table(year)["groups"] if one["name"] == name)
    answer = year.house.as_("chair").get(f"/group-standings/{unit_id}?year={year.number}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def points(card: dict[str, Any]) -> dict[str, str]:
    return {line["id"]: line["points"] for line in card["lines"]}


def assess(house: House, unit_id: str, item: str, worth: str) -> None:
    """Let the office enter points for a unit and a second person verify them."""
    today = clock.today().isoformat()
    body: dict[str, Any] = {"kind": "assessed", "title": "组织建设评定", "occurred_on": today}
    body |= {"unit_id": unit_id, "section_id": house.section_id}
    body["data"] = {"item": item, "points": worth, "basis": "考核组意见"}
    office = house.as_("secretariat")
    made = office.post("/contributions", json=body)
    assert made.status_code == 201, made.text
    path = f"/claims/{made.json()['id']}/verify"
    assert office.post(path).json()["word"] == "own_claim"
    assert house.as_("section_clerk").post(path).status_code == 200


def test_a_year_has_a_members_scheme_and_a_groups_scheme(year: Year) -> None:
    office = year.house.as_("secretariat")
    path = f"/duty-years/{year.number}/scheme"
    assert office.get(path).json()["code"] == "shanghai-minhang"
    assert office.get(f"{path}?subject=group").json()["code"] == "groups"
    listed = {
        one["code"]: (one["years"], one["group_years"]) for one in office.get("/schemes").json()["items"]
    }
    assert listed == {"shanghai-minhang": ([year.number], []), "groups": ([year.number], [year.number])}
    assert adopt(year.house, TEXT + "# 另一份\n").json()["word"] == "already_adopted"
    assert year.member.get("/me/score").json()["total"] == "5"


def test_before_a_run_groups_are_computed_from_what_their_members_have_now(year: Year) -> None:
    found = table(year)
    assert (found["provisional"], found["run_id"]) == (True, None)
    shown = [(one["place"], one["name"], one["members"], one["points"]) for one in found["groups"]]
    assert shown == [(1, "经济组", 2, "7.5"), (2, "城建组", 0, "0")]
    card = receipt(year)
    assert points(card) == {"mean": "2.5", "best": "5", "surveys": "0", "judged": "0"}
    brought = [(one["item"], one["name"] == "钱沉默", one["points"]) for one in card["brought"]]
    assert brought == [("mean", False, "2.5"), ("mean", True, "0"), ("best", False, "5")]
    assert [line["article"] for line in card["lines"]][:2] == ["第二条", "第三条"]


def test_held_activities_and_assessed_points_count_for_the_group(year: Year) -> None:
    house, unit_id = year.house, receipt(year)["unit_id"]
    made = convene(house, [str(year.member.member_id)], kind="survey", title="园区调研", unit_id=unit_id)
    assert points(receipt(year))["surveys"] == "0", "an activity that is not concluded counts nothing"
    clerk = house.as_("section_clerk")
    assert clerk.post(f"/sittings/{made['sittings'][0]['id']}/close").status_code == 200
    assert clerk.post(f"/activities/{made['id']}/conclude", json={}).status_code == 200
    assess(house, unit_id, "judged", "8.5")
    card = receipt(year)
    assert {name: points(card)[name] for name in ("surveys", "judged")} == {"surveys": "5", "judged": "8.5"}
    assert {one["title"] for one in card["records"]} == {"园区调研", "组织建设评定"}
    assert all(line["counted"] for line in card["lines"] if line["id"] in {"surveys", "judged"})


def test_a_run_keeps_the_groups_and_computes_them_anew_to_the_same_bytes(year: Year) -> None:
    house = year.house
    before = receipt(year)
    run_id = year.put_in_force()
    found, card = table(year), receipt(year)
    assert (found["provisional"], found["run_id"]) == (False, run_id)
    assert {**card, "provisional": True, "run_id": None} == before
    assert house.read(replay, house.council_id, run_id)
    clerk = house.as_("section_clerk")
    assert clerk.post(f"/sittings/{year.sitting_id}/reopen", json={"reason": "登记有误"}).status_code == 200
    assert clerk.post(f"/sittings/{year.sitting_id}/close").status_code == 200
    line = {"member_id": year.member.member_id, "status": "absent"}
    assert clerk.post(f"/sittings/{year.sitting_id}/reopen", json={"reason": "实未到会"}).status_code == 200
    assert clerk.put(f"/sittings/{year.sitting_id}/roll", json={"lines": [line]}).status_code == 200
    assert clerk.post(f"/sittings/{year.sitting_id}/close").status_code == 200
    assert receipt(year)["total"] == "7.5", "what is in force stands until the next run"
    place(house, card["unit_id"], house.member("孙后来"))
    assert house.read(replay, house.council_id, run_id), "the members it had then are kept"
    year.put_in_force()
    assert receipt(year)["total"] == "0", "the next run counts the correction"


def test_a_figure_that_the_members_scheme_lacks_keeps_the_two_apart(house: House) -> None:
    lived(house)
    refused = adopt(house, HEAD + ITEMS.replace("OF", "no_such_item"))
    assert (refused.status_code, refused.json()["word"]) == (422, "beyond_runs")
    assert [one["where"] for one in refused.json()["errors"]] == ["items[1].from_members.of"]


@pytest.mark.parametrize("code", ["henan-hubin-group", "jiangsu-peixian-group", "liaoning-fushun-group"])
def test_published_groups_schemes_are_adopted_and_score_their_kind(house: House, code: str) -> None:
    text = library()[code].read_text(encoding="utf-8")
    kind = {"henan-hubin-group": "sector", "jiangsu-peixian-group": "area_group"}.get(code, "activity_group")
    house.unit(kind, "一组")
    house.unit("venue", "会客厅")
    assert adopt(house, text).status_code == 200
    answer = house.as_("auditor").get(f"/group-standings?year={clock.today().year}").json()
    assert [(one["kind"], one["name"]) for one in answer["groups"]] == [(kind, "一组")]


def test_without_a_groups_scheme_the_refusal_says_so_and_a_dry_run_is_none(house: House) -> None:
    year = clock.today().year
    refused = house.as_("chair").get(f"/group-standings?year={year}").json()
    assert refused["word"] == "no_group_scheme"
    author = house.as_("scheme_author")
    scheme = author.post("/schemes", json={"text": TEXT}).json()
    assert author.get(f"/schemes/{scheme['id']}/dry-run?year={year}").json()["word"] == "not_for_groups"


def test_the_table_takes_the_same_statements_however_many_groups_there_are(year: Year) -> None:
    office, path = year.house.as_("secretariat"), f"/group-standings?year={year.number}"

    def counted() -> int:
        with statements(year.house) as seen:
            assert office.get(path).status_code == 200
        return len(seen) - 1

    first, again = counted(), counted()
    new = {"kind": "area_group", "name": "新埭小组"}
    assert year.house.as_("council_admin").post("/units", json=new).status_code == 201
    more = counted()
    year.put_in_force()
    assert first == more <= 15
    assert (again, counted()) == (1, 2)


def test_what_is_ticked_counts_when_verified_and_no_more_when_taken_back(house: House) -> None:
    year, unit_id = clock.today().year, house.unit("area_group", "新埭小组")
    assert adopt(house, library()["jiangsu-peixian-group"].read_text(encoding="utf-8")).status_code == 200
    office, clerk = house.as_("secretariat"), house.as_("section_clerk")
    body = {"kind": "checklist", "title": "达标台账", "occurred_on": clock.today().isoformat()}
    body |= {"unit_id": unit_id, "section_id": house.section_id}
    ticks = {**body, "data": {"met": ["l1", "l5"], "basis": "考核组意见"}}
    assert clerk.post("/contributions", json=ticks).json()["word"] == "office_only"
    claim = office.post("/contributions", json=ticks).json()["id"]

    def seen() -> tuple[str, list[str], list[str]]:
        found = office.get(f"/group-standings/{unit_id}/checklist?year={year}").json()
        total = office.get(f"/group-standings/{unit_id}?year={year}").json()["total"]
        held = [one["word"] for one in found["requirements"] if one["met"]]
        return total, held, [one["state"] for one in found["recorded"]]

    asked = office.get(f"/group-standings/{unit_id}/checklist?year={year}").json()["requirements"]
    assert [one["word"] for one in asked] == ["l1", "l2", "l3", "l4", "l5", "r1", "r2"]
    assert (asked[0]["title"], asked[0]["article"]) == (
        "党委每年至少听取一次小组工作汇报", "第一部分第 1 条（2 分）",
    )  # fmt: skip
    assert seen() == ("0", [], ["submitted"]), "nothing counts that nobody verified"
    assert clerk.post(f"/claims/{claim}/verify").status_code == 200
    assert seen() == ("12", ["l1", "l5"], ["verified"])
    taken = clerk.post(f"/claims/{claim}/take-back", json={"reason": "认定有误"})
    assert taken.status_code == 200, taken.text
    assert seen() == ("0", [], ["submitted"]), "the records are reversed, the entry stays"
