"""Statements on what members hold in a duty year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.core.db.documents import array_of, object_of
from app.council.models import Member, Placement, Post, Tenure, Term, Unit

_council: Any = bindparam("council")
_tenures = (
    select(Tenure.starts_on, Tenure.ends_on, Term.starts_on.label("term_from"), Term.ends_on.label("term_to"))
    .join(Term, and_(Term.council_id == Tenure.council_id, Term.id == Tenure.term_id))
    .where(Tenure.council_id == _council)
)
_posts = select(Post.post.label("name"), Post.starts_on, Post.ends_on).where(Post.council_id == _council)
_places = (
    select(Placement.unit_kind.label("kind"), Unit.name.label("name"), Placement.starts_on, Placement.ends_on)
    .join(Unit, and_(Unit.council_id == Placement.council_id, Unit.id == Placement.unit_id))
    .where(Placement.council_id == _council)
)
_person = select(Member.party, Member.sex, Member.birth_date).where(Member.council_id == _council)


def membership(member: Any) -> tuple[Any, Any]:
    """Return ``tenures`` and ``person`` of a member as JSON columns, for a row that has the rest."""
    return (
        array_of(_tenures.where(Tenure.member_id == member), "tenured").label("tenures"),
        object_of(_person.where(Member.id == member), "person").label("person"),
    )


def held(member: Any) -> tuple[Any, ...]:
    """Return the JSON columns that ``subject.of_texts`` reads: what the dated tables say of a member."""
    return (
        *membership(member),
        array_of(_posts.where(Post.member_id == member), "held").label("posts"),
        array_of(_places.where(Placement.member_id == member), "placed").label("places"),
    )


def _touching(table: Any, first: date, last: date, members: Sequence[str] | None) -> Any:
    days = and_(table.starts_on <= last, or_(table.ends_on.is_(None), table.ends_on >= first))
    return days if members is None else and_(days, table.member_id.in_(members))


def tenures_between(
    session: Session, council_id: str, first: date, last: date, members: Sequence[str] | None = None
) -> list[AnyRow]:
    """Return tenures that touch the days from ``first`` to ``last``, with the days of their terms."""
    statement = _tenures.add_columns(Tenure.member_id).where(
        _touching(Tenure, first, last, members), Term.starts_on <= last, Term.ends_on >= first
    )
    return list(session.execute(statement, {"council": council_id}).all())


def posts_between(
    session: Session, council_id: str, first: date, last: date, members: Sequence[str] | None = None
) -> list[AnyRow]:
    """Return the posts held at any time from ``first`` to ``last``."""
    statement = _posts.add_columns(Post.member_id).where(_touching(Post, first, last, members))
    return list(session.execute(statement, {"council": council_id}).all())


def places_between(
    session: Session, council_id: str, first: date, last: date, members: Sequence[str] | None = None
) -> list[AnyRow]:
    """Return the places in units held at any time from ``first`` to ``last``."""
    statement = _places.add_columns(Placement.member_id).where(_touching(Placement, first, last, members))
    return list(session.execute(statement, {"council": council_id}).all())


def persons(session: Session, council_id: str, members: Sequence[str] | None = None) -> list[AnyRow]:
    """Return party, sex and birth date of some members, or of everybody in the roster."""
    statement = _person.add_columns(Member.id.label("member_id"))
    if members is not None:
        statement = statement.where(Member.id.in_(members))
    return list(session.execute(statement, {"council": council_id}).all())
