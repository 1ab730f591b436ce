"""Reminds those who have not handed in: by hand, by the clock."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.db.guard import COUNCIL
from app.core.errors import Conflict, NotFound
from app.council import queries as council
from app.facts.activities.reminders import FIRST_HOUR, LAST_HOUR
from app.facts.statements import queries


def remind(session: Session, actor: Actor, round_id: str) -> str:
    """Remind everybody whose statement is not handed in and not excused, once a day at most.

    Raises:
        NotFound. Conflict: closed (``round_closed``), ``reminded_today``, ``all_submitted``.
    """
    round_ = queries.round_(session, actor.council_id, round_id, lock=True)
    if round_ is None:
        raise NotFound()
    if round_.state == "closed":
        raise Conflict(f"{round_.title}已结束，不再提醒。", word="round_closed")
    now = clock.now()
    if round_.reminded_at and clock.beijing_date(round_.reminded_at) == clock.today():
        raise Conflict("今天已提醒过，每天最多提醒一次；急事请电话联系。", word="reminded_today")
    count = queries.remind(session, actor.council_id, round_.id, now)
    if count == 0:
        raise Conflict("应交的都已提交，无需提醒。", word="all_submitted")
    round_.reminded_at = now
    round_.version += 1
    session.flush()
    after = {"count": count, "automatic": False}
    audit.record(session, "statement_round:remind", "statement_round", round_.id, after=after)
    return round_.id


def waiting(session: Session) -> list[str]:
    """Return the bound council's rounds that the clock has to remind of now."""
    council_id, now = session.info[COUNCIL], clock.now()
    days = int(council.council(session, council_id).settings.get("remind_days", 0))
    if not days or not FIRST_HOUR <= now.astimezone(clock.BEIJING).hour < LAST_HOUR:
        return []
    return queries.to_remind(session, council_id, clock.today(), clock.today() + timedelta(days=days))


def remind_by_clock(session: Session, round_id: str) -> int:
    """Remind of one round unless some process did; return how many were reminded."""
    council_id, now = session.info[COUNCIL], clock.now()
    if not queries.take_turn(session, council_id, round_id, now):
        return 0
    count = queries.remind(session, council_id, round_id, now)
    after = {"count": count, "automatic": True}
    audit.record(session, "statement_round:remind", "statement_round", round_id, after=after)
    return count
