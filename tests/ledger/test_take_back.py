"""Taking back a verification or a return: reversed, waiting again, never erased."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.council.queries import duty_year
from app.ledger.checks import check
from tests.factories.house import House
from tests.facts.pieces import DAY, lines, opinion, proposal, refused, standing, verify

BACK = {"reason": "核实了另一篇"}


def test_a_verification_taken_back_reverses_its_records_and_waits_again(house: House) -> None:
    made = opinion(house, house.as_("member"))
    verify(house, made["id"])
    posted = len(standing(house, made["id"]))
    assert posted > 0
    answer = house.as_("verifier").post(
        f"/claims/{made['id']}/take-back", json=BACK, headers={"If-Match": '"2"'}
    )
    assert answer.status_code == 200, answer.text
    assert (answer.json()["state"], answer.json()["version"]) == ("submitted", 3)
    assert standing(house, made["id"]) == []
    written = lines(house, made["id"])
    assert [line["quantity"] for line in written] == [1] * posted + [-1] * posted
    assert {line["reason"] for line in written[posted:]} == {"核实了另一篇"}
    verify(house, made["id"])
    assert len(standing(house, made["id"])) == posted
    assert house.read(check, house.council_id)[1] == []


def test_a_return_taken_back_waits_again_without_touching_the_ledger(house: House) -> None:
    made = proposal(house, house.as_("member"))
    back = house.as_("section_clerk").post(f"/claims/{made['id']}/return", json={"reason": "缺少签名"})
    assert back.json()["state"] == "returned"
    taken = house.as_("section_clerk").post(f"/claims/{made['id']}/take-back", json={})
    assert (taken.json()["state"], taken.json()["reason"]) == ("submitted", "")
    assert lines(house, made["id"]) == []


def test_only_what_was_decided_can_be_taken_back(house: House) -> None:
    made = opinion(house, house.as_("member"))
    refused(house.as_("verifier").post(f"/claims/{made['id']}/take-back", json={}), 409, "illegal_transition")


def test_another_section_cannot_take_a_verification_back(house: House) -> None:
    made = opinion(house, house.as_("member"))
    verify(house, made["id"])
    stranger = house.seat("section_clerk", section_id=house.other_section_id)
    refused(stranger.post(f"/claims/{made['id']}/take-back", json={}), 403, "not_organiser")
    assert standing(house, made["id"])


def test_an_older_version_cannot_be_taken_back(house: House) -> None:
    made = opinion(house, house.as_("member"))
    verify(house, made["id"])
    answer = house.as_("verifier").post(
        f"/claims/{made['id']}/take-back", json={}, headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 412, answer.text


def test_a_sealed_year_keeps_its_verifications(house: House) -> None:
    def seal(session: Session) -> None:
        year = date.fromisoformat(DAY).year
        found = duty_year(session, house.council_id, year)
        assert found is not None
        found.state = "sealed"

    made = opinion(house, house.as_("member"))
    verify(house, made["id"])
    house.write(seal)
    refused(house.as_("verifier").post(f"/claims/{made['id']}/take-back", json={}), 409, "year_sealed")
    assert house.as_("verifier").get(f"/claims/{made['id']}").json()["state"] == "verified"


def test_an_activity_is_concluded_and_never_verified_or_returned_by_itself(house: House) -> None:
    from tests.flow.test_roll_to_dossier import convene

    activity = convene(house, [house.member()])["id"]
    clerk = house.as_("section_clerk")
    refused(clerk.post(f"/claims/{activity}/verify"), 409, "activity_is_concluded")
    refused(clerk.post(f"/claims/{activity}/return", json={"reason": "不对"}), 409, "activity_is_concluded")
    batch = clerk.post("/verifications", json={"claim_ids": [activity]}).json()
    assert [verdict["word"] for verdict in batch] == ["activity_is_concluded"]
