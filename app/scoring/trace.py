"""The receipt as a canonical tree for machines."""

from __future__ import annotations

import json
from typing import Any

from app.scoring.card import Line, More, Parts, Scorecard
from app.scoring.spoken import REASONS as REASONS
from app.scoring.spoken import sentence_of as sentence_of
from app.scoring.spoken import sentences as sentences
from app.scoring.spoken import unit_of as unit_of
from app.scoring.words import written as written


def tree(card: Scorecard) -> dict[str, Any]:
    """Return the receipt as plain data: strings, numbers, lists; no order left to chance."""
    said: dict[str, Any] = {
        "subject": card.subject,
        "role": card.role,
        "total": written(card.total),
        "grade": card.grade,
        "lines": [_line(line) for line in card.lines],
        "sections": {name: written(points) for name, points in card.sections.items()},
        "gates": [
            {
                "id": gate.id, "title": gate.title, "article": gate.article, "outcome": gate.outcome,
                "measured": [{"reached": reached, "needed": needed} for reached, needed in gate.measured],
            }
            for gate in card.gates
        ],
    }  # fmt: skip
    if card.attrs:
        said["attrs"] = dict(card.attrs)
    if card.parts is not None:
        said |= _parts(card.parts)
    # Only schemes with the rarer shapes have more to say; the receipts of others stay as they are.
    return said if card.more is None else {**said, **_more(card.more)}


def _parts(parts: Parts) -> dict[str, Any]:
    """Return late records and snapshots, as far as there are any."""
    taken = [
        {"id": one.id, "title": one.title, "points": written(one.points), "low": one.low}
        for one in parts.snapshots
    ]
    late = {"cut_off": parts.cut_off, "late": list(parts.late)} if parts.late else {}
    return {**late, **({"snapshots": taken} if taken else {})}


def _more(more: More) -> dict[str, Any]:
    found: dict[str, Any] = {
        "outcome": more.outcome,
        "exempt": list(more.exempt),
        "conditions": [{"id": one.id, "title": one.title, "outcome": one.outcome} for one in more.conditions],
        "vetoes": [
            {"id": one.id, "title": one.title, "article": one.article, "grade": one.force_grade}
            for one in more.vetoes
        ],
        "sums": {name: written(points) for name, points in more.sums.items()},
        "figures": {name: None if one is None else written(one) for name, one in more.figures.items()},
        "ledgers": [
            {"ledger": one.ledger, "title": one.title, "holder": one.holder, "points": written(one.points)}
            for one in more.ledgers
        ],
        "below": list(more.below),
        "params": {name: written(value) for name, value in more.params.items()},
        "label": more.label,
        "colour": more.colour,
    }
    return {name: one for name, one in found.items() if one or name == "outcome"}


def canonical(card: Scorecard) -> bytes:
    """Return the receipt as bytes; the same input gives the same bytes."""
    return json.dumps(tree(card), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _line(line: Line) -> dict[str, Any]:
    said = {
        "kind": line.kind,
        "id": line.id,
        "title": line.title,
        "section": line.section,
        "article": line.article,
        "points": written(line.points),
        "outcome": line.outcome,
        "measured": line.measured,
        "counted": list(line.counted),
        "not_counted": [{"record": record, "reason": reason} for record, reason in line.not_counted],
        "cuts": [{"limit": word, "points": written(points)} for word, points in line.cuts],
    }
    rates = [{"attained": one.rate[0], "of": one.rate[1]} for one in line.chains if one.rate]
    extra = {
        "rates": rates,
        "notes": [one.note for one in line.chains if one.note],
        "missing": list(line.missing),
    }
    return {**said, **{name: one for name, one in extra.items() if one}}
