"""Statements other packages need: who was what on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, or_, select
from sqlalchemy.orm import Session

from app.access.models import SeatDirectory
from app.core.errors import NotFound
from app.council.models import (
    Council,
    DutyYear,
    Member,
    Partner,
    Placement,
    Post,
    Tenure,
    Term,
    Unit,
)

#: A result row; what it holds stands in the docstring of the statement.
AnyRow = Row[*tuple[Any, ...]]
#: 常务委员会组成人员: the standing members and those who lead them.
STANDING = ("chair", "vice_chair", "secretary_general", "standing_member")
#: What a post makes of a member, strongest first; without one he or she is a plain ``member``.
ROLE_OF_POST = {
    "chair": "chair",
    "vice_chair": "vice_chair",
    "secretary_general": "standing",
    "standing_member": "standing",
}
_STRENGTH = {"member": 0, "standing": 1, "vice_chair": 2, "chair": 3}


def holds_on(table: Any, day: date) -> ColumnElement[bool]:
    """Return the condition that a dated row of ``table`` holds on ``day`` (both ends included)."""
    return and_(table.starts_on <= day, or_(table.ends_on.is_(None), table.ends_on >= day))


def is_member_on(council_id: str, day: date) -> ColumnElement[bool]:
    """Return the condition that a row of ``members`` has a running tenure on ``day``.

    The term bounds the tenure too: one that nobody ended does not outlive its term.
    """
    return exists(
        select(Tenure.id).where(
            Term.council_id == council_id,
            Term.id == Tenure.term_id,
            Tenure.council_id == council_id,
            Tenure.member_id == Member.id,
            holds_on(Tenure, day),
            Term.starts_on <= day,
            Term.ends_on >= day,
        )
    )


def council(session: Session, council_id: str) -> Council:
    """Return the council; it exists whenever it is bound."""
    return session.get_one(Council, council_id)


def councils(session: Session) -> list[Council]:
    """Return every council of the installation except the one that stands for itself."""
    statement = select(Council).where(Council.level != "system").order_by(Council.code)
    return list(session.scalars(statement))


def council_by_code(session: Session, code: str) -> Council | None:
    """Return the council with this code."""
    return session.scalars(select(Council).where(Council.code == code)).first()


def has_seats(session: Session, council_id: str) -> bool:
    """Tell whether anybody has a seat in the council, bound or not."""
    statement = select(SeatDirectory.seat_id).where(SeatDirectory.council_id == council_id).limit(1)
    return session.execute(statement).first() is not None


def terms(session: Session, council_id: str) -> list[Term]:
    """Return the council's terms, newest first."""
    return list(
        session.scalars(select(Term).where(Term.council_id == council_id).order_by(Term.number.desc()))
    )


def term(session: Session, council_id: str, number: int) -> Term | None:
    """Return the term with this number."""
    statement = select(Term).where(Term.council_id == council_id, Term.number == number)
    return session.scalars(statement).first()


def term_on(session: Session, council_id: str, day: date) -> Term | None:
    """Return the term running on ``day``; the later one on a day that two share."""
    statement = (
        select(Term)
        .where(Term.council_id == council_id, Term.starts_on <= day, Term.ends_on >= day)
        .order_by(Term.number.desc())
        .limit(1)
    )
    return session.scalars(statement).first()


def duty_years(session: Session, council_id: str) -> list[DutyYear]:
    """Return the council's duty years, newest first."""
    statement = select(DutyYear).where(DutyYear.council_id == council_id).order_by(DutyYear.year.desc())
    return list(session.scalars(statement))


def duty_year(session: Session, council_id: str, year: int) -> DutyYear | None:
    """Return the duty year named ``year``."""
    statement = select(DutyYear).where(DutyYear.council_id == council_id, DutyYear.year == year)
    return session.scalars(statement).first()


def duty_year_on(session: Session, council_id: str, day: date) -> DutyYear | None:
    """Return the duty year into which the Beijing date ``day`` counts."""
    statement = select(DutyYear).where(
        DutyYear.council_id == council_id,
        DutyYear.starts_on <= day,
        DutyYear.ends_on >= day,
    )
    return session.scalars(statement).first()


def members_on(
    session: Session, council_id: str, day: date, among: Iterable[str] | None = None
) -> list[AnyRow]:
    """Return everybody with a running tenure on ``day``: id, name, number, in stroke order.

    Args:
        among: Ids to look at; None looks at all.
    """
    statement = (
        select(Member.id, Member.name, Member.number)
        .where(Member.council_id == council_id, is_member_on(council_id, day))
        .order_by(Member.stroke_key, Member.id)
    )
    if among is not None:
        statement = statement.where(Member.id.in_(list(among)))
    return list(session.execute(statement).all())


def roster_on(session: Session, council_id: str, day: date) -> list[AnyRow]:
    """Return id, name, number and party of everybody who is a member on ``day``."""
    statement = (
        select(Member.id, Member.name, Member.number, Member.party)
        .where(Member.council_id == council_id, is_member_on(council_id, day))
        .order_by(Member.stroke_key, Member.id)
    )
    return list(session.execute(statement).all())


def posts_on(session: Session, council_id: str, day: date) -> list[AnyRow]:
    """Return member id and post of every post held on ``day`` by a member of that day."""
    statement = (
        select(Post.member_id, Post.post)
        .join(
            Member,
            and_(Member.council_id == Post.council_id, Member.id == Post.member_id),
        )
        .where(
            Post.council_id == council_id,
            holds_on(Post, day),
            is_member_on(council_id, day),
        )
    )
    return list(session.execute(statement).all())


def standing_ids_on(
    session: Session, council_id: str, day: date, posts: Sequence[str] = STANDING
) -> list[str]:
    """Return who belongs to the Standing Committee on ``day``, its leaders included.

    Args:
        posts: Narrow it, e.g. ``("standing_member",)`` for 常务委员 without the leaders.
    """
    held = posts_on(session, council_id, day)
    return list(dict.fromkeys(row.member_id for row in held if row.post in posts))


def roles_on(session: Session, council_id: str, day: date) -> dict[str, str]:
    """Return ``standing``, ``vice_chair`` or ``chair`` of all who hold a post; others are ``member``."""
    found: dict[str, str] = {}
    for row in posts_on(session, council_id, day):
        role = ROLE_OF_POST[row.post]
        if _STRENGTH[role] > _STRENGTH[found.get(row.member_id, "member")]:
            found[row.member_id] = role
    return found


def role_of(session: Session, council_id: str, member_id: str, day: date) -> str:
    """Return ``member``, ``standing``, ``vice_chair`` or ``chair`` of one member on ``day``."""
    statement = select(Post.post).where(
        Post.council_id == council_id, Post.member_id == member_id, holds_on(Post, day)
    )
    return strongest_role(session.scalars(statement))


def strongest_role(posts: Iterable[str]) -> str:
    """Return what the posts held on one day make of a member: the strongest of their roles."""
    return max((ROLE_OF_POST[post] for post in posts), key=_STRENGTH.__getitem__, default="member")


def unit(session: Session, council_id: str, unit_id: str) -> Unit | None:
    """Return a unit of the council."""
    return session.get(Unit, (council_id, unit_id))


def units(session: Session, council_id: str, kind: str | None = None) -> list[Unit]:
    """Return the council's units, of one kind or all, in the office's order."""
    statement = select(Unit).where(Unit.council_id == council_id).order_by(Unit.kind, Unit.sort, Unit.name)
    if kind is not None:
        statement = statement.where(Unit.kind == kind)
    return list(session.scalars(statement))


def unit_member_ids_on(session: Session, council_id: str, unit_id: str, day: date) -> list[str]:
    """Return who has a place in the unit on ``day`` and is a member then, in stroke order."""
    statement = (
        select(Placement.member_id)
        .join(
            Member,
            and_(
                Member.council_id == Placement.council_id,
                Member.id == Placement.member_id,
            ),
        )
        .where(
            Placement.council_id == council_id,
            Placement.unit_id == unit_id,
            holds_on(Placement, day),
            is_member_on(council_id, day),
        )
        .order_by(Member.stroke_key, Member.id)
    )
    return list(dict.fromkeys(session.scalars(statement)))


def places_on(session: Session, council_id: str, day: date) -> list[AnyRow]:
    """Return every place held on ``day``: member id, unit id, kind, unit name, role."""
    statement = (
        select(
            Placement.member_id,
            Placement.unit_id,
            Placement.unit_kind,
            Unit.name.label("unit"),
            Placement.role,
        )
        .join(
            Unit,
            and_(Unit.council_id == Placement.council_id, Unit.id == Placement.unit_id),
        )
        .where(Placement.council_id == council_id, holds_on(Placement, day))
        .order_by(Placement.member_id, Placement.unit_kind, Placement.id)
    )
    return list(session.execute(statement).all())


def sectors_on(session: Session, council_id: str, day: date, kind: str = "sector") -> dict[str, str]:
    """Return member id → name of the sector on ``day``, or of another kind of unit."""
    statement = (
        select(Placement.member_id, Unit.name)
        .join(Unit, and_(Unit.council_id == Placement.council_id, Unit.id == Placement.unit_id))
        .where(Placement.council_id == council_id, Placement.unit_kind == kind, holds_on(Placement, day))
        .order_by(Placement.member_id, Placement.id)
    )
    return {row.member_id: row.name for row in session.execute(statement)}


def tenures(session: Session, council_id: str, member_ids: Iterable[str] | None = None) -> list[Tenure]:
    """Return tenures, of some members or all, in order of their beginning."""
    statement = select(Tenure).where(Tenure.council_id == council_id).order_by(Tenure.starts_on, Tenure.id)
    if member_ids is not None:
        statement = statement.where(Tenure.member_id.in_(list(member_ids)))
    return list(session.scalars(statement))


def briefs(session: Session, council_id: str, ids: Iterable[str]) -> dict[str, AnyRow]:
    """Return id → (id, name, number) of members of the council; unknown ids are left out."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    statement = select(Member.id, Member.name, Member.number).where(
        Member.council_id == council_id, Member.id.in_(wanted)
    )
    return {row.id: row for row in session.execute(statement)}


def brief(session: Session, council_id: str, member_id: str) -> AnyRow | None:
    """Return (id, name, number) of one member of the council."""
    return briefs(session, council_id, (member_id,)).get(member_id)


def member_ids_between(session: Session, council_id: str, first: date, last: date) -> list[str]:
    """Return everybody whose tenure touches the days from ``first`` to ``last``."""
    statement = (
        select(Tenure.member_id)
        .where(
            Tenure.council_id == council_id,
            Tenure.starts_on <= last,
            or_(Tenure.ends_on.is_(None), Tenure.ends_on >= first),
            exists(
                select(Term.id).where(
                    Term.council_id == council_id,
                    Term.id == Tenure.term_id,
                    Term.starts_on <= last,
                    Term.ends_on >= first,
                )
            ),
        )
        .distinct()
        .order_by(Tenure.member_id)
    )
    return list(session.scalars(statement))


def require_member(session: Session, council_id: str, member_id: str) -> None:
    """Refuse an id that is not a member of the council.

    Raises:
        NotFound: it is missing or another council's.
    """
    statement = select(Member.id).where(Member.council_id == council_id, Member.id == member_id)
    if session.execute(statement).first() is None:
        raise NotFound()


def partners(session: Session, council_id: str) -> list[Partner]:
    """Return the partner councils by name."""
    statement = select(Partner).where(Partner.council_id == council_id).order_by(Partner.name)
    return list(session.scalars(statement))


def councils_by_code(session: Session) -> list[Council]:
    """Return every council of the installation by code (a global table)."""
    return list(session.scalars(select(Council).order_by(Council.code)))
