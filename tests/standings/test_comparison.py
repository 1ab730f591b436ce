"""A run's cards beside those in force, and the receipt a run keeps."""

from __future__ import annotations

from fractions import Fraction

from tests.factories.house import House
from tests.performance.year import Year, lived
from tests.runs import evaluated
from tests.statements import statements


def run_of(year: Year) -> str:
    return str(evaluated(year.house, year.number)["id"])


def test_a_run_before_any_in_force_is_compared_with_nothing(house: House) -> None:
    year = lived(house)
    office, run = house.as_("secretariat"), run_of(year)
    assert office.get(f"/runs/{run}/comparison").json() == {
        "against": None, "added": 0, "changed": 0, "same": 0, "moved": 0, "warnings": [],
    }  # fmt: skip
    cards = office.get(f"/runs/{run}/scorecards").json()["items"]
    assert cards and not any(card["changed"] for card in cards)
    assert {card["points_in_force"] for card in cards} == {None}


def test_what_changed_since_the_run_in_force_is_named(house: House) -> None:
    year = lived(house)
    office, clerk = house.as_("secretariat"), house.as_("section_clerk")
    first = year.put_in_force()
    assert clerk.post(f"/sittings/{year.sitting_id}/reopen", json={"reason": "补记到会"}).status_code == 200
    line = {"member_id": year.member.member_id, "status": "absent"}
    assert clerk.put(f"/sittings/{year.sitting_id}/roll", json={"lines": [line]}).status_code == 200
    assert clerk.post(f"/sittings/{year.sitting_id}/close").status_code == 200
    second = run_of(year)
    cards = office.get(f"/runs/{second}/scorecards").json()["items"]
    told = office.get(f"/runs/{second}/comparison").json()
    assert told.pop("warnings") == []
    assert told == {"against": first, "added": 0, "changed": 1, "same": len(cards) - 1, "moved": 1}
    changed = office.get(f"/runs/{second}/scorecards?changed=true").json()["items"]
    assert [card["member_id"] for card in changed] == [year.member.member_id]
    assert changed[0]["points_in_force"] != changed[0]["points"]
    # Who has the same points stands elsewhere only because another one fell.
    (other,) = [card for card in cards if card["place"] != card["place_in_force"] and not card["changed"]]
    assert (other["place_in_force"], other["place"]) == (2, 1)


def test_the_receipt_of_a_run_not_in_force_sums_to_its_card(house: House) -> None:
    year = lived(house)
    office, run = house.as_("secretariat"), run_of(year)
    for card in office.get(f"/runs/{run}/scorecards").json()["items"]:
        receipt = office.get(f"/runs/{run}/scorecards/{card['member_id']}").json()
        assert receipt["provisional"] and receipt["run_id"] == run
        lines = sum((Fraction(line["points"]) for line in receipt["lines"]), Fraction(0))
        assert lines == Fraction(receipt["total"]) == Fraction(card["points"])
    assert office.get(f"/runs/{run}/scorecards/{run}").status_code == 404


def test_cards_come_by_page_in_the_order_of_the_roster_without_a_loop(house: House) -> None:
    for name in ("丁一", "王二", "李三"):
        house.member(name)
    year = lived(house)
    office, run = house.as_("secretariat"), run_of(year)
    whole = office.get(f"/runs/{run}/scorecards").json()["items"]
    first = office.get(f"/runs/{run}/scorecards?limit=2").json()
    rest = office.get(f"/runs/{run}/scorecards", params={"limit": 100, "cursor": first["next"]}).json()
    assert [*first["items"], *rest["items"]] == whole and rest["next"] is None
    year.put_in_force()
    table = office.get(f"/standings?year={year.number}").json()["members"]
    by_roster = sorted(table, key=lambda one: one["roster"])
    assert [one["member_id"] for one in by_roster] == [one["member_id"] for one in whole]
    with statements(house) as few:
        office.get(f"/runs/{run}/scorecards?limit=1")
    with statements(house) as many:
        office.get(f"/runs/{run}/scorecards?limit=50")
    assert len(many) == len(few)
