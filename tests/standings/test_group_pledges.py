"""A group pledges by its convener: filled by the group's records, judged by others."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.council.models import Placement
from tests.factories.house import Caller, House
from tests.facts.pieces import proposal, verify
from tests.standings.pledging import issued, items, living, own, refused

COLLECTIVE = {"select": [{"fact": ["proposal"], "where": [{"type": {"any_of": ["collective"]}}]}]}
ITEMS: list[dict[str, Any]] = [
    {
        "id": "collective", "text": "提交集体提案", "counts": COLLECTIVE, "target": 2, "unit": "件",
        "remainder": "scheduled",
    },
    {"id": "visits", "text": "走访界别群众，收集意见"},
]  # fmt: skip


def place(house: House, unit_id: str, member_id: str | None, role: str) -> None:
    """Put a member into a group, from long ago on."""

    def work(session: Session) -> None:
        session.add(
            Placement(
                council_id=house.council_id, member_id=str(member_id), unit_id=unit_id,
                unit_kind="activity_group", role=role, starts_on=date(2022, 2, 20),
            )
        )  # fmt: skip

    house.write(work)


def group(house: House) -> tuple[str, Caller]:
    """Return an activity group and its convener."""
    unit_id, convener = house.unit("activity_group", "教育界别活动组"), house.as_("member")
    place(house, unit_id, convener.member_id, "convener")
    return unit_id, convener


def signed(convener: Caller) -> dict[str, Any]:
    waiting = own(convener)
    said = {"name": "李测试", "digest": waiting["digest"]}
    answer = convener.post(f"/pledges/{waiting['id']}/sign", json=said)
    assert answer.status_code == 200, answer.text
    return own(convener)


def collective(house: House, unit_id: str) -> str:
    """Enter a collective proposal of the group and verify it; return its id."""
    said = {"form": "collective", "unit_id": unit_id, "occurred_on": str(clock.today())}
    made = proposal(house, house.as_("section_clerk"), **said)["id"]
    verify(house, made)
    return str(made)


def test_a_groups_pledge_from_template_to_ledger(house: House) -> None:
    unit_id, convener = group(house)
    clerk, office = house.as_("section_clerk"), house.as_("secretariat")
    template = issued(house, audience="group", document={"items": ITEMS})
    # Nobody is due for a group, so that nothing of it is counted from a calendar.
    assert {one["remainder"] for one in template["document"]["items"]} == {"open"}
    waiting = own(convener)
    assert (waiting["unit_id"], waiting["member_id"], waiting["subject"]) == (unit_id, None, "教育界别活动组")
    assert (waiting["may"], waiting["months"]) == (["adapt", "sign"], None)
    told = [one["kind"] for one in convener.get("/me/notices").json()["items"]]
    assert told == ["pledge_to_sign"]
    pledge = signed(convener)
    assert items(pledge)["collective"]["state"] != "impossible"
    assert convener.get("/me/notices").json()["items"] == []
    assert clerk.post(f"/pledges/{pledge['id']}/countersign").status_code == 200
    claims = [collective(house, unit_id) for _ in range(2)]
    found = items(own(convener))["collective"]
    assert (found["count"], found["target"], found["state"]) == (2, 2, "done")
    assert {one["claim_id"] for one in found["records"]} == set(claims)
    said = {"item": "visits", "text": "走访 12 户。", "claim_ids": claims[:1]}
    assert convener.post(f"/pledges/{pledge['id']}/evidence", json=said).status_code == 200
    accepted = {"item": "visits", "accept": True}
    assert clerk.post(f"/pledges/{pledge['id']}/confirmations", json=accepted).status_code == 200
    after = date.fromisoformat(pledge["intake_until"]) + timedelta(days=1)
    with living(house, after, convener, clerk, office):
        assert office.post(f"/pledge-templates/{pledge['template_id']}/close").status_code == 200
        assert own(convener)["proposal"]["verdict"] == "fulfilled"
        judged = clerk.post(f"/pledges/{pledge['id']}/verdict", json={"verdict": "fulfilled"})
        assert judged.status_code == 200, judged.text
    lines = office.get(f"/ledger?fact=pledge&year={pledge['year']}").json()["items"]
    assert [(one["unit_id"], one["member_id"], one["type"], one["status"]) for one in lines] == [
        (unit_id, None, "group", "fulfilled")
    ]
    # The convener signed, the group kept it: nothing of it stands in a person's dossier.
    records = convener.get("/me/dossier").json()["records"]
    assert [one for one in records if one["fact"] == "pledge"] == []


def test_only_the_convener_signs_and_only_for_the_own_group(house: House) -> None:
    unit_id, convener = group(house)
    plain = house.seat("member", member_id=house.member("组员"))
    place(house, unit_id, plain.member_id, "member")
    stranger = house.seat("member", member_id=house.member("旁组召集人"))
    place(house, house.unit("activity_group", "经济界别活动组"), stranger.member_id, "convener")
    issued(house, audience="group", document={"items": ITEMS})
    pledge = own(convener)
    for other in (plain, stranger):
        said = {"name": "组员", "digest": pledge["digest"]}
        refused(other.post(f"/pledges/{pledge['id']}/sign", json=said), 404, "not_found")
        refused(other.get(f"/pledges/{pledge['id']}"), 404, "not_found")
    assert plain.get("/me/pledges").json() == [] and plain.get("/me/notices").json()["items"] == []
    assert [one["subject"] for one in stranger.get("/me/pledges").json()] == ["经济界别活动组"]
    mistyped = {"name": "教育界别活动组", "digest": pledge["digest"]}
    errors = refused(convener.post(f"/pledges/{pledge['id']}/sign", json=mistyped), 422)["errors"]
    assert [one["word"] for one in errors] == ["not_own_name"]


def test_whoever_convenes_a_group_decides_nothing_about_its_pledge(house: House) -> None:
    unit_id, convener = group(house)
    member = house.member("办公室召集人")
    both = house.seat("member", "secretariat", member_id=member, section_id=house.section_id)
    place(house, unit_id, member, "convener")
    issued(house, audience="group", document={"items": ITEMS})
    pledge = signed(convener)
    path = f"/pledges/{pledge['id']}"
    assert convener.post(f"{path}/evidence", json={"item": "visits", "text": "走访了。"}).status_code == 200
    refused(both.post(f"{path}/countersign"), 403, "own_claim")
    refused(both.post(f"{path}/confirmations", json={"item": "visits", "accept": True}), 403, "own_claim")
    assert set(both.get(path).json()["may"]) <= {"adapt", "sign", "amend", "evidence"}
    clerk = house.as_("section_clerk")
    assert "countersign" in clerk.get(path).json()["may"]
    assert clerk.post(f"{path}/countersign").status_code == 200


def test_a_groups_pledge_stands_in_the_overview_under_the_group(house: House) -> None:
    unit_id, convener = group(house)
    issued(house, audience="group", document={"items": ITEMS})
    signed(convener)
    shown = house.as_("secretariat").get("/pledge-overview").json()
    assert [(one["subject"], one["audience"], one["items"]) for one in shown["lines"]] == [
        ("教育界别活动组", "group", 2)
    ]
    assert [(one["unit_id"], one["pledges"], one["unsigned"]) for one in shown["blocks"]] == [(unit_id, 1, 0)]
