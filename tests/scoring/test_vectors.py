"""One YAML vector file for each primitive; a failure prints the receipt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.schemes.reading import compose
from app.scoring.checks import problems
from app.scoring.engine import compile
from app.scoring.example import expand, run, subject_of
from app.scoring.params import bound
from app.scoring.scheme import Example, Scheme, exact
from app.scoring.words import written
from tests.scoring.holding import hold, receipt

FILES = sorted((Path(__file__).parent / "vectors").glob("*.yaml"))


def cases() -> list[Any]:
    """Return every case of every file, named after its primitive."""
    found = []
    for path in FILES:
        vector = compose(path.read_text())[0]
        for number, case in enumerate(vector["cases"], 1):
            found.append(pytest.param(vector, case, id=f"{path.stem}-{number}"))
    return found


def build(vector: dict[str, Any], case: dict[str, Any]) -> Scheme:
    """Return the whole scheme that a vector is a fragment of."""
    parts = {name: part for name, part in vector.items() if name not in ("about", "cases", "structure")}
    structure = case.get("structure") or vector.get("structure") or {"kind": "accumulate_from_zero"}
    scheme = bound(
        Scheme.model_validate({"format": 1, "id": "v", "title": "例", "structure": structure, **parts})
    )
    assert problems(scheme) == []
    return scheme


@pytest.mark.parametrize(("vector", "case"), cases())
def test_a_primitive_comes_to_what_its_vector_says(vector: dict[str, Any], case: dict[str, Any]) -> None:
    scheme = build(vector, case)
    member = case.get("member", {"role": case.get("role", "member")})
    example = Example.model_validate({**_example(case), "id": "x", "member": member})
    compiled = compile(scheme)
    card, differences = run(compiled, 0, example)
    assert card is not None, differences
    shown = receipt(card)
    assert [one.sentence for one in differences] == [], shown
    for id, records in case.get("counted", {}).items():
        assert list(card.line(id).counted) == records, shown
    for id, reasons in case.get("left", {}).items():
        assert dict(card.line(id).not_counted) == reasons, shown
    for id, points in case.get("cuts", {}).items():
        assert written(sum((cut for _, cut in card.line(id).cuts), exact(0))) == str(points), shown
    for id, points in case.get("lines", {}).items():
        assert written(card.line(id).points) == str(points), shown
    for id, outcome in case.get("outcome", {}).items():
        assert card.line(id).outcome == outcome, shown
    assert case.get("says", "") in shown
    assert sum((line.points for line in card.lines), exact(0)) == card.total, shown
    if not example.params:
        entries = expand(example.facts)
        hold(compiled, subject_of(example), entries, entries[::-1], anew=True)


def _example(case: dict[str, Any]) -> dict[str, Any]:
    return {name: case[name] for name in ("facts", "expect", "params") if name in case}


def test_every_vector_file_says_what_it_is_about() -> None:
    assert len(FILES) >= 30
    assert [path.stem for path in FILES if not path.read_text().startswith("about: ")] == []
