"""The hall's screen, the log for the office, the own sittings."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.db.base import AnyRow
from app.core.db.hops import SECRET
from app.core.errors import NotFound
from app.facts import policy
from app.facts.activities.models import Activity, Sitting
from app.facts.activities.service import find
from app.facts.attendance import queries as rolls
from app.facts.attendance.rules.service import in_force, read, rule_of
from app.facts.attendance.signing import code as codes
from app.facts.attendance.signing import queries
from app.facts.attendance.signing.judge import KEPT, LEAVES, OPENS
from app.facts.attendance.signing.picture import picture
from app.facts.attendance.signing.schemas import (
    DOUBTS,
    SENTENCES,
    HallOut,
    MySittingOut,
    MySittingsOut,
    SignInOut,
    SignInReviewOut,
    SignInsOut,
)
from app.facts.models import Claim

#: How far ahead a phone knows what it may sign in to, should its line go.
AHEAD = timedelta(days=14)
_MOST = 60
#: Doubtful sign-ins of sittings longer ago are left to the roll itself.
_LOOKED_BACK, _MOST_WAITING = timedelta(days=60), 300


def hall(session: Session, actor: Actor, sitting_id: str, address: str) -> HallOut:
    """Return what the hall's screen shows now.

    Args:
        address: Scheme and host under which phones reach this installation; empty when unknown.

    Raises:
        NotFound: missing or foreign. Forbidden: another section organised it.
    """
    sitting, claim, activity = kept_sitting(session, actor, sitting_id)
    now, secret = clock.now(), session.info[SECRET]
    leaves = rule_of(in_force(session, actor.council_id)[1], activity.kind).sign_out
    until = sitting.ends_at + (LEAVES if leaves else timedelta(0))
    step = codes.step_of(now)
    code = codes.written(secret, actor.council_id, sitting.id, step)
    ends = int((codes.shown_at(step + 1) - now).total_seconds() * 1000)
    return HallOut(
        sitting_id=sitting.id,
        title=claim.title,
        name=sitting.name,
        place=sitting.place or activity.place,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        open=sitting.starts_at - OPENS <= now <= until and sitting.roll_state == "open",
        code=code,
        path=f"/s/{code}",
        picture=picture(f"{address}/s/{code}" if address else code),
        digits=codes.digits(secret, actor.council_id, sitting.id, step),
        changes_in=max(ends, 0),
        due=len(rolls.due_members(session, actor.council_id, sitting.activity_id)),
        present=queries.present(session, actor.council_id, sitting.id),
    )


def mine(session: Session, actor: Actor) -> MySittingsOut:
    """Return what the caller may sign in to, or could lately, in one statement."""
    if actor.member_id is None:
        return MySittingsOut(items=[])
    now = clock.now()
    rows = queries.of_member(session, actor.council_id, actor.member_id, now - KEPT, now + AHEAD, _MOST)
    rules = read(rows[0].rules if rows else None)
    return MySittingsOut(
        items=[
            MySittingOut(
                sitting_id=row.id,
                activity_id=row.activity_id,
                title=f"{row.title} {row.name}".strip(),
                place=row.place,
                opens_at=row.starts_at - OPENS,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                fences=row.fences,
                asks_sign_out=rule_of(rules, row.kind).sign_out,
                signed_out_at=None if row.left is None else codes.shown_at(row.left),
                signed_at=None if row.step is None else codes.shown_at(row.step),
                queued=bool(row.queued),
                status=row.status,
            )
            for row in rows
        ]
    )


def log(session: Session, actor: Actor, sitting_id: str) -> SignInsOut:
    """Return every attempt at a sitting of a visible activity.

    Raises:
        NotFound: missing or foreign. Forbidden: another section organised it.
    """
    sitting, _, _ = kept_sitting(session, actor, sitting_id)
    items = [_shown(row, actor) for row in queries.log(session, actor.council_id, sitting_id)]
    waits = [bool(one.doubts) and one.decision is None for one in items]
    first = [one for one, waiting in zip(items, waits, strict=True) if waiting]
    rest = [one for one, waiting in zip(items, waits, strict=True) if not waiting]
    return SignInsOut(sitting_id=sitting.id, waiting=len(first), items=first + rest)


def reviews(session: Session, actor: Actor) -> list[SignInReviewOut]:
    """Return what waits for the actor's section (the secretariat: for any), newest first."""
    section = None if "secretariat" in actor.roles else actor.section_id or actor.seat_id
    since = clock.now() - _LOOKED_BACK
    rows = queries.waiting(session, actor.council_id, section, since, _MOST_WAITING)
    return [
        SignInReviewOut(
            **_shown(row, actor).model_dump(),
            sitting_id=row.SignInAttempt.sitting_id,
            title=f"{row.title} {row.part}".strip(),
            starts_at=row.starts_at,
            roll_state=row.roll_state,
        )
        for row in rows
    ]


def kept_sitting(session: Session, actor: Actor, sitting_id: str) -> tuple[Sitting, Claim, Activity]:
    """Return a sitting whose roll the actor may keep, with its activity and that one's claim.

    Raises:
        NotFound: missing or foreign. Forbidden: another section organised it.
    """
    sitting = rolls.sitting(session, actor.council_id, sitting_id)
    if sitting is None:
        raise NotFound()
    claim, activity = find(session, actor, sitting.activity_id)
    policy.organises(actor, claim.section_id)
    return sitting, claim, activity


def _shown(row: AnyRow, actor: Actor) -> SignInOut:
    one = row.SignInAttempt
    doubts = [*one.doubts, *["shared_device"] * bool(row.shared), *["overlap"] * bool(row.overlap)]
    doubts += ["outside"] * bool(row.outside)
    return SignInOut(
        id=one.id,
        member_id=one.member_id,
        name=row.name,
        number=row.number,
        way=one.way,
        act=one.act,
        verdict=one.verdict,
        verdict_label=SENTENCES[one.verdict],
        doubts=doubts,
        doubt_labels=[DOUBTS[word] for word in doubts],
        counts=bool(row.counts),
        shown_at=None if one.step is None else codes.shown_at(one.step),
        seen_at=one.seen_at,
        received_at=one.received_at,
        inside=one.inside,
        accuracy=one.accuracy,
        decision=row.decision,
        reason=row.reason or "",
        entered_by=row.by or "",
        own_entry=one.way == "late" and one.entered_by == actor.account_id,
        note=one.note,
    )
