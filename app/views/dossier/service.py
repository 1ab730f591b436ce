"""Composes the dossier of a member and year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.errors import Conflict, Forbidden, NotFound
from app.council import queries as council
from app.ledger.queries import head
from app.standings.score import of_member
from app.views.dossier import queries
from app.views.dossier.schemas import (
    AttendanceCount,
    Dossier,
    PlaceOut,
    Profile,
    RecordOut,
    ScoreBrief,
)

_ATTENDED = {"present", "late", "left_early"}
_EXCUSED = {"excused", "excused_not_counted"}


def own(session: Session, actor: Actor, year: int | None) -> Dossier:
    """Return the caller's own dossier.

    Raises:
        Forbidden: the seat is not a member's.
    """
    if actor.member_id is None:
        raise Forbidden("您的席位不是委员席位。", word="not_a_member")
    return of(session, actor, actor.member_id, year)


def of(session: Session, actor: Actor, member_id: str, year: int | None) -> Dossier:
    """Return the dossier of a member for a duty year (default: the running one).

    Raises:
        NotFound: no such member, or no such year.
    """
    profile = queries.profile(session, actor.council_id, member_id)
    if profile is None:
        raise NotFound()
    years = council.duty_years(session, actor.council_id)
    chosen = year or _running(years)
    if chosen not in {row.year for row in years}:
        raise NotFound(f"没有 {chosen} 履职年度。")
    places = [
        PlaceOut.model_validate(row, from_attributes=True)
        for row in queries.places(session, actor.council_id, member_id)
    ]
    records = queries.records(session, actor.council_id, member_id, chosen)
    return Dossier(
        year=chosen,
        years=[row.year for row in years],
        ledger_seq=head(session, actor.council_id),
        profile=Profile(
            **dict(profile._mapping),
            posts=[place for place in places if place.kind == "post"],
            places=[place for place in places if place.kind != "post"],
        ),
        attendance=attendance(records),
        records=[RecordOut.model_validate(row, from_attributes=True) for row in records],
        score=_score(session, actor.council_id, member_id, chosen),
    )


def _running(years: Sequence[Any]) -> int:
    today = clock.today()
    for row in years:
        if row.starts_on <= today <= row.ends_on:
            return int(row.year)
    return int(years[0].year) if years else today.year


def attendance(records: Sequence[Any]) -> list[AttendanceCount]:
    """Count due, attended, excused and absent per kind of meeting or activity."""
    counts: dict[tuple[str, str], AttendanceCount] = {}
    for row in records:
        if not row.status:
            continue
        key = (row.fact, row.type)
        if key not in counts:
            counts[key] = AttendanceCount(
                fact=row.fact, type=row.type, due=0, attended=0, excused=0, absent=0
            )
        count = counts[key]
        count.due += 1
        count.attended += row.status in _ATTENDED
        count.excused += row.status in _EXCUSED
        count.absent += row.status == "absent"
    return [counts[key] for key in sorted(counts)]


def _score(session: Session, council_id: str, member_id: str, year: int) -> ScoreBrief | None:
    try:
        score = of_member(session, council_id, member_id, year)
    except Conflict:
        return None
    return ScoreBrief(
        provisional=score.provisional,
        total=score.total,
        grade=score.grade,
        lines=[{"id": line.id, "title": line.title, "points": line.points} for line in score.lines],
    )
