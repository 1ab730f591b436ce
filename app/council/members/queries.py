"""Statements behind the members' list and page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from app.access.models import Login, Seat
from app.core.http.paging import behind
from app.council.models import Member, Placement, Post, Tenure, Term, Unit
from app.council.queries import AnyRow, holds_on, is_member_on


def page(
    session: Session,
    council_id: str,
    day: date,
    *,
    units: Sequence[str] = (),
    posts: Sequence[str] = (),
    search: str = "",
    by_number: bool = False,
    after: tuple[Any, ...] | None = None,
    limit: int,
) -> tuple[list[Member], int | None]:
    """Return members of ``day`` in stroke order, and on the first page how many there are.

    Args:
        units: Only those who have a place in every one of these units on that day.
        posts: Only those who hold one of these posts on that day.
        search: Part of the name, beginning of the pinyin or of its initials.
        by_number: Let ``search`` also be the beginning of the number.
    """
    order: tuple[Any, ...] = (Member.stroke_key, Member.id)
    statement = (
        select(Member, func.count().over())
        .where(Member.council_id == council_id, is_member_on(council_id, day))
        .order_by(*order)
        .limit(limit)
    )
    for unit_id in units:
        statement = statement.where(_in_unit(council_id, unit_id, day))
    if posts:
        statement = statement.where(_has_post(council_id, posts, day))
    if search:
        statement = statement.where(_found_by(search, by_number))
    if after:
        # Behind a cursor the window would count the rest; the first page has said the whole.
        statement = statement.where(behind(order, after))
    rows = session.execute(statement).all()
    total = None if after else (rows[0][1] if rows else 0)
    return [row[0] for row in rows], total


def _in_unit(council_id: str, unit_id: str, day: date) -> ColumnElement[bool]:
    return exists(
        select(Placement.id).where(
            Placement.council_id == council_id,
            Placement.member_id == Member.id,
            Placement.unit_id == unit_id,
            holds_on(Placement, day),
        )
    )


def _has_post(council_id: str, posts: Sequence[str], day: date) -> ColumnElement[bool]:
    return exists(
        select(Post.id).where(
            Post.council_id == council_id,
            Post.member_id == Member.id,
            Post.post.in_(posts),
            holds_on(Post, day),
        )
    )


def _found_by(search: str, by_number: bool) -> ColumnElement[bool]:
    letters = search.lower().replace(" ", "").replace("ü", "v")
    found = [Member.name.contains(search, autoescape=True)]
    if by_number:
        found.append(Member.number.istartswith(search, autoescape=True))
    if letters.isascii() and letters.isalpha():
        # The column holds every reading, one space between them: a reading begins it or a space.
        found += [Member.pinyin.startswith(letters), Member.pinyin.contains(" " + letters)]
    return or_(*found)


def places_of(session: Session, council_id: str, ids: Iterable[str], day: date | None = None) -> list[AnyRow]:
    """Return (Placement, unit name) of the members, on ``day`` or ever, oldest first."""
    statement = (
        select(Placement, Unit.name.label("unit"))
        .join(Unit, and_(Unit.council_id == Placement.council_id, Unit.id == Placement.unit_id))
        .where(Placement.council_id == council_id, Placement.member_id.in_(list(ids)))
        .order_by(Placement.unit_kind, Placement.starts_on, Placement.id)
    )
    if day is not None:
        statement = statement.where(holds_on(Placement, day))
    return list(session.execute(statement).all())


def posts_of(session: Session, council_id: str, ids: Iterable[str], day: date | None = None) -> list[Post]:
    """Return the posts of the members, on ``day`` or ever, oldest first."""
    statement = (
        select(Post)
        .where(Post.council_id == council_id, Post.member_id.in_(list(ids)))
        .order_by(Post.starts_on, Post.id)
    )
    if day is not None:
        statement = statement.where(holds_on(Post, day))
    return list(session.scalars(statement))


def tenures_of(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return (Tenure, term number) of one member, oldest first."""
    statement = (
        select(Tenure, Term.number)
        .join(Term, and_(Term.council_id == Tenure.council_id, Term.id == Tenure.term_id))
        .where(Tenure.council_id == council_id, Tenure.member_id == member_id)
        .order_by(Tenure.starts_on, Tenure.id)
    )
    return list(session.execute(statement).all())


def member(session: Session, council_id: str, member_id: str, *, lock: bool = False) -> Member | None:
    """Return one member; locked, nobody else changes it or its dated rows meanwhile."""
    statement = select(Member).where(Member.council_id == council_id, Member.id == member_id)
    return session.scalars(statement.with_for_update() if lock else statement).first()


def taken(
    session: Session, council_id: str, numbers: Iterable[str], mobile_indexes: Iterable[str]
) -> list[Member]:
    """Return members that have one of these numbers or (blinded) mobiles."""
    statement = select(Member).where(
        Member.council_id == council_id,
        or_(Member.number.in_(list(numbers)), Member.mobile_index.in_(list(mobile_indexes))),
    )
    return list(session.scalars(statement))


def by_ids(session: Session, council_id: str, ids: Iterable[str]) -> list[Member]:
    """Return members by id, in stroke order."""
    statement = select(Member).where(Member.council_id == council_id, Member.id.in_(list(ids)))
    return list(session.scalars(statement.order_by(Member.stroke_key, Member.number)))


def every_member(session: Session, council_id: str) -> list[Member]:
    """Return everybody the council ever had, locked, for imports that match against all."""
    statement = select(Member).where(Member.council_id == council_id).order_by(Member.id)
    return list(session.scalars(statement.with_for_update()))


def seated_ids(session: Session, council_id: str, ids: Iterable[str]) -> set[str]:
    """Return which of the members already have a seat."""
    statement = select(Seat.member_id).where(Seat.council_id == council_id, Seat.member_id.in_(list(ids)))
    return {found for found in session.scalars(statement) if found}


def account_of(session: Session, council_id: str, member_id: str) -> str | None:
    """Return the id of the account that has the member's seat."""
    statement = select(Seat.account_id).where(Seat.council_id == council_id, Seat.member_id == member_id)
    return session.scalar(statement)


def logins_taken(session: Session, keys: Iterable[str]) -> set[tuple[str, str]]:
    """Return kind and key of the log-in names that exist in this installation."""
    statement = select(Login.kind, Login.key).where(Login.key.in_(list(keys)))
    return {(row.kind, row.key) for row in session.execute(statement)}
