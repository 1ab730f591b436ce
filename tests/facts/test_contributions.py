"""The light kinds: typed data in, declared records out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.core.ids import new_id
from app.facts.contributions.kinds import KINDS
from app.facts.contributions.service import NewContribution, add_many
from app.ledger import verification
from tests.factories.house import House
from tests.facts.pieces import (
    actor_of,
    contribution,
    refusal,
    refused,
    standing,
    verify,
    wrong,
)
from tests.statements import statements

#: Kind → data, and (fact, type, status, level, quantity) of its records, authors' first.
POSTED: dict[str, tuple[dict[str, Any], list[tuple[str, str, str, str, int]]]] = {
    "plenary_speech": (
        {"form": "oral"},
        [("speech", "oral", "", "", 1), ("plenary_speech_received", "oral", "", "", 1)],
    ),
    "research_report": (
        {"adopted_by": ["province", "county"]},
        [("research_report", "", "", "province", 1), ("research_report_received", "", "", "province", 1)],
    ),
    "history_piece": (
        {"characters": 3500},
        [("history_article", "", "", "", 1), ("history_piece_received", "", "", "", 3500)],
    ),
    "history_photos": (
        {"count": 12},
        [("contribution", "history_photos", "", "", 1), ("history_photos_received", "", "", "", 12)],
    ),
    "media_item": (
        {"outlet": "人民政协报", "level": "national"},
        [("publicity", "", "", "national", 1), ("media_item_received", "", "", "national", 1)],
    ),
    "study_note": (
        {"form": "essay"},
        [("study_note", "essay", "", "", 1), ("study_note_received", "essay", "", "", 1)],
    ),
    "books_given": ({"count": 500}, [("books_given", "", "", "", 500)]),
    "bulletin": ({"number": 12}, [("bulletin", "", "", "", 1)]),
    "document": ({"type": "special_report"}, [("document", "special_report", "", "", 1)]),
    "instruction": (
        {"level": "province", "count": 2, "text": "阅"},
        [("instruction", "", "", "province", 2)],
    ),
    "hearing": ({}, [("hearing", "", "", "", 1)]),
    "oversight_letter": ({"number": "1", "to": "城管"}, [("oversight_letter", "", "", "", 1)]),
    "special_oversight": ({"topic": "垃圾分类"}, [("special_oversight", "", "", "", 1)]),
    "face_to_face_views": ({"count": 71600, "source": "传媒"}, [("face_to_face_views", "", "", "", 71600)]),
    "grant": ({"person_times": 20, "amount_fen": 600000}, [("grant", "", "", "", 600000)]),
    "regulation": ({"adopted_by": "主席会议"}, [("regulation", "", "", "", 1)]),
    "honour": (
        {"by": "嘉兴市政协", "level": "prefecture", "year": 2022, "area": "opinion", "rank": "first"},
        [("honour", "opinion", "first", "prefecture", 1)],
    ),
    "salon_rating": (
        {"level": "province", "stars": 4, "year": 2022},
        [("group_fact", "salon_rating", "", "province", 1), ("salon_rating", "", "", "province", 1)],
    ),
    "member_award": (
        {"by": "市委", "level": "county", "year": 2022},
        [("award", "", "other", "county", 1), ("member_award_received", "", "other", "county", 1)],
    ),
    "venue_note": (
        {"visitors": 7},
        [("group_fact", "venue_note", "", "", 1), ("venue_note", "", "", "", 1)],
    ),
    "contact": (
        {"counterpart": "民建", "form": "visit"},
        [("contribution", "contact", "", "", 1), ("contact_received", "", "", "", 1)],
    ),
    "charity": (
        {"form": "donation", "amount_fen": 100},
        [("charity", "donation", "", "", 1), ("charity_received", "donation", "", "", 1)],
    ),
    "special_task": (
        {"task": "epidemic"},
        [
            ("special_task", "epidemic", "", "county", 1),
            ("special_task_received", "epidemic", "", "county", 1),
        ],
    ),
    "training_record": ({"completeness": "full"}, [("training", "full", "present", "county", 1)]),
    "assessed": ({"item": "own_job", "points": "7.5"}, [("assessed", "", "", "", 1)]),
    "checklist": ({"met": ["l1", "r2"]}, [("group_fact", "checklist", "", "", 1)]),
}


@pytest.mark.parametrize("kind", sorted(POSTED))
def test_each_kind_posts_what_it_declares(house: House, kind: str) -> None:
    data, expected = POSTED[kind]
    subjects = KINDS[kind].subjects
    subject: dict[str, str] = {}
    if "member" in subjects:
        subject = {"member_id": house.member("许一")}
    elif "council" not in subjects or kind == "venue_note":
        subject = {"unit_id": house.unit("venue", "健康家园")}
    made = contribution(house, house.as_("secretariat"), kind, data, **subject)
    verify(house, made["id"])
    names = ("fact", "type", "status", "level", "quantity")
    found = standing(house, made["id"])
    assert [tuple(line[name] for name in names) for line in found] == expected
    if len(found) == 2:
        assert found[1]["member_id"] is None and found[1]["unit_id"] is None


def test_every_kind_is_tried() -> None:
    assert set(POSTED) | {"suggestion", "party_link"} == set(KINDS)


def test_every_author_of_a_report_gets_a_record_and_the_report_is_counted_once(house: House) -> None:
    one, two = house.member("何一"), house.member("吕二")
    clerk = house.as_("section_clerk")
    made = contribution(house, clerk, "research_report", {}, member_id=one, others=[two])
    verify(house, made["id"])
    assert [(line["fact"], line["member_id"], line["role"]) for line in standing(house, made["id"])] == [
        ("research_report", one, "author"),
        ("research_report", two, "author"),
        ("research_report_received", None, ""),
    ]


def test_a_coauthor_named_by_a_member_accepts_first(house: House) -> None:
    other = house.member("施一")
    member = house.as_("member")
    made = contribution(house, member, "research_report", {}, others=[other])
    assert made["shares"][1] == {
        "member_id": other,
        "name": "施一",
        "role": "cosigner",
        "state": "pending",
    }
    verify(house, made["id"])
    assert [line["member_id"] for line in standing(house, made["id"])] == [member.member_id, None]


def test_a_history_piece_may_have_an_author_from_outside(house: House) -> None:
    data = {"characters": 4000, "outside_author": "张老先生"}
    made = contribution(house, house.as_("section_clerk"), "history_piece", data)
    verify(house, made["id"])
    (piece,) = standing(house, made["id"])
    assert (piece["fact"], piece["quantity"]) == ("history_piece_received", 4000)
    assert "张老先生" not in str(piece["attrs"])


def test_a_suggestion_carries_its_activity_and_is_followed_up(house: House) -> None:
    activity = house.as_("section_clerk").post(
        "/activities",
        json={
            "title": "请你来协商", "kind": "consultation", "series": ["come_and_consult", "livelihood_hall"],
            "consultation": True, "due": {"rule": "members", "member_ids": [house.member("孔一")]},
            "sittings": [{"starts_at": "2022-05-10T09:00:00+08:00", "ends_at": "2022-05-10T11:00:00+08:00"}],
        },
    ).json()  # fmt: skip
    data = {"from_activity": activity["id"], "text": "增加停车位。"}
    made = contribution(house, house.as_("section_clerk"), "suggestion", data)
    verify(house, made["id"])
    (piece,) = standing(house, made["id"])
    assert (piece["fact"], piece["status"]) == ("suggestion_received", "issued")
    assert piece["attrs"]["series"] == ["come_and_consult", "livelihood_hall"]
    assert (piece["attrs"]["from_kind"], piece["attrs"]["from_consultation"]) == ("consultation", True)
    path = f"/contributions/{made['id']}/follow-up"
    refused(house.as_("member").post(path, json={"state": "done"}), 403, "forbidden")
    done = house.as_("secretariat").post(path, json={"state": "done", "reply": "已增设 40 个。"})
    assert done.json()["data"]["state"] == "done"
    assert [line["status"] for line in standing(house, made["id"])] == ["done"]
    award = contribution(house, house.as_("section_clerk"), "hearing", {})
    answer = house.as_("secretariat").post(f"/contributions/{award['id']}/follow-up", json={"state": "done"})
    refused(answer, 409, "not_a_suggestion")


def test_wrong_data_is_named_by_field(house: House) -> None:
    clerk = house.as_("section_clerk")
    body = {"title": "题", "occurred_on": "2022-05-10", "section_id": house.section_id}

    def answer(kind: str, data: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
        return wrong(clerk.post("/contributions", json={**body, "kind": kind, "data": data, **more}))

    assert answer("bulletin", {"number": "abc", "likes": 7}) == [
        ("bulletin.data.number", "int_parsing"),
        ("bulletin.data.likes", "extra_forbidden"),
    ]
    assert answer("grant", {"person_times": 0}) == [
        ("grant.data.person_times", "greater_than_equal"),
        ("grant.data.amount_fen", "missing"),
    ]
    assert answer("minutes_online", {}) == [("body", "union_tag_invalid")]
    assert answer("hearing", {}, member_id=house.member("曹一")) == [("member_id", "wrong_subject")]
    assert answer("study_note", {"form": "note"}) == [("member_id", "wrong_subject")]
    assert answer("suggestion", {"from_activity": new_id(), "text": "文"}) == [
        ("data.from_activity", "unknown")
    ]


def test_only_the_secretariat_enters_assessed_points(house: House) -> None:
    body: dict[str, Any] = {
        "kind": "assessed", "title": "本职工作", "occurred_on": "2022-05-10", "section_id": house.section_id,
        "member_id": house.member("严一"), "data": {"item": "own_job", "points": "7.5"},
    }  # fmt: skip
    refused(house.as_("section_clerk").post("/contributions", json=body), 403, "office_only")
    own = {**body, "member_id": house.as_("member").member_id}
    refused(house.as_("member").post("/contributions", json=own), 403, "office_only")
    float_points = {**body, "data": {"item": "own_job", "points": 7.5}}
    assert wrong(house.as_("secretariat").post("/contributions", json=float_points)) == [
        ("assessed.data.points", "string_type")
    ]
    made = contribution(
        house, house.as_("secretariat"), "assessed", body["data"], member_id=body["member_id"]
    )
    verify(house, made["id"])
    assert standing(house, made["id"])[0]["attrs"] == {"item": "own_job", "points": "7.5"}


def test_the_text_of_an_instruction_is_restricted_here_too(house: House) -> None:
    data = {"level": "county", "matter": "专报第 3 期", "text": "请城建局研究。"}
    made = contribution(house, house.as_("secretariat"), "instruction", data)
    path = f"/contributions/{made['id']}"
    assert house.as_("chair").get(path).json()["data"]["text"] == data["text"]
    seen = house.as_("section_clerk").get(path)
    assert (seen.json()["data"]["text"], seen.headers["Cache-Control"]) == (None, "no-store")
    assert data["text"] not in house.as_("auditor").get("/contributions?kind=instruction").text


def test_a_contribution_changes_within_its_kind_until_verified(house: House) -> None:
    member = house.as_("member")
    made = contribution(house, member, "media_item", {"outlet": "平湖日报", "level": "county"})
    path, head = f"/contributions/{made['id']}", {"If-Match": '"1"'}
    other = {"kind": "hearing", "data": {}}
    assert wrong(member.patch(path, json=other, headers=head)) == [("kind", "kind_fixed")]
    change = {"kind": "media_item", "data": {"outlet": "浙江日报", "level": "province"}}
    assert member.patch(path, json=change, headers=head).json()["data"]["level"] == "province"
    refused(member.patch(path, json=change, headers=head), 412, "stale")
    verify(house, made["id"])
    assert standing(house, made["id"])[0]["level"] == "province"
    listed = house.as_("section_clerk").get("/contributions?kind=media_item").json()["items"]
    assert [item["kind_label"] for item in listed] == ["宣传稿件"]


def test_the_kinds_describe_themselves(house: House) -> None:
    kinds = {item["kind"]: item for item in house.as_("member").get("/contribution-kinds").json()}
    assert set(kinds) == set(KINDS)
    assert kinds["history_piece"]["label"] == "文史稿件"
    assert "characters" in kinds["history_piece"]["data_schema"]["properties"]
    measures = {"minutes", "duration", "likes", "logins", "login", "views", "steps"}
    assert not {name for kind in kinds.values() for name in kind["data_schema"]["properties"]} & measures


def test_any_number_is_added_and_verified_in_the_same_statements(house: House) -> None:
    clerk = actor_of(house, house.as_("section_clerk"), "section_clerk")
    keeper = actor_of(house, house.as_("secretariat"), "secretariat")
    member = house.member("金一")
    pair = (("history_piece", {"characters": 9}), ("plenary_speech", {"form": "oral"}))

    def work(session, count):  # type: ignore[no-untyped-def]
        news = [
            NewContribution(
                kind=kind, title="题", section_id=house.section_id, occurred_on=date(2022, 6, 1), data=data,
                member_id=member,
            )
            for kind, data in pair * count
        ]  # fmt: skip
        ids = add_many(session, clerk, news)
        assert not [v for v in verification.verify_many(session, keeper, ids) if v.word]

    counts = []
    for count in (1, 2, 50):
        with statements(house) as seen:
            house.write(work, count)
        counts.append(len(seen))
    assert counts[1] == counts[2] <= 25, counts


def test_a_bulk_with_wrong_rows_names_every_one_and_writes_none(house: House) -> None:
    clerk = actor_of(house, house.as_("section_clerk"), "section_clerk")
    day = date(2022, 6, 1)
    news = [
        NewContribution("bulletin", "题", house.section_id, day, {"number": 1}),
        NewContribution("bulletin", "题", house.section_id, day, {"number": 0}),
        NewContribution("minutes", "题", house.section_id, day, {}),
    ]
    problem = refusal(house.write, add_many, clerk, news)
    assert [(e.where, e.word) for e in problem.errors] == [
        ("[1].data.number", "greater_than_equal"),
        ("[2].kind", "unknown_kind"),
    ]
    assert house.as_("section_clerk").get("/contributions").json()["items"] == []
