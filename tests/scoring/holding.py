"""What has to hold of every scorecard, whatever the scheme and the records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction

from app.scoring.card import Scorecard
from app.scoring.engine import Compiled, compile, score, score_rows
from app.scoring.entry import Entry, Subject
from app.scoring.history import of_card, of_tree
from app.scoring.trace import canonical, sentences, tree
from tests.scoring.oracle import evaluate


def stored(entry: Entry) -> tuple[object, ...]:
    """Return an entry as a ledger row: some attributes in columns, the others as JSON text."""
    rest = dict(entry.attrs)
    columns = [rest.pop(name, "") for name in ("type", "status", "role", "level")]
    return (entry.record, entry.on.isoformat(), entry.quantity, entry.fact, *columns, json.dumps(rest))


def receipt(card: Scorecard) -> str:
    """Return the trace as a person reads it."""
    return "\n".join(["", *sentences(card), *map(str, tree(card)["lines"])])


def hold(
    compiled: Compiled,
    subject: Subject,
    entries: Sequence[Entry],
    shuffled: Sequence[Entry],
    *,
    anew: bool = False,
) -> Scorecard:
    """Hold the engine against the oracle, itself reordered, stored rows, and the sums and limits.

    Args:
        anew: Whether to compile the scheme again and replay.
    """
    card = score(compiled, subject, entries)
    shown = receipt(card)
    agrees(compiled, subject, entries, card, shown)
    limits(compiled, card, shown)
    whole = canonical(card)
    again = score(compiled, subject, shuffled)
    assert canonical(again) == whole, shown
    assert sentences(again) == sentences(card), shown
    assert canonical(score_rows(compiled, subject, map(stored, shuffled))) == whole, shown
    if anew:
        assert canonical(score(compile(compiled.scheme), subject, shuffled)) == whole, shown
    return card


def agrees(
    compiled: Compiled, subject: Subject, entries: Sequence[Entry], card: Scorecard, shown: str
) -> None:
    """Hold a scorecard against the naive oracle."""
    sheet = evaluate(compiled.scheme, subject, entries)
    assert card.total == sheet.total, shown
    for line in card.lines:
        if line.kind == "item":
            assert line.points == sheet.points[line.id], (line.id, shown)
            assert line.measured == sheet.measured[line.id], (line.id, shown)
            assert line.counted == sheet.counted[line.id], (line.id, shown)
            assert line.not_counted == sheet.left[line.id], (line.id, shown)
            assert (line.outcome == "not_applicable") is (line.id in sheet.off), (line.id, shown)
    assert card.grade == sheet.grade, shown
    assert card.gates_missed == sheet.missed, shown
    more = card.more
    assert (more.sums if more else {}) == sheet.sums, shown
    assert (more.figures if more else {}) == sheet.figures, shown
    assert {one.ledger: (one.holder, one.points) for one in (more.ledgers if more else ())} == sheet.ledgers
    assert tuple(one.id for one in (more.vetoes if more else ())) == sheet.vetoes, shown
    assert (more.below if more else ()) == sheet.below, shown
    parts = card.parts
    assert (parts.late if parts else ()) == sheet.late, shown
    taken = parts.snapshots if parts else ()
    assert {one.id: (one.points, one.low) for one in taken} == sheet.snapshots, shown
    year = of_card(card, 2024, {})
    assert year.below == set(sheet.below), shown
    assert year.low == (sum(low for _, low in sheet.snapshots.values()) if sheet.snapshots else None), shown
    assert of_tree(tree(card), 2024, {}) == year, shown


def limits(compiled: Compiled, card: Scorecard, shown: str) -> None:
    """Hold the sums and every cap and floor."""
    assert sum((line.points for line in card.lines), Fraction(0)) == card.total, shown
    scheme = compiled.scheme
    for item in scheme.items:
        line = card.line(item.id)
        if line.outcome != "not_applicable" and not line.missing:
            assert item.limit.cap is None or line.points <= item.limit.cap, shown
            assert item.limit.floor is None or line.points >= item.limit.floor, shown
    for section in scheme.sections:
        if section.weight is None:
            points = card.sections.get(section.id, Fraction(0))
            assert section.cap is None or points <= section.cap, shown
            assert section.floor is None or points >= section.floor, shown
    if scheme.structure.rounding is None:
        assert scheme.structure.cap is None or card.total <= scheme.structure.cap, shown
        assert scheme.structure.floor is None or card.total >= scheme.structure.floor, shown
