"""Statements behind a change of term; none grows with the roster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from app.access.models import Seat
from app.core.db.base import AnyRow
from app.council.models import Member, Placement, Post, Tenure, Term, Unit


def lock(session: Session, council_id: str) -> None:
    """Let nobody else change the term, or anything dated of a member, meanwhile."""
    session.execute(
        select(Term.id).where(Term.council_id == council_id).order_by(Term.id).with_for_update()
    ).all()
    session.execute(
        select(Member.id).where(Member.council_id == council_id).order_by(Member.id).with_for_update()
    ).all()


def roster(session: Session, council_id: str, term_ids: Sequence[str]) -> list[AnyRow]:
    """Return the tenures of some terms with their members, in stroke order, a member's oldest first."""
    statement = (
        select(
            Tenure.id,
            Tenure.member_id,
            Tenure.term_id,
            Tenure.starts_on,
            Tenure.ends_on,
            Tenure.state,
            Tenure.ground,
            Member.name,
            Member.number,
        )
        .join(Member, and_(Member.council_id == Tenure.council_id, Member.id == Tenure.member_id))
        .where(Tenure.council_id == council_id, Tenure.term_id.in_(term_ids))
        .order_by(Member.stroke_key, Member.id, Tenure.starts_on)
    )
    return list(session.execute(statement).all())


def places(session: Session, council_id: str, day: date) -> list[AnyRow]:
    """Return every place held on ``day`` or later, with its unit."""
    statement = (
        select(
            Placement.id,
            Placement.member_id,
            Placement.unit_id,
            Placement.unit_kind,
            Placement.role,
            Placement.starts_on,
            Placement.ends_on,
            Unit.name.label("unit"),
            Unit.sort,
            Unit.closed_on,
        )
        .join(Unit, and_(Unit.council_id == Placement.council_id, Unit.id == Placement.unit_id))
        .where(Placement.council_id == council_id, or_(Placement.ends_on.is_(None), Placement.ends_on >= day))
        .order_by(Placement.id)
    )
    return list(session.execute(statement).all())


def posts(session: Session, council_id: str, day: date) -> list[Post]:
    """Return every post held on ``day``."""
    statement = select(Post).where(
        Post.council_id == council_id,
        Post.starts_on <= day,
        or_(Post.ends_on.is_(None), Post.ends_on >= day),
    )
    return list(session.scalars(statement.order_by(Post.id)))


def seats(session: Session, council_id: str, member_ids: Sequence[str]) -> int:
    """Return how many of the members have a seat in use."""
    statement = (
        select(func.count())
        .select_from(Seat)
        .where(Seat.council_id == council_id, Seat.active.is_(True), Seat.member_id.in_(member_ids))
    )
    return session.execute(statement).scalar_one()


def end_tenures(session: Session, council_id: str, ids: Sequence[str], day: date) -> None:
    """End tenures with their term, on ``day``."""
    statement = update(Tenure).where(Tenure.council_id == council_id, Tenure.id.in_(ids))
    session.execute(statement.values(ends_on=day, state="term_ended"))


def end_places(session: Session, council_id: str, ids: Sequence[str], day: date) -> None:
    """End places on ``day``."""
    statement = update(Placement).where(Placement.council_id == council_id, Placement.id.in_(ids))
    session.execute(statement.values(ends_on=day))


def end_posts(session: Session, council_id: str, ids: Sequence[str], day: date) -> None:
    """End posts on ``day``."""
    statement = update(Post).where(Post.council_id == council_id, Post.id.in_(ids))
    session.execute(statement.values(ends_on=day))


def touch(session: Session, council_id: str, member_ids: Sequence[str]) -> None:
    """Move the version that guards the dated rows of members."""
    statement = update(Member).where(Member.council_id == council_id, Member.id.in_(member_ids))
    session.execute(statement.values(version=Member.version + 1))
