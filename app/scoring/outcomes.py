"""What follows for a subject, with the years behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.scoring.across import Outcome
from app.scoring.chain import Fired, fired
from app.scoring.history import History, Terms, term_of
from app.scoring.scheme import Scheme
from app.scoring.why import because


class Due(NamedTuple):
    """One consequence in one year.

    Args:
        do: The words of the rule book: what is to be done.
        pending: Nobody recorded yet what it depends on (``waits_for``: titles of those states).
        years: The years it rests on, in order.
        why: The whole sentence, for people.
    """

    year: int
    outcome: str
    kind: str
    do: str
    pending: bool
    years: tuple[int, ...]
    why: str
    waits_for: tuple[str, ...] = ()


def due(scheme: Scheme, history: History, terms: Terms = ()) -> list[Due]:
    """Return everything that follows from a subject's years, in the order of years and document.

    Args:
        scheme: The rule book with its outcomes.
        history: The subject's years, with places and selections already in them.
        terms: First and last years of terms; none means that all years are of one term.
    """
    found: list[Due] = []
    fires: dict[str, list[int]] = {}
    for year in sorted(history):
        for outcome in scheme.outcomes:
            if outcome.applies_to and history[year].role not in outcome.applies_to:
                continue
            ground = next(
                (
                    (when, why)
                    for when in outcome.when
                    if (why := fired(when, history, year, terms)) is not None
                ),
                None,
            )
            if ground is None or not _after(outcome, found, year, terms):
                continue
            asked = {name: history[year].states.get(name) for name in outcome.known}
            if any(had is not None and had != outcome.known[name] for name, had in asked.items()):
                continue
            earlier = fires.setdefault(outcome.id, [])
            do = _words(outcome, _since_reset(outcome, history, earlier, year, terms))
            earlier.append(year)
            waits = tuple(scheme.states.get(name, name) for name, had in asked.items() if had is None)
            when, why = ground
            sentence = because(scheme, when, history, year, why)
            found.append(_due(outcome, year, do, why, sentence, waits))
    return found


def _due(outcome: Outcome, year: int, do: str, why: Fired, sentence: str, waits: tuple[str, ...]) -> Due:
    by = f"由{outcome.by}" if outcome.by else ""
    article = f"〔{outcome.article}〕" if outcome.article else ""
    open_ = f"（待定：须先登记是否{'、'.join(waits)}）" if waits else ""
    return Due(
        year, outcome.id, outcome.kind, do, bool(waits), why.years,
        f"{sentence} → {by}{do}{article}{open_}。", waits,
    )  # fmt: skip


def _after(outcome: Outcome, found: Sequence[Due], year: int, terms: Terms) -> bool:
    """Tell whether one of the measures that have to come first was taken in an earlier year of the term."""
    if not outcome.after:
        return True
    term = term_of(year, terms) or (year, year)
    return any(
        one.outcome in outcome.after and term[0] <= one.year < year and not one.pending for one in found
    )


def _since_reset(outcome: Outcome, history: History, earlier: Sequence[int], year: int, terms: Terms) -> int:
    """Count the steps already taken in the term since the year that records the subject as corrected."""
    term = term_of(year, terms) or (year, year)
    reset = [
        one
        for one in history
        if term[0] <= one <= year and any(history[one].states.get(name) is True for name in outcome.resets)
    ]
    start = max(reset, default=term[0])
    return sum(1 for one in earlier if start <= one)


def _words(outcome: Outcome, taken: int) -> str:
    if outcome.do is not None or not outcome.steps:
        return outcome.do or ""
    return outcome.steps[min(taken, len(outcome.steps) - 1)]
