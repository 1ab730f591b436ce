"""Deputies: who decides in an approver's place, and for which days."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.db.base import AnyRow
from app.core.errors import Conflict, FieldError, Forbidden, Invalid, NotFound
from app.core.ids import new_id
from app.council import queries as council
from app.facts.attendance.leave import queries
from app.facts.attendance.leave.models import LeaveDeputy
from app.facts.attendance.leave.policy import Hats
from app.facts.attendance.leave.schemas import DeputyIn, DeputyOut

_SECTION_ROLES = {"section_clerk", "convener", "secretariat"}


def hats_of(session: Session, actor: Actor) -> Hats:
    """Return in whose place the actor may decide today."""
    stands_for: list[str] = []
    if actor.member_id:
        stands_for = queries.stood_for(session, actor.council_id, actor.member_id, clock.today())
    return Hats(
        actor.member_id,
        frozenset(stands_for),
        actor.section_id if actor.roles & _SECTION_ROLES else None,
        "secretariat" in actor.roles,
    )


def name(session: Session, actor: Actor, said: DeputyIn) -> str:
    """Name a deputy for a span of days; return the delegation's id.

    Raises:
        Forbidden: in another's place without being the secretariat.
        Invalid: unknown members, oneself, days that are over. Conflict: the days are taken.
    """
    member_id = said.member_id or actor.member_id
    if member_id is None:
        raise Invalid(errors=[FieldError("member_id", "missing", "请选择替谁指定代理人。")])
    if member_id != actor.member_id and "secretariat" not in actor.roles:
        raise Forbidden("只能为自己指定代理人；也可请办公室代为登记。", word="not_yours")
    known = council.briefs(session, actor.council_id, (member_id, said.deputy_id))
    errors = []
    for field, id_ in (("member_id", member_id), ("deputy_id", said.deputy_id)):
        if id_ not in known:
            errors.append(FieldError(field, "unknown", "本会没有这位委员。"))
    if said.deputy_id == member_id:
        errors.append(FieldError("deputy_id", "oneself", "代理人不能是本人。"))
    if said.ends_on < max(said.starts_on, clock.today()):
        errors.append(FieldError("ends_on", "over", "结束日期不能早于开始日期和今天。"))
    if errors:
        raise Invalid(errors=errors)
    if queries.overlapping(session, actor.council_id, member_id, said.starts_on, said.ends_on):
        raise Conflict("这几天已指定代理人，请先结束原来的。", word="named_already")
    row = LeaveDeputy(
        council_id=actor.council_id,
        id=new_id(),
        member_id=member_id,
        deputy_id=said.deputy_id,
        starts_on=said.starts_on,
        ends_on=said.ends_on,
        created_by=actor.account_id,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    after = {"member": member_id, "deputy": said.deputy_id}
    audit.record(session, "leave_deputy:name", "leave_deputy", row.id, after=after)
    return row.id


def end(session: Session, actor: Actor, deputy_id: str) -> None:
    """End a delegation at once; what was decided under it stays.

    Raises:
        NotFound: missing, or none of the caller's.
    """
    row = session.get(LeaveDeputy, (actor.council_id, deputy_id))
    if row is None or (row.member_id != actor.member_id and "secretariat" not in actor.roles):
        raise NotFound()
    if row.ended_at is None:
        row.ended_at = clock.now()
        session.flush()
        audit.record(session, "leave_deputy:end", "leave_deputy", row.id)


def listed(session: Session, actor: Actor) -> list[DeputyOut]:
    """Return delegations that are not over: the caller's, or everybody's for the secretariat."""
    among = None if "secretariat" in actor.roles else actor.member_id or actor.seat_id
    return [_out(row) for row in queries.deputies(session, actor.council_id, clock.today(), among)]


def show(session: Session, actor: Actor, deputy_id: str) -> DeputyOut:
    """Return one delegation."""
    rows = queries.deputies(session, actor.council_id, clock.today(), None, deputy_id)
    if not rows:
        raise NotFound()
    return _out(rows[0])


def _out(row: AnyRow) -> DeputyOut:
    one: LeaveDeputy = row[0]
    return DeputyOut(
        id=one.id,
        member_id=one.member_id,
        name=row.name,
        deputy_id=one.deputy_id,
        deputy=row.deputy,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        ended=one.ended_at is not None,
    )
