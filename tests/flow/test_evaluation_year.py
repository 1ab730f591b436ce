"""A small council's duty year, from the close of intake to the sealed sheet."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from app.core import clock
from app.core.crypto import digest
from app.schemes import queries as schemes
from app.standings import queries as standings
from app.standings.evaluation_year import queries, replay, sealed
from app.standings.evaluation_year.models import STEPS
from app.tables import metadata
from tests.factories.house import Caller, House
from tests.runs import evaluated
from tests.standings.evaluating import Year, ok
from tests.standings.pledging import refused
from tests.standings.test_bodies import THIS, adopt
from tests.standings.test_pledges import verified

TEXT = """format: 1
id: mine
title: 年度办法
structure: {kind: accumulate_from_zero}
sections: [{id: advice, title: 建言资政}]
items:
  - id: opinion
    title: 社情民意
    section: advice
    select: {fact: opinion}
    award: {each: 5}
rankings: [{id: all, title: 总分排名}]
selections:
  - {id: good, title: 优秀委员, ranking: all, quota: {n: 1}, tied: decide}
"""
#: What neither database lets anybody change once the year is sealed.
KEPT = (
    "sealed_sheets",
    "year_seals",
    "evaluation_years",
    "evaluation_acts",
    "duty_years",
    "runs",
    "duty_records",
)


@pytest.fixture
def year(house: House) -> Year:
    """Two members, one with two opinions; a rule book that chooses one."""
    adopt(house, TEXT)
    first = house.as_("member")
    second = house.seat("member", member_id=house.member("乙"))
    verified(house, first, 2)
    verified(house, second, 1)
    return Year(house, THIS, {"李测试": first, "乙": second})


def test_every_step_is_done_in_its_turn_by_its_own_role(year: Year) -> None:
    house, office = year.house, year.office
    refused(house.as_("section_clerk").post("/evaluation-years", json={"year": THIS}), 403, "forbidden")
    refused(office.get(year.path), 404, "not_found")
    opened = year.open(dates={"intake": str(clock.today())})
    assert (opened["state"], opened["step"]) == ("open", "intake")
    refused(office.post("/evaluation-years", json={"year": THIS}), 409, "exists")
    for step in STEPS[:6]:
        current = year.show()
        assert current["step"] == step and len(current["steps"]) == len(STEPS)
        for other in STEPS:
            if other not in (step, "decision"):
                word = "done_already" if STEPS.index(other) < STEPS.index(step) else "not_now"
                refused(year.finish(other, "理由"), 409, word)
        for role in ("member", "section_clerk", "chair", "auditor", "council_admin"):
            refused(year.finish(step, by=house.as_(role)), 403, "forbidden")
        if step == "objections":
            break
        year.do(step)
    window = ok(office.post(f"{year.path}/objection-window"))["objections_until"]
    refused(year.finish("objections", "都没有意见"), 409, "blocked")
    refused(office.post(f"{year.path}/objection-window"), 409, "window_open")
    with year.after(window):
        ok(year.finish("objections"))
        refused(year.decide(year.chair), 409, "not_now")
        table = ok(office.get(f"{year.path}/grades"))
        assert [(one["name"], one["chosen"]) for one in table["members"]] == [
            ("乙", []),
            ("李测试", ["优秀委员"]),
        ]
        assert (table["proposed"], table["quotas"][0]["seats"], table["quotas"][0]["chosen"]) == (False, 1, 1)
        ok(year.finish("proposal"))
        refused(year.decide(office), 403, "own_proposal")
        refused(year.decide(year.chair, decided_on=str(clock.today() + timedelta(days=1))), 422)
        ok(year.decide(year.chair))
        own = ok(year.members["乙"].get(f"/me/evaluation?year={THIS}"))
        assert own["letter"] is None
        refused(year.members["乙"].post("/me/evaluation/read", json={"year": THIS}), 409, "not_published")
        refused(office.get(f"{year.path}/notice"), 409, "own_only")
        ok(year.finish("publication"))
        letter = ok(year.members["李测试"].get(f"/me/evaluation?year={THIS}"))["letter"]
        assert (letter["points"], letter["chosen"], letter["counted"]) == ("10", ["优秀委员"], 2)
        assert letter["parts"] == [{"title": "建言资政", "points": "10"}] and letter["read_at"] is None
        left = refused(year.finish("letters"), 422)
        assert "2 名委员没有看过" in left["detail"]
        year.do("letters")
        assert ok(year.finish("sealing"))["state"] == "sealed"
        refused(year.finish("sealing"), 409, "done_already")


def test_a_sealed_year_is_served_as_it_was_and_takes_nothing_more(year: Year) -> None:
    house, office, member = year.house, year.office, year.members["李测试"]
    year.open(publicity="named")
    ids = [one["claim_id"] for one in member.get("/me/dossier").json()["records"]]
    with year.walked("sealing"):
        before = member.get(f"/me/dossier?year={THIS}").json()
        ok(year.finish("sealing"))
        after = member.get(f"/me/dossier?year={THIS}").json()
        kept = after.pop("sealed")
        assert before.pop("sealed") is None and kept["version"] == 1
        assert after == before
        (mine,) = [
            one for one in house.read(sealed.snapshots, house.council_id, THIS) if one.code == kept["code"]
        ]
        assert digest(mine.text) == mine.digest == kept["digest"]
        assert json.loads(mine.text)["receipt"]["total"] == "10"
        refused(office.post("/runs", json={"year": THIS}), 409, "year_sealed")
        refused(year.clerk.post(f"/claims/{ids[0]}/take-back", json={"reason": "有误"}), 409, "year_sealed")
        refused(year.reopen("sealing", year.chair), 409, "year_sealed")
        body = {"year": THIS, "item": "opinion", "reason": "漏记一篇"}
        refused(member.post("/me/objections", json=body), 409, "year_sealed")
        for kept_table in KEPT:
            table = metadata.tables[kept_table]
            mine = [table.c.council_id == house.council_id]
            mine += [table.c.year == THIS] if "year" in table.c else []
            for statement in (delete(table), update(table).values(council_id=house.council_id)):
                with pytest.raises(DBAPIError):
                    house.write(_raw, statement.where(*mine))
        assert house.read(replay.broken, house.council_id) == []
        for damaged in ("{}", "[1]", kept["code"]):
            (sentence,) = house.read(_damaged, "sheet", damaged)
            assert "封存页重算不一致：委员编号 不详" in sentence
        assert house.read(_damaged, "scheme", "# 另注") == [f"{THIS} 年度封存所据的办法文本不符"]
        assert ok(office.get(f"/sheet-codes/{kept['code'].lower()}")) == {"current": True}
        refused(office.get("/sheet-codes/ABCDEFGHJKLM"), 404, "not_found")
        opinion = {"title": "停车难", "occurred_on": str(clock.today()), "body": "正文"}
        sent = {**opinion, "section_id": house.section_id, "member_id": member.member_id}
        if clock.today().year == THIS:
            refused(year.clerk.post("/opinions", json=sent), 409, "year_sealed")
        poll = {
            "title": "测评", "year": THIS,
            "grades": [{"key": "a", "label": "优秀"}, {"key": "b", "label": "称职"}],
            "rated": [member.member_id], "entitled": {"rule": "members", "member_ids": [member.member_id]},
        }  # fmt: skip
        refused(office.post("/ballots", json=poll), 409, "year_sealed")
        supplement = {
            "member_id": member.member_id, "reason": "复议改为称职", "body": "主席会议",
            "decided_on": str(clock.today()), "minutes": "纪要〔2026〕9号", "text": "等次改为称职。",
        }  # fmt: skip
        lines = ok(office.post(f"{year.path}/supplements", json=supplement), 201)
        assert sorted(one["version"] for one in lines) == [1, 2]
        assert ok(office.get(f"/sheet-codes/{kept['code']}")) == {"current": False}
        shown = member.get(f"/me/dossier?year={THIS}").json()
        assert (shown["sealed"]["version"], shown["supplements"][0]["text"]) == (2, "等次改为称职。")
        assert house.read(replay.broken, house.council_id) == []
        names = ok(office.get(f"{year.path}/notice"))["members"]
        assert names[0].keys() == {"number", "name", "grade", "chosen"}


def _damaged(session: Any, what: str, text: str) -> list[str]:
    """Replay a year of which one text is another one in memory; nothing of it is flushed."""
    council_id = session.info["council"]
    with session.no_autoflush:
        seal = queries.seal(session, council_id, THIS)
        assert seal is not None
        if what == "sheet":
            queries.sheets(session, council_id, THIS)[0].text = text
        else:
            run = standings.run(session, council_id, seal.run_id)
            assert run is not None
            scheme = schemes.document(session, council_id, run.scheme_id)
            assert scheme is not None
            scheme.text += text
        found = list(replay.flaws(session, seal))
        session.expunge_all()
    return found


def _raw(session: Any, statement: Any) -> None:
    session.connection().execute(statement)


def test_intake_closes_only_over_an_adopted_rule_book(house: House) -> None:
    year = Year(house, THIS, {})
    (blocker,) = year.open()["blockers"]
    assert (blocker["where"], blocker["hard"]) == ("schemes", True)
    refused(year.finish("intake", "先截止"), 409, "blocked")


def test_after_intake_members_add_only_while_they_check(year: Year) -> None:
    member = year.members["乙"]
    body = {
        "title": "停车难",
        "occurred_on": str(clock.today()),
        "section_id": year.house.section_id,
        "body": "正文",
    }

    def add(by: Caller) -> Any:
        return by.post("/opinions", json=body if by is member else {**body, "member_id": member.member_id})

    year.open()
    ok(add(member), 201)
    ok(year.finish("intake"))
    refused(add(member), 409, "intake_closed")
    late = ok(add(year.clerk), 201)
    lists = {one["unit_id"]: one for one in ok(year.clerk.get(f"{year.path}/lists"))}
    assert lists[year.house.section_id]["waiting"] == 2 and lists[year.house.other_section_id]["records"] == 0
    refused(year.clerk.post(f"{year.path}/lists/{year.house.section_id}/confirm"), 409, "claims_wait")
    refused(year.clerk.post(f"{year.path}/lists/{year.house.other_section_id}/confirm"), 403, "not_organiser")
    refused(year.finish("lists", "来不及"), 409, "blocked")
    for one in ok(year.office.get("/claims?state=submitted"))["items"]:
        ok((year.office if one["id"] == late["id"] else year.clerk).post(f"/claims/{one['id']}/verify"))
    year.do("lists")
    (told,) = [one for one in ok(member.get("/me/notices"))["items"] if one["object_kind"] == "evaluation"]
    assert (told["kind"], told["year"]) == ("evaluation_to_sign", THIS)
    text = ok(member.get(f"/me/evaluation?year={THIS}"))
    assert text["may_add"] and "停车难" in text["text"]
    ok(add(member), 201)
    refused(
        member.post("/me/evaluation/sign", json={"year": THIS, "digest": text["digest"], "name": "甲"}), 422
    )
    wrong = {"year": THIS, "digest": "0" * 64, "name": "乙"}
    refused(member.post("/me/evaluation/sign", json=wrong), 409, "other_text")
    ok(year.sign("乙"))
    refused(year.sign("乙"), 409, "signed_already")
    assert "evaluation" not in [one["object_kind"] for one in ok(member.get("/me/notices"))["items"]]
    assert "1 名委员没有核对签名" in "".join(one["sentence"] for one in year.show()["blockers"])
    refused(year.finish("signatures", "电话核对"), 409, "blocked")


def test_a_step_is_taken_back_with_a_reason_and_leaves_a_trace(year: Year) -> None:
    year.open()
    refused(year.reopen("intake", year.office), 409, "not_done")
    with year.walked("publication"):
        refused(year.reopen("lists", year.office), 403, "chair_only")
        shown = ok(year.reopen("lists", year.chair))
        assert (shown["step"], shown["state"]) == ("lists", "closed")
        assert (shown["history"][0]["act"], shown["history"][0]["reason"]) == ("reopened", "记录有误")
        assert [one["state"] for one in shown["steps"]] == ["done", "current"] + ["waiting"] * 9
        assert not any(one["confirmed_at"] for one in ok(year.office.get(f"{year.path}/lists")))
        actions = [one["action"] for one in ok(year.house.as_("auditor").get("/audit"))["items"]]
        assert "evaluation:reopen" in actions


def test_a_proposal_keeps_its_run_and_two_at_once_have_one_winner(year: Year) -> None:
    year.open()
    with year.walked("proposal"):
        answers: list[int] = []
        at_once = [
            threading.Thread(target=lambda: answers.append(year.finish("proposal").status_code))
            for _ in (1, 2)
        ]
        for one in at_once:
            one.start()
        for one in at_once:
            one.join()
        assert sorted(answers) == [200, 409]
        run = evaluated(year.house, THIS)["id"]
        refused(year.office.post(f"/runs/{run}/put-in-force"), 409, "proposal_stands")
        assert len(year.show()["history"]) == 8
