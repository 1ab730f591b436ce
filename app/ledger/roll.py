"""Closing a sitting's roll is its verification; reopening reverses."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, Forbidden
from app.facts.activities.models import Activity, Sitting
from app.facts.attendance import queries as roll_queries
from app.facts.attendance.leave.on_roll import granted
from app.facts.attendance.rules.presence import Told
from app.facts.attendance.rules.service import in_force, rule_of
from app.facts.attendance.rules.told import by_rule
from app.facts.attendance.schemas import RollLine
from app.facts.attendance.service import add_marks, keep, open_sitting
from app.facts.attendance.signing import queries as signing
from app.facts.attendance.verdict import verdict
from app.facts.claim import NewClaim, move, open_claims
from app.facts.models import Claim
from app.facts.registry import postings
from app.ledger import book, queries


def close(session: Session, actor: Actor, sitting_id: str, version: int | None = None) -> Sitting:
    """Close a roll: who was not marked, did not sign in and has no leave is absent; one record each.

    One act, one transaction. It is the organising section's verification, so nobody may close a
    roll on which their own line was noted by their own hand.

    Raises:
        Conflict: closed already, or the sitting has not begun.
        Forbidden: another section's, or ``own_line``.
    """
    sitting, activity_claim = open_sitting(session, actor, sitting_id, version)
    if sitting.roll_state == "closed":
        raise Conflict("本次出席已经确认过了。", word="already_closed")
    if sitting.starts_at > clock.now():
        raise Conflict("会议尚未开始，不能确认出席。", word="not_begun")
    claim = _roll_claim(session, actor, sitting, activity_claim)
    marked = roll_queries.newest_marks(session, actor.council_id, [sitting.id])
    if any(m.member_id == actor.member_id and m.marked_by == actor.account_id for m in marked):
        raise Forbidden("名单中有您自己登记的本人出席，请由其他人确认。", word="own_line")
    due = roll_queries.due_members(session, actor.council_id, sitting.activity_id)
    sitting.version += 1
    known = {mark.member_id: mark for mark in marked}
    signed = {row.member_id: row for row in signing.presence(session, actor.council_id, [sitting.id])}
    leave = granted(session, actor.council_id, sitting.id)
    kind = session.get_one(Activity, (actor.council_id, sitting.activity_id)).kind
    version, rules = in_force(session, actor.council_id)
    said = by_rule(session, sitting, rule_of(rules, kind), signed)
    told = []
    for member in due:
        mark, came = known.get(member), signed.get(member)
        found = verdict(mark, came=said.get(member), leave=leave.get(member, "")) or Told("absent")
        late = came is not None and came.late_recorded and found == said[member]
        note = "；".join(filter(None, ("补签" if late else "", found.reason)))
        if mark is None or mark.status != found.status or (mark.method == "closing" and mark.note != note):
            told.append((member, found.status, note))
    add_marks(session, actor, sitting, told, "closing")
    sitting.roll_state, sitting.closed_by, sitting.closed_at = (
        "closed",
        actor.account_id,
        clock.now(),
    )
    sitting.rules_version = version or None
    move(session, claim, "verify", actor=actor)
    made = postings(session, actor.council_id, [claim])[claim.id]
    posted = book.post(session, actor, [(claim, posting) for posting in made])
    audit.record(session, "roll:close", "sitting", sitting.id, after={"records": posted})
    return sitting


def keep_and_close(session: Session, actor: Actor, sitting_id: str, lines: Sequence[RollLine]) -> Sitting:
    """Note a whole roll and close it at once: what a clerk does with a signed paper list."""
    keep(session, actor, sitting_id, lines, method="list")
    return close(session, actor, sitting_id)


def reopen(
    session: Session,
    actor: Actor,
    sitting_id: str,
    reason: str,
    version: int | None = None,
) -> Sitting:
    """Reopen a closed roll: its records are reversed, the marks stay.

    Raises:
        Conflict: it is open already, or its year is sealed.
    """
    sitting, _ = open_sitting(session, actor, sitting_id, version)
    if sitting.roll_state == "open" or sitting.claim_id is None:
        raise Conflict("本次出席尚未确认，可以直接修改。", word="already_open")
    claim = session.get_one(Claim, (actor.council_id, sitting.claim_id))
    records = queries.standing_of_claims(session, actor.council_id, [claim.id])
    reversed_ = book.reverse(session, actor, records, reason)
    sitting.roll_state, sitting.closed_by, sitting.closed_at = "open", None, None
    sitting.rules_version = None
    sitting.version += 1
    move(session, claim, "reopen", reason=reason, actor=actor)
    audit.record(session, "roll:reopen", "sitting", sitting.id, after={"reversed": reversed_})
    return sitting


def _roll_claim(session: Session, actor: Actor, sitting: Sitting, activity_claim: Claim) -> Claim:
    if sitting.claim_id is None:
        new = NewClaim(
            kind="attendance",
            type="roll",
            title=f"{activity_claim.title} {sitting.name}".strip()[:200],
            section_id=activity_claim.section_id,
            occurred_on=clock.beijing_date(sitting.starts_at),
        )
        sitting.claim_id = open_claims(session, actor, [new])[0]
        session.flush()
    return session.get_one(Claim, (actor.council_id, sitting.claim_id))
