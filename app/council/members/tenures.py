"""Leave and come back: tenures begin and end, history stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict
from app.core.ids import new_id
from app.council import queries as council
from app.council.dated import close_on, holding, refuse_overlap
from app.council.labels import TENURE_STATE
from app.council.members import queries
from app.council.members.bulk import term_of
from app.council.members.edit import owned
from app.council.members.schemas import Leave, MemberOut, TenureNew
from app.council.members.show import show
from app.council.models import Placement, Post, Tenure

#: Endings that a body decides: a sanction ends the tenure, nobody by hand.
BY_DECISION = ("resigned", "revoked")


@dataclass(frozen=True, slots=True)
class Ended:
    """What the end of a tenure changed, so that a body may take its decision back.

    Args:
        ends: Row id → the end it had before; the tenure's own among them.
    """

    tenure_id: str
    on: date
    ends: dict[str, str | None]


def leave(session: Session, actor: Actor, member_id: str, said: Leave) -> MemberOut:
    """End the tenure, with it every post and place, and show the member.

    Raises:
        As ``end``. Conflict: a body has to decide on it (``decision_needed``).
    """
    if said.state in BY_DECISION:
        owned(session, actor, member_id)
        raise Conflict(
            f"“{TENURE_STATE[said.state]}”须由会议决定，不能直接登记离任；"
            "请到“提醒和处理”拟办，登记会议决定后任期自动结束。",
            word="decision_needed",
        )
    end(session, actor, member_id, said)
    return show(session, actor, member_id)


def end(session: Session, actor: Actor, member_id: str, said: Leave) -> Ended:
    """End the tenure, and with it every post and place; nothing is deleted.

    Raises:
        NotFound: the member is not there.
        Conflict: ``not_a_member`` on that day.
    """
    member = owned(session, actor, member_id)
    running = holding(council.tenures(session, actor.council_id, (member_id,)), said.on)
    if not running or running[-1].state != "active":
        raise Conflict(f"{said.on.isoformat()} 不在该委员的任期内，或任期已经结束。", word="not_a_member")
    tenure = running[-1]
    held = _held(session, actor, member_id)
    ends = {row.id: row.ends_on.isoformat() if row.ends_on else None for row in [tenure, *held]}
    before = {"state": tenure.state, "to": ends[tenure.id]}
    tenure.ends_on, tenure.state, tenure.ground = said.on, said.state, said.ground
    closed = close_on(held, said.on)
    member.version += 1
    session.flush()
    audit.record(
        session,
        "tenure:end",
        "tenure",
        tenure.id,
        before=before,
        after={
            "member": member_id,
            "state": said.state,
            "to": said.on.isoformat(),
            "closed": [row.id for row in closed],
        },
    )
    changed = {tenure.id, *(row.id for row in closed)}
    return Ended(tenure.id, said.on, {one: day for one, day in ends.items() if one in changed})


def undo(session: Session, actor: Actor, member_id: str, ended: Ended) -> None:
    """Let a tenure, with its posts and places, run on as if it had not been ended.

    What somebody changed since stays as it is now.

    Raises:
        NotFound: the member is not there.
        Conflict: the tenure was changed since (``tenure_changed``).
    """
    member = owned(session, actor, member_id)
    tenures = {row.id: row for row in council.tenures(session, actor.council_id, (member_id,))}
    tenure = tenures.get(ended.tenure_id)
    if tenure is None or tenure.ends_on != ended.on:
        raise Conflict("该委员的任期此后有过变动，不能自动恢复，请核对后手工办理。", word="tenure_changed")
    for row in [tenure, *_held(session, actor, member_id)]:
        if row.id in ended.ends and row.ends_on == ended.on:
            day = ended.ends[row.id]
            row.ends_on = clock.date_of(day) if day else None
    tenure.state, tenure.ground = "active", ""
    member.version += 1
    session.flush()
    after = {"member": member_id, "state": tenure.state, "restored": sorted(ended.ends)}
    audit.record(session, "tenure:restore", "tenure", tenure.id, after=after)


def _held(session: Session, actor: Actor, member_id: str) -> list[Placement | Post]:
    places = [row[0] for row in queries.places_of(session, actor.council_id, (member_id,))]
    return [*places, *queries.posts_of(session, actor.council_id, (member_id,))]


def come_back(session: Session, actor: Actor, member_id: str, new: TenureNew) -> str:
    """Begin another tenure; an open one of an earlier term ends with that term.

    Raises:
        NotFound: the member is not there.
        Conflict: ``overlap`` with a tenure, ``no_term`` on that day.
    """
    member = owned(session, actor, member_id)
    terms = {term.id: term for term in council.terms(session, actor.council_id)}
    term = term_of(list(terms.values()), new.starts_on)
    tenures = council.tenures(session, actor.council_id, (member_id,))
    for row in tenures:
        end = terms[row.term_id].ends_on
        if row.ends_on is None and row.term_id != term.id and end <= new.starts_on:
            # Two terms may share the day of the election; it belongs to the new one.
            row.ends_on, row.state = min(end, new.starts_on - timedelta(days=1)), "term_ended"
    refuse_overlap(tenures, new.starts_on, None, "任期")
    tenure = Tenure(
        council_id=actor.council_id,
        id=new_id(),
        member_id=member_id,
        term_id=term.id,
        starts_on=new.starts_on,
    )
    session.add(tenure)
    member.version += 1
    session.flush()
    audit.record(
        session,
        "tenure:create",
        "tenure",
        tenure.id,
        after={"member": member_id, "term": term.number, "from": new.starts_on.isoformat()},
    )
    return member_id
