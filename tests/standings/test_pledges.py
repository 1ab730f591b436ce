"""A pledge is signed by its own, filled by records, judged by its section."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from docx import Document
from sqlalchemy import select

from app.core import clock
from app.core.crypto import digest
from app.council.models import Tenure
from app.facts.pledges import templates
from tests.factories.house import House
from tests.facts.pieces import opinion
from tests.flow.test_roll_to_dossier import convene
from tests.standings.pledging import ITEMS, issued, items, living, own, refused, signed, template
from tests.statements import statements


def verified(house: House, member: Any, count: int) -> list[str]:
    """Hand in opinions and verify them; return their ids."""
    ids = [opinion(house, member, occurred_on=str(clock.today()))["id"] for _ in range(count)]
    for one in ids:
        assert house.as_("section_clerk").post(f"/claims/{one}/verify").status_code == 200
    return ids


def test_a_pledge_from_template_to_ledger(house: House) -> None:
    member, clerk, office = house.as_("member"), house.as_("section_clerk"), house.as_("secretariat")
    issued(house)
    waiting = own(member)
    assert (waiting["state"], waiting["may"]) == ("draft", ["adapt", "sign"])
    assert waiting["digest"] == digest(waiting["text"].encode()) and "李测试" not in waiting["text"]
    raised = member.put(
        f"/pledges/{waiting['id']}/draft", json={"targets": {"opinions": 3}}, headers={"If-Match": '"1"'}
    )
    assert raised.status_code == 200, raised.text
    refused(
        member.post(f"/pledges/{waiting['id']}/sign", json={"name": "李测试", "digest": waiting["digest"]}),
        409, "other_text",
    )  # fmt: skip
    pledge = signed(member)
    assert (pledge["state"], pledge["number"], pledge["texts"][0]["late"]) == ("signed", 1, False)
    assert clerk.post(f"/pledges/{pledge['id']}/countersign").status_code == 200
    opinions = verified(house, member, 2)
    meeting = convene(house, [str(member.member_id)])["sittings"][0]["id"]
    assert items(own(member))["standing"]["state"] == "on_track"
    lines = [{"member_id": member.member_id, "status": "present"}]
    assert clerk.put(f"/sittings/{meeting}/roll", json={"lines": lines}).status_code == 200
    assert clerk.post(f"/sittings/{meeting}/close").status_code == 200
    found = items(own(member))
    assert (found["opinions"]["count"], found["opinions"]["percent"]) == (2, 66)
    assert {one["claim_id"] for one in found["opinions"]["records"]} == set(opinions)
    assert (found["standing"]["state"], found["standing"]["turns"]) == ("done", [])
    said = {"item": "honest", "text": "带头做到，全年无违纪。", "claim_ids": opinions[:1]}
    assert member.post(f"/pledges/{pledge['id']}/evidence", json=said).status_code == 200
    back = clerk.post(f"/pledges/{pledge['id']}/confirmations", json={"item": "honest", "accept": False})
    assert [one["where"] for one in refused(back, 422, "invalid")["errors"]] == ["remark"]
    assert clerk.post(
        f"/pledges/{pledge['id']}/confirmations", json={"item": "honest", "accept": True}
    ).status_code == 200  # fmt: skip
    refused(office.post(f"/pledge-templates/{pledge['template_id']}/close"), 409, "intake_open")
    refused(
        clerk.post(f"/pledges/{pledge['id']}/verdict", json={"verdict": "partly"}), 409, "illegal_transition"
    )
    with living(house, after_intake(pledge), member, clerk, office):
        assert office.post(f"/pledge-templates/{pledge['template_id']}/close").status_code == 200
        closing = own(member)
        assert (closing["state"], closing["proposal"]["verdict"]) == ("closing", "partly")
        refused(clerk.post(f"/pledges/{pledge['id']}/verdict", json={"verdict": "fulfilled"}), 422)
        judged = clerk.post(f"/pledges/{pledge['id']}/verdict", json={"verdict": "partly"})
        assert judged.status_code == 200, judged.text
        assert (judged.json()["verdict"]["verdict"], judged.json()["verdict"]["proposed"]) == ("partly",) * 2
        refused(clerk.post(f"/pledges/{pledge['id']}/verdict", json={"verdict": "partly"}), 409, "unchanged")
        corrected = {"verdict": "fulfilled", "reason": "信息另有一篇由省政协采用"}
        assert clerk.post(f"/pledges/{pledge['id']}/verdict", json=corrected).status_code == 200
    records = member.get("/me/dossier").json()["records"]
    assert [one["status"] for one in records if one["fact"] == "pledge"] == ["fulfilled"]
    lines = office.get(f"/ledger?fact=pledge&year={pledge['year']}").json()["items"]
    assert [one["status"] for one in lines] == ["fulfilled", "partly", "partly"]
    shown = house.as_("chair").get(f"/members/{member.member_id}/pledges").json()
    assert [(one["state"], one["verdict"]["label"]) for one in shown] == [("fulfilled", "已履行")]
    claim = next(one["claim_id"] for one in records if one["fact"] == "pledge")
    refused(clerk.post(f"/claims/{claim}/take-back", json={}), 409, "pledge_is_judged")


def after_intake(pledge: dict[str, Any]) -> date:
    """Return the day after the last day of intake."""
    return date.fromisoformat(pledge["intake_until"]) + timedelta(days=1)


LESS = {"name": "李测试", "reason": "改少"}
BAD = [
    ("name", {"name": "王旁人"}, "sign", "not_own_name"),
    ("targets.opinions", {"targets": {"opinions": 0}, **LESS}, "amend", "target_zero"),
    ("targets.opinions", {"targets": {"opinions": 1}, **LESS}, "amend", "below_template"),
    ("name", {"targets": {"opinions": 5}, **LESS, "name": "王旁人"}, "amend", "not_own_name"),
]


@pytest.mark.parametrize(("where", "said", "verb", "word"), BAD)
def test_bad_input_is_named_at_its_field(
    house: House, where: str, said: dict[str, Any], verb: str, word: str
) -> None:
    member = house.as_("member")
    issued(house)
    if verb == "amend":
        signed(member)
    pledge = own(member)
    body = {**said, "digest": pledge["digest"]} if verb == "sign" else said
    errors = refused(member.post(f"/pledges/{pledge['id']}/{verb}", json=body), 422)["errors"]
    assert [(one["where"], one["word"]) for one in errors] == [(where, word)]
    assert own(member)["version"] == pledge["version"]


def test_amending_after_the_cut_off_is_refused(house: House) -> None:
    member = house.as_("member")
    issued(house)
    pledge = signed(member)
    said = {"targets": {"opinions": 4}, "name": "李测试", "reason": "有余力再多写两篇"}
    assert member.post(f"/pledges/{pledge['id']}/amend", json=said).status_code == 200
    assert [(one["number"], one["reason"]) for one in own(member)["texts"]] == [(1, ""), (2, said["reason"])]
    with living(house, clock.today() + timedelta(days=1), member):
        late = refused(member.post(f"/pledges/{pledge['id']}/amend", json=said), 409, "amend_over")
        assert [one["where"] for one in late["errors"]] == ["amend_until"]


def test_a_template_names_every_wrong_item(house: House) -> None:
    wrong = [
        {**ITEMS[0], "target": 0},
        {**ITEMS[0], "counts": {"select": [{"fact": ["meetng"]}]}},
        {**ITEMS[2], "target": 3},
    ]
    body = template(document={"items": wrong}, amend_until=template()["intake_until"])
    answer = house.as_("secretariat").post("/pledge-templates", json=body)
    found = [(one["where"], one["word"]) for one in refused(answer, 422)["errors"]]
    assert found[0] == ("document.items[0].target", "target_zero")
    assert ("document.items[1].id", "duplicate") in found
    assert ("document.items[2].target", "not_counted") in found
    assert any(where.startswith("document.items[1].counts.select[0]") for where, _ in found)


def test_the_overview_counts_by_sector_in_a_fixed_number_of_statements(house: House) -> None:
    sector = house.unit("sector", "经济界")
    for number in range(2):
        house.member(f"委员{number}", unit_id=sector)
    member = house.as_("member")
    made = issued(house)
    signed(member)
    office = house.as_("secretariat")
    with statements(house) as few:
        shown = office.get("/pledge-overview").json()
    assert (shown["pledges"], shown["unsigned"]) == (3, 2)
    assert [(one["name"], one["unsigned"]) for one in shown["blocks"]] == [("经济界", 2)]
    for number in range(5):
        house.member(f"后来{number}", unit_id=sector)
    assert office.post(f"/pledge-templates/{made['id']}/issue").json()["pledges"] == 8
    with statements(house) as many:
        assert len(office.get("/pledge-overview?only=unsigned").json()["lines"]) == 7
    assert len(few) == len(many) <= 10


def test_who_has_not_signed_is_reminded_once_a_day(house: House) -> None:
    member, office = house.as_("member"), house.as_("secretariat")
    made = issued(house)
    assert office.post(f"/pledge-templates/{made['id']}/remind").status_code == 200
    assert [one["kind"] for one in member.get("/me/notices").json()["items"]] == ["pledge_to_sign"]
    refused(office.post(f"/pledge-templates/{made['id']}/remind"), 409, "reminded_today")
    signed(member)
    assert member.get("/me/notices").json()["items"] == []


def test_the_clock_reminds_of_signing_some_days_before(house: House) -> None:
    house.as_("member")
    made = issued(house)
    settings = {"settings": {"remind_days": 3}}
    admin = house.as_("council_admin")
    assert admin.patch("/council", json=settings, headers={"If-Match": '"1"'}).status_code == 200
    noon = datetime.combine(clock.today(), datetime.min.time(), clock.BEIJING) + timedelta(hours=12)
    with time_machine.travel(noon):
        assert house.read(templates.waiting) == [made["id"]]
        assert house.write(templates.remind_by_clock, made["id"]) == 1
        assert house.read(templates.waiting) == []


def test_a_part_of_a_year_is_asked_for_a_part(house: House) -> None:
    member = house.as_("member")
    since = clock.today().replace(day=1)

    def later(session: Any) -> None:
        mine = select(Tenure).where(
            Tenure.council_id == house.council_id, Tenure.member_id == member.member_id
        )
        session.scalars(mine).one().starts_on = since

    house.write(later)
    issued(house, document={"items": [{**ITEMS[0], "target": 12}]})
    pledge = signed(member)
    whole, served = pledge["of_months"], pledge["months"]
    assert (whole, served) == (12, 12 - since.month + 1)
    assert items(pledge)["opinions"]["target"] == max(1, served)


def test_the_paper_has_two_equal_copies_and_the_table_its_numbers(house: House) -> None:
    member = house.as_("member")
    issued(house)
    pledge = signed(member)
    verified(house, member, 3)
    answer = member.get(f"/pledges/{pledge['id']}/paper.docx")
    assert answer.headers["cache-control"] == "no-store"
    lines = [one.text for one in Document(io.BytesIO(answer.content)).paragraphs]
    title = pledge["text"].splitlines()[0]
    assert lines.count(title) == 2
    assert all(lines.count(text) == 2 for text in pledge["text"].splitlines())
    assert lines.count("承诺人：李测试") == 2
    table = Document(io.BytesIO(member.get(f"/pledges/{pledge['id']}/kept.docx").content)).tables[0]
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[1][1:5] == ["反映社情民意信息", "2篇", "3篇", "150%"]
