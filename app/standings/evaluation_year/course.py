"""Where an evaluation year stands, read from its acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from app.core import clock
from app.standings.evaluation_year.models import STEPS, EvaluationAct

STEP_LABELS = {
    "intake": "截止收件",
    "lists": "部门确认清单",
    "signatures": "委员核对签名",
    "statements": "述职和测评",
    "run": "计分生效",
    "objections": "受理异议",
    "proposal": "提出等次建议",
    "decision": "会议决定",
    "publication": "公布",
    "letters": "结果通知",
    "sealing": "封存",
}


@dataclass(slots=True)
class Course:
    """What holds of a year.

    Args:
        done: Step → the act by which it is done.
        window: The act that opened the objection window, while that holds.
        round: Of the sections' confirmations: one more after each reopening.
        turn: How many acts there were.
    """

    done: dict[str, EvaluationAct] = field(default_factory=dict)
    window: EvaluationAct | None = None
    round: int = 1
    turn: int = 0

    @property
    def current(self) -> str | None:
        """Return the step whose turn it is; None when the year is sealed."""
        return next((step for step in STEPS if step not in self.done), None)

    @property
    def closes_on(self) -> date | None:
        """Return the last day of the objection window."""
        return None if self.window is None else clock.date_of(self.window.said["closes_on"])


def course_of(acts: Iterable[EvaluationAct]) -> Course:
    """Read what holds from everything that was done, in order."""
    course = Course()
    for act in acts:
        course.turn = act.turn
        if act.act == "done":
            course.done[act.step] = act
        elif act.act == "opened":
            course.window = act
        else:
            _back(course, act.step)
    return course


def _back(course: Course, step: str) -> None:
    """Undo a step and all that follow it."""
    undone = STEPS[STEPS.index(step) :]
    for each in undone:
        course.done.pop(each, None)
    if "objections" in undone:
        course.window = None
    if "lists" in undone:
        course.round += 1
