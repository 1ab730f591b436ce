"""Statements on contacts and visits."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import and_, extract, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.core.db.base import AnyRow
from app.council.models import Member
from app.council.queries import holds_on, is_member_on
from app.stewardship.care.models import CareLink, CareVisit

MOST = 1000


def _shown(council_id: str) -> Any:
    leader = aliased(Member)
    return (
        select(CareVisit, Member.name, Member.number, leader.name.label("leader"))
        .join(Member, and_(Member.council_id == CareVisit.council_id, Member.id == CareVisit.member_id))
        .outerjoin(leader, and_(leader.council_id == CareVisit.council_id, leader.id == CareVisit.visitor_id))
        .where(CareVisit.council_id == council_id)
    )


def page(session: Session, council_id: str, member_id: str | None, after: Any, limit: int) -> list[AnyRow]:
    """Return visit, name, number and leader, the newest day first."""
    statement = _shown(council_id)
    if member_id is not None:
        statement = statement.where(CareVisit.member_id == member_id)
    order = (CareVisit.on_day.desc(), CareVisit.id.desc())
    if after:
        statement = statement.where(
            or_(CareVisit.on_day < after[0], and_(CareVisit.on_day == after[0], CareVisit.id < after[1]))
        )
    return list(session.execute(statement.order_by(*order).limit(limit)))


def one(session: Session, council_id: str, visit_id: str) -> AnyRow | None:
    """Return one visit."""
    return session.execute(_shown(council_id).where(CareVisit.id == visit_id)).first()


def lock(session: Session, council_id: str, visit_id: str) -> CareVisit | None:
    """Return one visit to be changed."""
    statement = select(CareVisit).where(CareVisit.council_id == council_id, CareVisit.id == visit_id)
    return session.scalars(statement.with_for_update().execution_options(populate_existing=True)).first()


def due(session: Session, council_id: str) -> list[AnyRow]:
    """Return visits with something still to be followed up, the earliest day first."""
    statement = _shown(council_id).where(
        CareVisit.follow_up_on.is_not(None),
        CareVisit.followed_up_at.is_(None),
        CareVisit.struck_at.is_(None),
    )
    return list(session.execute(statement.order_by(CareVisit.follow_up_on, CareVisit.id).limit(MOST)))


def links(
    session: Session, council_id: str, on: date, first: date, last: date, leader_id: str | None = None
) -> list[AnyRow]:
    """Return link, leader, name and visits by the leader from ``first`` to ``last``, of links on a day."""
    leader = aliased(Member)
    visits = (
        select(func.count())
        .where(
            CareVisit.council_id == CareLink.council_id,
            CareVisit.member_id == CareLink.member_id,
            CareVisit.visitor_id == CareLink.leader_id,
            CareVisit.struck_at.is_(None),
            CareVisit.on_day >= first,
            CareVisit.on_day <= last,
        )
        .correlate(CareLink)
        .scalar_subquery()
    )
    statement = (
        select(CareLink, leader.name.label("leader"), Member.name, visits.label("visits"))
        .join(leader, and_(leader.council_id == CareLink.council_id, leader.id == CareLink.leader_id))
        .join(Member, and_(Member.council_id == CareLink.council_id, Member.id == CareLink.member_id))
        .where(CareLink.council_id == council_id, holds_on(CareLink, on))
        .order_by(leader.stroke_key, CareLink.leader_id, Member.stroke_key, CareLink.id)
    )
    if leader_id is not None:
        statement = statement.where(CareLink.leader_id == leader_id)
    return list(session.execute(statement.limit(MOST)))


def between(session: Session, council_id: str, leader_id: str, member_id: str) -> list[CareLink]:
    """Return the contacts of two people."""
    statement = select(CareLink).where(
        CareLink.council_id == council_id, CareLink.leader_id == leader_id, CareLink.member_id == member_id
    )
    return list(session.scalars(statement))


def link(session: Session, council_id: str, link_id: str) -> CareLink | None:
    """Return one contact, locked."""
    statement = select(CareLink).where(CareLink.council_id == council_id, CareLink.id == link_id)
    return session.scalars(statement.with_for_update()).first()


def birthdays(session: Session, council_id: str, on: date, month: int) -> list[AnyRow]:
    """Return id, name, number and day of the birthdays of a month, of who is a member ``on`` a day."""
    day = extract("day", Member.birth_date)
    statement = (
        select(Member.id, Member.name, Member.number, day.label("day"))
        .where(
            Member.council_id == council_id,
            is_member_on(council_id, on),
            extract("month", Member.birth_date) == month,
        )
        .order_by(day, Member.stroke_key, Member.id)
    )
    return list(session.execute(statement))


def remembered(session: Session, council_id: str, first: date, last: date) -> set[str]:
    """Return whose birthday was remembered from ``first`` to ``last``."""
    statement = select(CareVisit.member_id).where(
        CareVisit.council_id == council_id,
        CareVisit.kind == "birthday",
        CareVisit.struck_at.is_(None),
        CareVisit.on_day >= first,
        CareVisit.on_day <= last,
    )
    return set(session.scalars(statement))


def newest(session: Session, council_id: str) -> dict[str, date]:
    """Return member → day of the newest visit."""
    statement = (
        select(CareVisit.member_id, func.max(CareVisit.on_day).label("last"))
        .where(CareVisit.council_id == council_id, CareVisit.struck_at.is_(None))
        .group_by(CareVisit.member_id)
    )
    return {row.member_id: row.last for row in session.execute(statement)}


def visited(session: Session, council_id: str, first: date, last: date) -> set[str]:
    """Return who was visited from ``first`` to ``last``."""
    statement = select(CareVisit.member_id).where(
        CareVisit.council_id == council_id,
        CareVisit.struck_at.is_(None),
        CareVisit.on_day >= first,
        CareVisit.on_day <= last,
    )
    return set(session.scalars(statement))


def to_blank(session: Session, council_id: str, before: date) -> list[str]:
    """Return visits whose notes have had their time."""
    statement = select(CareVisit.id).where(
        CareVisit.council_id == council_id,
        CareVisit.on_day < before,
        or_(CareVisit.note_sealed.is_not(None), CareVisit.follow_up_sealed.is_not(None)),
    )
    return list(session.scalars(statement.limit(MOST)))
