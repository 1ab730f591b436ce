"""Activities as their shapes, a page in four statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.http.paging import Page, write_cursor
from app.council.queries import members_on
from app.facts.activities import queries
from app.facts.activities.due import due_ids
from app.facts.activities.models import Sitting
from app.facts.activities.schemas import (
    ActivityOut,
    DueIn,
    DueMember,
    DueOut,
    InvitationOut,
    SittingOut,
)
from app.facts.activities.service import find


def show(session: Session, actor: Actor, activity_id: str) -> ActivityOut:
    """Return one activity."""
    claim, activity = find(session, actor, activity_id)
    return shapes(session, actor, [(claim, activity)])[0]


def shapes(session: Session, actor: Actor, pairs: Sequence[Any]) -> list[ActivityOut]:
    """Return (claim, activity) pairs as shapes, with sittings and answers."""
    ids = [claim.id for claim, _ in pairs]
    answers = queries.answers(session, actor, ids)
    sittings: dict[str, list[Sitting]] = {}
    for sitting in queries.sittings_of(session, actor.council_id, ids):
        sittings.setdefault(sitting.activity_id, []).append(sitting)
    return [
        _shape(claim, activity, answers.get(claim.id), sittings.get(claim.id, []))
        for claim, activity in pairs
    ]


def _shape(claim: Any, activity: Any, answer: Any, sittings: Sequence[Sitting]) -> ActivityOut:
    return ActivityOut(
        id=claim.id,
        title=claim.title,
        kind=activity.kind,
        state=activity.state,
        claim_state=claim.state,
        section_id=claim.section_id,
        unit_id=claim.unit_id,
        occurred_on=claim.occurred_on,
        place=activity.place,
        topic=activity.topic,
        series=activity.series,
        consultation=activity.consultation,
        leader_attended=activity.leader_attended,
        participants=activity.participants,
        live_views=activity.live_views,
        fences=activity.fences,
        reason=claim.reason if activity.state == "cancelled" else "",
        host_name=activity.host_name,
        due=answer.due if answer else 0,
        accepted=answer.accepted if answer else 0,
        declined=answer.declined if answer else 0,
        reminded_at=activity.reminded_at,
        my_response=answer.mine if answer else None,
        my_group=(answer.session_group or "") if answer else "",
        my_seat=(answer.hall_seat or "") if answer else "",
        sittings=[SittingOut.model_validate(sitting, from_attributes=True) for sitting in sittings],
        version=claim.version,
    )


def page(session: Session, actor: Actor, limit: int, **filters: Any) -> Page[ActivityOut]:
    """Return a page of visible activities, newest day first."""
    rows = queries.page(session, actor, limit=limit + 1, **filters)
    shown = rows[:limit]
    following = None
    if len(rows) > limit:
        claim = shown[-1][0]
        following = write_cursor((claim.occurred_on, claim.id), filters["order"])
    return Page(items=shapes(session, actor, shown), next=following)


def preview(session: Session, actor: Actor, asked: DueIn) -> DueOut:
    """Return who would be due by a rule, in 姓氏笔画 order.

    Raises:
        Invalid: unknown members or units, or nobody at all.
    """
    found = due_ids(session, actor.council_id, asked.due, asked.on)
    rows = members_on(session, actor.council_id, asked.due.on or asked.on, found)
    members = [DueMember.model_validate(row, from_attributes=True) for row in rows]
    return DueOut(count=len(found), members=members)


def due_list(session: Session, actor: Actor, activity_id: str) -> list[InvitationOut]:
    """Return the due list; a member sees names and answers, not others' notes."""
    find(session, actor, activity_id)
    rows = queries.invitations(session, actor.council_id, activity_id)
    staff = actor.may("attendance:keep")
    return [
        InvitationOut(
            member_id=row.member_id,
            name=row.name,
            number=row.number,
            response=row.response,
            note=row.note if staff or row.member_id == actor.member_id else "",
            session_group=row.session_group,
            hall_seat=row.hall_seat,
        )
        for row in rows
    ]
