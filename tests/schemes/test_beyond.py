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
    "items[0].applies_if": ITEM.replace("award:", "applies_if: {comittee: economy}, award:"),
    "params.price.by": "params: {price: {title: 单价, value: 5, by: comittee, table: {economy: 6}}}\n"
    + ITEM.replace("each: 5", "each: $price"),
    "exemptions[0].applies_if": "exemptions: [{id: new, title: 新任, applies_if: {monhts: {at_most: 3}}}]\n"
    + ITEM,
}


@pytest.mark.parametrize("place", ASKS)
def test_what_a_run_cannot_know_is_named_with_its_place(place: str) -> None:
    found = beyond(read(HEAD + ASKS[place]).require())
    assert [one.where for one in found] == [place]


def test_what_every_member_has_is_known_to_runs() -> None:
    plain = ITEM.replace("award:", "applies_if: {role: standing}, applies_to: [standing], award:")
    known = plain.replace("{role: standing}", "{committee: 经济委, months: {at_least: 6}, joined: true}")
    assert beyond(read("cut_off: 11-30\n" + HEAD + known).require()) == []
    assert beyond(read(HEAD + plain).require()) == []
    assert beyond(read(library()["shanghai-minhang"].read_bytes()).require()) == []


def test_such_a_document_is_not_adopted_and_nothing_is_written(house: House) -> None:
    author, office = house.as_("scheme_author"), house.as_("secretariat")
    scheme = author.post("/schemes", json={"text": HEAD + ASKS["params.price.by"]}).json()
    assert author.post(f"/schemes/{scheme['id']}/check").json()["state"] == "checked"
    year = clock.today().year
    body = {"year": year, "body": "主席会议", "decided_on": f"{year}-01-05"}
    refused = office.post(f"/schemes/{scheme['id']}/adopt", json=body)
    assert (refused.status_code, refused.json()["word"]) == (422, "beyond_runs")
    assert [one["where"] for one in refused.json()["errors"]] == ["params.price.by"]
    assert office.get(f"/schemes/{scheme['id']}").json()["state"] == "checked"
