"""Record contacts and visits, follow up, strike out, let old notes go."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.crypto import seal
from app.core.db.guard import COUNCIL
from app.core.db.hops import SECRET
from app.core.errors import Conflict, FieldError, Invalid, NotFound, Stale
from app.core.ids import new_id
from app.council import queries as council
from app.council.dated import check_order, refuse_overlap
from app.stewardship.care import policy, queries
from app.stewardship.care.models import CareLink, CareVisit
from app.stewardship.care.schemas import LinkEnd, LinkIn, VisitIn


def link(session: Session, actor: Actor, asked: LinkIn) -> str:
    """Let a leader keep contact with a member from a day on.

    Raises:
        NotFound: no such member. Invalid: one and the same. Conflict: they are in contact already.
    """
    for one in (asked.leader_id, asked.member_id):
        council.require_member(session, actor.council_id, one)
    if asked.leader_id == asked.member_id:
        raise Invalid(errors=[FieldError("member_id", "same_person", "联系人和所联系的委员不能是同一人。")])
    known = queries.between(session, actor.council_id, asked.leader_id, asked.member_id)
    refuse_overlap(known, asked.starts_on, None, "联系关系")
    row = CareLink(
        council_id=actor.council_id,
        id=new_id(),
        **asked.model_dump(),
        created_by=actor.account_id,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    after = {"leader": row.leader_id, "member": row.member_id, "from": row.starts_on.isoformat()}
    audit.record(session, "care:link", "care_link", row.id, after=after)
    return row.id


def unlink(session: Session, actor: Actor, link_id: str, asked: LinkEnd) -> str:
    """End a contact on a day.

    Raises:
        NotFound. Conflict: it ended before. Invalid: before it began.
    """
    row = queries.link(session, actor.council_id, link_id)
    if row is None:
        raise NotFound()
    if row.ends_on is not None:
        raise Conflict("这项联系已经结束。", word="ended_already")
    check_order(row.starts_on, asked.on, "on")
    row.ends_on = asked.on
    session.flush()
    audit.record(session, "care:unlink", "care_link", row.id, after={"to": asked.on.isoformat()})
    return row.id


def record(session: Session, actor: Actor, asked: VisitIn) -> str:
    """Record a visit; notes are sealed, and the audit tells neither them nor a sensitive kind.

    Raises:
        NotFound: no such member. Forbidden: a sensitive kind, or oneself. Invalid: a day to come.
    """
    council.require_member(session, actor.council_id, asked.member_id)
    if asked.visitor_id is not None:
        council.require_member(session, actor.council_id, asked.visitor_id)
    policy.may_record(actor, asked.kind, asked.member_id)
    if asked.on > clock.today():
        raise Invalid(errors=[FieldError("on", "future", "日期不能晚于今天。")])
    row = CareVisit(
        council_id=actor.council_id,
        id=new_id(),
        member_id=asked.member_id,
        kind=asked.kind,
        on_day=asked.on,
        visitor_id=asked.visitor_id,
        visitor=asked.visitor,
        follow_up_on=asked.follow_up_on,
        recorded_by=actor.account_id,
        recorded_at=clock.now(),
    )
    secret = session.info[SECRET]
    if asked.note:
        row.note_sealed = seal(secret, place(row, "note"), asked.note)
    if asked.follow_up:
        row.follow_up_sealed = seal(secret, place(row, "follow_up"), asked.follow_up)
    session.add(row)
    session.flush()
    after = {
        "member": row.member_id,
        "care": policy.shown_kind(row.kind, False),
        "on": row.on_day.isoformat(),
    }
    audit.record(session, "care:record", "care_visit", row.id, after=after)
    return row.id


def follow_up(session: Session, actor: Actor, visit_id: str, version: int | None) -> str:
    """Say that what was promised is done.

    Raises:
        NotFound, Stale. Conflict: nothing is open.
    """
    row = _find(session, actor, visit_id, version)
    if row.follow_up_on is None or row.followed_up_at is not None:
        raise Conflict("没有要跟进的事，或已经跟进。", word="nothing_open")
    row.followed_up_at = clock.now()
    return _changed(session, row, "follow_up")


def strike(session: Session, actor: Actor, visit_id: str, version: int | None) -> str:
    """Strike out a visit that was entered by mistake: it counts no more, its notes go at once.

    Raises:
        NotFound, Stale. Conflict: it was struck out before.
    """
    row = _find(session, actor, visit_id, version)
    row.struck_at = clock.now()
    row.note_sealed = row.follow_up_sealed = None
    return _changed(session, row, "strike")


def outdated(session: Session) -> list[str]:
    """Return the bound council's visits whose notes have had their time."""
    return queries.to_blank(session, session.info[COUNCIL], policy.notes_before(clock.today()))


def blank(session: Session, visit_id: str) -> bool:
    """Remove the notes of a visit for good; that there was one stays."""
    row = queries.lock(session, session.info[COUNCIL], visit_id)
    if row is None or (row.note_sealed is None and row.follow_up_sealed is None):
        return False
    row.note_sealed = row.follow_up_sealed = None
    row.blanked_at = clock.now()
    _changed(session, row, "blank")
    return True


def place(row: CareVisit, column: str) -> str:
    """Return what a sealed note is bound to."""
    return f"{row.council_id}|care_visits|{column}|{row.id}"


def _find(session: Session, actor: Actor, visit_id: str, version: int | None) -> CareVisit:
    row = queries.lock(session, actor.council_id, visit_id)
    if row is None:
        raise NotFound()
    if version is not None and row.version != version:
        raise Stale()
    if row.struck_at is not None:
        raise Conflict("这条登记已划去。", word="struck")
    policy.may_record(actor, row.kind if policy.reads(actor, row) else "visit", row.member_id)
    return row


def _changed(session: Session, row: CareVisit, verb: str) -> str:
    row.version += 1
    session.flush()
    audit.record(session, f"care:{verb}", "care_visit", row.id, after={"member": row.member_id})
    return row.id
