"""An evaluation year that was opened, and where it stands."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.errors import Conflict, NotFound
from app.council.models import DutyYear
from app.standings import queries as standings
from app.standings.evaluation_year import queries
from app.standings.evaluation_year.course import STEP_LABELS, Course, course_of
from app.standings.evaluation_year.models import EvaluationYear
from app.standings.year import the_year


def read(session: Session, council_id: str, number: int) -> tuple[DutyYear, EvaluationYear, Course]:
    """Return a duty year, its evaluation and where that stands.

    Raises:
        NotFound: no such year, or its evaluation was not opened yet.
    """
    year = the_year(session, council_id, number)
    opened = queries.year(session, council_id, number)
    if opened is None:
        raise NotFound(f"{number} 年度的考核还没有启动。")
    return year, opened, course_of(queries.acts(session, council_id, number))


def locked(session: Session, council_id: str, number: int) -> tuple[DutyYear, EvaluationYear, Course]:
    """Return the same; whoever else acts on the year waits, and then sees what was done."""
    standings.lock_year(session, council_id, number)
    year, opened, course = read(session, council_id, number)
    session.refresh(year)
    return year, opened, course


def must_be_at(course: Course, step: str) -> None:
    """Refuse what belongs to another step.

    Raises:
        Conflict: done already (``done_already``), or others come first (``not_now``).
    """
    if step in course.done:
        sentence = f"“{STEP_LABELS[step]}”已经办结；需要改动时，请先写明原因退回这一步。"
        raise Conflict(sentence, word="done_already", state=step)
    current = course.current
    if current is not None and current != step:
        sentence = f"现在是“{STEP_LABELS[current]}”，还不能办“{STEP_LABELS[step]}”。"
        raise Conflict(sentence, word="not_now", state=current)
