"""Hypothetical records under a scheme: which deeds differ, what each adds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from app.facts.doable import Doable, doable
from app.scoring.card import Line, Scorecard
from app.scoring.engine import Compiled, score_rows
from app.scoring.entry import Subject
from app.scoring.grade import GateResult
from app.scoring.scheme import Model
from app.scoring.shapes import Period, Select, Test

#: A deed is compared with others by what so many of it come to.
COPIES = (1, 2, 3)
#: How many schemes × sorts of members a process remembers the deeds of.
KEPT = 64
#: The scheme stands beside its deeds, so that its id belongs to nobody else meanwhile.
_known: dict[tuple[int, str, str, date], tuple[Compiled, tuple[Doable, ...]]] = {}
_HYPOTHETICAL = "what-if"


def row_of(one: Doable, number: int = 1) -> tuple[Any, ...]:
    """Return a hypothetical ledger row; ``number`` tells apart several of the same deed.

    Ids are the same at every call, so that the engine's memory of shapes does not grow.
    """
    posting = one.posting
    attrs = dict(posting.attrs)
    for name in ("activity", "sitting"):
        if name in attrs:
            attrs[name] = f"{_HYPOTHETICAL}-{number}"
    return (
        f"{_HYPOTHETICAL}-{one.word}-{number}",
        posting.occurred_on.isoformat(),
        posting.quantity,
        posting.fact,
        posting.type,
        posting.status,
        posting.role,
        posting.level,
        json.dumps(attrs, ensure_ascii=False, sort_keys=True),
    )


def deeds(scheme: Compiled, subject: Subject, day: date) -> tuple[Doable, ...]:
    """Return the deeds that this scheme tells apart for such a member, the plainest of each sort."""
    asked = [(name, subject.attrs.get(name)) for name in sorted(scheme.asked)]
    key = (id(scheme), subject.role, repr(asked), day)
    found = _known.get(key)
    if found is None:
        if len(_known) >= KEPT:
            _known.clear()
        found = _known[key] = (scheme, tuple(_different(scheme, subject, day)))
    return found[1]


def _different(scheme: Compiled, subject: Subject, day: date) -> Iterator[Doable]:
    role, subject = subject.role, replace(subject, id=_HYPOTHETICAL)
    nothing = _signature(score_rows(scheme, subject, []))
    seen = set()
    for one in sorted(doable(_HYPOTHETICAL, role, day, asked(scheme)), key=lambda one: len(one.traits)):
        signs = tuple(
            _signature(score_rows(scheme, subject, [row_of(one, number) for number in range(1, many + 1)]))
            for many in COPIES
        )
        if signs[0] != nothing and signs not in seen:
            seen.add(signs)
            yield one


def _signature(card: Scorecard) -> tuple[Any, ...]:
    lines = tuple(
        (line.id, line.units, line.measured, tuple(reason for _, reason in line.not_counted))
        for line in card.lines
    )
    return lines, tuple((gate.id, gate.outcome, gate.measured) for gate in card.gates)


def asked(scheme: Compiled) -> dict[str, set[str]]:
    """Return fact → attributes that the scheme asks about anywhere."""
    facts: set[str] = set()
    names: set[str] = set()
    _walk(scheme.scheme.model_copy(update={"examples": ()}), facts, names)
    return dict.fromkeys(facts, names)


def _walk(value: object, facts: set[str], names: set[str]) -> None:
    if isinstance(value, Select):
        facts.update(value.fact)
    if isinstance(value, Model):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name in ("by", "sum", "distinct", "among"):
                names.update([inner] if isinstance(inner, str) else inner or ())
            _walk(inner, facts, names)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, Test):
                names.add(key)
            _walk(inner, facts, names)
    elif isinstance(value, tuple):
        for inner in value:
            _walk(inner, facts, names)


def starts(value: object) -> set[str]:
    """Return the first days (``MM-DD``) of every period of a scheme."""
    if isinstance(value, Period):
        return {value.start}
    if isinstance(value, Model):
        return {day for name in type(value).model_fields for day in starts(getattr(value, name))}
    if isinstance(value, Mapping):
        return {day for inner in value.values() for day in starts(inner)}
    return {day for inner in value for day in starts(inner)} if isinstance(value, tuple) else set()


@dataclass(frozen=True, slots=True)
class Tried:
    """What one more deed does to a member's card.

    Args:
        line: The line of the receipt that it moves most, or would if it counted; None: only a gate.
        adds: What the total gains.
        why: The reason word when it adds nothing.
        gate: The missed minimum requirement that it brings nearer, when no line counts it.
    """

    deed: Doable
    card: Scorecard
    line: Line | None
    adds: Fraction
    why: str = ""
    gate: GateResult | None = None


def tried(
    scheme: Compiled,
    subject: Subject,
    rows: Sequence[Any],
    base: Scorecard,
    deed: Doable,
    later: Sequence[date],
) -> Tried | None:
    """Score a member with one more deed; None when the scheme does not look at it.

    Args:
        rows: The member's ledger rows.
        base: What they come to.
        later: Other days to try when the deed's own day lies outside of a period.
    """
    found = None
    for one in (deed, *(deed.on(day) for day in later)):
        row = row_of(one)
        card = score_rows(scheme, subject, [*rows, row])
        adds = card.total - base.total
        line, why = _touched(base, card, row[0])
        gate = _nearer(base, card) if line is None else None
        if line is None and gate is None:
            return found
        if found is None or adds > found.adds:
            found = Tried(one, card, line, adds, why if adds == 0 else "", gate)
        if why != "outside_period":
            return found
    return found


def _touched(base: Scorecard, card: Scorecard, record: str) -> tuple[Line | None, str]:
    """Return the line that a record moves most, and why it moves the total by nothing."""
    before = {line.id: line.points for line in base.lines}
    best: tuple[Fraction, Line] | None = None
    left: tuple[Line, str] | None = None
    for line in card.lines:
        if record in line.counted:
            change = line.points - before.get(line.id, Fraction(0))
            if best is None or change > best[0]:
                best = (change, line)
        elif left is None:
            reason = next((reason for known, reason in line.not_counted if known == record), None)
            left = (line, reason) if reason else None
    if best is not None:
        return best[1], "capped"
    return left if left is not None else (None, "")


def _nearer(base: Scorecard, card: Scorecard) -> GateResult | None:
    """Return the first missed minimum requirement that a deed brings nearer."""
    for was, now in zip(base.gates, card.gates, strict=True):
        if not was.met and (now.met or now.measured != was.measured):
            return was
    return None
