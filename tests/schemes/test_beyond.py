"""A document that a run would score wrongly is read and checked, never adopted."""

from __future__ import annotations

import pytest

from app.core import clock
from app.schemes.beyond import beyond
from app.schemes.document import library, read
from tests.factories.house import House

HEAD = "format: 1\nid: mine\ntitle: 办法\nstructure: {kind: accumulate_from_zero}\n"
ITEM = "items: [{id: talk, title: 发言, article: 一, select: {fact: speech}, award: {each: 5}}]\n"
ASKS = {
    "subject": "subject: council\n" + ITEM,
    "items[0]": "subject: group\n" + ITEM.replace("fact: speech", "fact: [activity, group_fact]"),
    "cut_off": "cut_off: 11-30\n" + ITEM,
    "items[0].applies_if": ITEM.replace("award:", "applies_if: {committee: economy}, award:"),
    "params.price.by": "params: {price: {title: 单价, value: 5, by: committee, table: {economy: 6}}}\n"
    + ITEM.replace("each: 5", "each: $price"),
    "exemptions[0].applies_if": "exemptions: [{id: new, title: 新任, applies_if: {months: {at_most: 3}}}]\n"
    + ITEM,
}


@pytest.mark.parametrize("place", ASKS)
def test_what_a_run_cannot_know_is_named_with_its_place(place: str) -> None:
    found = beyond(read(HEAD + ASKS[place]).require())
    assert [one.where for one in found] == [place]


def test_roles_are_known_to_runs() -> None:
    plain = ITEM.replace("award:", "applies_if: {role: standing}, applies_to: [standing], award:")
    assert beyond(read(HEAD + plain).require()) == []
    assert beyond(read(library()["shanghai-minhang"].read_bytes()).require()) == []


def test_such_a_document_is_not_adopted_and_nothing_is_written(house: House) -> None:
    author, office = house.as_("scheme_author"), house.as_("secretariat")
    scheme = author.post("/schemes", json={"text": HEAD + ASKS["cut_off"]}).json()
    assert author.post(f"/schemes/{scheme['id']}/check").json()["state"] == "checked"
    year = clock.today().year
    body = {"year": year, "body": "主席会议", "decided_on": f"{year}-01-05"}
    refused = office.post(f"/schemes/{scheme['id']}/adopt", json=body)
    assert (refused.status_code, refused.json()["word"]) == (422, "beyond_runs")
    assert [one["where"] for one in refused.json()["errors"]] == ["cut_off"]
    assert office.get(f"/schemes/{scheme['id']}").json()["state"] == "checked"
