"""Tables, roles and stable words all stand in the one dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import CheckConstraint, Column, MetaData, String, Table

from app.access.permissions import ROLES
from app.core.db.base import words
from app.tables import metadata
from tests.architecture.sources import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
KNOWN = set(re.findall(r"`(\w+)`", GLOSSARY))


def stable_words(tables: MetaData) -> Iterator[tuple[str, str]]:
    """Yield where a word stands and the word, from the CHECK constraints of ``words()``."""
    for table in tables.sorted_tables:
        for constraint in table.constraints:
            found = isinstance(constraint, CheckConstraint) and re.match(
                r"(\w+) IN \((.*)\)", str(constraint.sqltext)
            )
            if found:
                yield from ((f"{table.name}.{found[1]}", word) for word in re.findall(r"'(\w+)'", found[2]))


def strangers(tables: MetaData) -> list[str]:
    return [f"{place}: {word}" for place, word in stable_words(tables) if word not in KNOWN]


def test_every_table_stands_in_the_glossary() -> None:
    missing = set(metadata.tables) - KNOWN
    assert not missing, f"add to docs/glossary.md with its Chinese: {sorted(missing)}"


def test_every_stable_word_stands_in_the_glossary() -> None:
    assert len(list(stable_words(metadata))) > 100, "the words were not found: words() has changed its form"
    assert not strangers(metadata), f"add to docs/glossary.md with its Chinese: {strangers(metadata)}"


def test_every_role_stands_in_the_glossary() -> None:
    missing = set(ROLES) - KNOWN
    assert not missing, f"add to docs/glossary.md with its Chinese: {sorted(missing)}"


def test_a_planted_word_is_reported_as_a_stranger() -> None:
    planted = MetaData()
    Table("sittings", planted, Column("mood", String), words("mood", ("cheerful",)))
    assert strangers(planted) == ["sittings.mood: cheerful"]


@pytest.mark.parametrize("heading", re.findall(r"^## (.+)$", GLOSSARY, re.MULTILINE))
def test_every_row_of_the_glossary_has_three_cells(heading: str) -> None:
    body = GLOSSARY.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in body.splitlines() if line.startswith("|")][2:]
    assert rows
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 3, row
        assert all(cells), row
        assert re.search(r"[\u4e00-\u9fff]", cells[0]), row
        assert re.fullmatch(r"`\w+`(, `\w+`)*", cells[2]), row
