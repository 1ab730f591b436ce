"""The published JSON Schema: fresh, complete in Chinese, and agreeing with the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from app.cli import main
from app.schemes.document import library, read
from app.schemes.json_schema import json_schema, text
from app.schemes.key_words import VALUES
from app.schemes.reading import compose
from app.schemes.recipes import RECIPES
from app.schemes.words import ATTRIBUTE, ATTRIBUTES, ROLE, WORD
from app.schemes.writing import write
from app.scoring.entry import FACTS
from app.scoring.values import FLAGS
from app.standings import deed_words

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "docs" / "scheme.schema.json"
SMALL: dict[str, Any] = {
    "format": 1,
    "id": "small",
    "title": "办法",
    "structure": {"kind": "accumulate_from_zero"},
    "sections": [{"id": "base", "title": "基础分"}],
}


def plain(path: Path) -> dict[str, Any]:
    return compose(path.read_text(encoding="utf-8"))[0]


def faults(data: object) -> list[str]:
    return [str(one.json_path) for one in jsonschema.Draft202012Validator(json_schema()).iter_errors(data)]


def test_the_published_schema_is_fresh_and_a_schema(tmp_path: Path) -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == text(), (
        "run: lvzhi scheme schema --out docs/scheme.schema.json"
    )
    jsonschema.Draft202012Validator.check_schema(json_schema())
    out = tmp_path / "schema.json"
    assert CliRunner().invoke(main, ["scheme", "schema", "--out", str(out)]).exit_code == 0
    assert out.read_text(encoding="utf-8") == CliRunner().invoke(main, ["scheme", "schema"]).output == text()


def test_every_key_and_choice_is_titled_in_chinese() -> None:
    whole = json_schema()
    bare = []
    for name, model in {"Scheme": whole, **whole["$defs"]}.items():
        for key, place in model["properties"].items():
            words = [place["title"], place.get("description", "。")]
            words += [
                word for one in (place, *place.get("anyOf", ())) for word in one.get("enumDescriptions", ())
            ]
            bare += [f"{name}.{key}: {word}" for word in words if word.isascii()]
    assert not bare, bare


def test_every_key_stands_in_one_step_and_every_condition_has_words() -> None:
    whole = json_schema()
    steps = [key for step in whole["x-steps"] for key in step["keys"]]
    assert sorted(steps) == sorted(whole["properties"])
    attributes = {name for names in FACTS.values() for name in names}
    assert attributes <= set(ATTRIBUTES)
    known = {word for words in VALUES.values() for word in words if isinstance(word, str)}
    assert known <= set(WORD) | set(ROLE)
    assert {name.rsplit(".", 1)[-1] for name in VALUES} <= attributes


@pytest.mark.parametrize("code", sorted(library()))
def test_the_library_fits_the_schema(code: str) -> None:
    assert faults(plain(library()[code])) == []


def test_what_the_reader_refuses_the_schema_marks_too() -> None:
    data = plain(library()["shanghai-minhang"])
    data["items"][0]["awrad"] = data["items"][0].pop("award")
    data["items"][1]["select"]["fact"] = "meting"
    data["items"][2]["limit"] = {"cap": "many"}
    places = faults(data)
    assert [place for place in places if place.startswith("$.items[0]")]
    assert [place for place in places if place.startswith("$.items[1].select.fact")]
    assert [place for place in places if place.startswith("$.items[2].limit.cap")]


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda one: one.label)
def test_every_recipe_is_an_item(recipe: Any) -> None:
    item = {"id": "one", "title": "一项", "section": "base", "article": "第一条", **recipe.body}
    data = {**SMALL, "items": [item]}
    assert faults(data) == []
    assert read(write(data)).errors == ()


def test_a_form_offers_yes_and_no_where_records_hold_them_and_nowhere_else() -> None:
    offered = {name for name, words in VALUES.items() if set(words) == {True, False}}
    assert offered == FLAGS


def test_a_place_has_one_name_whichever_table_says_it() -> None:
    labels = json_schema()["x-attributes"]
    said = [labels[f"{fact}.status"] for fact in ("meeting", "award", "suggestion")]
    assert said == ["到会情况", "等次", "办理情况"]
    assert {
        name for name, title in ATTRIBUTE.items() if title and ATTRIBUTES.get(name, title) != title
    } == set()
    client = json.loads((ROOT / "web/src/locales/zh-CN.json").read_text(encoding="utf-8"))["outcome"]
    for name in ("forwarded_province", "forwarded_national"):
        assert WORD[name] == client[name] == deed_words._trait("outcomes", name), name
