"""Notices as one union of the rows that carry the moments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from app.access.actor import Actor
from app.access.models import Seat
from app.core.clock import beijing_date
from app.core.db import IdType
from app.core.db.base import AnyRow
from app.core.db.prepared import Prepared
from app.core.records import AuditEntry
from app.facts.activities.models import Activity, Invitation, Sitting
from app.facts.models import Claim, ClaimParticipant
from app.ledger.models import DutyRecord
from app.standings.models import Run, ScorecardRow
from app.views.notices.queries import ballots, corrections, evaluation, leave, pledges, statements
from app.views.notices.queries.notice import COUNCIL, MEMBER, notice

#: Acts of an organiser that somebody who is due wants to hear of.
CHANGES = (
    "activity:edit",
    "activity:add_sitting",
    "activity:change_sitting",
    "activity:drop_sitting",
    "activity:cancel",
)
_reversal = aliased(DutyRecord, name="reversal")


def _posted() -> Select[Any]:
    """Records about the member that hold: verified pieces, verdicts of a roll, later results."""
    gone = exists().where(
        _reversal.council_id == DutyRecord.council_id, _reversal.reverses_id == DutyRecord.id
    )
    return (
        notice(
            DutyRecord.posted_at,
            DutyRecord.id,
            case((Claim.kind == "attendance", "roll"), else_="verified"),
            Claim.id,
            Claim.kind,
            title=Claim.title,
            status=DutyRecord.status,
            day=DutyRecord.occurred_on,
            number=DutyRecord.seq,
            words=DutyRecord.attrs,
        )
        .join(Claim, and_(Claim.council_id == DutyRecord.council_id, Claim.id == DutyRecord.claim_id))
        .where(
            DutyRecord.council_id == COUNCIL,
            DutyRecord.member_id == MEMBER,
            DutyRecord.reverses_id.is_(None),
            # A ballot has a record for each grade, and a notice of its own.
            Claim.kind != "ballot",
            ~gone,
        )
    )


def _invited() -> Select[Any]:
    """Invitations that still wait for an answer: nothing has begun yet."""
    begun = exists().where(
        Sitting.council_id == Invitation.council_id,
        Sitting.activity_id == Invitation.activity_id,
        Sitting.starts_at <= bindparam("now"),
    )
    return (
        notice(
            func.coalesce(Invitation.reminded_at, Invitation.invited_at, Claim.created_at),
            Invitation.id,
            case((Invitation.reminded_at.is_not(None), "reminder"), else_="invitation"),
            Claim.id,
            "activity",
            title=Claim.title,
            day=Claim.occurred_on,
        )
        .join(Claim, and_(Claim.council_id == Invitation.council_id, Claim.id == Invitation.activity_id))
        .join(Activity, and_(Activity.council_id == Claim.council_id, Activity.id == Claim.id))
        .where(
            Invitation.council_id == COUNCIL,
            Invitation.member_id == MEMBER,
            Invitation.response == "pending",
            Activity.state == "planned",
            ~begun,
        )
    )


def _changed() -> Select[Any]:
    """Changes and cancellations since the invitation; the audit chain keeps their moments."""
    return (
        notice(
            AuditEntry.at,
            AuditEntry.id,
            case((AuditEntry.action == "activity:cancel", "cancelled"), else_="changed"),
            Claim.id,
            "activity",
            title=Claim.title,
            reason=case((AuditEntry.action == "activity:cancel", Claim.reason), else_=""),
            day=Claim.occurred_on,
            words=AuditEntry.after,
            was=AuditEntry.before,
        )
        .join(
            Invitation,
            and_(
                Invitation.council_id == AuditEntry.council_id,
                Invitation.activity_id == AuditEntry.object_id,
            ),
        )
        .join(Claim, and_(Claim.council_id == Invitation.council_id, Claim.id == Invitation.activity_id))
        .where(
            AuditEntry.council_id == COUNCIL,
            or_(*(AuditEntry.action == action for action in CHANGES)),
            AuditEntry.at >= func.coalesce(Invitation.invited_at, Claim.created_at),
            Invitation.member_id == MEMBER,
        )
    )


def _asked() -> Select[Any]:
    """Requests to sign with somebody that still wait."""
    return (
        notice(
            Claim.created_at,
            ClaimParticipant.id,
            "cosign",
            Claim.id,
            Claim.kind,
            title=Claim.title,
            day=Claim.occurred_on,
        )
        .join(
            Claim,
            and_(Claim.council_id == ClaimParticipant.council_id, Claim.id == ClaimParticipant.claim_id),
        )
        .where(
            ClaimParticipant.council_id == COUNCIL,
            ClaimParticipant.member_id == MEMBER,
            ClaimParticipant.state == "pending",
            Claim.state != "verified",
            Claim.state != "withdrawn",
        )
    )


def _returned() -> Select[Any]:
    """The member's records that were sent back and not handed in again; statements tell it themselves."""
    return notice(
        func.coalesce(Claim.decided_at, Claim.created_at),
        Claim.id,
        "returned",
        Claim.id,
        Claim.kind,
        title=Claim.title,
        reason=Claim.reason,
        day=Claim.occurred_on,
    ).where(
        Claim.council_id == COUNCIL,
        Claim.member_id == MEMBER,
        Claim.state == "returned",
        Claim.kind != "statement",
    )


def _in_force() -> Select[Any]:
    """Runs put in force that have a scorecard of the member."""
    return (
        notice(
            AuditEntry.at,
            AuditEntry.id,
            "in_force",
            Run.id,
            "run",
            number=cast(Run.year, BigInteger),
        )
        .join(Run, and_(Run.council_id == AuditEntry.council_id, Run.id == AuditEntry.object_id))
        .join(
            ScorecardRow,
            and_(ScorecardRow.council_id == Run.council_id, ScorecardRow.run_id == Run.id),
        )
        .where(
            AuditEntry.council_id == COUNCIL,
            AuditEntry.action == "run:put_in_force",
            ScorecardRow.member_id == MEMBER,
        )
    )


def _all() -> Subquery:
    branches = (
        _posted(), _invited(), _changed(), _asked(), _returned(), _in_force(), leave.decided(),
        leave.noted(), leave.waits(), pledges.asked(), pledges.asked_of_group(), ballots.counted(),
        statements.asked(), corrections.decided(), evaluation.waits(),
    )  # fmt: skip
    return union_all(*branches).subquery("notices")


def _page(*, further: bool) -> Prepared:
    """Return the statement of a page; building it anew would cost ten times its rows."""
    notices = _all()
    order = tuple_(notices.c.at, notices.c.id)
    statement = select(notices).order_by(notices.c.at.desc(), notices.c.id.desc()).limit(bindparam("limit"))
    if further:
        after = (bindparam("after_at", type_=notices.c.at.type), bindparam("after_id", type_=IdType))
        statement = statement.where(order < tuple_(*after))
    return Prepared(statement)


def _unread() -> Prepared:
    notices = _all()
    count = select(func.count().label("unread")).select_from(notices)
    return Prepared(count.where(notices.c.at > bindparam("seen")))


_first_page, _further_page, _unread_count = _page(further=False), _page(further=True), _unread()


def page(
    session: Session,
    council_id: str,
    member_id: str,
    now: datetime,
    *,
    after: tuple[Any, ...] | None,
    limit: int,
) -> list[AnyRow]:
    """Return the member's notices, newest first, ``limit`` of them after a cursor."""
    given: dict[str, Any] = {**_given(council_id, member_id, now), "limit": limit}
    if after is None:
        return _first_page.all(session.connection(), given)
    given |= {"after_at": after[0], "after_id": after[1]}
    return _further_page.all(session.connection(), given)


def unread(session: Session, council_id: str, member_id: str, now: datetime, seen: datetime) -> int:
    """Return how many of the member's notices are newer than ``seen``."""
    given = {**_given(council_id, member_id, now), "seen": seen}
    return int(_unread_count.all(session.connection(), given)[0].unread)


def _given(council_id: str, member_id: str, now: datetime) -> dict[str, Any]:
    return {"council": council_id, "member": member_id, "now": now, "today": beijing_date(now)}


def causes(session: Session, council_id: str, member_id: str, claim_ids: Sequence[str]) -> list[AnyRow]:
    """Return (claim_id, seq, reason) of what was reversed about the member, oldest first."""
    statement = (
        select(DutyRecord.claim_id, DutyRecord.seq, DutyRecord.reason)
        .where(
            DutyRecord.council_id == council_id,
            DutyRecord.member_id == member_id,
            DutyRecord.claim_id.in_(claim_ids),
            DutyRecord.reverses_id.is_not(None),
        )
        .order_by(DutyRecord.seq)
    )
    return list(session.execute(statement).all())


def seat(session: Session, actor: Actor, *, everything: bool) -> AnyRow:
    """Return (seen_at, opened_at, waiting, since) of the caller's seat.

    Args:
        everything: Count what waits in the whole council, not in the seat's section only.
    """
    waiting = and_(
        Claim.council_id == actor.council_id,
        Claim.state == "submitted",
        # A roll is closed and an activity concluded, neither is verified in the inbox.
        Claim.kind.in_(("contribution", "opinion", "proposal")),
    )
    if not everything:
        waiting = and_(waiting, Claim.section_id == actor.section_id)
    statement = select(
        Seat.notices_seen_at.label("seen_at"),
        Seat.created_at.label("opened_at"),
        select(func.count()).select_from(Claim).where(waiting).scalar_subquery().label("waiting"),
        select(func.min(Claim.created_at)).where(waiting).scalar_subquery().label("since"),
    ).where(Seat.council_id == actor.council_id, Seat.id == actor.seat_id)
    return session.execute(statement).one()
