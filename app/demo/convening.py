"""Convenes planned activities, keeps their rolls, concludes them."""

from __future__ import annotations

from collections.abc import Iterable

from app.demo.desk import Bench
from app.demo.events import Event, due_at, rolls
from app.demo.people import Person, Roster
from app.facts.activities import queries
from app.facts.activities.schemas import ActivityIn, ConcludeIn, DueRule, SittingIn
from app.facts.activities.service import convene
from app.facts.attendance.schemas import RollLine
from app.ledger.conclude import conclude
from app.ledger.roll import keep_and_close

#: The section whose clerk has a demo account.
CLERK_OF = "提案委办公室"


def keeper(event: Event) -> str:
    """Return who keeps an activity: the clerk of its section when there is one, else the office."""
    return "zhuanweihui" if event.section == CLERK_OF else "bangongshi"


def hold(bench: Bench, events: Iterable[Event], roster: Roster) -> int:
    """Hold every activity from invitation to conclusion; return how many."""
    count = 0
    for event in sorted(events, key=lambda event: (event.day, event.title)):
        due, by = due_at(event, roster), keeper(event)
        activity_id = call(bench, event, due, by)
        close(bench, activity_id, event, due, by)
        finish(bench, activity_id, event, by)
        count += 1
    return count


def call(bench: Bench, event: Event, due: list[Person], by: str) -> str:
    """Convene one activity; return its id."""
    new = ActivityIn(
        title=event.title,
        kind=event.kind,  # type: ignore[arg-type]
        section_id=bench.section(event.section),
        # What a whole unit is due at, the unit convened.
        unit_id=bench.unit(*event.due) if isinstance(event.due, tuple) else None,
        place=event.place,
        topic=event.topic,
        series=list(event.series),  # type: ignore[arg-type]
        consultation=event.consultation,
        sittings=[
            SittingIn(
                name=sitting.name,
                starts_at=sitting.starts_at,
                ends_at=sitting.ends_at,
                half_days=sitting.half_days,
            )
            for sitting in event.sittings
        ],
        due=_rule(bench, event, due),
    )
    return bench.by(by, convene, new)


def _rule(bench: Bench, event: Event, due: list[Person]) -> DueRule:
    if event.due in ("all", "standing"):
        return DueRule(rule=event.due)  # type: ignore[arg-type]
    if isinstance(event.due, tuple):
        return DueRule(rule="unit", unit_id=bench.unit(*event.due))
    return DueRule(rule="members", member_ids=[bench.members[person.number] for person in due])


def close(bench: Bench, activity_id: str, event: Event, due: list[Person], by: str) -> None:
    """Keep and close the roll of every sitting."""
    sittings = queries.sittings_of(bench.session, bench.council_id, [activity_id])
    for sitting, lines in zip(sittings, rolls(event, due), strict=True):
        noted = [
            RollLine(member_id=bench.members[number], status=status)  # type: ignore[arg-type]
            for number, status in lines
        ]
        bench.by(by, keep_and_close, sitting.id, noted)


def finish(bench: Bench, activity_id: str, event: Event, by: str) -> None:
    """Conclude one activity with what the organiser counted."""
    counted = ConcludeIn(
        participants=event.participants, leader_attended=event.leader, live_views=event.views
    )
    bench.by(by, conclude, activity_id, counted)
