"""Remind who has not answered: by the organiser, by the clock."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.db.guard import COUNCIL
from app.core.errors import Conflict
from app.council import queries as council
from app.council.messages.service import post
from app.facts.activities import queries, spoken
from app.facts.activities.models import Activity
from app.facts.activities.service import mine_to_keep
from app.facts.models import Claim

#: Nobody's telephone rings for a reminder before this Beijing hour, or from the other one on.
FIRST_HOUR, LAST_HOUR = 8, 20


def remind(session: Session, actor: Actor, activity_id: str, version: int | None) -> str:
    """Remind everybody without an answer; return the activity's id.

    Raises:
        Conflict: ``begun``, ``reminded_today``, ``all_answered``.
    """
    claim, activity = mine_to_keep(session, actor, activity_id, version)
    sittings = queries.sittings_of(session, actor.council_id, [activity_id])
    if sittings[0].starts_at <= clock.now():
        raise Conflict("活动已开始，不再提醒。", word="begun")
    if activity.reminded_at and clock.beijing_date(activity.reminded_at) == clock.today():
        at = activity.reminded_at.astimezone(clock.BEIJING).strftime("%H:%M")
        sentence = f"今天 {at} 已提醒过。同一活动每天最多提醒一次，急事请电话联系。"
        raise Conflict(sentence, word="reminded_today")
    if not _tell(session, claim, activity, created_by=actor.account_id):
        raise Conflict("委员均已答复，无需提醒。", word="all_answered")
    return activity_id


def waiting(session: Session) -> list[str]:
    """Return the bound council's activities that the clock has to remind of now."""
    council_id, now = session.info[COUNCIL], clock.now()
    days = int(council.council(session, council_id).settings.get("remind_days", 0))
    if not days or not FIRST_HOUR <= now.astimezone(clock.BEIJING).hour < LAST_HOUR:
        return []
    until = clock.start_of(clock.today() + timedelta(days=days + 1))
    return queries.to_remind(session, council_id, now, until, clock.start_of(clock.today()))


def remind_by_clock(session: Session, activity_id: str) -> int:
    """Remind of one activity unless some process did; return how many were reminded."""
    council_id, now = session.info[COUNCIL], clock.now()
    if not queries.take_turn(session, council_id, activity_id, now):
        return 0
    activity = session.get_one(Activity, (council_id, activity_id))
    return _tell(session, session.get_one(Claim, (council_id, activity_id)), activity, created_by=None)


def _tell(session: Session, claim: Claim, activity: Activity, *, created_by: str | None) -> int:
    """Mark invitations as reminded, which is what the phone shows, and tell the group."""
    now = clock.now()
    count = queries.remind(session, claim.council_id, claim.id, now)
    if count == 0:
        return 0
    activity.reminded_at = now
    session.flush()
    after = {"count": count, "automatic": created_by is None}
    audit.record(session, "activity:remind", "activity", claim.id, after=after)
    sittings = queries.sittings_of(session, claim.council_id, [claim.id])
    said = spoken.reminder(claim.title, activity.place, sittings)
    post(session, "reminder", said, activity_id=claim.id, created_by=created_by)
    return count
