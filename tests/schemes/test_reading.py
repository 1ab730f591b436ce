"""A scheme read as a document: every item in words, every example computed."""

from __future__ import annotations

import re

import pytest

from app.schemes.document import library, read
from app.schemes.prose import examples, sections
from app.schemes.service import read_library
from app.scoring.engine import compile
from tests.factories.house import House

#: A stable word that slipped into a sentence; names of places of the text stay out of sentences.
STABLE = re.compile(r"[a-z]{3,}")


@pytest.mark.parametrize("code", sorted(library()))
def test_every_item_of_the_library_is_said_in_chinese(code: str) -> None:
    reading = read_library(code)
    said = [
        sentence
        for section in reading.sections
        for item in section.items
        for sentence in [*item.sentences, *item.limits]
    ]
    said += reading.choices + reading.across + [need for gate in reading.gates for need in gate.needs]
    said += [fact for example in reading.examples for fact in example.facts]
    assert len(said) > 5
    assert [sentence for sentence in said if STABLE.search(sentence)] == []


@pytest.mark.parametrize("code", sorted(library()))
def test_no_item_is_lost_and_every_figure_agrees(code: str) -> None:
    scheme = read(library()[code].read_text(encoding="utf-8")).require()
    titles = [item.title for section in sections(scheme) for item in section.items]
    assert sorted(titles) == sorted(item.title for item in scheme.items)
    found = examples(compile(scheme))
    assert len(found) == len(scheme.examples) > 0
    assert all(figure.same for example in found for figure in example.figures)


def test_a_wrong_example_shows_what_was_expected_and_what_came_out(house: House) -> None:
    text = library()["shanghai-minhang"].read_text(encoding="utf-8").replace("total: 107", "total: 108")
    author = house.as_("scheme_author")
    made = author.post("/schemes", json={"text": text}).json()
    reading = author.get(f"/schemes/{made['id']}/reading").json()
    wrong = [figure for example in reading["examples"] for figure in example["figures"] if not figure["same"]]
    assert wrong == [{"what": "合计", "expected": "108", "computed": "107", "same": False}]
    assert author.get("/scheme-library/nothing-like-it/reading").status_code == 404


def test_the_secretariat_checks_what_an_author_handed_in(house: House) -> None:
    text = library()["shanghai-minhang"].read_text(encoding="utf-8")
    made = house.as_("scheme_author").post("/schemes", json={"text": text}).json()
    office = house.as_("secretariat")
    assert office.post(f"/schemes/{made['id']}/check").json()["state"] == "checked"
    assert office.post("/schemes", json={"text": text}).status_code == 403
