"""Compile a scheme once; score a subject in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from app.scoring.card import Scorecard
from app.scoring.entry import Entry, Row, Subject, attributes
from app.scoring.periods import in_parts
from app.scoring.plan import Compiled
from app.scoring.rich import RichSheet
from app.scoring.scheme import Scheme
from app.scoring.sheet import Sheet

__all__ = ["Compiled", "compile", "score", "score_rows"]


def compile(scheme: Scheme) -> Compiled:
    """Make a checked scheme ready: one dispatch table from facts to chains.

    Args:
        scheme: A scheme without problems (``app.scoring.checks.problems``).
    """
    return Compiled(scheme)


def sheet_for(compiled: Compiled, subject: Subject) -> Sheet:
    """Return an empty sheet: the short one, unless the scheme has any of the rarer shapes."""
    return Sheet(compiled, subject) if compiled.extras is None else RichSheet(compiled, subject)


def score(compiled: Compiled, subject: Subject, entries: Iterable[Entry]) -> Scorecard:
    """Score one subject.

    Args:
        compiled: The scheme, compiled.
        subject: Whose sheet.
        entries: Verified entries of this subject, in any order.
    Returns:
        The scorecard; its lines sum to its total.
    """
    if not compiled.parted:
        return _score(compiled, subject, entries)
    scheme = _own(compiled, subject)
    return in_parts(scheme, entries, itemgetter(2), lambda some: _score(compiled, subject, some))


def _score(compiled: Compiled, subject: Subject, entries: Iterable[Entry]) -> Scorecard:
    sheet = sheet_for(compiled, subject)
    compiled = sheet.compiled
    plans, memory = sheet.memory.plans, sheet.memory
    for record, fact, on, attrs, quantity in entries:
        key = (fact, repr(attrs))
        plan = plans.get(key)
        if plan is None:
            plan = plans[key] = compiled.plan(memory, fact, attrs)
        for slot in plan.slots:
            sheet.piles[slot].append(record)
        for slot in plan.queued:
            sheet.queues[slot].append((on, record))
        for chain, group in plan.groups:
            sheet.groups[chain].add(group)
        for chain, hit in plan.held:
            sheet.held[chain].append((hit, record, on, quantity))
    return _finished(sheet)


def score_rows(compiled: Compiled, subject: Subject, rows: Iterable[Row]) -> Scorecard:
    """Score one subject from ledger rows: the same result, each shape of record read only once.

    Args:
        compiled: The scheme, compiled.
        subject: Whose sheet.
        rows: id, day, quantity, …, fact, type, status, role, level, attributes as JSON text.
    """
    if not compiled.parted:
        return _score_rows(compiled, subject, rows)
    scheme = _own(compiled, subject)
    return in_parts(scheme, rows, itemgetter(1), lambda some: _score_rows(compiled, subject, some))


def _own(compiled: Compiled, subject: Subject) -> Scheme:
    """Return the scheme with the subject's parameters: the line of a part of the year may be one."""
    return compiled.of({**subject.attrs, "role": subject.role}).scheme


def _score_rows(compiled: Compiled, subject: Subject, rows: Iterable[Row]) -> Scorecard:
    sheet = sheet_for(compiled, subject)
    compiled = sheet.compiled
    memory, piles, groups, held = sheet.memory, sheet.piles, sheet.groups, sheet.held
    queues = sheet.queues
    plans = memory.plans
    sheaf = rows if isinstance(rows, list) else list(rows)
    # Shapes are cut out and looked up by map, outside the interpreter's loop: a third of the cost.
    for row, plan in zip(sheaf, map(plans.get, map(_shape, sheaf)), strict=True):
        if plan is None:
            shape = _shape(row)
            plan = plans[shape] = compiled.plan(memory, shape[0], attributes(shape))
        slots, entered, queued, waiting = plan
        # Asking first is cheaper than looping over nothing, and most records do one thing only.
        if slots:
            record = row[0]
            for slot in slots:
                piles[slot].append(record)
        if entered:
            for chain, group in entered:
                groups[chain].add(group)
        if queued:
            for slot in queued:
                queues[slot].append((row[1], row[0]))
        if waiting:
            for chain, hit in waiting:
                held[chain].append((hit, row[0], row[1], row[2]))
    return _finished(sheet)


def _finished(sheet: Sheet) -> Scorecard:
    """Return the card, with what the scheme asked about the subject: a replay is told the same."""
    card, asked = sheet.finish(), sheet.compiled.asked
    if asked:
        card.attrs = {name: one for name, one in sorted(sheet.subject.attrs.items()) if name in asked}
    return card


_shape = itemgetter(slice(-6, None))
