"""The library: every worked example of the published rule books holds."""

from __future__ import annotations

import pytest

from app.schemes.document import check, library, read
from app.scoring.engine import compile
from app.scoring.example import run
from tests.scoring.holding import receipt

NAMES = sorted(library())


def test_the_library_has_two_structures_and_more() -> None:
    kinds = {read(path.read_bytes()).require().structure.kind for path in library().values()}
    assert {"accumulate_from_zero", "hundred_points", "base_then_bonus"} <= kinds


@pytest.mark.parametrize("name", NAMES)
def test_a_library_document_has_no_mistake(name: str) -> None:
    document = read(library()[name].read_bytes())
    assert [str(one) for one in check(document)] == []
    assert document.require().id == name
    assert all(item.article for item in document.require().items)


@pytest.mark.parametrize("name", NAMES)
def test_every_published_example_comes_out_exactly(name: str) -> None:
    scheme = read(library()[name].read_bytes()).require()
    compiled = compile(scheme)
    assert scheme.examples
    for place, example in enumerate(scheme.examples):
        card, differences = run(compiled, place, example)
        assert card is not None
        assert [one.sentence for one in differences] == [], receipt(card)
        assert sum(line.points for line in card.lines) == card.total


def test_a_wrong_expectation_is_reported_with_its_line() -> None:
    text = library()["anhui-anqing"].read_text().replace("total: 95", "total: 96")
    found = check(read(text))
    assert [(one.word, text.splitlines()[one.line - 1].count("total: 96")) for one in found] == [
        ("example_differs", 1)
    ]
    assert found[0].sentence == "示例 M1：总分应为 96，按办法算得 95。"
