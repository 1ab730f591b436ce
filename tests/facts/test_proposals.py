"""Proposals: handed in, verified into records, corrected by what became of them."""

from __future__ import annotations

from datetime import date, timedelta

from app.core import clock
from app.facts.proposals.service import NewProposal, ProposalChange, add_many
from app.ledger import outcomes, verification
from tests.factories.house import House
from tests.facts.pieces import (
    actor_of,
    lines,
    proposal,
    refusal,
    refused,
    standing,
    verify,
    wrong,
)
from tests.statements import statements


def test_a_sole_proposer_gets_one_record_and_the_piece_one(house: House) -> None:
    member = house.as_("member")
    made = proposal(house, member, livelihood=True, category="城建")
    assert (made["state"], made["member_id"], made["filing_label"]) == (
        "submitted",
        member.member_id,
        "待审查",
    )
    verify(house, made["id"])
    own, piece = standing(house, made["id"])
    assert (own["fact"], own["type"], own["role"], own["member_id"]) == (
        "proposal",
        "personal",
        "proposer",
        member.member_id,
    )
    assert (piece["fact"], piece["member_id"], piece["unit_id"]) == ("proposal_received", None, None)
    assert piece["attrs"]["category"] == "城建"
    assert piece["attrs"]["livelihood"] is True and piece["attrs"]["filed"] is False


def test_a_cosigner_who_has_not_accepted_scores_nothing(house: House) -> None:
    accepting, silent, declining = (house.member(name) for name in ("钱一", "孙二", "周三"))
    seats = {m: house.seat("member", member_id=m) for m in (accepting, silent, declining)}
    made = proposal(house, house.as_("member"), form="joint", others=[accepting, silent, declining])
    path = f"/claims/{made['id']}/participation"
    assert seats[accepting].put(path, json={"accept": True}).status_code == 200
    assert seats[declining].put(path, json={"accept": False}).status_code == 200
    refused(seats[declining].put(path, json={"accept": True}), 409, "already_answered")
    verify(house, made["id"])
    signed = {line["member_id"]: line["role"] for line in standing(house, made["id"]) if line["member_id"]}
    assert signed == {house.as_("member").member_id: "drafter", accepting: "participant"}
    assert {line["attrs"]["signers"] for line in standing(house, made["id"])} == {2}
    refused(seats[silent].put(path, json={"accept": True}), 409, "illegal_transition")


def test_the_office_enters_a_paper_proposal_with_its_signatures(house: House) -> None:
    lead, other = house.member("吴一"), house.member("郑二")
    made = proposal(house, house.as_("section_clerk"), form="joint", member_id=lead, others=[other])
    verify(house, made["id"])
    assert [(line["fact"], line["role"]) for line in standing(house, made["id"])] == [
        ("proposal", "drafter"),
        ("proposal", "participant"),
        ("proposal_received", ""),
    ]


def test_a_collective_proposal_is_about_its_group_or_the_council(house: House) -> None:
    sector = house.unit("sector", "教育界")
    clerk = house.as_("section_clerk")
    of_group = proposal(house, clerk, form="collective", unit_id=sector)
    of_council = proposal(house, clerk, form="collective")
    for made in (of_group, of_council):
        verify(house, made["id"])
    assert [line["unit_id"] for line in standing(house, of_group["id"])] == [sector, None]
    assert [line["fact"] for line in standing(house, of_council["id"])] == ["proposal_received"]


def test_a_member_hands_in_only_for_oneself(house: House) -> None:
    body = {"title": "题", "occurred_on": "2022-05-10", "section_id": house.section_id, "body": "文"}
    other = house.member("冯一")
    refused(house.as_("member").post("/proposals", json={**body, "member_id": other}), 403, "not_own")
    refused(house.as_("auditor").post("/proposals", json=body), 403, "forbidden")
    elsewhere = {**body, "member_id": other, "section_id": house.other_section_id}
    refused(house.as_("section_clerk").post("/proposals", json=elsewhere), 403, "not_organiser")


def test_wrong_input_is_named_all_at_once(house: House) -> None:
    member = house.as_("member")
    body = {"title": "题", "occurred_on": "2022-05-10", "section_id": house.section_id, "body": "文"}
    assert wrong(member.post("/proposals", json={**body, "score": 99})) == [("score", "extra_forbidden")]
    future = (clock.today() + timedelta(days=1)).isoformat()
    nowhere = {"title": "题", "body": "文", "occurred_on": future}
    assert wrong(member.post("/proposals", json=nowhere)) == [
        ("section_id", "missing"),
        ("occurred_on", "future"),
    ]
    own = {**body, "form": "joint", "others": [member.member_id]}
    assert wrong(member.post("/proposals", json=own)) == [("others", "twice")]
    alone = {**body, "others": [house.member("陈一")]}
    assert wrong(member.post("/proposals", json=alone)) == [("others", "not_joint")]


def test_subjects_of_another_council_are_unknown(house: House) -> None:
    stranger = House(house.db, house.client)
    foreign_member, foreign_section = stranger.member("褚外"), stranger.section_id
    body = {"title": "题", "occurred_on": "2022-05-10", "section_id": house.section_id, "body": "文"}
    clerk = house.as_("section_clerk")
    answer = clerk.post("/proposals", json={**body, "member_id": foreign_member})
    assert wrong(answer) == [("member_id", "unknown"), ("shares[0]", "unknown")]
    answer = house.as_("member").post("/proposals", json={**body, "section_id": foreign_section})
    assert wrong(answer) == [("section_id", "unknown")]
    made = proposal(house, house.as_("member"))
    patch = {"json": {"section_id": foreign_section}, "headers": {"If-Match": '"1"'}}
    assert wrong(house.as_("member").patch(f"/proposals/{made['id']}", **patch)) == [
        ("section_id", "unknown")
    ]
    for path in (f"/proposals/{made['id']}", f"/claims/{made['id']}"):
        refused(stranger.as_("secretariat").get(path), 404, "not_found")
    file = {"filing": "filed"}
    refused(stranger.as_("secretariat").post(f"/proposals/{made['id']}/filing", json=file), 404, "not_found")
    assert stranger.as_("secretariat").get("/proposals").json()["items"] == []


def test_an_edit_needs_the_newest_version_and_an_unverified_claim(house: House) -> None:
    member = house.as_("member")
    made = proposal(house, member)
    path, change = f"/proposals/{made['id']}", {"json": {"title": "新题", "livelihood": True}}
    assert member.get(path).headers["ETag"] == '"1"'
    refused(member.patch(path, **change), 428, "precondition_required")
    done = member.patch(path, headers={"If-Match": '"1"'}, **change)
    assert (done.json()["title"], done.json()["livelihood"], done.json()["version"]) == ("新题", True, 2)
    refused(member.patch(path, headers={"If-Match": '"1"'}, **change), 412, "stale")
    stranger = house.seat("member", member_id=house.member("卫外"))
    refused(stranger.patch(path, headers={"If-Match": '"2"'}, **change), 404, "not_found")
    verify(house, made["id"])
    refused(member.patch(path, headers={"If-Match": '"3"'}, **change), 409, "illegal_transition")


def test_nobody_verifies_their_own_and_nobody_verifies_twice(house: House) -> None:
    both = house.seat("member", "verifier", member_id=house.member("蒋一"), section_id=house.section_id)
    made = proposal(house, both)
    refused(both.post(f"/claims/{made['id']}/verify"), 403, "own_claim")
    entered = proposal(house, house.as_("section_clerk"), member_id=house.member("沈一"))
    refused(house.as_("section_clerk").post(f"/claims/{entered['id']}/verify"), 403, "own_claim")
    verify(house, made["id"])
    refused(house.as_("verifier").post(f"/claims/{made['id']}/verify"), 409, "already_verified")
    assert len(lines(house, made["id"])) == 2


def test_a_posting_that_fails_leaves_the_claim_submitted(house: House) -> None:
    made = proposal(house, house.as_("member"), occurred_on="2021-12-31")
    refused(house.as_("verifier").post(f"/claims/{made['id']}/verify"), 409, "no_duty_year")
    shown = house.as_("member").get(f"/proposals/{made['id']}").json()
    assert (shown["state"], shown["version"]) == ("submitted", 1)
    assert lines(house, made["id"]) == []


def test_filing_a_verified_proposal_reverses_and_reposts_exactly_its_records(house: House) -> None:
    member, office = house.as_("member"), house.as_("verifier")
    made, untouched = proposal(house, member), proposal(house, member)
    for one in (made, untouched):
        verify(house, one["id"])
    path = f"/proposals/{made['id']}"
    refused(office.post(path + "/filing", json={"filing": "filed"}), 403, "forbidden")
    office = house.as_("secretariat")
    answer = office.post(
        path + "/filing", json={"filing": "filed", "number": "2022-001", "handling_unit": "住建局"}
    )
    assert answer.status_code == 200, answer.text
    assert (answer.json()["filing_label"], answer.json()["number"]) == ("立案", "2022-001")
    assert [line["attrs"]["filed"] for line in standing(house, made["id"])] == [True, True]
    assert [line["reverses_id"] is not None for line in lines(house, made["id"])] == [
        False,
        False,
        True,
        True,
        False,
        False,
    ]
    assert len(lines(house, untouched["id"])) == 2
    office.post(path + "/filing", json={"filing": "filed", "number": "2022-001"})
    assert len(lines(house, made["id"])) == 6, "the same decision again changes no record"
    taken = office.post(
        f"/proposals/{untouched['id']}/filing", json={"filing": "filed", "number": "2022-001"}
    )
    assert wrong(taken) == [("number", "taken")]


def test_results_are_for_filed_proposals_only(house: House) -> None:
    office = house.as_("secretariat")
    made = proposal(house, house.as_("member"))
    path = f"/proposals/{made['id']}"
    refused(office.post(path + "/outcomes", json={"outcomes": ["key"]}), 409, "not_filed")
    assert wrong(office.post(path + "/filing", json={"filing": "merged"})) == [("reason", "missing")]
    office.post(path + "/filing", json={"filing": "filed"})
    assert lines(house, made["id"]) == [], "nothing is posted before verification"
    verify(house, made["id"])
    office.post(path + "/outcomes", json={"outcomes": ["excellent", "key"]})
    rated = office.post(
        path + "/satisfaction", json={"process": "satisfied", "result": "basically_satisfied"}
    )
    assert rated.json()["result_satisfaction"] == "basically_satisfied"
    own = standing(house, made["id"])[0]["attrs"]
    assert (own["outcomes"], own["process_satisfaction"]) == (["excellent", "key"], "satisfied")
    stale = office.post(path + "/outcomes", json={"outcomes": []}, headers={"If-Match": '"1"'})
    refused(stale, 412, "stale")


def test_lists_filter_and_show_only_what_one_may_see(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    cosigner = house.member("韩一")
    first = proposal(house, member, form="joint", others=[cosigner], category="教育")
    second = proposal(house, clerk, member_id=house.member("杨一"))
    draft = proposal(house, member, draft=True)

    def ids(caller: object, query: str = "") -> list[str]:
        return [item["id"] for item in caller.get(f"/proposals{query}").json()["items"]]  # type: ignore[attr-defined]

    assert ids(member) == [draft["id"], first["id"]]
    assert ids(clerk) == [second["id"], first["id"]]
    assert ids(clerk, f"?member_id={cosigner}") == ids(clerk, "?form=joint") == ids(clerk, "?category=教育")
    assert ids(clerk, "?filing=filed") == []
    page = clerk.get("/proposals?limit=1").json()
    assert page["next"] and ids(clerk, f"?limit=1&cursor={page['next']}") == [first["id"]]
    assert ids(house.seat("member", member_id=cosigner)) == [first["id"]]


def test_a_repeated_request_hands_in_once(house: House) -> None:
    body = {"title": "题", "occurred_on": "2022-05-10", "section_id": house.section_id, "body": "文"}
    key = {"headers": {"Idempotency-Key": "proposal-0001"}}
    once, again = (house.as_("member").post("/proposals", json=body, **key) for _ in range(2))
    assert once.status_code == again.status_code == 201
    assert once.json()["id"] == again.json()["id"]
    other = house.as_("member").post("/proposals", json={**body, "title": "另"}, **key)
    refused(other, 422, "key_reused")


def test_any_number_is_added_verified_and_settled_in_the_same_statements(house: House) -> None:
    clerk = actor_of(house, house.as_("section_clerk"), "section_clerk")
    keeper = actor_of(house, house.as_("secretariat"), "secretariat")
    member = house.member("朱一")

    def work(session, count):  # type: ignore[no-untyped-def]
        news = [
            NewProposal(
                title=f"第{n}件", body="文", section_id=house.section_id, occurred_on=date(2022, 6, 1),
                member_id=member, shares=((member, "lead"),),
            )
            for n in range(count)
        ]  # fmt: skip
        ids = add_many(session, clerk, news)
        assert not [v for v in verification.verify_many(session, keeper, ids) if v.word]
        changes = [ProposalChange(id_, filing="filed", outcomes=("key",)) for id_ in ids]
        assert outcomes.set_many(session, keeper, proposals=changes, reason="立案") == 4 * count
        return ids

    counts = []
    for count in (1, 2, 60):
        with statements(house) as seen:
            house.write(work, count)
        counts.append(len(seen))
    # Forty of our own and the two by which the book takes its numbers and appends.
    assert counts[1] == counts[2] <= 42, counts


def test_a_bulk_change_of_another_section_is_refused_whole(house: House) -> None:
    mine, theirs = (
        proposal(house, house.as_("member")),
        proposal(house, house.as_("member"), section_id=house.other_section_id),
    )
    clerk = actor_of(house, house.as_("section_clerk"), "section_clerk")
    changes = [ProposalChange(one["id"], filing="filed") for one in (mine, theirs)]
    problem = refusal(house.write, outcomes.set_many, clerk, proposals=changes, reason="立案")
    assert problem.word == "not_organiser"
    assert house.as_("secretariat").get(f"/proposals/{mine['id']}").json()["filing"] == "pending"
