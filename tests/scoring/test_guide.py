"""The guide documents every word of the language, and its first example runs."""

from __future__ import annotations

import re
from pathlib import Path

from app.schemes.document import check, read
from app.scoring import across
from app.scoring import scheme as shapes
from app.scoring.trace import REASONS

GUIDE = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text()


def test_the_first_example_of_the_guide_is_a_scheme_that_holds() -> None:
    text = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)[0]
    assert [str(one) for one in check(read(text))] == []


def test_every_word_of_the_language_stands_in_the_guide() -> None:
    models: list[type[shapes.Model]] = [
        shapes.Test, shapes.Period, shapes.Select, shapes.Measure, shapes.Tiers, shapes.Award, shapes.Limit,
        shapes.Section, shapes.WithinFact, shapes.Need, shapes.Gate, shapes.Band, shapes.Rounding,
        shapes.Structure, shapes.Expect, shapes.Scheme, shapes.Example,
        across.Range, across.Position, across.YearTest, across.When, across.Ranking, across.Quota,
        across.Selection, across.Outcome, across.Snapshot, across.FromMembers, across.Given,
        across.YearExpect, across.Number,
    ]  # fmt: skip
    words = {name for model in models for name in model.model_fields}
    missing = sorted(word for word in words if not re.search(rf"\b{word}\b", GUIDE))
    assert missing == [], f"docs/scoring.md does not explain: {missing}"


def test_every_reason_stands_in_the_guide() -> None:
    assert [reason for reason in REASONS if f"`{reason}`" not in GUIDE] == []
