"""Feedback reaches the council's office and comes back answered."""

from __future__ import annotations

from tests.factories.house import House
from tests.facts.pieces import refused

SAID = {"text": "日程页上看不到会场的详细地址。", "page": "/activities", "client": "0.3.0"}


def test_a_member_writes_and_the_office_answers_once(house: House) -> None:
    member, office = house.as_("member"), house.as_("secretariat")
    sent = member.post("/me/feedback", json=SAID)
    assert sent.status_code == 201, sent.text
    listed = office.get("/feedback?state=open").json()["items"]
    assert [(row["text"], row["page"], row["client"], row["sender"]) for row in listed] == [
        (SAID["text"], "/activities", "0.3.0", "member")
    ]
    where = f"/feedback/{sent.json()['id']}/answer"
    answered = office.post(where, json={"text": "已补上会场地址。"})
    assert (answered.status_code, answered.json()["answered_by"]) == (201, "secretariat")
    refused(office.post(where, json={"text": "再答一次。"}), 409, "already_answered")
    mine = member.get("/me/feedback").json()["items"]
    assert [(row["state"], row["answer"]) for row in mine] == [("answered", "已补上会场地址。")]
    assert office.get("/feedback?state=open").json()["items"] == []
    assert len(office.get("/feedback?state=answered").json()["items"]) == 1


def test_a_message_sent_twice_under_one_key_is_kept_once(house: House) -> None:
    member, key = house.as_("member"), {"Idempotency-Key": "feedback-key-1"}
    first = member.post("/me/feedback", json=SAID, headers=key)
    again = member.post("/me/feedback", json=SAID, headers=key)
    assert first.json()["id"] == again.json()["id"]
    assert len(member.get("/me/feedback").json()["items"]) == 1


def test_nobody_reads_another_seats_feedback_but_the_office(house: House) -> None:
    house.as_("member").post("/me/feedback", json=SAID)
    clerk = house.as_("section_clerk")
    assert clerk.get("/me/feedback").json()["items"] == []
    refused(clerk.get("/feedback"), 403, "forbidden")
    stranger = House(house.db, house.client)
    assert stranger.as_("secretariat").get("/feedback").json()["items"] == []


def test_a_long_list_goes_page_by_page_newest_first(house: House) -> None:
    member, office = house.as_("member"), house.as_("council_admin")
    for number in range(5):
        member.post("/me/feedback", json={"text": f"第 {number} 条"})
    seen: list[str] = []
    cursor = ""
    while True:
        page = office.get(f"/feedback?limit=2{cursor}").json()
        seen += [row["text"] for row in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == [f"第 {number} 条" for number in reversed(range(5))]
