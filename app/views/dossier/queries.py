"""Prebuilt statements of the dossier: three per page."""

from __future__ import annotations

from sqlalchemy import and_, bindparam, exists, literal, null, select, union_all
from sqlalchemy.orm import Session, aliased

from app.core.db.base import AnyRow
from app.council.models import Member, Placement, Post, Unit
from app.facts.models import Claim
from app.ledger.models import DutyRecord

_member = select(
    Member.id,
    Member.number,
    Member.name,
    Member.sex,
    Member.ethnic_group,
    Member.party,
    Member.employer,
    Member.title,
    Member.education,
    Member.speciality,
).where(Member.council_id == bindparam("council"), Member.id == bindparam("member"))

_places = union_all(
    select(
        Placement.unit_kind.label("kind"),
        Unit.name.label("name"),
        Placement.role.label("role"),
        Placement.starts_on.label("starts_on"),
        Placement.ends_on.label("ends_on"),
    )
    .join(Unit, and_(Unit.council_id == Placement.council_id, Unit.id == Placement.unit_id))
    .where(Placement.council_id == bindparam("council"), Placement.member_id == bindparam("member")),
    select(
        literal("post").label("kind"),
        Post.post.label("name"),
        literal("").label("role"),
        Post.starts_on.label("starts_on"),
        Post.ends_on.label("ends_on"),
    ).where(Post.council_id == bindparam("council"), Post.member_id == bindparam("member")),
).order_by("kind", "starts_on")

_reversal = aliased(DutyRecord, name="reversal")
_records = (
    select(
        DutyRecord.id,
        DutyRecord.claim_id,
        Claim.title,
        DutyRecord.occurred_on,
        DutyRecord.fact,
        DutyRecord.type,
        DutyRecord.status,
        DutyRecord.role,
        DutyRecord.level,
        DutyRecord.quantity,
    )
    .join(Claim, and_(Claim.council_id == DutyRecord.council_id, Claim.id == DutyRecord.claim_id))
    .where(
        DutyRecord.council_id == bindparam("council"),
        DutyRecord.member_id == bindparam("member"),
        DutyRecord.year == bindparam("year"),
        DutyRecord.reverses_id == null(),
        ~exists().where(
            _reversal.council_id == DutyRecord.council_id, _reversal.reverses_id == DutyRecord.id
        ),
    )
    .order_by(DutyRecord.occurred_on.desc(), DutyRecord.seq.desc())
)


def profile(session: Session, council_id: str, member_id: str) -> AnyRow | None:
    """Return a member's base facts."""
    given = {"council": council_id, "member": member_id}
    return session.connection().execute(_member, given).first()


def places(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return units and posts of a member with their dates."""
    given = {"council": council_id, "member": member_id}
    return list(session.connection().execute(_places, given).all())


def records(session: Session, council_id: str, member_id: str, year: int) -> list[AnyRow]:
    """Return a member's records of a year that count, newest first."""
    given = {"council": council_id, "member": member_id, "year": year}
    return list(session.connection().execute(_records, given).all())
