"""The allowed word that a wrong cell probably meant."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from app.core.sheets import Column, Parsed, Table

#: Below this a likeness is chance, and a wrong suggestion is worse than none.
LIKE = 0.5


def near_choices(table: Table, parsed: Parsed, columns: Sequence[Column]) -> dict[str, str]:
    """Return the address of every cell outside its drop-down → the nearest word of it."""
    choices = {column.key: column.parser.choices for column in columns if column.parser.choices}
    wrong = {
        (row.number, error.where)
        for row in parsed.rows
        for error in row.errors
        if error.word == "unknown_choice"
    }
    rows = {row.number: row for row in table.rows}
    found: dict[str, str] = {}
    for number, where in wrong:
        for key, allowed in choices.items():
            if parsed.where(number, key) == where:
                said = rows[number].cell(parsed.header.places[key]).text.strip()
                nearest = get_close_matches(said, allowed, 1, LIKE)
                if nearest:
                    found[where] = nearest[0]
    return found
