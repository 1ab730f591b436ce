"""Every mistake and every open point of a scheme: its place, its word and its sentence, exactly."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.schemes.document import dotted
from app.scoring.checks import problems
from app.scoring.checks_across import problems_across
from app.scoring.engine import compile
from app.scoring.finding import Finding
from app.scoring.params import bound
from app.scoring.scheme import Scheme
from app.scoring.verdict import run
from app.scoring.warnings import warnings


class Quick(yaml.CSafeLoader):
    """Reads as the product does, twenty times as fast: without places, and decimals as they are written."""


Quick.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in forms if not (tag.endswith(":bool") and sign in "oOyYnN")]
    for sign, forms in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Quick.add_constructor("tag:yaml.org,2002:float", lambda loader, node: str(node.value))


def read(text: str) -> Any:
    return yaml.load(text, Quick)


FILES = sorted((Path(__file__).parent / "mistakes").glob("*.yaml"))
LISTED = re.compile("；可写：[^。]*。$")
TABLES = {path.stem: read(path.read_text(encoding="utf-8")) for path in FILES}
CASES = [
    pytest.param(table, case, id=f"{name}-{number}")
    for name, table in TABLES.items()
    for number, case in enumerate(table["cases"], 1)
]


def found(table: dict[str, Any], text: str) -> list[str]:
    """Return what is wrong in the order it is found; ``judge`` asks for warnings or examples instead."""
    scheme = bound(Scheme.model_validate(read(text)))
    every = [*problems(scheme), *problems_across(scheme)]
    if "judge" in table:
        assert every == []
        every = warnings(scheme) if table["judge"] == "warnings" else examples(scheme)
    # The list of what may be written grows with the product; ``test_messages`` judges it.
    said = [LISTED.sub("。", one.sentence) for one in every]
    return [f"{dotted(one.path)} {one.word} {text}" for one, text in zip(every, said, strict=True)]


def examples(scheme: Scheme) -> list[Finding]:
    """Return every difference between an example and what comes out."""
    compiled = compile(scheme)
    return [one for place, example in enumerate(scheme.examples) for one in run(compiled, place, example)[1]]


@pytest.mark.parametrize("name", TABLES)
def test_the_document_that_is_changed_holds(name: str) -> None:
    assert found(TABLES[name], TABLES[name]["document"]) == []


@pytest.mark.parametrize(("table", "case"), CASES)
def test_a_change_is_answered_in_these_words(table: dict[str, Any], case: dict[str, Any]) -> None:
    text = table["document"]
    for old, new in case["change"].items():
        assert old in text
        text = text.replace(old, new, 1)
    assert found(table, text) == case["found"]


NEEDS_PLACES = (
    "expect: {places: {甲: 1}}",
    "expect: {ranked_by: {甲: 1}}",
    "orders: {2024: [甲]}, expect: {}",
)


@pytest.mark.parametrize("asks", NEEDS_PLACES)
def test_places_need_a_ranking(asks: str) -> None:
    head = "format: 1\nid: x\ntitle: 例\nstructure: {kind: hundred_points}\n"
    text = f"{head}examples: [{{id: C, {asks}}}]\n"
    assert found({}, text) == ["examples[0] unknown_word 办法没有排名（rankings）。"]


def test_a_mistake_is_not_said_again_as_a_warning() -> None:
    item = "{id: p, title: 提案, article: 一, select: {fact: proposal, where: {role: x}}, award: {each: 1}}"
    text = f"format: 1\nid: x\ntitle: 例\nstructure: {{kind: hundred_points}}\nitems: [{item}]\n"
    assert found({}, text) == ["items[0].select.where.role unknown_value 属性“role”没有“x”这个值。"]
    assert warnings(Scheme.model_validate(read(text))) == []


def rewrite(path: Path) -> None:
    """Put what is found now in place of what a table expects; the diff shows what a change of words did."""
    table = read(path.read_text(encoding="utf-8"))
    lines = [f"about: {table['about']}", *([f"judge: {table['judge']}"] if "judge" in table else [])]
    lines += ["document: |", *(f"  {line}" for line in table["document"].rstrip().splitlines()), "cases:"]
    for case in table["cases"]:
        text = table["document"]
        for old, new in case["change"].items():
            text = text.replace(old, new, 1)
        pairs = ", ".join(f"{_quoted(old)}: {_quoted(new)}" for old, new in case["change"].items())
        said = found(table, text)
        lines += [f"  - change: {{{pairs}}}", "    found:" if said else "    found: []"]
        lines += [f"      - {_quoted(one)}" for one in said]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if "\n" in text else "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    for one in FILES:
        rewrite(one)
