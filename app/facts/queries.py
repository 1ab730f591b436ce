"""Statements on claims, shared by every kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, and_, exists, func, or_, select, union_all
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.db.base import AnyRow
from app.core.db.typed import holding
from app.council.models import Member, Unit
from app.facts.models import Attachment, Claim, ClaimLink, ClaimParticipant

T = TypeVar("T")

#: Roles that see every claim of their council except other people's drafts.
STAFF = frozenset({"section_clerk", "secretariat", "verifier", "chair", "auditor", "council_admin"})


def visible_to(actor: Actor) -> Any:
    """Return the condition on ``claims`` that holds for what the actor may see.

    Staff see all but others' drafts; a convener sees what their unit organises; everybody sees
    what they made, what is about them, and what they were asked to share in.
    """
    own = [Claim.created_by == actor.account_id]
    if actor.member_id:
        own.append(Claim.member_id == actor.member_id)
        own.append(
            exists().where(
                ClaimParticipant.council_id == Claim.council_id,
                ClaimParticipant.claim_id == Claim.id,
                ClaimParticipant.member_id == actor.member_id,
            )
        )
    if actor.roles & STAFF:
        own.append(Claim.state != "draft")
    elif "convener" in actor.roles and actor.section_id:
        own.append(and_(Claim.section_id == actor.section_id, Claim.state != "draft"))
    return and_(Claim.council_id == actor.council_id, or_(*own))


def claim(session: Session, actor: Actor, claim_id: str, *, lock: bool = False) -> Claim | None:
    """Return one claim the actor may see, locked for change if asked."""
    statement = select(Claim).where(visible_to(actor), Claim.id == claim_id)
    return session.scalars(statement.with_for_update() if lock else statement).first()


def claims_by_id(session: Session, council_id: str, ids: Sequence[str]) -> dict[str, Claim]:
    """Return claims of the council by id, locked, in one statement."""
    statement = (
        select(Claim)
        .where(Claim.council_id == council_id, Claim.id.in_(ids))
        .order_by(Claim.id)
        .with_for_update()
    )
    return {row.id: row for row in session.scalars(statement)}


def page(
    session: Session,
    actor: Actor,
    *,
    after: tuple[Any, ...] | None,
    limit: int,
    kind: str | None = None,
    type: str | None = None,
    state: str | None = None,
    section_id: str | None = None,
    member_id: str | None = None,
) -> list[Claim]:
    """Return visible claims, newest id first, ``limit`` of them after a cursor."""
    statement: Select[Claim] = select(Claim).where(visible_to(actor))
    for column, wanted in (
        (Claim.kind, kind),
        (Claim.type, type),
        (Claim.state, state),
        (Claim.section_id, section_id),
        (Claim.member_id, member_id),
    ):
        if wanted is not None:
            statement = statement.where(column == wanted)
    if after:
        statement = statement.where(Claim.id < after[0])
    return list(session.scalars(statement.order_by(Claim.id.desc()).limit(limit)))


def participants(session: Session, council_id: str, claim_ids: Sequence[str]) -> list[ClaimParticipant]:
    """Return who shares in the claims, by position."""
    return list(
        session.scalars(
            select(ClaimParticipant)
            .where(
                ClaimParticipant.council_id == council_id,
                ClaimParticipant.claim_id.in_(claim_ids),
            )
            .order_by(ClaimParticipant.claim_id, ClaimParticipant.position)
        )
    )


def sharers(session: Session, council_id: str, claim_ids: Sequence[str]) -> list[AnyRow]:
    """Return who shares in the claims with their names, by position."""
    statement = (
        select(
            ClaimParticipant.claim_id,
            ClaimParticipant.member_id,
            Member.name,
            ClaimParticipant.role,
            ClaimParticipant.state,
        )
        .join(
            Member,
            and_(Member.council_id == ClaimParticipant.council_id, Member.id == ClaimParticipant.member_id),
        )
        .where(ClaimParticipant.council_id == council_id, ClaimParticipant.claim_id.in_(claim_ids))
        .order_by(ClaimParticipant.claim_id, ClaimParticipant.position)
    )
    return list(session.execute(statement).all())


def names(
    session: Session, council_id: str, member_ids: Sequence[str], unit_ids: Sequence[str]
) -> dict[str, str]:
    """Return the names of members and units by id, in one statement."""
    statement = union_all(
        select(Member.id, Member.name).where(Member.council_id == council_id, Member.id.in_(member_ids)),
        select(Unit.id, Unit.name).where(Unit.council_id == council_id, Unit.id.in_(unit_ids)),
    )
    return {row.id: row.name for row in session.execute(statement)}


def participant(session: Session, council_id: str, claim_id: str, member_id: str) -> ClaimParticipant | None:
    """Return one member's share in a claim."""
    return session.scalars(
        select(ClaimParticipant).where(
            ClaimParticipant.council_id == council_id,
            ClaimParticipant.claim_id == claim_id,
            ClaimParticipant.member_id == member_id,
        )
    ).first()


def links(session: Session, council_id: str, claim_ids: Sequence[str]) -> list[ClaimLink]:
    """Return links that start at the claims."""
    return list(
        session.scalars(
            select(ClaimLink).where(ClaimLink.council_id == council_id, ClaimLink.from_id.in_(claim_ids))
        )
    )


def attachments(session: Session, council_id: str, claim_id: str) -> list[Attachment]:
    """Return a claim's evidence that was not removed, oldest first."""
    return list(
        session.scalars(
            select(Attachment)
            .where(
                Attachment.council_id == council_id,
                Attachment.claim_id == claim_id,
                Attachment.removed_at.is_(None),
            )
            .order_by(Attachment.id)
        )
    )


def attached_bytes(session: Session, council_id: str) -> int:
    """Return how many bytes of evidence the council keeps."""
    statement = select(func.coalesce(func.sum(Attachment.size), 0)).where(
        Attachment.council_id == council_id, Attachment.removed_at.is_(None)
    )
    return int(session.execute(statement).scalar_one())


def rows_of(session: Session, model: Any, council_id: str, ids: Sequence[str]) -> dict[str, Any]:
    """Return rows of one kind's table by claim id, in one statement."""
    statement = select(model).where(model.council_id == council_id, model.id.in_(ids))
    return {row.id: row for row in session.scalars(statement)}


def grouped(session: Session, model: Any, council_id: str, column: Any, ids: Sequence[str]) -> list[Any]:
    """Return child rows of many claims in one statement, ordered by id."""
    statement = select(model).where(model.council_id == council_id, column.in_(ids)).order_by(model.id)
    return list(session.scalars(statement))


def exists_row(session: Session, model: Any, council_id: str, row_id: str) -> bool:
    """Tell whether the council has a row of ``model`` with this id."""
    statement: Select[str] = select(model.id).where(model.council_id == council_id, model.id == row_id)
    return session.execute(statement).first() is not None


def page_with(
    session: Session,
    actor: Actor,
    model: type[T],
    *,
    after: tuple[Any, ...] | None,
    limit: int,
    member_id: str | None = None,
    q: str | None = None,
    **filters: Any,
) -> Sequence[tuple[Claim, T]]:
    """Return visible claims with their kind's row, newest first.

    Args:
        model: The kind's table, whose id is the claim's.
        member_id: Whose it is, or who shares in it.
        q: Words that the title, or the number of a kind that is numbered, contains.
        filters: Column (of the kind's table, else of the claim) → wanted value; None is no filter.
    """
    kind: Any = model
    statement = (
        select(Claim, model)
        .join(kind, and_(kind.council_id == Claim.council_id, kind.id == Claim.id))
        .where(visible_to(actor), kind.council_id == actor.council_id)
    )
    for name, wanted in filters.items():
        if wanted is not None:
            table = kind if name in kind.__table__.columns else Claim
            statement = statement.where(getattr(table, name) == wanted)
    if q:
        number = [kind.number] if "number" in kind.__table__.columns else []
        statement = statement.where(*holding(q, Claim.title, *number))
    if member_id is not None:
        shares = exists().where(
            ClaimParticipant.council_id == Claim.council_id,
            ClaimParticipant.claim_id == Claim.id,
            ClaimParticipant.member_id == member_id,
        )
        statement = statement.where(or_(Claim.member_id == member_id, shares))
    if after:
        statement = statement.where(Claim.id < after[0])
    rows = session.execute(statement.order_by(Claim.id.desc()).limit(limit))
    return [(row[0], row[1]) for row in rows]
