"""Text and form of a document: there and back without loss, nothing stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.schemes.document import check, library, read
from app.schemes.drafts import parse
from app.schemes.drafts import write as written
from app.schemes.reading import compose
from app.schemes.writing import write
from tests.factories.house import House


@pytest.mark.parametrize("code", sorted(library()))
def test_a_document_comes_back_from_the_form_as_it_was(code: str) -> None:
    text = Path(library()[code]).read_text(encoding="utf-8")
    form = parse(text)
    again = written(form.data)
    assert form.mistakes == again.mistakes == []
    assert [one.word for one in form.warnings] == [one.word for one in again.warnings]
    assert read(again.text).require() == read(text).require()
    assert written(parse(again.text).data).text == again.text == write(compose(text)[0])
    assert again.reading is not None and form.reading is not None
    assert again.reading.sections == form.reading.sections


def test_keys_stand_in_the_order_of_the_format_and_only_what_needs_quotes_has_them() -> None:
    text = write(
        {
            "title": "2026",
            "effective": "2026-01-01",
            "id": "x",
            "format": 1,
            "notes": ["甲\n乙", "on", "7.5", "a: b"],
            "bands": [{"min": "89.5", "name": "优秀"}, {"min": 0, "name": ""}],
            "surplus": 1,
        }
    )
    assert text == (
        "format: 1\nid: x\ntitle: '2026'\neffective: 2026-01-01\nnotes:\n  - |-\n    甲\n    乙\n"
        "  - on\n  - '7.5'\n  - 'a: b'\nbands:\n  - {name: 优秀, min: 89.5}\n  - {name: '', min: 0}\n"
        "surplus: 1\n"
    )
    assert compose(text)[0]["notes"] == ["甲\n乙", "on", "7.5", "a: b"]


def test_tables_keep_their_truth_values_and_numbers() -> None:
    data = {"items": [{"award": {"tiers": {"by": ["filed"], "table": {True: 5, False: 0}}}}]}
    form = parse(write(data)).data
    table = form["items"][0]["award"]["tiers"]["table"]  # type: ignore[call-overload,index]
    assert table == {"true": 5, "false": 0}
    assert compose(written(form).text)[0] == data


def test_inexact_and_bottomless_data_are_refused_at_their_place() -> None:
    wrong = written({"items": [{"limit": {"cap": 7.5}}]})
    assert [(one.path, one.word) for one in wrong.mistakes] == [("items[0].limit.cap", "wrong_value")]
    deep: dict[str, object] = {}
    for _ in range(40):
        deep = {"more": deep}
    assert [one.word for one in written(deep).mistakes] == ["too_large"]
    assert written({"a": [0] * 120_000}).mistakes[0].word == "too_large"


def test_mistakes_have_the_path_of_the_field_and_the_line_of_the_text(house: House) -> None:
    author = house.as_("scheme_author")
    text = library()["shanghai-minhang"].read_text(encoding="utf-8").replace("total: 107", "total: 108")
    found = author.post("/schemes/parse", json={"text": text}).json()
    [one] = found["mistakes"]
    assert one["path"] == "examples[0].expect.total" and one["word"] == "example_differs"
    assert "total: 108" in text.splitlines()[one["line"] - 1]
    example = found["reading"]["examples"][0]
    assert [figure["same"] for figure in example["figures"]].count(False) == 1
    assert example["receipt"][-1] == "合计 107 分。"

    found["data"]["items"][0]["award"] = {"eech": 5}
    made = author.post("/schemes/compose", json={"data": found["data"]}).json()
    places = {one["path"]: one for one in made["mistakes"]}
    assert "each" in places["items[0].award.eech"]["sentence"]
    assert "eech" in made["text"].splitlines()[places["items[0].award.eech"]["line"] - 1]
    assert made["reading"] is None
    assert author.get("/schemes").json()["items"] == []

    assert (
        author.post("/schemes/parse", json={"text": "- 一\n"}).json()["mistakes"][0]["word"]
        == "not_a_mapping"
    )
    schema = house.as_("member").get("/schemes/schema").json()
    assert [step["title"] for step in schema["x-steps"]][:3] == ["基本情况", "分块", "条目"]


def test_a_checked_document_has_no_mistakes() -> None:
    for path in library().values():
        assert check(read(write(compose(path.read_text(encoding="utf-8"))[0]))) == []


def test_what_the_ledger_never_holds_is_shown_beside_the_mistakes() -> None:
    form = parse(Path(library()["jilin-yanbian"]).read_text(encoding="utf-8"))
    assert form.mistakes == []
    assert [(one.word, one.path) for one in form.warnings] == [
        ("not_recorded", "items[0].select.where.standard"),
        ("not_recorded", "items[4]"),
    ]
