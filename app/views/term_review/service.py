"""Computes a term's lines, and opens the records behind a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import NotFound
from app.core.http.paging import Page, read_cursor, write_cursor
from app.council import queries as council
from app.council.models import Term
from app.views.term_review import displays, queries
from app.views.term_review.figures import BY_KEY, FIGURES, STREAK, Figure
from app.views.term_review.lines import SENTENCES
from app.views.term_review.schemas import Behind, Counted, Line, Rate, TermReview


def review(session: Session, actor: Actor, number: int) -> TermReview:
    """Return every line of a term, computed from the records that count now.

    Raises:
        NotFound: the council has no such term.
    """
    return of_council(session, actor.council_id, number)


def of_council(session: Session, council_id: str, number: int) -> TermReview:
    """Like ``review``, for a command on the machine."""
    term, years = _term(session, council_id, number)
    figures = figures_of(session, council_id, number, years)
    lines = []
    for no, sentence in SENTENCES.items():
        mine = [figures[figure.key] for figure in FIGURES if figure.line == no]
        lines.append(Line(no=no, title=_said(sentence, mine), figures=mine))
    return TermReview(term=number, starts_on=term.starts_on, ends_on=term.ends_on, lines=lines)


def figures_of(
    session: Session,
    council_id: str,
    term: int,
    years: Sequence[int],
    keys: tuple[str, ...] = queries.ALL_KEYS,
) -> dict[str, Counted | Rate]:
    """Return figures of a term by their key: all of them, or the chosen ones."""
    sums = queries.sums(session, council_id, term, keys)
    streak = _streak(session, council_id, years) if STREAK in keys else []
    return {key: _figure(BY_KEY[key], sums.get(BY_KEY[key].fact), len(streak)) for key in keys}


def behind(
    session: Session, actor: Actor, number: int, key: str, cursor: str | None, limit: int
) -> Page[Behind]:
    """Return a page of the records that a figure was computed from.

    Raises:
        NotFound: no such term or figure.
    """
    figure = BY_KEY.get(key)
    if figure is None:
        raise NotFound("没有这一项数据。")
    _, years = _term(session, actor.council_id, number)
    streak = _streak(session, actor.council_id, years) if key == STREAK else None
    rows = queries.records(
        session,
        actor.council_id,
        figure,
        years,
        award_years=streak,
        after=read_cursor(cursor, (int,), key),
        limit=limit + 1,
    )
    items = [Behind(**{**row._mapping, "counts": bool(row.counts)}) for row in rows[:limit]]
    following = write_cursor((rows[limit - 1].seq,), key) if len(rows) > limit else None
    return Page(items=items, next=following)


def _term(session: Session, council_id: str, number: int) -> tuple[Term, list[int]]:
    term = council.term(session, council_id, number)
    if term is None:
        raise NotFound(f"没有第 {number} 届。")
    years = [year.year for year in council.duty_years(session, council_id) if year.term_id == term.id]
    return term, sorted(years)


def _streak(session: Session, council_id: str, years: Sequence[int]) -> list[int]:
    """Return the unbroken run of award years that ends with the newest one of the term."""
    known = queries.award_years(session, council_id, BY_KEY[STREAK])
    won = {year for year in known if years and year <= years[-1]}
    newest = max(won, default=0)
    if not years or newest < years[0]:
        return []
    found = [newest]
    while found[-1] - 1 in won:
        found.append(found[-1] - 1)
    return found


def _figure(figure: Figure, sums: Any | None, streak: int) -> Counted | Rate:
    said = {"key": figure.key, "label": figure.label, "source": figure.source}
    if figure.key == STREAK:
        value = streak or None
        return Counted(value=value, display=str(value) if value else displays.NOT_RECORDED, **said)
    if figure.among is not None:
        part, whole = _both(figure, sums)
        display = displays.percent(part, whole) if part is not None and whole else displays.NOT_RECORDED
        return Rate(numerator=part, denominator=whole, display=display, **said)
    if sums is None:
        return Counted(value=None, display=displays.NOT_RECORDED, **said)
    total = int(getattr(sums, figure.key))
    return Counted(value=total, display=figure.display(total), **said)


def _both(figure: Figure, sums: Any | None) -> tuple[int | None, int | None]:
    if sums is None or not getattr(sums, f"{figure.key}{queries.AMONG}"):
        return None, None
    return int(getattr(sums, figure.key)), int(getattr(sums, f"{figure.key}{queries.AMONG}"))


def _said(sentence: str, figures: Sequence[Counted | Rate]) -> str:
    """Fill the sentence in; while a figure is missing, list what is known instead."""
    if any(figure.display == displays.NOT_RECORDED for figure in figures):
        return "；".join(f"{figure.label}：{figure.display}" for figure in figures) + "。"
    return sentence.format(**{figure.key: figure.display for figure in figures})
