"""The guide documents every word of the language, and its first example runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.schemes.cli import scores
from app.schemes.document import check, read
from app.schemes.facts_table import facts_table
from app.schemes.words import FACT
from app.scoring import across
from app.scoring import scheme as shapes
from app.scoring.entry import ATTRIBUTES
from app.scoring.trace import REASONS

GUIDE = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text()


SNIPPETS = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)
HEAD = next(text for text in SNIPPETS if text.endswith("accumulate_from_zero}\n"))


@pytest.mark.parametrize("place", [n for n, text in enumerate(SNIPPETS) if not text.startswith("cases:")])
def test_every_snippet_of_the_guide_holds_under_the_head(place: int) -> None:
    text = SNIPPETS[place]
    document = read(text if text.startswith("format:") else HEAD + text)
    assert [str(one) for one in (*check(document), *document.warnings)] == [], text


def test_the_cases_of_the_guide_can_be_scored() -> None:
    (cases,) = (text for text in SNIPPETS if text.startswith("cases:"))
    scored = scores(SNIPPETS[0].encode(), cases)
    assert [one["differences"] for one in scored] == [[], [], []]


def test_the_table_of_facts_in_the_guide_is_the_one_that_is_checked() -> None:
    found = GUIDE.split("<!-- facts -->\n")[1].split("<!-- /facts -->")[0].strip()
    assert found == facts_table(), "put the output of `lvzhi scheme facts` between the marks"


def test_the_guide_leads_from_chinese_names_to_facts() -> None:
    assert [fact for fact, title in FACT.items() if f"{title} `{fact}`" not in GUIDE] == []


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


def test_every_attribute_of_a_member_stands_in_the_guide() -> None:
    assert [name for name, title in ATTRIBUTES.items() if f"| `{name}` {title} |" not in GUIDE] == []
