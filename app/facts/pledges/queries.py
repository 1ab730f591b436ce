"""Statements on templates and pledges."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from app.access.actor import Actor
from app.core.db.base import AnyRow
from app.council.models import Member, Placement, Unit
from app.council.queries import holds_on
from app.facts.pledges.models import (
    Pledge,
    PledgeCountersignature,
    PledgeNote,
    PledgeTemplate,
    PledgeText,
    PledgeVerdict,
)

#: Roles that see every pledge of their council.
STAFF = frozenset({"section_clerk", "secretariat", "chair", "auditor"})
#: Units that pledge as groups.
GROUP_KINDS = ("activity_group", "area_group")


def template(
    session: Session, council_id: str, template_id: str, *, lock: bool = False
) -> PledgeTemplate | None:
    """Return a template, locked for change if asked."""
    statement = select(PledgeTemplate).where(
        PledgeTemplate.council_id == council_id, PledgeTemplate.id == template_id
    )
    return session.scalars(statement.with_for_update() if lock else statement).first()


def templates(
    session: Session, council_id: str, year: int | None = None, template_id: str | None = None
) -> list[AnyRow]:
    """Return (template, section's name, pledges, unsigned), the newest year first."""
    unsigned = func.count(case((Pledge.state == "draft", 1)))
    statement = (
        select(
            PledgeTemplate, Unit.name.label("section"), func.count(Pledge.id).label("pledges"),
            unsigned.label("unsigned"),
        )
        .join(Unit, and_(Unit.council_id == PledgeTemplate.council_id, Unit.id == PledgeTemplate.section_id))
        .outerjoin(
            Pledge,
            and_(Pledge.council_id == PledgeTemplate.council_id, Pledge.template_id == PledgeTemplate.id),
        )
        .where(PledgeTemplate.council_id == council_id)
        .group_by(PledgeTemplate.council_id, PledgeTemplate.id, Unit.name)
        .order_by(PledgeTemplate.year.desc(), PledgeTemplate.audience)
    )  # fmt: skip
    if year is not None:
        statement = statement.where(PledgeTemplate.year == year)
    if template_id is not None:
        statement = statement.where(PledgeTemplate.id == template_id)
    return list(session.execute(statement).all())


def subjects(session: Session, council_id: str, template_id: str) -> set[str]:
    """Return the members and units that have a pledge of the template."""
    subject = func.coalesce(Pledge.member_id, Pledge.unit_id)
    statement = select(subject).where(Pledge.council_id == council_id, Pledge.template_id == template_id)
    return set(session.scalars(statement))


def groups_on(session: Session, council_id: str, day: date) -> list[str]:
    """Return the groups that are open on a day."""
    statement = (
        select(Unit.id)
        .where(
            Unit.council_id == council_id,
            Unit.kind.in_(GROUP_KINDS),
            or_(Unit.opened_on.is_(None), Unit.opened_on <= day),
            or_(Unit.closed_on.is_(None), Unit.closed_on >= day),
        )
        .order_by(Unit.kind, Unit.sort, Unit.name)
    )
    return list(session.scalars(statement))


def convenes(member_id: str, day: date) -> ColumnElement[bool]:
    """Return the condition that a member convenes the group whose pledge it is."""
    return exists().where(
        Placement.council_id == Pledge.council_id,
        Placement.unit_id == Pledge.unit_id,
        Placement.member_id == member_id,
        Placement.role == "convener",
        holds_on(Placement, day),
    )


def convened(session: Session, actor: Actor, pledge: Pledge, day: date) -> bool:
    """Tell whether the actor convenes the group whose pledge it is; asks nothing about a member's."""
    if actor.member_id is None or pledge.unit_id is None:
        return False
    statement = select(Pledge.id).where(
        Pledge.council_id == actor.council_id, Pledge.id == pledge.id, convenes(actor.member_id, day)
    )
    return session.scalar(statement) is not None


def mine(actor: Actor, day: date) -> ColumnElement[bool]:
    """Return the condition that a pledge is the actor's to sign."""
    if actor.member_id is None:
        return Pledge.id.is_(None)
    return or_(Pledge.member_id == actor.member_id, convenes(actor.member_id, day))


def visible(actor: Actor, day: date) -> ColumnElement[bool]:
    """Return the condition on pledges: staff see all, others their own."""
    scope = Pledge.council_id == actor.council_id
    return scope if actor.roles & STAFF else and_(scope, mine(actor, day))


def pledge(
    session: Session, actor: Actor, pledge_id: str, day: date, *, own: bool = False, lock: bool = False
) -> AnyRow | None:
    """Return (pledge, template) the actor may see, or only sign; locked for change if asked."""
    statement = (
        select(Pledge, PledgeTemplate)
        .join(
            PledgeTemplate,
            and_(PledgeTemplate.council_id == Pledge.council_id, PledgeTemplate.id == Pledge.template_id),
        )
        .where(
            Pledge.council_id == actor.council_id,
            Pledge.id == pledge_id,
            mine(actor, day) if own else visible(actor, day),
        )
    )
    return session.execute(statement.with_for_update(of=Pledge) if lock else statement).first()


def listed(
    session: Session,
    council_id: str,
    *,
    year: int | None = None,
    mine_of: tuple[Actor, date] | None = None,
    member_id: str | None = None,
    template_id: str | None = None,
    ids: Sequence[str] | None = None,
) -> list[AnyRow]:
    """Return (pledge, template, subject's name, section's name, stroke key) in the roster's order."""
    section = select(Unit.name).where(
        Unit.council_id == PledgeTemplate.council_id, Unit.id == PledgeTemplate.section_id
    )
    statement = (
        select(
            Pledge,
            PledgeTemplate,
            func.coalesce(Member.name, Unit.name, "").label("subject"),
            section.correlate(PledgeTemplate).scalar_subquery().label("section"),
        )
        .join(
            PledgeTemplate,
            and_(PledgeTemplate.council_id == Pledge.council_id, PledgeTemplate.id == Pledge.template_id),
        )
        .outerjoin(Member, and_(Member.council_id == Pledge.council_id, Member.id == Pledge.member_id))
        .outerjoin(Unit, and_(Unit.council_id == Pledge.council_id, Unit.id == Pledge.unit_id))
        .where(Pledge.council_id == council_id, PledgeTemplate.state != "draft")
        .order_by(Pledge.year.desc(), PledgeTemplate.audience, Member.stroke_key, Unit.sort, Pledge.id)
    )
    if year is not None:
        statement = statement.where(Pledge.year == year)
    if mine_of is not None:
        statement = statement.where(mine(*mine_of))
    if member_id is not None:
        statement = statement.where(Pledge.member_id == member_id)
    if template_id is not None:
        statement = statement.where(Pledge.template_id == template_id)
    if ids is not None:
        statement = statement.where(Pledge.id.in_(ids))
    return list(session.execute(statement).all())


def of_template(session: Session, council_id: str, template_id: str, states: Sequence[str]) -> list[Pledge]:
    """Return the pledges of a template in some states, locked."""
    statement = (
        select(Pledge)
        .where(Pledge.council_id == council_id, Pledge.template_id == template_id, Pledge.state.in_(states))
        .order_by(Pledge.id)
        .with_for_update()
    )
    return list(session.scalars(statement))


def texts(session: Session, council_id: str, pledge_ids: Sequence[str]) -> list[AnyRow]:
    """Return (text, moment of the countersignature) of pledges, in order."""
    statement = (
        select(PledgeText, PledgeCountersignature.signed_at.label("countersigned_at"))
        .outerjoin(
            PledgeCountersignature,
            and_(
                PledgeCountersignature.council_id == PledgeText.council_id,
                PledgeCountersignature.pledge_id == PledgeText.pledge_id,
                PledgeCountersignature.number == PledgeText.number,
            ),
        )
        .where(PledgeText.council_id == council_id, PledgeText.pledge_id.in_(pledge_ids))
        .order_by(PledgeText.pledge_id, PledgeText.number)
    )
    return list(session.execute(statement).all())


def notes(session: Session, council_id: str, pledge_ids: Sequence[str]) -> list[PledgeNote]:
    """Return what was said of the qualitative items of pledges, in order."""
    statement = (
        select(PledgeNote)
        .where(PledgeNote.council_id == council_id, PledgeNote.pledge_id.in_(pledge_ids))
        .order_by(PledgeNote.pledge_id, PledgeNote.turn)
    )
    return list(session.scalars(statement))


def with_verdict(council_id: str) -> Select[Pledge, PledgeVerdict]:
    """Return the statement for (pledge, the verdict that holds or None) of a council."""
    later = aliased(PledgeVerdict, name="later")
    holds = ~exists().where(
        later.council_id == PledgeVerdict.council_id,
        later.pledge_id == PledgeVerdict.pledge_id,
        later.turn > PledgeVerdict.turn,
    )
    judged = and_(PledgeVerdict.council_id == Pledge.council_id, PledgeVerdict.pledge_id == Pledge.id, holds)
    return (
        select(Pledge, PledgeVerdict).outerjoin(PledgeVerdict, judged).where(Pledge.council_id == council_id)
    )


def verdicts(session: Session, council_id: str, pledge_ids: Sequence[str]) -> list[PledgeVerdict]:
    """Return the verdicts on pledges, in order."""
    statement = (
        select(PledgeVerdict)
        .where(PledgeVerdict.council_id == council_id, PledgeVerdict.pledge_id.in_(pledge_ids))
        .order_by(PledgeVerdict.pledge_id, PledgeVerdict.turn)
    )
    return list(session.scalars(statement))


def of_claims(session: Session, council_id: str, claim_ids: Sequence[str]) -> dict[str, AnyRow]:
    """Return claim id → (pledge, audience) of pledges that were judged."""
    statement = (
        select(Pledge, PledgeTemplate.audience)
        .join(
            PledgeTemplate,
            and_(PledgeTemplate.council_id == Pledge.council_id, PledgeTemplate.id == Pledge.template_id),
        )
        .where(Pledge.council_id == council_id, Pledge.claim_id.in_(claim_ids))
    )
    return {str(row[0].claim_id): row for row in session.execute(statement)}


def remind(
    session: Session, council_id: str, template_id: str, now: datetime, ids: Sequence[str] | None = None
) -> int:
    """Note on every unsigned pledge, or on those named, that it was reminded; return how many."""
    statement = update(Pledge).where(Pledge.council_id == council_id, Pledge.template_id == template_id)
    wanted = Pledge.state == "draft" if ids is None else Pledge.id.in_(ids)
    reminded = session.execute(statement.where(wanted).values(reminded_at=now).returning(Pledge.id))
    return len(reminded.all())


def to_remind(session: Session, council_id: str, today: date, until: date) -> list[str]:
    """Return templates whose signing ends soon, some pledge unsigned, that no clock reminded of."""
    waiting = exists().where(
        Pledge.council_id == PledgeTemplate.council_id,
        Pledge.template_id == PledgeTemplate.id,
        Pledge.state == "draft",
    )
    statement: Any = select(PledgeTemplate.id).where(
        PledgeTemplate.council_id == council_id,
        PledgeTemplate.state == "issued",
        PledgeTemplate.auto_reminded_at.is_(None),
        PledgeTemplate.sign_by.between(today, until),
        waiting,
    )
    return list(session.scalars(statement.order_by(PledgeTemplate.id)))


def take_turn(session: Session, council_id: str, template_id: str, now: datetime) -> bool:
    """Note that the clock reminds of a template; False when it did so already, in any process."""
    taken = session.execute(
        update(PledgeTemplate)
        .where(
            PledgeTemplate.council_id == council_id,
            PledgeTemplate.id == template_id,
            PledgeTemplate.auto_reminded_at.is_(None),
        )
        .values(auto_reminded_at=now, reminded_at=now)
        .returning(PledgeTemplate.id)
    )
    return taken.first() is not None


def newest_before(session: Session, council_id: str, year: int) -> list[PledgeTemplate]:
    """Return the templates of ``year``, and those of the newest year before it that has some."""
    newest = select(func.max(PledgeTemplate.year)).where(
        PledgeTemplate.council_id == council_id, PledgeTemplate.year < year
    )
    statement = select(PledgeTemplate).where(
        PledgeTemplate.council_id == council_id,
        or_(PledgeTemplate.year == year, PledgeTemplate.year == newest.scalar_subquery()),
    )
    return list(session.scalars(statement.order_by(PledgeTemplate.year.desc(), PledgeTemplate.audience)))
