"""Checks of the ledger: numbers without gaps, reversals that match."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.ledger import queries


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with the ledger: the line and a stable word."""

    seq: int
    word: str


def check(session: Session, council_id: str) -> tuple[int, list[Flaw]]:
    """Read a council's whole ledger and return how many lines it has and every flaw.

    Flaws: ``gap`` (a number is missing), ``reverses_unknown``, ``reverses_later``,
    ``reverses_reversal``, ``reverses_twice``, ``other_claim`` (a reversal of another claim's
    record), ``other_amount`` (it does not undo the whole amount), ``head_differs``.
    """
    lines = queries.book(session, council_id)
    by_id = {line.id: line for line in lines}
    undone: set[str] = set()
    flaws: list[Flaw] = []
    for expected, line in enumerate(lines, start=1):
        if line.seq != expected:
            flaws.append(Flaw(expected, "gap"))
            break
    for line in lines:
        if line.reverses_id is None:
            continue
        target = by_id.get(line.reverses_id)
        if target is None:
            flaws.append(Flaw(line.seq, "reverses_unknown"))
            continue
        if target.seq > line.seq:
            flaws.append(Flaw(line.seq, "reverses_later"))
        if target.reverses_id is not None:
            flaws.append(Flaw(line.seq, "reverses_reversal"))
        if target.id in undone:
            flaws.append(Flaw(line.seq, "reverses_twice"))
        if target.claim_id != line.claim_id:
            flaws.append(Flaw(line.seq, "other_claim"))
        if target.quantity != -line.quantity:
            flaws.append(Flaw(line.seq, "other_amount"))
        undone.add(target.id)
    if queries.head(session, council_id) != (lines[-1].seq if lines else 0):
        flaws.append(Flaw(queries.head(session, council_id), "head_differs"))
    return len(lines), flaws
