"""Statements on activities, sittings and invitations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, case, exists, func, or_, select, update
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.db.base import AnyRow
from app.core.db.typed import holding
from app.core.http.paging import behind
from app.council.models import Member
from app.facts.activities.models import Activity, Invitation, Sitting
from app.facts.models import Claim
from app.facts.queries import STAFF


def visible(actor: Actor) -> Any:
    """Return the condition on activities: staff see all, members what they are due at."""
    scope = and_(Claim.council_id == actor.council_id, Activity.council_id == actor.council_id)
    if actor.roles & STAFF:
        return scope
    ways = [Claim.created_by == actor.account_id]
    if actor.section_id:
        ways.append(Claim.section_id == actor.section_id)
    if actor.member_id:
        ways.append(
            exists().where(
                Invitation.council_id == Activity.council_id,
                Invitation.activity_id == Activity.id,
                Invitation.member_id == actor.member_id,
            )
        )
    return and_(scope, or_(*ways))


def page(
    session: Session,
    actor: Actor,
    *,
    after: tuple[Any, ...] | None,
    limit: int,
    kind: str | None,
    state: str | None,
    since: date | None,
    until: date | None,
    section_id: str | None = None,
    q: str | None = None,
    order: str = "desc",
) -> list[AnyRow]:
    """Return (claim, activity) pairs, newest day first or, with ``asc``, the next one first."""
    statement = (
        select(Claim, Activity)
        .join(Activity, and_(Activity.council_id == Claim.council_id, Activity.id == Claim.id))
        .where(visible(actor))
    )
    if kind:
        statement = statement.where(Activity.kind == kind)
    if state:
        statement = statement.where(Activity.state == state)
    if since:
        statement = statement.where(Claim.occurred_on >= since)
    if until:
        statement = statement.where(Claim.occurred_on <= until)
    if q:
        statement = statement.where(*holding(q, Claim.title))
    if section_id:
        statement = statement.where(Claim.section_id == section_id)
    columns: tuple[Any, ...] = (Claim.occurred_on, Claim.id)
    falling = order == "desc"
    if after:
        statement = statement.where(behind(columns, after, descending=falling))
    ordered = statement.order_by(*(one.desc() if falling else one.asc() for one in columns)).limit(limit)
    return list(session.execute(ordered).all())


def one(session: Session, actor: Actor, activity_id: str, *, lock: bool = False) -> AnyRow | None:
    """Return one visible (claim, activity) pair."""
    statement = (
        select(Claim, Activity)
        .join(Activity, and_(Activity.council_id == Claim.council_id, Activity.id == Claim.id))
        .where(visible(actor), Activity.id == activity_id)
    )
    return session.execute(statement.with_for_update() if lock else statement).first()


def sittings_of(session: Session, council_id: str, activity_ids: Sequence[str]) -> list[Sitting]:
    """Return sittings of the activities in order of time."""
    return list(
        session.scalars(
            select(Sitting)
            .where(Sitting.council_id == council_id, Sitting.activity_id.in_(activity_ids))
            .order_by(Sitting.starts_at, Sitting.id)
        )
    )


def answers(session: Session, actor: Actor, activity_ids: Sequence[str]) -> dict[str, AnyRow]:
    """Return per activity: due, accepted, declined, and the caller's own answer."""
    mine = Invitation.member_id == actor.member_id if actor.member_id else Invitation.id.is_(None)
    statement = (
        select(
            Invitation.activity_id,
            func.count().label("due"),
            func.count(case((Invitation.response == "accepted", 1))).label("accepted"),
            func.count(case((Invitation.response == "declined", 1))).label("declined"),
            func.max(case((mine, Invitation.response))).label("mine"),
            func.max(case((mine, Invitation.session_group))).label("session_group"),
            func.max(case((mine, Invitation.hall_seat))).label("hall_seat"),
        )
        .where(Invitation.council_id == actor.council_id, Invitation.activity_id.in_(activity_ids))
        .group_by(Invitation.activity_id)
    )
    return {row.activity_id: row for row in session.execute(statement)}


def invitations(session: Session, council_id: str, activity_id: str) -> list[AnyRow]:
    """Return the due list with names, in 姓氏笔画 order."""
    statement = (
        select(
            Invitation.member_id,
            Member.name,
            Member.number,
            Member.initials,
            Invitation.response,
            Invitation.note,
            Invitation.session_group,
            Invitation.hall_seat,
        )
        .join(Member, and_(Member.council_id == Invitation.council_id, Member.id == Invitation.member_id))
        .where(Invitation.council_id == council_id, Invitation.activity_id == activity_id)
        .order_by(Member.stroke_key, Member.id)
    )
    return list(session.execute(statement).all())


def invitation(session: Session, council_id: str, activity_id: str, member_id: str) -> Invitation | None:
    """Return one member's invitation, locked."""
    return session.scalars(
        select(Invitation)
        .where(
            Invitation.council_id == council_id,
            Invitation.activity_id == activity_id,
            Invitation.member_id == member_id,
        )
        .with_for_update()
    ).first()


def remind(session: Session, council_id: str, activity_id: str, now: datetime) -> int:
    """Note on every invitation without an answer that it was reminded; return how many."""
    reminded = session.execute(
        update(Invitation)
        .where(
            Invitation.council_id == council_id,
            Invitation.activity_id == activity_id,
            Invitation.response == "pending",
        )
        .values(reminded_at=now)
        .returning(Invitation.id)
    )
    return len(reminded.all())


def begin_of(council_id: str, activity_id: Any) -> Any:
    """Return the moment at which an activity's first sitting begins, as a subquery."""
    return (
        select(func.min(Sitting.starts_at))
        .where(Sitting.council_id == council_id, Sitting.activity_id == activity_id)
        .scalar_subquery()
    )


def to_remind(
    session: Session, council_id: str, now: datetime, until: datetime, today: datetime
) -> list[str]:
    """Return planned activities beginning in between, with answers missing, that nobody reminded of today."""
    begins = begin_of(council_id, Activity.id)
    waiting = exists().where(
        Invitation.council_id == council_id,
        Invitation.activity_id == Activity.id,
        Invitation.response == "pending",
    )
    statement = select(Activity.id).where(
        Activity.council_id == council_id,
        Activity.state == "planned",
        Activity.auto_reminded_at.is_(None),
        or_(Activity.reminded_at.is_(None), Activity.reminded_at < today),
        begins > now,
        begins < until,
        waiting,
    )
    return list(session.scalars(statement.order_by(Activity.id)))


def take_turn(session: Session, council_id: str, activity_id: str, now: datetime) -> bool:
    """Note that the clock reminds of an activity; False when it did so already, in any process."""
    taken = session.execute(
        update(Activity)
        .where(
            Activity.council_id == council_id,
            Activity.id == activity_id,
            Activity.state == "planned",
            Activity.auto_reminded_at.is_(None),
        )
        .values(auto_reminded_at=now)
        .returning(Activity.id)
    )
    return taken.first() is not None


def copy_of(session: Session, council_id: str, origin_council_id: str, origin_id: str) -> Activity | None:
    """Return this council's copy of a partner's joint activity."""
    return session.scalars(
        select(Activity).where(
            Activity.council_id == council_id,
            Activity.origin_council_id == origin_council_id,
            Activity.origin_id == origin_id,
        )
    ).first()


def upcoming(session: Session, council_id: str, member_id: str, since: Any, limit: int) -> list[AnyRow]:
    """Return a member's next sittings with their activity's title."""
    statement = (
        select(Sitting, Claim.title, Activity.kind, Invitation.response)
        .join(Activity, and_(Activity.council_id == Sitting.council_id, Activity.id == Sitting.activity_id))
        .join(Claim, and_(Claim.council_id == Activity.council_id, Claim.id == Activity.id))
        .join(
            Invitation,
            and_(Invitation.council_id == Activity.council_id, Invitation.activity_id == Activity.id),
        )
        .where(
            Sitting.council_id == council_id,
            Invitation.member_id == member_id,
            Sitting.ends_at >= since,
            Activity.state != "cancelled",
        )
        .order_by(Sitting.starts_at, Sitting.id)
        .limit(limit)
    )
    return list(session.execute(statement).all())
