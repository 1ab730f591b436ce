"""Tallies count what schemes count, and look at nothing else."""

from __future__ import annotations

from app.scoring.counting import counts, scheme_of, selected
from app.scoring.engine import compile
from app.scoring.shapes import Measure, Select

OPINIONS = (Select.model_validate({"fact": "opinion", "where": {"role": "author"}}),)
SPRING = (Select.model_validate({"fact": "meeting", "period": {"start": "01-01", "end": "03-31"}}),)


def row(id: str, day: str, fact: str, role: str = "", attrs: str = "{}") -> tuple[object, ...]:
    return (id, day, 1, fact, "", "", role, "", attrs)


def test_each_tally_counts_its_own_rows_and_one_without_any_is_nought() -> None:
    half_days = Measure(sum="half_days")
    asked = scheme_of(
        [("opinions", "信息", OPINIONS, Measure()), ("spring", "一季度会议", SPRING, half_days)]
    )
    rows = [
        row("1", "2026-02-03", "opinion", "author"),
        row("2", "2026-04-03", "opinion", "author"),
        row("3", "2026-02-03", "opinion", "cosigner"),
        row("4", "2026-02-03", "meeting", attrs='{"half_days":2}'),
        row("5", "2026-04-03", "meeting", attrs='{"half_days":4}'),
    ]
    assert counts(compile(asked), rows) == {"opinions": 2, "spring": 2}
    assert counts(compile(asked), []) == {"opinions": 0, "spring": 0}
    assert counts(compile(scheme_of([])), rows) == {}


def test_a_row_is_looked_at_by_fact_words_and_period() -> None:
    assert selected(OPINIONS, row("1", "2026-02-03", "opinion", "author"))
    assert not selected(OPINIONS, row("1", "2026-02-03", "opinion", "cosigner"))
    assert not selected(OPINIONS, row("1", "2026-02-03", "meeting", "author"))
    assert selected(SPRING, row("1", "2026-03-31", "meeting"))
    assert not selected(SPRING, row("1", "2026-04-01", "meeting"))
    assert selected((*OPINIONS, *SPRING), row("1", "2026-01-02", "meeting"))
