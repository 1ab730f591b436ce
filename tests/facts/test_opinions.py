"""Opinions: adopted by level, instructed, corrected in the ledger."""

from __future__ import annotations

from datetime import date, timedelta

from app.core import clock
from app.facts.opinions.service import NewAdoption, NewInstruction, NewOpinion, add_many
from app.ledger import outcomes, verification
from tests.factories.house import House
from tests.facts.pieces import (
    actor_of,
    lines,
    opinion,
    refused,
    standing,
    verify,
    wrong,
)
from tests.statements import statements


def adoption(level: str, **more: str) -> dict[str, str]:
    return {"level": level, "adopted_on": "2022-06-01", **more}


def test_an_opinion_posts_about_its_author_and_the_piece(house: House) -> None:
    member = house.as_("member")
    made = opinion(house, member, topic="环保", urgent=True)
    verify(house, made["id"])
    own, piece = standing(house, made["id"])
    assert (own["fact"], own["role"], own["level"], own["member_id"]) == (
        "opinion",
        "author",
        "",
        member.member_id,
    )
    assert own["attrs"] == {"adopted": [], "instructed": [], "urgent": True}
    assert (piece["fact"], piece["member_id"], piece["level"]) == ("opinion_received", None, "")


def test_an_opinion_of_a_group_is_about_the_group(house: House) -> None:
    sector = house.unit("sector", "民建")
    made = opinion(house, house.as_("section_clerk"), unit_id=sector)
    verify(house, made["id"])
    assert [(line["fact"], line["unit_id"]) for line in standing(house, made["id"])] == [
        ("opinion", sector),
        ("opinion_received", None),
    ]


def test_many_adoptions_give_one_record_at_the_highest_level(house: House) -> None:
    office = house.as_("secretariat")
    made, other = opinion(house, house.as_("member")), opinion(house, house.as_("member"))
    verify(house, made["id"])
    verify(house, other["id"])
    path = f"/opinions/{made['id']}/adoptions"
    for level in ("province", "county", "province"):
        answer = office.post(path, json=adoption(level, carrier="专报"))
        assert answer.status_code == 200, answer.text
    assert answer.json()["adopted"] == ["county", "province"]
    assert len(answer.json()["adoptions"]) == 3
    own, piece = standing(house, made["id"])
    assert own["level"] == piece["level"] == "province"
    assert own["attrs"]["adopted"] == ["county", "province"]
    assert len(lines(house, made["id"])) == 2 + 4 + 4, "the third adoption changes no record"
    assert len(lines(house, other["id"])) == 2


def test_the_text_of_an_instruction_is_for_secretariat_and_chair(house: House) -> None:
    member, office = house.as_("member"), house.as_("secretariat")
    made = opinion(house, member)
    verify(house, made["id"])
    path = f"/opinions/{made['id']}"
    body = {"level": "province", "instructed_on": "2022-07-01", "text": "请省级有关部门阅研。"}
    refused(member.post(path + "/instructions", json=body), 403, "forbidden")
    answer = office.post(path + "/instructions", json=body)
    assert answer.json()["instructions"][0]["text"] == body["text"]
    assert answer.headers["Cache-Control"] == "no-store"
    for reader, shown in ((office, body["text"]), (house.as_("chair"), body["text"]), (member, None)):
        seen = reader.get(path).json()
        assert (seen["instructed"], seen["instructions"][0]["text"]) == (["province"], shown)
    assert house.as_("auditor").get(path).json()["instructions"][0]["text"] is None
    assert standing(house, made["id"])[0]["attrs"]["instructed"] == ["province"]
    assert body["text"] not in house.as_("auditor").get("/ledger").text


def test_only_the_office_records_adoptions_and_only_of_the_past(house: House) -> None:
    made = opinion(house, house.as_("member"))
    path = f"/opinions/{made['id']}/adoptions"
    refused(house.as_("member").post(path, json=adoption("county")), 403, "forbidden")
    later = (clock.today() + timedelta(days=1)).isoformat()
    answer = house.as_("secretariat").post(path, json={"level": "county", "adopted_on": later})
    assert wrong(answer) == [("adopted_on", "future")]
    answer = house.as_("secretariat").post(path, json={**adoption("moon"), "points": 3})
    assert sorted(wrong(answer)) == [("level", "literal_error"), ("points", "extra_forbidden")]
    draft = opinion(house, house.as_("section_clerk"), draft=True, member_id=house.member("秦一"))
    refused(
        house.as_("secretariat").post(f"/opinions/{draft['id']}/adoptions", json=adoption("county")),
        404,
        "not_found",
    )


def test_an_opinion_is_no_proposal(house: House) -> None:
    made = opinion(house, house.as_("member"))
    refused(house.as_("member").get(f"/proposals/{made['id']}"), 404, "not_found")
    refused(
        house.as_("secretariat").post(f"/proposals/{made['id']}/filing", json={"filing": "filed"}),
        404,
        "not_found",
    )


def test_an_author_changes_an_opinion_until_it_is_verified(house: House) -> None:
    member = house.as_("member")
    made = opinion(house, member)
    path, head = f"/opinions/{made['id']}", {"If-Match": '"1"'}
    assert member.patch(path, json={"body": "新情况。"}, headers=head).json()["body"] == "新情况。"
    assert wrong(member.patch(path, json={"level": "national"}, headers=head)) == [
        ("level", "extra_forbidden")
    ]
    refused(
        house.as_("chair").patch(path, json={"body": "改"}, headers={"If-Match": '"2"'}), 403, "forbidden"
    )
    listed = member.get("/opinions?state=submitted").json()["items"]
    assert [item["id"] for item in listed] == [made["id"]]


def test_any_number_is_added_with_its_fate_in_the_same_statements(house: House) -> None:
    clerk = actor_of(house, house.as_("section_clerk"), "section_clerk")
    keeper = actor_of(house, house.as_("secretariat"), "secretariat")
    member, day = house.member("尤一"), date(2022, 6, 1)

    def work(session, count):  # type: ignore[no-untyped-def]
        news = [
            NewOpinion(
                title=f"第{n}篇", body="文", section_id=house.section_id, occurred_on=day, member_id=member,
                shares=((member, "author"),),
                adoptions=(NewAdoption("county", day), NewAdoption("national", day)),
            )
            for n in range(count)
        ]  # fmt: skip
        ids = add_many(session, clerk, news)
        assert not [v for v in verification.verify_many(session, keeper, ids) if v.word]
        said = [(id_, NewInstruction("province", day)) for id_ in ids]
        assert outcomes.set_many(session, keeper, instructions=said, reason="批示") == 4 * count
        return ids

    counts = []
    for count in (1, 2, 60):
        with statements(house) as seen:
            ids = house.write(work, count)
        counts.append(len(seen))
    assert counts[1] == counts[2] <= 45, counts
    assert {line["level"] for line in standing(house, ids[-1])} == {"national"}


def test_a_page_of_opinions_takes_a_fixed_number_of_statements(house: House) -> None:
    office = house.as_("secretariat")
    counts = []
    for _ in range(3):
        made = opinion(house, house.as_("member"))
        office.post(f"/opinions/{made['id']}/adoptions", json=adoption("county"))
        with statements(house) as seen:
            assert office.get("/opinions").status_code == 200
        counts.append(len(seen))
    assert counts == [5, 5, 5], "actor, page, adoptions, instructions, shares"
