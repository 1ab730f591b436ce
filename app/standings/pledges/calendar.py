"""When each sitting stood in a member's calendar, from rows and audit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from app.core.clock import beijing_date
from app.core.db.base import AnyRow
from app.facts.activities.models import Activity, Sitting
from app.facts.attendance import postings
from app.facts.models import Claim
from app.scoring.entry import Row
from app.standings.pledges.outlook import Due

#: (from this day, until before that one; None: still)
Span = tuple[date, date | None]


def there(sitting_id: str, activity_id: str, kind: str, consultation: bool, half_days: int, on: date) -> Row:
    """Return the record that being present at a sitting would make, as scoring reads it."""
    said = postings.says(
        Claim(id=sitting_id, occurred_on=on),
        Sitting(id=sitting_id, activity_id=activity_id, half_days=half_days),
        Activity(id=activity_id, kind=kind, consultation=consultation),
        "",
        "present",
    )
    attrs = json.dumps(dict(said.attrs), sort_keys=True)
    return (f"due:{sitting_id}", on.isoformat(), 1, said.fact, said.type, said.status, "", "", attrs)


def due(rows: Sequence[AnyRow], course: Sequence[AnyRow], member_id: str) -> list[Due]:
    """Return the sittings of a calendar with the days on which this member could still go.

    Args:
        rows: As ``queries.calendar`` finds them.
        course: What happened to their activities and rolls, as ``queries.course`` finds it.
    """
    acts = [
        (row.action, row.object_id, beijing_date(row.at), row.before or {}, row.after or {}) for row in course
    ]
    by_object: dict[str, list[Any]] = {}
    for act in acts:
        by_object.setdefault(str(act[1]), []).append(act)
    found = []
    activities: dict[str, AnyRow] = {}
    for row in rows:
        activities.setdefault(row.activity_id, row)
        mine = by_object.get(row.activity_id, [])
        closings = [(act[0], act[2]) for act in by_object.get(row.sitting_id, [])]
        if row.roll_state == "closed" and not closings and row.closed_at is not None:
            closings = [("roll:close", beijing_date(row.closed_at))]
        on = beijing_date(row.starts_at)
        found.append(
            Due(
                there(row.sitting_id, row.activity_id, row.kind, row.consultation, row.half_days, on),
                tuple(_spans(row, mine, row.sitting_id, closings, member_id)),
                _held(row, mine, on),
            )
        )
    found += _dropped(activities.values(), by_object, member_id)
    return [one for one in found if one.spans]


def _spans(
    row: AnyRow, acts: Sequence[Any], sitting_id: str, closings: Sequence[tuple[str, date]], member_id: str
) -> Iterator[Span]:
    opened = beijing_date(row.created_at)
    added, gone = opened, None
    invited: list[Span] = []
    if row.invitation is not None:
        invited.append((beijing_date(row.invited_at or row.created_at), None))
    for action, _, day, _before, after in acts:
        if action == "activity:add_sitting" and after.get("sitting") == sitting_id:
            added = day
        elif action == "activity:cancel" or (
            action == "activity:drop_sitting" and after.get("sitting") == sitting_id
        ):
            gone = day
        elif action == "activity:uninvite" and after.get("member") == member_id:
            since = after.get("invited_at")
            invited.append((beijing_date(datetime.fromisoformat(since)) if since else opened, day))
    days = {added, *([gone] if gone else []), *(day for _, day in closings)}
    days |= {day for span in invited for day in span if day is not None}

    def open_(day: date) -> bool:
        last = [action for action, on in closings if on <= day]
        return (
            added <= day
            and (gone is None or day < gone)
            and (not last or last[-1] != "roll:close")
            and any(since <= day and (until is None or day < until) for since, until in invited)
        )

    begun: date | None = None
    for day in sorted(days):
        if open_(day) and begun is None:
            begun = day
        elif not open_(day) and begun is not None:
            yield begun, day
            begun = None
    if begun is not None:
        yield begun, None


def _held(row: AnyRow, acts: Sequence[Any], on: date) -> tuple[tuple[date, date], ...]:
    """Return the day for which a sitting was set, and the days on which that changed."""
    moves = [
        (day, _on(before), _on(after))
        for action, _, day, before, after in acts
        if action == "activity:change_sitting"
        and after.get("sitting") == row.sitting_id
        and "starts_at" in before
    ]
    first = moves[0][1] if moves else on
    return ((beijing_date(row.created_at), first), *((day, now) for day, _, now in moves))


def _on(said: dict[str, Any]) -> date:
    return beijing_date(datetime.fromisoformat(said["starts_at"]))


def _dropped(activities: Iterable[AnyRow], by_object: dict[str, list[Any]], member_id: str) -> Iterator[Due]:
    """Yield the sittings that were deleted: they stood in the calendar until then."""
    for row in activities:
        acts = by_object.get(row.activity_id, [])
        for action, _, _day, _before, after in acts:
            if action == "activity:drop_sitting" and "starts_at" in after:
                on = _on(after)
                record = there(
                    after["sitting"], row.activity_id, row.kind, row.consultation, after["half_days"], on
                )
                spans = tuple(_spans(row, acts, after["sitting"], [], member_id))
                yield Due(record, spans, ((beijing_date(row.created_at), on),))
