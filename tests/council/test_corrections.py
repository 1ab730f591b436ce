"""A member's request reaches the office, changes the fact once, and is answered."""

from __future__ import annotations

import io
import json
import zipfile
from threading import Barrier, Thread
from typing import Any

from app.core.records import AuditEntry
from tests.factories.house import Caller, House
from tests.facts.pieces import refused
from tests.statements import statements

ASKED = {"field": "education", "value": "博士研究生", "reason": "今年六月取得学位。"}


def ask(member: Caller, **said: str) -> str:
    sent = member.post("/me/corrections", json={**ASKED, **said})
    assert sent.status_code == 201, sent.text
    return str(sent.json()["id"])


def decide(office: Caller, correction: str, decision: str = "accepted", answer: str = "") -> Any:
    return office.post(f"/corrections/{correction}/decide", json={"decision": decision, "answer": answer})


def facts(office: Caller, member: Caller) -> dict[str, Any]:
    return office.get(f"/members/{member.member_id}").json()["particulars"]  # type: ignore[no-any-return]


def change(office: Caller, member_id: str | None, **said: str) -> None:
    shown = office.get(f"/members/{member_id}")
    version = {"If-Match": f'"{shown.json()["version"]}"'}
    assert office.patch(f"/members/{member_id}", json=said, headers=version).status_code == 200


def audited(house: House) -> str:
    def read(session: Any) -> str:
        rows = session.query(AuditEntry).filter(AuditEntry.council_id == house.council_id).all()
        return json.dumps([[row.action, row.before, row.after] for row in rows], ensure_ascii=False)

    return str(house.read(read))


def test_an_accepted_request_changes_the_fact_once_and_is_told_to_the_member(house: House) -> None:
    member, office = house.as_("member"), house.as_("secretariat")
    change(office, member.member_id, education="本科")
    correction = ask(member)
    (waiting,) = office.get("/corrections?state=open").json()["items"]
    assert (waiting["member"], waiting["now"], waiting["value"], waiting["changed_since"]) == (
        "李测试", "本科", "博士研究生", False,
    )  # fmt: skip
    done = decide(office, correction, answer="已核对证书。")
    assert (done.status_code, done.json()["state"], done.json()["now"]) == (200, "accepted", "博士研究生")
    assert facts(office, member)["education"] == "博士研究生"
    refused(decide(office, correction, "refused", "再答一次。"), 409, "already_decided")
    refused(member.post(f"/corrections/{correction}/withdraw"), 409, "already_decided")
    (mine,) = member.get("/me/corrections").json()["items"]
    assert (mine["state"], mine["answer"]) == ("accepted", "已核对证书。")
    notice = member.get("/me/notices").json()["items"][0]
    assert (notice["kind"], notice["object_id"], notice["title"], notice["reason"]) == (
        "correction_decided", correction, "更正申请：文化程度", "已按申请更正。已核对证书。",
    )  # fmt: skip


def test_a_refusal_needs_a_reason_and_leaves_the_fact(house: House) -> None:
    member, office = house.as_("member"), house.as_("council_admin")
    correction = ask(member)
    refused(decide(office, correction, "refused"), 422, "invalid")
    assert decide(office, correction, "refused", "请先交来证书。").status_code == 200
    assert facts(office, member)["education"] == ""
    assert member.get("/me/notices").json()["items"][0]["reason"] == "未予更正。请先交来证书。"


def test_values_that_can_be_no_such_fact_are_refused_at_once(house: House) -> None:
    member = house.as_("member")
    wrong = {"mobile": "12345", "birth_date": "去年", "sex": "男", "name": "?!", "party": "党" * 41}
    for field, value in wrong.items():
        answer = member.post("/me/corrections", json={**ASKED, "field": field, "value": value})
        assert answer.status_code == 422, (field, answer.text)
        assert answer.json()["errors"][0]["where"] == "value"
    answer = member.post("/me/corrections", json={**ASKED, "field": "name", "value": "李测试"})
    assert answer.json()["errors"][0]["word"] == "same"
    assert member.get("/me/corrections").json()["items"] == []


def test_one_request_per_fact_waits_and_may_be_taken_back(house: House) -> None:
    member, stranger = house.as_("member"), house.seat("member", member_id=house.member("孙二"))
    first = ask(member)
    refused(member.post("/me/corrections", json={**ASKED, "value": "大专"}), 409, "open_already")
    refused(stranger.post(f"/corrections/{first}/withdraw"), 404, "not_found")
    assert member.post(f"/corrections/{first}/withdraw").json()["state"] == "withdrawn"
    ask(member, value="大专")
    assert [row["value"] for row in member.get("/me/corrections").json()["items"]] == ["大专", "博士研究生"]
    refused(decide(house.as_("secretariat"), first), 409, "already_decided")


def test_a_fact_that_changed_meanwhile_is_not_overwritten(house: House) -> None:
    member, office = house.as_("member"), house.as_("secretariat")
    correction = ask(member)
    change(office, member.member_id, education="硕士研究生")
    assert office.get("/corrections").json()["items"][0]["changed_since"]
    refused(decide(office, correction), 409, "fact_changed")
    assert facts(office, member)["education"] == "硕士研究生"
    assert decide(office, correction, "refused", "已登记为硕士研究生，请核对。").status_code == 200


def test_a_mobile_of_somebody_else_is_refused_in_words_and_never_audited_in_clear(house: House) -> None:
    member, office = house.as_("member"), house.as_("secretariat")
    change(office, house.member("孙二"), mobile="13805730001")
    taken = ask(member, field="mobile", value="13805730001")
    answer = decide(office, taken)
    assert answer.status_code == 409 and answer.json()["detail"].startswith("不能按申请更改：")
    assert decide(office, taken, "refused", "号码有误，请核对。").status_code == 200
    right = ask(member, field="mobile", value="13805730002")
    waiting = office.get("/corrections").json()["items"][0]
    assert (waiting["now"], waiting["value"]) == ("", "13805730002")
    assert decide(office, right).json()["value"] == "138****0002"
    named = ask(member, field="name", value="李更正")
    assert decide(office, named).json()["member"] == "李更正"
    said = audited(house)
    assert "correction:decide" in said and "member:edit" in said
    assert not [word for word in ("13805730002", "李更正", "李测试", "取得学位") if word in said]


def test_nobody_decides_about_himself(house: House) -> None:
    both = house.seat("member", "secretariat", member_id=house.member("周兼任"), section_id=house.section_id)
    refused(decide(both, ask(both)), 409, "own_request")


def test_of_two_decisions_at_once_one_wins(house: House) -> None:
    member, office = house.as_("member"), house.as_("secretariat")
    correction, gate = ask(member), Barrier(2)
    answers: list[int] = []

    def go(decision: str) -> None:
        gate.wait()
        answers.append(decide(office, correction, decision, "答复。").status_code)

    both = [Thread(target=go, args=(decision,)) for decision in ("accepted", "refused")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(answers) == [200, 409]
    state = member.get("/me/corrections").json()["items"][0]["state"]
    assert (state == "accepted") == (facts(office, member)["education"] == "博士研究生")


def test_the_list_shows_what_waits_first_in_one_statement_and_goes_page_by_page(house: House) -> None:
    office = house.as_("secretariat")
    members = [house.seat("member", member_id=house.member(f"委员{nth}")) for nth in "甲乙丙丁戊"]
    asked = [ask(one) for one in members]
    for done in (asked[4], asked[1]):
        decide(office, done, "refused", "请交证书。")
    with statements(house) as sent:
        office.get("/corrections")
    assert len(sent) == 2, sent
    seen: list[str] = []
    cursor = ""
    while True:
        page = office.get(f"/corrections?limit=2{cursor}").json()
        seen += [row["id"] for row in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == [asked[nth] for nth in (3, 2, 0, 4, 1)]


def test_the_own_export_carries_the_requests_in_clear(house: House) -> None:
    member = house.as_("member")
    ask(member, field="sex", value="1")
    archive = zipfile.ZipFile(io.BytesIO(member.get("/me/export").content))
    (row,) = json.loads(archive.read("我的履职数据.json"))["更正申请"]
    assert (row["项目"], row["申请改为"], row["状态"]) == ("性别", "男", "待答复")
