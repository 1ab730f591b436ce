"""The term review over HTTP: computed, openable, never typed."""

from __future__ import annotations

from typing import Any

from app.core.http.etags import etag_of
from app.views.term_review import displays
from tests.factories.house import House
from tests.facts.pieces import contribution, lines, proposal, verify
from tests.statements import counted


def _review(house: House, term: int = 14) -> dict[str, Any]:
    answer = house.as_("member").get(f"/term-review?term={term}")
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def _figure(house: House, key: str) -> dict[str, Any]:
    return next(f for line in _review(house)["lines"] for f in line["figures"] if f["key"] == key)


def _enter(house: House, kind: str, data: dict[str, Any], **more: Any) -> str:
    found = contribution(house, house.as_("secretariat"), kind, data, **more)
    verify(house, found["id"])
    return str(found["id"])


def test_an_empty_term_says_that_nothing_is_recorded_instead_of_nought(house: House) -> None:
    figures = [figure for line in _review(house)["lines"] for figure in line["figures"]]
    assert len(figures) == 40
    assert {figure["display"] for figure in figures} == {displays.NOT_RECORDED}
    assert all(figure.get("value") is None and figure.get("numerator") is None for figure in figures)


def test_only_verified_records_are_counted(house: House) -> None:
    contribution(house, house.as_("secretariat"), "media_item", {"outlet": "人民网", "level": "national"})
    assert _figure(house, "media_items")["value"] is None
    _enter(house, "media_item", {"outlet": "人民网", "level": "national"})
    _enter(house, "media_item", {"outlet": "《平湖日报》", "level": "county"})
    assert _figure(house, "media_items")["value"] == 1


def test_quantities_are_summed_in_their_own_unit(house: House) -> None:
    for persons, fen in ((20, 60_000_00), (13, 46_550_00)):
        _enter(house, "grant", {"person_times": persons, "amount_fen": fen, "region": "青田"})
    assert _figure(house, "grant_person_times")["value"] == 33
    money = _figure(house, "grant_fen")
    assert (money["value"], money["display"]) == (10_655_000, "10.66万元")


def test_a_rate_carries_both_its_numbers(house: House) -> None:
    for number, livelihood in (("2022-001", True), ("2022-002", False), ("2022-003", True)):
        found = proposal(house, house.as_("member"), livelihood=livelihood)
        verify(house, found["id"])
        filed = {"filing": "filed", "number": number}
        assert (
            house.as_("secretariat").post(f"/proposals/{found['id']}/filing", json=filed).status_code == 200
        )
    rate = _figure(house, "livelihood_proposal_rate")
    assert (rate["numerator"], rate["denominator"], rate["display"]) == (2, 3, "66.7%")
    page = house.as_("chair").get("/term-review/livelihood_proposal_rate?term=14").json()
    assert [item["counts"] for item in page["items"]] == [True, False, True]


def test_every_number_opens_the_records_that_add_up_to_it(house: House) -> None:
    for count in (300, 41, 7):
        _enter(house, "books_given", {"count": count})
    seen: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = house.as_("chair").get(f"/term-review/books_given?term=14&limit=2{cursor}").json()
        seen += page["items"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert [item["amount"] for item in seen] == [7, 41, 300]
    assert _figure(house, "books_given")["value"] == 348
    assert _figure(house, "books_given")["display"] == "300余"
    assert lines(house, seen[0]["claim_id"])[0]["id"] == seen[0]["id"]


def test_an_award_streak_goes_on_from_term_to_term_and_breaks_at_a_gap(house: House) -> None:
    for year in (2017, 2019, 2020, 2021, 2022):
        data = {"by": "嘉兴市政协", "level": "prefecture", "year": year, "area": "opinion", "rank": "first"}
        _enter(house, "honour", data)
    assert _figure(house, "opinion_award_streak_years")["value"] == 4
    items = house.as_("chair").get("/term-review/opinion_award_streak_years?term=14").json()["items"]
    assert len(items) == 4


def test_the_review_is_not_sent_again_while_nothing_changed(house: House) -> None:
    first = house.as_("chair").get("/term-review?term=14")
    again = {"If-None-Match": first.headers["ETag"]}
    assert first.headers["ETag"] == etag_of(first.content)
    assert house.as_("chair").get("/term-review?term=14", headers=again).status_code == 304
    _enter(house, "regulation", {"adopted_by": "主席会议"})
    assert house.as_("chair").get("/term-review?term=14", headers=again).status_code == 200


def test_unknown_terms_and_figures_are_not_found(house: House) -> None:
    assert house.as_("chair").get("/term-review?term=9").status_code == 404
    assert house.as_("chair").get("/term-review/typed_numbers?term=14").status_code == 404
    other = house.as_("chair").get("/term-review/regulations?term=14&cursor=WyIiXQ")
    assert other.json()["errors"][0]["word"] == "bad_cursor"


def test_the_whole_review_takes_five_statements(house: House) -> None:
    _enter(house, "hearing", {})
    caller = house.as_("chair")
    caller.get("/term-review?term=14")
    with counted(house.db) as seen:
        caller.get("/term-review?term=14")
    # Actor, term, duty years, all sums, the award years.
    assert len(seen) == 5
