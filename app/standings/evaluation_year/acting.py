"""Opens an evaluation, finishes its steps in order, takes them back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Forbidden, Invalid, Stale
from app.core.ids import new_id
from app.council.models import DutyYear
from app.council.working_days.service import after as working_day_after
from app.standings import queries as standings
from app.standings.evaluation_year import begun, grades, queries, seal
from app.standings.evaluation_year.blockers import blockers
from app.standings.evaluation_year.course import STEP_LABELS, Course, course_of
from app.standings.evaluation_year.models import STEPS, EvaluationAct, EvaluationYear, GradeProposal
from app.standings.evaluation_year.schemas import DecisionIn, PlanIn, YearIn
from app.standings.year import the_year

#: From here on a body has spoken: only the chair lets a step be taken back.
SPOKEN = STEPS.index("decision")


def open_(session: Session, actor: Actor, asked: YearIn) -> int:
    """Open the evaluation of a duty year; return the year.

    Raises:
        NotFound: no such year. Conflict: opened already (``exists``), or sealed. Invalid: days out of order.
    """
    standings.lock_year(session, actor.council_id, asked.year)
    year = the_year(session, actor.council_id, asked.year)
    if year.state == "sealed":
        raise Conflict(f"{asked.year} 年度已封存。", word="year_sealed")
    row = EvaluationYear(
        council_id=actor.council_id, id=new_id(), year=asked.year, publicity=asked.publicity,
        objection_days=asked.objection_days, dates=_planned(asked.dates), opened_by=actor.account_id,
        opened_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    try:
        session.flush()
    except IntegrityError as raced:
        raise Conflict(f"{asked.year} 年度的考核已经启动。", word="exists") from raced
    after = {"year": asked.year, "publicity": asked.publicity}
    audit.record(session, "evaluation:open", "evaluation", row.id, after=after)
    return asked.year


def plan(session: Session, actor: Actor, number: int, asked: PlanIn, version: int | None) -> int:
    """Change planned days, the objection days or the publicity.

    Raises:
        NotFound. Stale. Invalid: days out of order. Conflict: published already, or sealed.
    """
    _, opened, course = begun.locked(session, actor.council_id, number)
    if version is not None and opened.version != version:
        raise Stale()
    if course.current is None:
        raise Conflict(f"{number} 年度已封存。", word="year_sealed")
    if asked.publicity not in (None, opened.publicity) and "publication" in course.done:
        raise Conflict("结果已经公布，公布范围不能再改。", word="published")
    before = {"publicity": opened.publicity, "objection_days": opened.objection_days}
    if asked.dates is not None:
        opened.dates = _planned(asked.dates)
    opened.publicity = asked.publicity or opened.publicity
    opened.objection_days = asked.objection_days or opened.objection_days
    opened.version += 1
    session.flush()
    after = {"publicity": opened.publicity, "objection_days": opened.objection_days}
    audit.record(session, "evaluation:plan", "evaluation", opened.id, before=before, after=after)
    return number


def finish(session: Session, actor: Actor, number: int, step: str, reason: str) -> int:
    """Finish the step whose turn it is.

    Raises:
        NotFound. Conflict: not its turn, or something stands in the way (``blocked``).
        Invalid: something is left undone and no reason is given.
    """
    year, opened, course = begun.locked(session, actor.council_id, number)
    begun.must_be_at(course, step)
    _clear(session, year, course, reason)
    said = _PREPARE.get(step, _nothing)(session, actor, year)
    _act(session, actor, opened, course, step, "done", reason, said)
    return number


def decide(session: Session, actor: Actor, number: int, asked: DecisionIn) -> int:
    """Record under which minutes a body decided on the proposed grades.

    Raises:
        NotFound. Conflict: not its turn. Forbidden: who proposed the grades (``own_proposal``).
        Invalid: a day to come, or before the proposal.
    """
    _, opened, course = begun.locked(session, actor.council_id, number)
    begun.must_be_at(course, "decision")
    proposal = queries.proposal(session, actor.council_id, number)
    assert proposal is not None
    if proposal.proposed_by == actor.account_id:
        raise Forbidden("提出等次建议的人不能登记会议决定，请由另一人办理。", word="own_proposal")
    first, today = clock.beijing_date(proposal.proposed_at), clock.today()
    if not first <= asked.decided_on <= today:
        sentence = f"会议日期应在提出等次建议（{first}）之后、今天以前。"
        raise Invalid(errors=[FieldError("decided_on", "out_of_range", sentence)])
    said = {"body": asked.body, "decided_on": asked.decided_on.isoformat(), "minutes": asked.minutes}
    _act(session, actor, opened, course, "decision", "done", "", said | {"proposal": proposal.number})
    return number


def open_window(session: Session, actor: Actor, number: int) -> int:
    """Begin the days in which members may object; they end after so many working days.

    Raises:
        NotFound. Conflict: not its turn, or begun already (``window_open``).
    """
    _, opened, course = begun.locked(session, actor.council_id, number)
    begun.must_be_at(course, "objections")
    if course.closes_on is not None:
        raise Conflict(f"异议期已经开始，到 {course.closes_on} 为止。", word="window_open")
    last = working_day_after(session, actor.council_id, clock.today(), opened.objection_days)
    _act(session, actor, opened, course, "objections", "opened", "", {"closes_on": last.isoformat()})
    return number


def reopen(session: Session, actor: Actor, number: int, step: str, reason: str) -> int:
    """Take back a step and all that follow it, with the reason.

    Raises:
        NotFound. Conflict: sealed, or not done yet (``not_done``).
        Forbidden: a body has decided, and the actor is not of the chair (``chair_only``).
    """
    _, opened, course = begun.locked(session, actor.council_id, number)
    if course.current is None:
        raise Conflict(f"{number} 年度已封存，不能退回；以后的决定请另附补充页。", word="year_sealed")
    if step not in course.done:
        raise Conflict(f"“{STEP_LABELS[step]}”还没有办结。", word="not_done", state=step)
    if "decision" in course.done and "chair" not in actor.roles:
        raise Forbidden("会议已作决定，只有主席会议成员可以退回。", word="chair_only")
    _act(session, actor, opened, course, step, "reopened", reason, {})
    return number


def _clear(session: Session, year: DutyYear, course: Course, reason: str) -> None:
    """Refuse while something stands in the way, or is left undone without a word."""
    found = blockers(session, year, course)
    hard = [one.sentence for one in found if one.hard]
    if hard:
        errors = [FieldError("step", "blocked", sentence) for sentence in hard]
        raise Conflict("".join(hard), word="blocked", errors=errors)
    if found and not reason:
        said = "".join(one.sentence for one in found)
        errors = [FieldError("reason", "missing", f"{said}仍要往下办，请写明原因。")]
        raise Invalid(errors[0].sentence, errors=errors)


def _act(
    session: Session,
    actor: Actor,
    opened: EvaluationYear,
    course: Course,
    step: str,
    act: str,
    reason: str,
    said: dict[str, Any],
) -> None:
    """Append what was done, and let the duty year follow."""
    row = EvaluationAct(
        council_id=actor.council_id, id=new_id(), year=opened.year, turn=course.turn + 1, step=step, act=act,
        reason=reason, said=said, done_by=actor.account_id, done_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    after = {"year": opened.year, "step": step, "reason": reason}
    audit.record(session, f"evaluation:{_VERBS[act]}", "evaluation", opened.id, after=after)
    _follow(session, opened)


def _follow(session: Session, opened: EvaluationYear) -> None:
    """Let the duty year say whether it takes in anything still."""
    course = course_of(queries.acts(session, opened.council_id, opened.year))
    year = the_year(session, opened.council_id, opened.year)
    adding = "lists" in course.done and "signatures" not in course.done
    year.adding_since = course.done["lists"].done_at if adding else None
    year.state = "open" if "intake" not in course.done else "closed" if course.current else "sealed"
    session.flush()


def _propose(session: Session, actor: Actor, year: DutyYear) -> dict[str, Any]:
    """Keep everybody's grade as the run in force has it."""
    run = standings.in_force(session, year.council_id, year.year)
    before = queries.proposal(session, year.council_id, year.year)
    assert run is not None
    text, digest = grades.text(session, run)
    row = GradeProposal(
        council_id=year.council_id, id=new_id(), year=year.year, number=before.number + 1 if before else 1,
        run_id=run.id, text=text, digest=digest, proposed_by=actor.account_id, proposed_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return {"proposal": row.number, "digest": digest}


def _nothing(session: Session, actor: Actor, year: DutyYear) -> dict[str, Any]:
    return {}


_PREPARE = {"proposal": _propose, "sealing": seal.keep}
_VERBS = {"done": "finish", "opened": "open_window", "reopened": "reopen"}


def _planned(dates: Mapping[Any, date]) -> dict[str, str]:
    """Return planned days as they are kept.

    Raises:
        Invalid: a step is planned before one that comes first.
    """
    given = [step for step in STEPS if step in dates]
    errors = [
        FieldError(f"dates.{later}", "out_of_order", f"“{STEP_LABELS[later]}”不能早于“{STEP_LABELS[step]}”。")
        for step, later in pairwise(given)
        if dates[later] < dates[step]
    ]
    if errors:
        raise Invalid(errors=errors)
    return {step: dates[step].isoformat() for step in given}
