"""Convene the same again on another day."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import FieldError, Invalid
from app.council import queries as council
from app.facts import policy
from app.facts.activities import queries
from app.facts.activities.schemas import ActivityCopyIn, ActivityIn, DueRule, Fence, SittingIn
from app.facts.activities.service import convene, find


def copy(session: Session, actor: Actor, activity_id: str, asked: ActivityCopyIn) -> str:
    """Convene an activity like another one: title, kind, places, sittings moved by whole days.

    Answers, rolls and what was counted stay with the first one.

    Raises:
        Forbidden: another section's (``not_organiser``).
        Invalid: a wrong due rule, or nobody of the earlier ones is a member on that day.
    """
    claim, activity = find(session, actor, activity_id)
    policy.organises(actor, claim.section_id)
    away = asked.day - claim.occurred_on
    sittings = queries.sittings_of(session, actor.council_id, [activity_id])
    new = ActivityIn(
        title=claim.title,
        kind=activity.kind,
        section_id=claim.section_id,
        unit_id=claim.unit_id,
        place=activity.place,
        topic=activity.topic,
        series=activity.series,
        consultation=activity.consultation,
        fences=[Fence(**one) for one in activity.fences],
        sittings=[
            SittingIn(
                name=one.name,
                place=one.place,
                # Beijing has no summer time: whole days keep the time of day.
                starts_at=one.starts_at + away,
                ends_at=one.ends_at + away,
                half_days=one.half_days,
            )
            for one in sittings
        ],
        due=asked.due or _same_people(session, actor, activity_id, asked.day),
    )
    return convene(session, actor, new)


def _same_people(session: Session, actor: Actor, activity_id: str, day: date) -> DueRule:
    before = [row.member_id for row in queries.invitations(session, actor.council_id, activity_id)]
    present = {row.id for row in council.members_on(session, actor.council_id, day, before)}
    if not present:
        sentence = "原来应到的人在那一天都不在册，请另选应到范围。"
        raise Invalid(errors=[FieldError("due", "nobody_due", sentence)])
    return DueRule(rule="members", member_ids=[one for one in before if one in present])
