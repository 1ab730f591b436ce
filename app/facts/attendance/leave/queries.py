"""Statements on leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.access.models import Account
from app.core.db.base import AnyRow
from app.council.models import Member, Placement, Post, Unit
from app.council.queries import holds_on
from app.facts.activities.models import Activity, Invitation, Sitting
from app.facts.attendance.leave.models import (
    LeaveApprover,
    LeaveDecision,
    LeaveDeputy,
    LeaveRequest,
    LeaveRules,
    LeaveSitting,
)
from app.facts.attendance.leave.policy import Hats
from app.facts.models import Claim


def rules(session: Session, council_id: str) -> LeaveRules | None:
    """Return the newest rules that the council wrote."""
    statement = select(LeaveRules).where(LeaveRules.council_id == council_id)
    return session.scalars(statement.order_by(LeaveRules.version.desc()).limit(1)).first()


def request(session: Session, council_id: str, request_id: str, *, lock: bool = False) -> LeaveRequest | None:
    """Return one request, locked for change if asked."""
    statement = select(LeaveRequest).where(
        LeaveRequest.council_id == council_id, LeaveRequest.id == request_id
    )
    return session.scalars(statement.with_for_update() if lock else statement).first()


def is_due(
    session: Session, council_id: str, activity_id: str, member_id: str, *, lock: bool = False
) -> bool:
    """Tell whether the member is due; locked, one request of theirs waits for the one before."""
    statement = select(Invitation.id).where(
        Invitation.council_id == council_id,
        Invitation.activity_id == activity_id,
        Invitation.member_id == member_id,
    )
    return session.execute(statement.with_for_update() if lock else statement).first() is not None


def held(
    session: Session, council_id: str, sitting_ids: Sequence[str], *, lock: bool = False
) -> list[Sitting]:
    """Return sittings; if asked, none of them can be closed before the transaction ends."""
    statement = (
        select(Sitting)
        .where(Sitting.council_id == council_id, Sitting.id.in_(sitting_ids))
        .order_by(Sitting.starts_at, Sitting.id)
    )
    return list(session.scalars(statement.with_for_update(read=True) if lock else statement))


def lines(session: Session, council_id: str, request_ids: Sequence[str]) -> list[AnyRow]:
    """Return (LeaveSitting, Sitting) of requests, in order of time."""
    statement = (
        select(LeaveSitting, Sitting)
        .join(
            Sitting,
            and_(Sitting.council_id == LeaveSitting.council_id, Sitting.id == LeaveSitting.sitting_id),
        )
        .where(LeaveSitting.council_id == council_id, LeaveSitting.request_id.in_(request_ids))
        .order_by(LeaveSitting.request_id, Sitting.starts_at, Sitting.id)
    )
    return list(session.execute(statement).all())


_of_sittings = (
    select(
        LeaveSitting.sitting_id,
        LeaveSitting.member_id,
        LeaveRequest.id,
        LeaveRequest.state,
        LeaveRequest.verdict,
        LeaveRequest.slip_due_on,
    )
    .join(
        LeaveRequest,
        and_(LeaveRequest.council_id == LeaveSitting.council_id, LeaveRequest.id == LeaveSitting.request_id),
    )
    .where(
        LeaveSitting.council_id == bindparam("council"),
        LeaveSitting.sitting_id.in_(bindparam("sittings", expanding=True)),
        LeaveSitting.cancelled_at.is_(None),
        LeaveRequest.state.in_(("pending_slip", "submitted", "approved")),
    )
)


def of_sittings(session: Session, council_id: str, sitting_ids: Sequence[str]) -> list[AnyRow]:
    """Return sitting, member, request, state, verdict and slip day of leave asked for or granted."""
    given = {"council": council_id, "sittings": list(sitting_ids)}
    return list(session.connection().execute(_of_sittings, given).all())


def asked_already(
    session: Session, council_id: str, member_id: str, sitting_ids: Sequence[str], states: Sequence[str]
) -> list[AnyRow]:
    """Return (sitting, request, state, slip day) of the member's requests that hold any of the sittings."""
    statement = (
        select(LeaveSitting.sitting_id, LeaveRequest.id, LeaveRequest.state, LeaveRequest.slip_due_on)
        .join(
            LeaveRequest,
            and_(
                LeaveRequest.council_id == LeaveSitting.council_id,
                LeaveRequest.id == LeaveSitting.request_id,
            ),
        )
        .where(
            LeaveSitting.council_id == council_id,
            LeaveSitting.member_id == member_id,
            LeaveSitting.sitting_id.in_(sitting_ids),
            LeaveSitting.cancelled_at.is_(None),
            LeaveRequest.state.in_(states),
        )
    )
    return list(session.execute(statement).all())


def any_of(session: Session, council_id: str, sitting_ids: Sequence[str]) -> bool:
    """Tell whether anybody ever asked to be away from any of the sittings."""
    statement = select(LeaveSitting.id).where(
        LeaveSitting.council_id == council_id, LeaveSitting.sitting_id.in_(sitting_ids)
    )
    return session.execute(statement.limit(1)).first() is not None


def post_holders(session: Session, council_id: str, day: date) -> list[AnyRow]:
    """Return (post, id, name) of all who hold a post on the day."""
    statement = (
        select(Post.post, Member.id, Member.name)
        .join(Member, and_(Member.council_id == Post.council_id, Member.id == Post.member_id))
        .where(Post.council_id == council_id, holds_on(Post, day))
        .order_by(Member.stroke_key, Member.id)
    )
    return list(session.execute(statement).all())


def leaders(
    session: Session, council_id: str, member_id: str, unit_id: str | None, day: date
) -> list[AnyRow]:
    """Return (kind, unit, id, name) of who leads the given unit and the member's own ones on the day."""
    own = (
        select(Placement.unit_id)
        .where(Placement.council_id == council_id, Placement.member_id == member_id, holds_on(Placement, day))
        .scalar_subquery()
    )
    statement = (
        select(Unit.kind, Unit.id.label("unit_id"), Member.id, Member.name)
        .join(Placement, and_(Placement.council_id == Unit.council_id, Placement.unit_id == Unit.id))
        .join(Member, and_(Member.council_id == Placement.council_id, Member.id == Placement.member_id))
        .where(
            Unit.council_id == council_id,
            Placement.council_id == council_id,
            Placement.role == "convener",
            holds_on(Placement, day),
            or_(Unit.id == unit_id, Unit.id.in_(own)),
        )
        .order_by(Unit.kind, Unit.sort, Member.stroke_key, Member.id)
    )
    return list(session.execute(statement).all())


def approvers(session: Session, council_id: str, request_ids: Sequence[str]) -> list[AnyRow]:
    """Return (LeaveApprover, member's name, section's name) of requests, in order of the chain."""
    statement = (
        select(LeaveApprover, Member.name, Unit.name.label("section"))
        .outerjoin(Member, and_(Member.council_id == council_id, Member.id == LeaveApprover.member_id))
        .outerjoin(Unit, and_(Unit.council_id == council_id, Unit.id == LeaveApprover.section_id))
        .where(LeaveApprover.council_id == council_id, LeaveApprover.request_id.in_(request_ids))
        .order_by(LeaveApprover.request_id, LeaveApprover.round, LeaveApprover.step, Member.stroke_key)
    )
    return list(session.execute(statement).all())


def decisions(session: Session, council_id: str, request_ids: Sequence[str]) -> list[AnyRow]:
    """Return (LeaveDecision, who acted, in whose place) of requests, oldest first."""
    statement = (
        select(LeaveDecision, Account.display_name.label("by"), Member.name.label("instead_of"))
        .join(Account, Account.id == LeaveDecision.decided_by)
        .outerjoin(Member, and_(Member.council_id == council_id, Member.id == LeaveDecision.for_member_id))
        .where(LeaveDecision.council_id == council_id, LeaveDecision.request_id.in_(request_ids))
        .order_by(LeaveDecision.request_id, LeaveDecision.round, LeaveDecision.step)
    )
    return list(session.execute(statement).all())


def stood_for(session: Session, council_id: str, deputy_id: str, day: date) -> list[str]:
    """Return the approvers in whose place a member decides on the day."""
    statement = select(LeaveDeputy.member_id).where(
        LeaveDeputy.council_id == council_id,
        LeaveDeputy.deputy_id == deputy_id,
        LeaveDeputy.ended_at.is_(None),
        LeaveDeputy.starts_on <= day,
        LeaveDeputy.ends_on >= day,
    )
    return list(session.scalars(statement))


def called(hats: Hats, *, now: bool) -> ColumnElement[bool]:
    """Return the condition that one of the hats decides a request: ever, or its present step."""
    ways: list[ColumnElement[bool]] = [LeaveApprover.member_id.in_(hats.members)]
    if hats.section_id:
        ways.append(LeaveApprover.section_id == hats.section_id)
    if hats.secretariat:
        ways.append(LeaveApprover.approver == "secretariat")
    found = and_(
        LeaveApprover.council_id == LeaveRequest.council_id,
        LeaveApprover.request_id == LeaveRequest.id,
        or_(*ways),
    )
    if now:
        found = and_(
            found, LeaveApprover.round == LeaveRequest.round, LeaveApprover.step == LeaveRequest.step
        )
    return exists().where(found)


def page(
    session: Session,
    council_id: str,
    *,
    limit: int,
    after: tuple[Any, ...] | None = None,
    request_id: str | None = None,
    member_id: str | None = None,
    hats: Hats | None = None,
    waiting: bool = False,
    office: tuple[str | None, bool] = (None, False),
    state: str | None = None,
    activity_id: str | None = None,
) -> list[AnyRow]:
    """Return (LeaveRequest, Claim, Member), newest first.

    Args:
        member_id: The applicant's own ones, drafts included.
        hats: Those that the hats decide or decided; with ``waiting``, at this moment.
        office: Beside the hats', those of the section's activities, or everybody's.
    """
    statement = (
        select(LeaveRequest, Claim, Member, Activity.state.label("activity_state"))
        .join(Claim, and_(Claim.council_id == LeaveRequest.council_id, Claim.id == LeaveRequest.activity_id))
        .join(Activity, and_(Activity.council_id == Claim.council_id, Activity.id == Claim.id))
        .join(Member, and_(Member.council_id == LeaveRequest.council_id, Member.id == LeaveRequest.member_id))
        .where(LeaveRequest.council_id == council_id)
    )
    if member_id is not None:
        statement = statement.where(LeaveRequest.member_id == member_id)
    if hats is not None:
        section, everything = office
        ways = [called(hats, now=waiting)]
        if not waiting:
            ways.append(Claim.section_id == section if section else false())
            ways += [Claim.council_id == council_id] if everything else []
        statement = statement.where(or_(*ways), LeaveRequest.state != "draft")
        if hats.member_id and waiting:
            statement = statement.where(LeaveRequest.member_id != hats.member_id)
    if waiting:
        statement = statement.where(LeaveRequest.state == "submitted", Activity.state != "cancelled")
    for column, wanted in (
        (LeaveRequest.id, request_id),
        (LeaveRequest.state, state),
        (LeaveRequest.activity_id, activity_id),
    ):
        if wanted is not None:
            statement = statement.where(column == wanted)
    if after:
        statement = statement.where(LeaveRequest.id < after[0])
    return list(session.execute(statement.order_by(LeaveRequest.id.desc()).limit(limit)).all())


_deputy = aliased(Member, name="deputy")


def deputies(
    session: Session, council_id: str, since: date, among: str | None, one: str | None = None
) -> list[AnyRow]:
    """Return (LeaveDeputy, approver's name, deputy's name) that run on or after a day, newest first.

    Args:
        among: The member who named or was named; None for everybody's.
    """
    statement = (
        select(LeaveDeputy, Member.name, _deputy.name.label("deputy"))
        .join(Member, and_(Member.council_id == LeaveDeputy.council_id, Member.id == LeaveDeputy.member_id))
        .join(
            _deputy,
            and_(_deputy.council_id == LeaveDeputy.council_id, _deputy.id == LeaveDeputy.deputy_id),
        )
        .where(LeaveDeputy.council_id == council_id)
        .order_by(LeaveDeputy.starts_on.desc(), LeaveDeputy.id.desc())
    )
    if one is not None:
        return list(session.execute(statement.where(LeaveDeputy.id == one)).all())
    statement = statement.where(LeaveDeputy.ends_on >= since)
    if among is not None:
        statement = statement.where(or_(LeaveDeputy.member_id == among, LeaveDeputy.deputy_id == among))
    return list(session.execute(statement).all())


def overlapping(session: Session, council_id: str, member_id: str, first: date, last: date) -> bool:
    """Tell whether the approver has named a deputy for any of the days."""
    statement = select(func.count()).where(
        LeaveDeputy.council_id == council_id,
        LeaveDeputy.member_id == member_id,
        LeaveDeputy.ended_at.is_(None),
        LeaveDeputy.starts_on <= last,
        LeaveDeputy.ends_on >= first,
    )
    return bool(session.scalar(statement))
