"""What an evaluation under way forbids elsewhere."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import Conflict
from app.standings.evaluation_year import queries
from app.standings.evaluation_year.course import course_of


def may_put_in_force(session: Session, council_id: str, year: int) -> None:
    """Keep the run from which grades were proposed in its place.

    Raises:
        Conflict: take the proposal back first (``proposal_stands``).
    """
    course = course_of(queries.acts(session, council_id, year))
    if "proposal" in course.done:
        sentence = "等次建议已按生效的计分提出；要换计分，请先退回“提出等次建议”。"
        raise Conflict(sentence, word="proposal_stands")


def may_object(session: Session, council_id: str, year: int) -> None:
    """Let objections in within their window, where an evaluation was opened for the year.

    Raises:
        Conflict: it has not begun, or it is over (``window_closed``).
    """
    if queries.year(session, council_id, year) is None:
        return
    course = course_of(queries.acts(session, council_id, year))
    closes_on = course.closes_on
    if closes_on is None:
        raise Conflict(f"{year} 年度的异议期还没有开始。", word="window_closed")
    if "objections" in course.done or clock.today() > closes_on:
        raise Conflict(f"{year} 年度的异议期已于 {closes_on} 结束。", word="window_closed")
