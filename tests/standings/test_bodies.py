"""A run says what follows across people and years; what is left to people is decided and recorded."""

from __future__ import annotations

from typing import Any

import pytest

from app.core import clock
from app.schemes.document import library, read
from app.scoring.across import Selection
from app.scoring.case import compiled_for
from app.scoring.engine import compile, score
from app.scoring.entry import Subject
from app.scoring.example import expand, subject_of
from app.scoring.history import of_card, of_tree
from app.scoring.trace import tree
from app.standings import queries, run
from app.standings.bodies.decide import left
from tests.factories.house import House
from tests.flow.test_roll_to_dossier import convene
from tests.runs import evaluated
from tests.statements import statements

TEXT = """format: 1
id: mine
title: 年度办法
structure: {kind: accumulate_from_zero}
items:
  - id: talk
    title: 参会
    article: 第二条
    select: {fact: meeting, where: {status: present}}
    award: {each: 5}
states: {explained: 已书面说明}
rankings: [{id: all, title: 总分排名}]
selections:
  - {id: good, title: 优秀委员, article: 第七条, ranking: all, quota: {n: 2}, tied: decide}
  - {id: best, title: 标兵, ranking: all, quota: {at_least_percent: 10, at_most_percent: 50}, tied: decide}
outcomes:
  - {id: praise, do: 通报表扬, kind: praise, article: 第八条, when: {chosen: good}}
  - id: talk
    do: 提醒谈话
    article: 第九条
    by: 办公室
    when: {total: {below: 3}, years: 2}
    known: {explained: false}
"""
THIS = clock.today().year
NAMES = ("甲", "乙", "丙", "丁")


def adopt(house: House, text: str = TEXT) -> None:
    """Adopt one text for this year and for the last."""
    author, office = house.as_("scheme_author"), house.as_("secretariat")
    scheme = author.post("/schemes", json={"text": text}).json()["id"]
    assert author.post(f"/schemes/{scheme}/check").json()["mistakes"] == []
    for year in (THIS - 1, THIS):
        body = {"year": year, "body": "主席会议", "decided_on": f"{year}-01-10"}
        assert office.post(f"/schemes/{scheme}/adopt", json=body).status_code == 200


@pytest.fixture
def people(house: House) -> dict[str, str]:
    """Four members; 甲 was present twice, 乙 and 丙 once, 丁 never. Last year nobody came."""
    adopt(house)
    found = {name: house.member(name) for name in NAMES}
    clerk = house.as_("section_clerk")
    for present in (("甲", "乙", "丙"), ("甲",)):
        sitting = convene(house, [found[name] for name in present])["sittings"][0]["id"]
        lines = [{"member_id": found[name], "status": "present"} for name in present]
        assert clerk.put(f"/sittings/{sitting}/roll", json={"lines": lines}).status_code == 200
        assert clerk.post(f"/sittings/{sitting}/close").status_code == 200
    last = evaluated(house, THIS - 1)["id"]
    assert house.as_("secretariat").post(f"/runs/{last}/put-in-force").status_code == 200
    return found


def body_of(house: House, run_id: str) -> dict[str, Any]:
    answer = house.as_("secretariat").get(f"/runs/{run_id}/body")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def names(listed: list[dict[str, Any]]) -> list[str]:
    return [one["name"] for one in listed]


def test_places_are_shared_and_whom_the_line_cuts_is_left_to_people(
    house: House, people: dict[str, str]
) -> None:
    made = evaluated(house, THIS)["id"]
    found = body_of(house, made)
    (ranking,), (good, best) = found["rankings"], found["selections"]
    assert (ranking["title"], ranking["by"], ranking["ranked"]) == ("总分排名", "总分", 4)
    page = house.as_("secretariat").get(f"/runs/{made}/rankings/all?limit=3").json()
    assert [(one["name"], one["place"], one["value"]) for one in page["items"]] == [
        ("甲", 1, "10"), ("乙", 2, "5"), ("丙", 2, "5"),
    ]  # fmt: skip
    rest = house.as_("secretariat").get(f"/runs/{made}/rankings/all", params={"cursor": page["next"]}).json()
    assert (names(rest["items"]), rest["next"]) == (["丁"], None)
    assert (good["open"], good["asks_number"], names(good["cohorts"][0]["chosen"])) == (True, False, ["甲"])
    assert names(good["cohorts"][0]["undecided"]) == ["乙", "丙"]
    assert (
        good["cohorts"][0]["sentence"] == "名额 2 名，已入选 1 名；2 人并列在线上，还有 1 个名额待会议决定。"
    )
    assert (best["asks_number"], best["cohorts"][0]["sentence"]) == (
        True,
        "至少 1 名、至多 2 名，由会议决定。",
    )
    assert names(best["cohorts"][0]["undecided"]) == list(NAMES)


def test_two_years_running_lead_to_a_measure_that_waits_for_what_is_not_recorded(
    house: House, people: dict[str, str]
) -> None:
    office = house.as_("secretariat")
    talk = body_of(house, evaluated(house, THIS)["id"])["outcomes"][1]
    assert (talk["do"], talk["article"], talk["by"]) == ("提醒谈话", "第九条", "办公室")
    (one,) = talk["members"]
    assert (one["name"], one["pending"], one["waits_for"]) == ("丁", True, ["已书面说明"])
    assert f"连续两年（{THIS - 1} 年 0 分、{THIS} 年 0 分）总分不到 3 分" in one["why"]

    def state(holds: bool | None, **more: Any) -> Any:
        said = {"year": THIS, "state": "explained", "holds": holds, "reason": "本人来函", **more}
        return office.post(f"/members/{people['丁']}/states", json=said)

    assert state(False).json()["recorded"][0]["title"] == "已书面说明"
    (one,) = body_of(house, evaluated(house, THIS)["id"])["outcomes"][1]["members"]
    assert (one["name"], one["pending"]) == ("丁", False)
    state(True)
    assert body_of(house, evaluated(house, THIS)["id"])["outcomes"][1]["members"] == []
    assert state(None).json()["recorded"][0]["holds"] is None
    assert state(True, state="unheard").json()["errors"][0]["where"] == "state"
    assert state(True, reason="无").status_code == 422
    listed = office.get(f"/duty-years/{THIS}/states").json()
    assert listed["known"] == [{"state": "explained", "title": "已书面说明"}]
    assert [one["name"] for one in listed["recorded"]] == ["丁"]


def test_a_decision_changes_who_is_chosen_and_what_follows_and_is_replayed(
    house: House, people: dict[str, str]
) -> None:
    office, made = house.as_("secretariat"), evaluated(house, THIS)["id"]

    def decide(selection: str, **said: Any) -> Any:
        said = {"reason": "主席会议议定", **said}
        return office.post(f"/runs/{made}/selections/{selection}/decision", json=said)

    for wrong, selection, said in (
        ("not_undecided", "good", {"members": [people["丁"]]}),
        ("wrong_count", "good", {"members": [people["乙"], people["丙"]]}),
        ("fixed", "good", {"number": 3}),
        ("missing", "good", {}),
        ("out_of_range", "best", {"number": 3}),
    ):
        refused = decide(selection, **said)
        assert (refused.status_code, refused.json()["errors"][0]["word"]) == (422, wrong), refused.text
    assert decide("none", members=[]).status_code == 404
    found = decide("good", members=[people["丙"]]).json()
    assert names(found["outcomes"][0]["members"]) == ["甲", "丙"]
    assert (found["selections"][0]["open"], found["selections"][0]["decision"]["reason"]) == (
        False, "主席会议议定",
    )  # fmt: skip
    assert [one["reason"] for one in found["selections"][0]["cohorts"][0]["passed"]] == ["并列在线上，未入选"]
    # One of two places is sure, and the tie at the line is open again.
    best = decide("best", number=2).json()["selections"][1]["cohorts"][0]
    assert (names(best["chosen"]), names(best["undecided"])) == (["甲"], ["乙", "丙"])
    assert names(body_of(house, made)["outcomes"][0]["members"]) == ["甲", "丙"]
    assert house.read(run.replay, house.council_id, made)
    warned = office.get(f"/runs/{made}/comparison").json()["warnings"]
    assert warned == ["“标兵”有 2 人可选，名额和人选尚未由会议决定；生效后不能再登记。"]
    # The number that was fixed stays: of two places one is sure, so that one is left to choose.
    assert decide("best", members=[people["乙"], people["丙"]]).json()["errors"][0]["word"] == "wrong_count"
    best = decide("best", members=[people["乙"]]).json()["selections"][1]
    assert (names(best["cohorts"][0]["chosen"]), best["decision"]["number"]) == (["甲", "乙"], 2)
    # Whoever was open when people chose may still be chosen instead.
    assert names(best["cohorts"][0]["choosable"]) == ["乙", "丙"]
    assert office.get(f"/runs/{made}/comparison").json()["warnings"] == []
    put = office.post(f"/runs/{made}/put-in-force")
    assert (put.status_code, put.json()["warnings"]) == (200, [])
    late = decide("best", number=1)
    assert (late.status_code, late.json()["word"]) == (409, "run_in_force")
    assert house.read(run.replay, house.council_id, made)
    own = office.get(f"/runs/{made}/body/{people['丙']}").json()
    assert (own["chosen"], own["places"][0]["place"]) == (["优秀委员"], 2)
    assert [one["do"] for one in own["outcomes"]] == ["通报表扬"]


def test_a_place_that_stays_empty_is_not_given_to_those_on_the_line() -> None:
    rule = {"id": "good", "title": "优秀", "ranking": "all", "quota": {"n": 3}, "tied": "decide"}
    selection = Selection.model_validate({**rule, "place_of_barred": "empty"})
    seats = {"n": 3, "at_least": None, "at_most": None}
    passed = [["a", "barred"], ["c", "tied"], ["d", "tied"], ["e", "barred"]]
    result = {"seats": seats, "ids": ["b"], "passed": passed, "undecided": ["c", "d"]}
    places = {name: {"place": place} for name, place in (("a", 1), ("b", 2), ("c", 3), ("d", 3), ("e", 5))}
    assert left(selection, result, places) == (0, 1)
    assert left(Selection.model_validate(rule), result, places) == (0, 2)


def test_putting_in_force_what_is_undecided_is_done_and_said(house: House, people: dict[str, str]) -> None:
    office, made = house.as_("secretariat"), evaluated(house, THIS)["id"]
    said = office.get(f"/runs/{made}/comparison").json()["warnings"]
    assert said[0] == "“优秀委员”〔第七条〕有 2 人并列在线上，人选尚未由会议决定；生效后不能再登记。"
    put = office.post(f"/runs/{made}/put-in-force").json()
    assert (put["state"], len(put["warnings"]), len(said)) == ("in_force", 2, 2)
    assert put["warnings"][0].endswith("尚未由会议决定；结果已生效，须重新计分后再登记。")


def test_the_document_is_the_same_whatever_the_steps_and_the_order_of_what_came_later(
    house: House, people: dict[str, str]
) -> None:
    first = evaluated(house, THIS)["id"]
    second = str(house.write(lambda session: run.begin(session, _office(house), THIS).id))
    while house.write(run.step, house.council_id, second, 1):
        pass
    texts = [house.read(queries.body, house.council_id, each).text for each in (first, second)]
    assert texts[0] == texts[1]
    # What is recorded afterwards is no part of the run that is replayed.
    house.as_("secretariat").post(
        f"/members/{people['丁']}/states",
        json={"year": THIS, "state": "explained", "holds": True, "reason": "补登"},
    )
    assert house.read(run.replay, house.council_id, first)


def test_cohorts_are_split_by_what_the_roster_says_on_the_day_and_stay_so(house: House) -> None:
    adopt(house, TEXT.replace("title: 总分排名", "title: 总分排名, within: sector").replace("n: 2", "n: 1"))
    sectors = {name: house.unit("sector", name) for name in ("经济界", "教育界")}
    people = {
        name: house.member(name, unit_id=sectors[where])
        for name, where in (("甲", "经济界"), ("乙", "教育界"))
    }
    made = evaluated(house, THIS)["id"]
    listed = house.as_("secretariat").get(f"/runs/{made}/rankings/all").json()["items"]
    assert [(one["cohort"], one["name"], one["place"]) for one in listed] == [
        (["教育界"], "乙", 1), (["经济界"], "甲", 1),
    ]  # fmt: skip
    assert [one["cohort"] for one in body_of(house, made)["selections"][0]["cohorts"]] == [
        ["教育界"],
        ["经济界"],
    ]
    moved = {"unit_id": sectors["教育界"], "starts_on": f"{THIS}-01-01"}
    answer = house.as_("secretariat").post(f"/members/{people['甲']}/placements", json=moved)
    assert answer.status_code < 300, answer.text
    assert house.read(run.replay, house.council_id, made)


def test_what_is_read_of_a_run_does_not_grow_with_its_members(house: House, people: dict[str, str]) -> None:
    made, office = evaluated(house, THIS)["id"], house.as_("secretariat")
    for path, most in (("body", 5), ("rankings/all", 4), (f"body/{people['甲']}", 4)):
        office.get(f"/runs/{made}/{path}")
        with statements(house) as seen:
            office.get(f"/runs/{made}/{path}")
        assert len(seen) - 1 <= most, (path, seen)


def test_a_scheme_that_says_nothing_of_the_kind_leaves_nothing(house: House) -> None:
    adopt(house, TEXT.split("states:")[0])
    house.member("甲")
    found = body_of(house, evaluated(house, THIS)["id"])
    assert (found["kept"], found["rankings"], found["outcomes"]) == (False, [], [])


def test_a_member_meets_none_of_it(house: House, people: dict[str, str]) -> None:
    made = evaluated(house, THIS)["id"]
    member = house.as_("member")
    for path in ("body", "rankings/all", f"body/{member.member_id}"):
        assert member.get(f"/runs/{made}/{path}").status_code == 403, path


def _office(house: House) -> Any:
    from app.standings.cli import shell_actor

    return shell_actor(house.council_id)


@pytest.mark.parametrize("code", sorted(library()))
def test_a_stored_receipt_says_of_a_year_what_its_card_said(code: str) -> None:
    compiled = compile(read(library()[code].read_bytes()).require())
    for example in compiled.scheme.examples:
        if not example.facts:
            continue
        here = compiled_for(compiled, example)
        card = score(here, subject_of(example), expand(example.facts))
        assert of_tree(tree(card), 2024, {}) == of_card(card, 2024, {})
    silent = score(compiled, Subject("nobody", role="member"), [])
    assert of_tree(tree(silent), 2024, {}) == of_card(silent, 2024, {})
