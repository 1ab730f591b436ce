"""The inbox: whose it is, what is doubtful, in how many statements."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.core import clock
from app.views.inbox.near import nearest
from tests.factories.house import House
from tests.facts.pieces import contribution, opinion, proposal, verify
from tests.statements import statements


def test_what_waits_is_shown_oldest_first_with_its_member_and_its_hints(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    first = opinion(house, member, title="关于农贸市场周边停车难的反映")
    second = proposal(house, member, title="关于养老服务的建议")
    rows = clerk.get("/inbox").json()["items"]
    assert [row["id"] for row in rows] == [first["id"], second["id"]]
    assert (rows[0]["subject"], rows[0]["section"], rows[0]["refusal"]) == ("李测试", "提案委办公室", "")
    assert {hint["word"]: hint["good"] for hint in rows[0]["hints"]} == {"attachment": False, "date": True}


def test_the_counts_are_those_of_the_own_section(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    verify(house, opinion(house, member)["id"])
    back = proposal(house, member)["id"]
    clerk.post(f"/claims/{back}/return", json={"reason": "缺少签名"})
    contribution(house, member, "research_report", {})
    opinion(house, member, section_id=house.other_section_id)
    assert clerk.get("/inbox/counts").json() == {"submitted": 1, "returned": 1, "verified": 1}
    assert house.as_("secretariat").get("/inbox/counts").json()["submitted"] == 2
    only = f"/inbox/counts?section_id={house.other_section_id}"
    assert house.as_("secretariat").get(only).json()["submitted"] == 1
    assert clerk.get(only).json()["submitted"] == 0
    assert [row["id"] for row in clerk.get("/inbox?state=returned").json()["items"]] == [back]
    assert len(clerk.get("/inbox?state=verified").json()["items"]) == 1


def test_a_near_title_is_pointed_at_and_a_far_one_is_not(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    known = opinion(house, member, title="关于农贸市场周边停车难问题的反映")
    verify(house, known["id"])
    near = opinion(house, member, title="农贸市场周边停车难")
    far = opinion(house, member, title="关于老旧小区加装电梯的反映")
    rows = {row["id"]: row for row in clerk.get("/inbox").json()["items"]}
    twin = rows[near["id"]]["hints"][0]
    assert (twin["word"], twin["good"], twin["claim_id"]) == ("duplicate", False, known["id"])
    assert "李测试" in twin["sentence"]
    assert "duplicate" not in {hint["word"] for hint in rows[far["id"]]["hints"]}


def test_a_draft_of_somebody_else_is_never_pointed_at(house: House) -> None:
    member = house.as_("member")
    opinion(house, member, title="关于农贸市场周边停车难的反映", draft=True)
    opinion(house, member, title="农贸市场周边停车难")
    rows = house.as_("section_clerk").get("/inbox").json()["items"]
    assert [hint["word"] for row in rows for hint in row["hints"]].count("duplicate") == 0


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("关于停车难的建议", "关于停车难的提案", True),
        ("关于老旧小区停车的建议", "关于老旧小区电梯的建议", False),
        ("停车", "养老", False),
        ("A", "A", True),
    ],
)
def test_titles_are_near_when_their_middles_are(one: str, other: str, near: bool) -> None:
    assert bool(nearest([("1", one)], [("1", one), ("2", other)])) is near


def test_one_cannot_verify_what_one_entered_and_reads_why(house: House) -> None:
    clerk = house.as_("section_clerk")
    opinion(house, clerk, member_id=house.member("钱代报"))
    row = clerk.get("/inbox").json()["items"][0]
    assert (row["subject"], row["refusal"]) == ("钱代报", "不能核实自己填报的记录，请由其他人核实。")


def test_every_part_of_the_inbox_pages_without_gap_or_repeat(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    made = [opinion(house, member, title=f"第{n}件事")["id"] for n in range(5)]
    for state in ("submitted", "verified"):
        seen: list[str] = []
        cursor = ""
        while cursor is not None:
            page = clerk.get(f"/inbox?state={state}&limit=2" + (f"&cursor={cursor}" if cursor else "")).json()
            seen += [row["id"] for row in page["items"]]
            cursor = page["next"]
        assert seen == (made if state == "submitted" else made[::-1])
        for claim_id in made if state == "submitted" else []:
            verify(house, claim_id)


def test_the_inbox_takes_the_same_statements_however_long_it_is(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    counted = []
    for _ in range(2):
        for _ in range(4):
            opinion(house, member, title="关于停车难的建议")
        with statements(house) as seen:
            assert clerk.get("/inbox").status_code == 200
        counted.append(len(seen))
    assert counted[0] == counted[1] <= 10


def test_the_course_names_every_act_and_hides_staff_from_members(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    made = opinion(house, member)
    clerk.post(f"/claims/{made['id']}/return", json={"reason": "请补充"})
    member.post(f"/claims/{made['id']}/submit")
    clerk.post("/verifications", json={"claim_ids": [made["id"]]})
    steps = clerk.get(f"/claims/{made['id']}/course").json()
    assert [s["action"] for s in steps] == ["claim:open", "claim:return", "claim:submit", "claim:verify"]
    assert [s["by"] for s in steps] == ["member", "section_clerk", "member", "section_clerk"]
    own = member.get(f"/claims/{made['id']}/course").json()
    assert [s["by"] for s in own] == ["member", "", "member", ""]


def test_the_wait_is_counted_from_the_last_handing_in(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    made = opinion(house, member, draft=True)
    before = clock.now()
    member.post(f"/claims/{made['id']}/submit")
    since = clerk.get("/inbox").json()["items"][0]["since"]
    assert before - timedelta(seconds=1) <= datetime.fromisoformat(since)
