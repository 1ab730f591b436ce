"""A planned activity: when, who is due, who came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from app.demo import frame
from app.demo.days import moment
from app.demo.people import LEADERS, STANDING, Person, Roster

#: What follows "present" on a roll, in shares of a thousand who did not simply come.
_INSTEAD = {"late": 150, "left_early": 90, "excused": 520, "excused_not_counted": 90, "absent": 150}


@dataclass(frozen=True, slots=True)
class PlannedSitting:
    """A half-day of an activity."""

    name: str
    starts_at: datetime
    ends_at: datetime
    half_days: int = 1


@dataclass(frozen=True, slots=True)
class Event:
    """An activity to convene; its title names it, so titles of a council differ.

    ``due`` is ``all``, ``standing``, ``leaders``, a (unit kind, unit name), or a number: that many
    members drawn from the organiser's committee first.
    """

    kind: str
    title: str
    day: date
    section: str
    due: str | int | tuple[str, str]
    sittings: tuple[PlannedSitting, ...]
    series: tuple[str, ...] = ()
    consultation: bool = False
    leader: bool = False
    participants: int = 0
    views: int = 0
    place: str = "市政协会议室"
    topic: str = ""


def half_day(day: date, *, afternoon: bool = False, name: str = "") -> tuple[PlannedSitting, ...]:
    """Return the one sitting of most activities."""
    begins, ends = (
        (moment(day, 14), moment(day, 16, 30)) if afternoon else (moment(day, 9), moment(day, 11, 30))
    )
    return (PlannedSitting(name, begins, ends),)


def due_at(event: Event, roster: Roster) -> list[Person]:
    """Return who is due, in order of numbers; the draw depends on the event alone."""
    if event.due == "all":
        return roster.on(event.day)
    if event.due == "standing":
        return roster.holding(STANDING, event.day)
    if event.due == "leaders":
        return roster.holding(LEADERS, event.day)
    if isinstance(event.due, tuple):
        return roster.placed(*event.due, event.day)
    assert isinstance(event.due, int)
    return _drawn(event, roster, event.due)


def _drawn(event: Event, roster: Roster, count: int) -> list[Person]:
    random = Random(f"{frame.SEED}:due:{event.title}:{event.day}")
    committees = [name for name, section in frame.COMMITTEES.items() if section == event.section]
    near = [person for name in committees for person in roster.placed("special_committee", name, event.day)]
    drawn = random.sample(near, min(len(near), count // 2))
    rest = [person for person in roster.on(event.day) if person not in drawn]
    drawn += random.sample(rest, min(len(rest), count - len(drawn)))
    return sorted(drawn, key=lambda person: person.number)


def rolls(event: Event, due: Sequence[Person]) -> list[list[tuple[str, str]]]:
    """Return per sitting the (member number, status) that the clerk notes.

    Some of the absent are left out, as on paper: closing the roll makes them absent.
    """
    random = Random(f"{frame.SEED}:roll:{event.title}:{event.day}")
    found = []
    for _ in event.sittings:
        lines = []
        for person in due:
            status = "present"
            if random.randrange(1000) >= person.steadiness:
                status = random.choices(list(_INSTEAD), list(_INSTEAD.values()))[0]
            if status != "absent" or random.randrange(3) == 0:
                lines.append((person.number, status))
        found.append(lines or [(due[0].number, "present")])
    return found
