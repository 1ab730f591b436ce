"""Whole receipts, word for word: what people read and what is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.scoring.checks import problems
from app.scoring.engine import compile, score
from app.scoring.example import expand, subject_of
from app.scoring.history import of_card, of_tree
from app.scoring.params import bound
from app.scoring.scheme import Example, Scheme
from app.scoring.trace import sentences, tree
from tests.scoring.holding import hold
from tests.scoring.test_mistakes import read

FILES = sorted((Path(__file__).parent / "receipts").glob("*.yaml"))
TABLES = {path.stem: read(path.read_text(encoding="utf-8")) for path in FILES}
CASES = [
    pytest.param(name, case, id=f"{name}-{case['about']}")
    for name, table in TABLES.items()
    for case in table["cases"]
]


@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_receipt_says_exactly_this(name: str, case: dict[str, Any]) -> None:
    scheme = bound(Scheme.model_validate(read(TABLES[name]["document"])))
    assert problems(scheme) == []
    given = {"id": "m", "member": case.get("member", {}), "facts": case["facts"], "expect": {}}
    example = Example.model_validate(given)
    compiled, subject, entries = compile(scheme), subject_of(example), expand(example.facts)
    card = score(compiled, subject, entries)
    assert sentences(card) == case["sentences"]
    assert tree(card) == case["tree"]
    hold(compiled, subject, entries, entries[::-1], anew=True)
    states = {"ill": True}
    assert of_tree(tree(card), 2024, states) == of_card(card, 2024, states)
