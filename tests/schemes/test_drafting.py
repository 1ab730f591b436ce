"""Drafts change, are copied and withdrawn; adopted documents never."""

from __future__ import annotations

from typing import Any

import pytest

from app.core import clock
from app.schemes.document import library, read
from app.schemes.drafting import copied, next_code
from tests.factories.house import Caller, House

TEXT = library()["shanghai-minhang"].read_text(encoding="utf-8")


def handed_in(caller: Caller, text: str = TEXT) -> dict[str, Any]:
    made = caller.post("/schemes", json={"text": text})
    assert made.status_code == 201, made.text
    return dict(made.json())


def put(caller: Caller, scheme: dict[str, Any], text: str, version: int | None = None) -> Any:
    tag = f'"{version or scheme["version"]}"'
    return caller.put(f"/schemes/{scheme['id']}", json={"text": text}, headers={"If-Match": tag})


def adopted_by(caller: Caller, scheme_id: str, year: int | None = None) -> Any:
    decision = {"year": year or clock.today().year, "body": "主席会议", "decided_on": "2026-01-10"}
    return caller.post(f"/schemes/{scheme_id}/adopt", json=decision)


def test_another_text_sends_a_checked_draft_back_to_be_checked(house: House) -> None:
    author = house.as_("scheme_author")
    scheme = handed_in(author)
    checked = author.post(f"/schemes/{scheme['id']}/check").json()
    assert checked["state"] == "checked"
    assert put(author, scheme, TEXT + "# 改\n").json()["word"] == "stale"
    shown = author.get(f"/schemes/{scheme['id']}")
    changed = put(author, shown.json(), TEXT + "# 改\n")
    assert (changed.status_code, changed.json()["state"]) == (200, "draft")
    assert changed.json()["text"].endswith("# 改\n") and changed.headers["ETag"] != shown.headers["ETag"]
    assert adopted_by(house.as_("secretariat"), scheme["id"]).json()["word"] == "not_checked"


def test_all_mistakes_of_a_new_text_come_at_once_and_nothing_is_kept(house: House) -> None:
    author = house.as_("scheme_author")
    scheme = handed_in(author)
    refused = put(author, scheme, TEXT.replace("format: 1", "format: 2").replace("award:", "awards:", 1))
    assert refused.status_code == 422 and len(refused.json()["errors"]) >= 2
    assert author.get(f"/schemes/{scheme['id']}").json()["text"] == TEXT
    bare = author.put(f"/schemes/{scheme['id']}", json={"text": TEXT})
    assert bare.status_code == 428
    twin = handed_in(author, TEXT + "# 另一份\n")
    assert put(author, twin, TEXT).json()["word"] == "same_text"


def test_neither_author_nor_editor_adopts_but_who_checked_does(house: House) -> None:
    roles = ("scheme_author", "secretariat")
    author, editor, checker = (house.seat(*roles) for _ in range(3))
    scheme = handed_in(author)
    assert put(editor, scheme, TEXT + "# 改\n").status_code == 200
    assert checker.post(f"/schemes/{scheme['id']}/check").json()["state"] == "checked"
    refused = [adopted_by(one, scheme["id"]).json()["word"] for one in (author, editor)]
    assert refused == ["own_scheme", "own_scheme"]
    seen = [one.get(f"/schemes/{scheme['id']}").json()["handled_by_me"] for one in (author, editor, checker)]
    assert seen == [True, True, False]
    assert adopted_by(checker, scheme["id"]).json()["state"] == "adopted"


def test_an_adopted_document_neither_changes_nor_goes(house: House) -> None:
    author, office = house.as_("scheme_author"), house.as_("secretariat")
    scheme = handed_in(author)
    author.post(f"/schemes/{scheme['id']}/check")
    done = adopted_by(office, scheme["id"]).json()
    assert put(author, done, TEXT + "# 改\n").json()["word"] == "already_adopted"
    assert author.post(f"/schemes/{scheme['id']}/withdraw").json()["word"] == "already_adopted"


def test_a_withdrawn_draft_is_of_no_use_until_handed_in_again(house: House) -> None:
    author, office = house.as_("scheme_author"), house.as_("secretariat")
    scheme = handed_in(author)
    author.post(f"/schemes/{scheme['id']}/check")
    assert author.post(f"/schemes/{scheme['id']}/withdraw").json()["state"] == "withdrawn"
    assert adopted_by(office, scheme["id"]).json()["word"] == "withdrawn"
    assert author.post(f"/schemes/{scheme['id']}/check").json()["word"] == "withdrawn"
    assert put(author, scheme, TEXT + "# 改\n", 3).json()["word"] == "withdrawn"
    again = handed_in(author)
    assert (again["id"], again["state"]) == (scheme["id"], "draft")


def test_next_year_begins_from_a_copy_that_names_what_it_supersedes(house: House) -> None:
    author, office = house.as_("scheme_author"), house.as_("secretariat")
    scheme = handed_in(author)
    author.post(f"/schemes/{scheme['id']}/check")
    year = clock.today().year
    adopted_by(office, scheme["id"])
    made = author.post(f"/schemes/{scheme['id']}/copy").json()
    head = read(made["text"]).require()
    assert (head.year, head.supersedes, head.id) == (
        year + 1,
        "shanghai-minhang",
        f"shanghai-minhang-{year + 1}",
    )
    assert (made["copied_from"], made["state"]) == (scheme["id"], "draft")
    assert author.post(f"/schemes/{scheme['id']}/copy", json={"year": year + 1}).json()["id"] == made["id"]
    assert author.post(f"/schemes/{made['id']}/withdraw").json()["state"] == "withdrawn"
    again = author.post(f"/schemes/{scheme['id']}/copy", json={"year": year + 1}).json()
    assert (again["id"], again["state"]) == (made["id"], "draft")
    assert author.post(f"/schemes/{made['id']}/check").json()["mistakes"] == []
    cheaper = made["text"].replace("each: 5", "each: 6", 1)
    put(author, author.get(f"/schemes/{made['id']}").json(), cheaper)
    told = author.get(f"/schemes/{made['id']}/diff").json()
    assert told["against"] == scheme["id"]
    changed = [one for one in told["differences"] if one["item"]]
    assert [(one["path"], one["before"], one["after"]) for one in changed] == [
        ("items[0].award.each", "5 分", "6 分")
    ]
    assert changed[0]["article"] in changed[0]["sentence"]
    assert author.get(f"/schemes/{scheme['id']}/diff").json()["errors"][0]["word"] == "missing"


def test_every_act_on_a_scheme_stands_in_the_audit(house: House) -> None:
    author = house.as_("scheme_author")
    scheme = handed_in(author)
    put(author, scheme, TEXT + "# 改\n")
    author.post(f"/schemes/{scheme['id']}/copy", json={"year": 2030})
    author.post(f"/schemes/{scheme['id']}/withdraw")
    lines = house.as_("auditor").get("/audit?limit=20").json()["items"]
    acts = {line["action"] for line in lines}
    assert {"scheme:add", "scheme:replace", "scheme:copy", "scheme:withdraw"} <= acts


@pytest.mark.parametrize("code", sorted(library()))
def test_a_copy_changes_the_head_and_nothing_else(code: str) -> None:
    text = library()[code].read_text(encoding="utf-8")
    before, after = read(text).require(), read(copied(text, 2031)).require()
    head = {"id": next_code(code, 2031), "year": 2031, "supersedes": before.id}
    assert after == before.model_copy(update=head)
