"""A statement is written from records on two devices, reviewed, presented, filed."""

from __future__ import annotations

import io
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from docx import Document

from app.core import clock
from app.facts.statements import reminding
from tests.factories.house import Caller, House
from tests.flow.test_roll_to_dossier import convene
from tests.standings.pledging import living, refused
from tests.standings.test_pledges import verified
from tests.statements import statements

HEADINGS = [
    {"id": "meetings", "title": "参会履职", "about": ["meetings"]},
    {"id": "advice", "title": "建言资政", "about": ["proposals", "contacts"]},
    {"id": "next", "title": "不足与打算"},
]


def opened(house: House, *members: str, **more: Any) -> dict[str, Any]:
    """Open a round for members who sit on the Standing Committee, and for those named."""
    today = clock.today()
    body = {
        "year": today.year, "title": f"{today.year} 年度常委述职", "as_of": str(today), "due_on": str(today),
        "document": {"headings": HEADINGS, "longest": 200}, "others": list(members), **more,
    }  # fmt: skip
    answer = house.as_("secretariat").post("/statement-rounds", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def saved(member: Caller, statement: str, number: int, **parts: str) -> Any:
    """Save a version written on the version ``number``."""
    body = {"parts": parts, "device": "手机"}
    return member.put(f"/statements/{statement}/text", json=body, headers={"If-Match": f'"{number}"'})


def mine(member: Caller) -> str:
    """Return the id of the member's only statement."""
    return str(member.get("/me/statements").json()[0]["id"])


def test_a_statement_from_draft_to_ledger(house: House) -> None:
    member, clerk, office = house.as_("member"), house.as_("section_clerk"), house.as_("secretariat")
    lazy = house.member("赵常委", standing=True)
    round_ = opened(house, str(member.member_id))
    assert (round_["statements"], round_["by_state"]) == (2, {"draft": 2})
    verified(house, member, 2)
    sitting = convene(house, [str(member.member_id), lazy])["sittings"][0]["id"]
    lines = [{"member_id": member.member_id, "status": "present"}]
    assert clerk.put(f"/sittings/{sitting}/roll", json={"lines": lines}).status_code == 200
    assert clerk.post(f"/sittings/{sitting}/close").status_code == 200
    id_ = mine(member)
    draft = member.get(f"/statements/{id_}").json()
    numbers = {one["key"]: one for part in draft["sentences"] for one in part["numbers"]}
    records = member.get("/me/dossier").json()["records"]
    assert numbers["opinions"]["value"] == 2 and numbers["meetings_attended"]["value"] == 1
    for one in numbers.values():
        assert len(one["record_ids"]) == one["value"]
        assert set(one["record_ids"]) <= {each["id"] for each in records}
    refused(member.post(f"/statements/{id_}/submit", headers={"If-Match": '"0"'}), 422)
    assert saved(member, id_, 0, meetings="带头参会。").json()["number"] == 1
    claim = member.get(f"/statements/{id_}").json()["claim_id"]
    refused(member.post(f"/claims/{claim}/submit"), 409, "own_way")
    assert member.post(f"/statements/{id_}/submit", headers={"If-Match": '"1"'}).status_code == 200
    refused(clerk.post(f"/claims/{claim}/verify"), 409, "statement_is_filed")
    refused(saved(member, id_, 2, meetings="再改"), 409, "illegal_transition")
    verified(house, member, 1)
    kept = clerk.get(f"/statements/{id_}").json()
    frozen = {one["key"]: one["value"] for part in kept["sentences"] for one in part["numbers"]}
    assert (kept["frozen"], frozen["opinions"], kept["may"]) == (True, 2, ["return", "accept"])
    assert clerk.post(f"/statements/{id_}/return", json={"remark": "请补充建言部分"}).status_code == 200
    again = saved(member, id_, 2, meetings="带头参会。", advice="聚焦停车难。").json()
    assert (again["remark"], again["number"]) == ("请补充建言部分", 3)
    assert member.post(f"/statements/{id_}/submit", headers={"If-Match": '"3"'}).status_code == 200
    assert clerk.post(f"/statements/{id_}/accept").status_code == 200
    said = {"presented_at": clock.now().isoformat(), "turn": 1, "meeting": "常委会会议"}
    assert clerk.post(f"/statements/{id_}/present", json=said).status_code == 200
    close = f"/statement-rounds/{round_['id']}/close"
    left = refused(office.post(close), 409, "drafts_remain")
    assert left["errors"][0]["where"] == "round" and "赵常委" in left["detail"]
    other = next(
        one["id"]
        for one in clerk.get(f"/statement-rounds/{round_['id']}/statements").json()
        if one["member_id"] == lazy
    )
    assert clerk.post(f"/statements/{other}/excuse", json={"reason": "长期病假"}).status_code == 200
    assert office.post(close).json()["state"] == "closed"
    assert clerk.post(f"/statements/{id_}/file").json()["state"] == "filed"
    records = member.get("/me/dossier").json()["records"]
    assert [one["fact"] for one in records].count("duty_report") == 1


def test_two_devices_lose_nothing(house: House) -> None:
    member = house.as_("member")
    opened(house, str(member.member_id))
    id_ = mine(member)
    assert saved(member, id_, 0, meetings="手机上写的。").status_code == 200
    late = refused(saved(member, id_, 0, meetings="电脑上写的。"), 412, "stale")
    assert (late["number"], late["parts"], late["device"]) == (1, {"meetings": "手机上写的。"}, "手机")
    assert saved(member, id_, 1, meetings="手机上写的。电脑上写的。").status_code == 200
    kept = member.get(f"/statements/{id_}/texts").json()
    assert [one["number"] for one in kept] == [2, 1]


def test_the_paper_carries_the_numbers_of_the_page(house: House) -> None:
    member = house.as_("member")
    opened(house, str(member.member_id))
    verified(house, member, 3)
    id_ = mine(member)
    assert saved(member, id_, 0, next="多走访。").status_code == 200
    shown = member.get(f"/statements/{id_}").json()
    paper = Document(io.BytesIO(member.get(f"/statements/{id_}/paper.docx").content))
    lines = [one.text for one in paper.paragraphs]
    assert lines[2] == "一、参会履职" and "多走访。" in lines
    archive = member.get(f"/statements/{id_}/paper.pdf")
    assert archive.headers["content-type"] == "application/pdf" and archive.content.startswith(b"%PDF-")
    written = [
        int(one) for line in lines if line.startswith("一年来") for one in re.findall(r" (\d+) ", line)
    ]
    assert written == [one["value"] for part in shown["sentences"] for one in part["numbers"]]


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"due_on": "2022-01-01"}, "due_on"),
        ({"document": {"headings": [HEADINGS[0], HEADINGS[0]]}}, "document.headings[1].id"),
    ],
)
def test_a_round_names_every_wrong_field(house: House, more: dict[str, Any], where: str) -> None:
    today = clock.today()
    body = {
        "year": today.year, "title": "述职", "as_of": str(today), "due_on": str(today),
        "document": {"headings": HEADINGS}, **more,
    }  # fmt: skip
    answer = house.as_("secretariat").post("/statement-rounds", json=body)
    assert [one["where"] for one in refused(answer, 422)["errors"]] == [where]


def test_a_statement_in_a_closed_round_is_refused_by_name(house: House) -> None:
    member, office = house.as_("member"), house.as_("secretariat")
    round_ = opened(house, str(member.member_id))
    id_ = mine(member)
    refused(saved(member, id_, 0, nothing="x"), 422)
    refused(saved(member, id_, 0, meetings="长" * 201), 422)
    assert office.post(f"/statements/{id_}/excuse", json={"reason": "长期病假"}).status_code == 200
    assert office.post(f"/statement-rounds/{round_['id']}/close").status_code == 200
    late = refused(saved(member, id_, 0, meetings="晚了。"), 409, "round_closed")
    assert late["errors"][0]["where"] == "round"
    refused(office.post(f"/statement-rounds/{round_['id']}/close"), 409, "round_closed")


#: Written from what ought to be: state → the acts that it allows; anything else is a 409.
ALLOWED = {
    "draft": {"write", "submit", "excuse"},
    "submitted": {"return", "accept"},
    "returned": {"write", "submit", "excuse"},
    "accepted": {"return", "present", "file"},
    "presented": {"file"},
    "filed": set(),
}
ROAD = ("write", "submit", "return", "submit", "accept", "present", "file")


def acts(house: House, id_: str) -> dict[str, Any]:
    """Return act → what sends it, on the newest version."""
    member, clerk = house.as_("member"), house.as_("section_clerk")
    path = f"/statements/{id_}"
    number = member.get(path).json()["number"]
    version = {"If-Match": f'"{number}"'}
    said = {"presented_at": clock.now().isoformat(), "turn": 1, "meeting": "常委会会议"}
    return {
        "write": lambda: saved(member, id_, number, meetings="带头参会。"),
        "submit": lambda: member.post(f"{path}/submit", headers=version),
        "excuse": lambda: clerk.post(f"{path}/excuse", json={"reason": "长期病假"}),
        "return": lambda: clerk.post(f"{path}/return", json={"remark": "请补充"}),
        "accept": lambda: clerk.post(f"{path}/accept"),
        "present": lambda: clerk.post(f"{path}/present", json=said),
        "file": lambda: clerk.post(f"{path}/file"),
    }


def test_every_act_in_every_state_is_done_or_refused_without_a_trace(house: House) -> None:
    member, auditor = house.as_("member"), house.as_("auditor")
    opened(house, str(member.member_id))
    id_, seen = mine(member), set()

    def trace() -> Any:
        return member.get(f"/statements/{id_}").json(), auditor.get("/audit/head").json()["seq"]

    for following in (*ROAD, ""):
        state = member.get(f"/statements/{id_}").json()["state"]
        for act, send in acts(house, id_).items():
            if act in ALLOWED[state]:
                continue
            before = trace()
            refused(send(), 409, "illegal_transition")
            assert trace() == before, (state, act)
            seen.add((state, act))
        if following:
            assert following in ALLOWED[state]
            assert acts(house, id_)[following]().status_code == 200
    assert member.get(f"/statements/{id_}").json()["state"] == "filed"
    assert len(seen) == sum(7 - len(allowed) for allowed in ALLOWED.values())


def test_who_has_not_handed_in_is_reminded_once_a_day_and_told_what_became_of_it(house: House) -> None:
    member, office = house.as_("member"), house.as_("secretariat")
    away = house.member("赵常委", standing=True)
    round_ = opened(house, str(member.member_id))
    remind, id_ = f"/statement-rounds/{round_['id']}/remind", mine(member)
    assert told(member) == ("statement_to_write", id_)
    other = next(
        one["id"]
        for one in office.get(f"/statement-rounds/{round_['id']}/statements").json()
        if one["member_id"] == away
    )
    assert office.post(f"/statements/{other}/excuse", json={"reason": "长期病假"}).status_code == 200
    assert office.post(remind).json()["reminded_at"] is not None
    refused(office.post(remind), 409, "reminded_today")
    assert told(member) == ("statement_due", id_)
    assert saved(member, id_, 0, meetings="带头参会。").status_code == 200
    assert member.post(f"/statements/{id_}/submit", headers={"If-Match": '"1"'}).status_code == 200
    assert notices(member)["items"] == []
    assert office.post(f"/statements/{id_}/return", json={"remark": "请补充建言部分"}).status_code == 200
    assert told(member) == ("statement_returned", id_)
    assert "请补充建言部分" in notices(member)["items"][0]["reason"]
    assert member.post(f"/statements/{id_}/submit", headers={"If-Match": '"2"'}).status_code == 200
    assert office.post(f"/statements/{id_}/accept").status_code == 200
    assert told(member) == ("statement_accepted", id_)
    with living(house, clock.today() + timedelta(days=1), office):
        refused(office.post(remind), 409, "all_submitted")


def test_the_clock_reminds_of_a_round_once_some_days_before(house: House) -> None:
    member, admin = house.as_("member"), house.as_("council_admin")
    due = clock.today() + timedelta(days=2)
    made = opened(house, str(member.member_id), due_on=str(due))
    for version, days, waiting in ((1, 1, []), (2, 2, [made["id"]])):
        settings = {"settings": {"remind_days": days}}
        answer = admin.patch("/council", json=settings, headers={"If-Match": f'"{version}"'})
        assert answer.status_code == 200
        noon = datetime.combine(clock.today(), datetime.min.time(), clock.BEIJING) + timedelta(hours=12)
        with time_machine.travel(noon):
            assert house.read(reminding.waiting) == waiting
    with time_machine.travel(noon):
        assert house.write(reminding.remind_by_clock, made["id"]) == 1
        assert house.read(reminding.waiting) == []
    assert told(member)[0] == "statement_due"


def told(member: Caller) -> tuple[str, str]:
    """Return the kind and the object of the member's only notice."""
    (one,) = notices(member)["items"]
    return one["kind"], one["object_id"]


def notices(member: Caller) -> dict[str, Any]:
    """Return the member's notices."""
    return dict(member.get("/me/notices").json())


def test_rounds_and_statements_take_the_same_questions_however_many_they_are(house: House) -> None:
    member, office = house.as_("member"), house.as_("secretariat")
    one = opened(house, str(member.member_id))
    more = [house.member(f"委员{number}") for number in range(4)]
    past = {
        "year": one["year"] - 1,
        "as_of": f"{one['year'] - 1}-12-01",
        "due_on": f"{one['year'] - 1}-12-20",
    }
    many = opened(house, str(member.member_id), *more, **past)
    counts = []
    for round_ in (one, many):
        with statements(house) as seen:
            lines = office.get(f"/statement-rounds/{round_['id']}/statements").json()
        counts.append((len(lines), len(seen)))
    assert counts == [(1, 4), (5, 4)]
    verified(house, member, 3)
    id_ = next(line["id"] for line in member.get("/me/statements").json() if line["year"] == one["year"])
    with statements(house) as seen:
        assert len(member.get(f"/statements/{id_}").json()["records"]) == 3
    assert len(seen) == 6
