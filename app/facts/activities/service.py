"""Convening: an activity, its sittings, and who is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.clock import beijing_date
from app.core.errors import Conflict, FieldError, Forbidden, Invalid, NotFound
from app.core.ids import new_id
from app.council.messages.service import post
from app.facts import policy
from app.facts.activities import queries, spoken
from app.facts.activities.due import due_ids
from app.facts.activities.models import Activity, Invitation, Sitting
from app.facts.activities.schemas import ActivityEdit, ActivityIn, DueRule, SittingIn
from app.facts.claim import NewClaim, edit, expect, open_claim
from app.facts.models import Claim


def convene(session: Session, actor: Actor, new: ActivityIn) -> str:
    """Create an activity with sittings and its due list; return its id.

    Raises:
        Forbidden: for another section (``not_organiser``).
        Invalid: sittings that end before they start or overlap, unknown members, an empty due list.
    """
    section_id = new.section_id or actor.section_id
    if section_id is None:
        raise Invalid(errors=[FieldError("section_id", "missing", "请选择组织部门。")])
    policy.organises(actor, section_id)
    check_sittings(new.sittings)
    day = beijing_date(min(sitting.starts_at for sitting in new.sittings))
    due = due_ids(session, actor.council_id, new.due, day)
    activity_id = open_claim(
        session,
        actor,
        NewClaim(
            kind="activity",
            type=new.kind,
            title=new.title,
            section_id=section_id,
            occurred_on=day,
            unit_id=new.unit_id,
        ),
    )
    session.execute(
        insert(Activity),
        [
            {
                "council_id": actor.council_id,
                "id": activity_id,
                "kind": new.kind,
                "place": new.place,
                "topic": new.topic,
                "series": sorted(set(new.series)),
                "consultation": new.consultation,
                "fences": [fence.model_dump() for fence in new.fences],
            }
        ],
    )
    add_sittings(session, actor.council_id, activity_id, new.sittings)
    invite(session, actor.council_id, activity_id, due)
    return activity_id


def check_sittings(sittings: Sequence[SittingIn]) -> None:
    """Refuse sittings whose times make no sense, all at once."""
    errors = []
    for index, sitting in enumerate(sittings):
        if sitting.ends_at <= sitting.starts_at:
            errors.append(FieldError(f"sittings[{index}].ends_at", "ends_early", "结束时间应晚于开始时间。"))
        elif (sitting.ends_at - sitting.starts_at).days >= 1:
            errors.append(
                FieldError(f"sittings[{index}].ends_at", "too_long", "一场会议不超过一天，请分场设置。")
            )
    first = min(beijing_date(sitting.starts_at) for sitting in sittings)
    last = max(beijing_date(sitting.starts_at) for sitting in sittings)
    if (last - first).days > 31:
        errors.append(FieldError("sittings", "outside_activity", "各场时间相差超过一个月，请分为不同活动。"))
    if errors:
        raise Invalid(errors=errors)


def add_sittings(
    session: Session, council_id: str, activity_id: str, sittings: Sequence[SittingIn]
) -> list[str]:
    """Insert sittings in one statement; return their ids in order."""
    ids = [new_id() for _ in sittings]
    session.execute(
        insert(Sitting),
        [
            {
                "council_id": council_id,
                "id": id_,
                "activity_id": activity_id,
                **sitting.model_dump(),
            }
            for id_, sitting in zip(ids, sittings, strict=True)
        ],
    )
    return ids


def invite(session: Session, council_id: str, activity_id: str, member_ids: Sequence[str]) -> None:
    """Put members on the due list in one statement."""
    if member_ids:
        now = clock.now()
        session.execute(
            insert(Invitation),
            [
                {
                    "council_id": council_id,
                    "id": new_id(),
                    "activity_id": activity_id,
                    "member_id": member_id,
                    "invited_at": now,
                    "response": "pending",
                    "note": "",
                }
                for member_id in member_ids
            ],
        )


def find(session: Session, actor: Actor, activity_id: str, *, lock: bool = False) -> tuple[Claim, Activity]:
    """Return a visible activity with its claim.

    Raises:
        NotFound: missing, foreign, or none of the actor's business.
    """
    row = queries.one(session, actor, activity_id, lock=lock)
    if row is None:
        raise NotFound()
    claim, activity = row
    return claim, activity


def mine_to_keep(
    session: Session, actor: Actor, activity_id: str, version: int | None
) -> tuple[Claim, Activity]:
    """Return an activity the actor organises and that is still planned, locked."""
    claim, activity = find(session, actor, activity_id, lock=True)
    policy.organises(actor, claim.section_id)
    expect(claim, version)
    if activity.state != "planned":
        word = "已结束" if activity.state == "held" else "已取消"
        raise Conflict(f"活动{word}，不能再修改。", word="illegal_transition", state=activity.state)
    return claim, activity


def change(session: Session, actor: Actor, activity_id: str, changes: ActivityEdit, version: int) -> str:
    """Change a planned activity."""
    claim, activity = mine_to_keep(session, actor, activity_id, version)
    said: dict[str, Any] = changes.model_dump(exclude_unset=True, exclude_none=True)
    before = spoken.arrangement(activity)
    edit(claim, {"title": said.pop("title", None)})
    for name, value in said.items():
        setattr(activity, name, sorted(set(value)) if name == "series" else value)
    session.flush()
    was, now = spoken.difference(before, spoken.arrangement(activity))
    after = {"fields": sorted(said), **now}
    audit.record(session, "activity:edit", "activity", activity_id, before=was or None, after=after)
    if now:
        _tell_group(session, actor, claim, was, now)
    return activity_id


def cancel(session: Session, actor: Actor, activity_id: str, reason: str, version: int | None) -> str:
    """Cancel a planned activity; a roll that was closed has to be reopened first."""
    claim, activity = mine_to_keep(session, actor, activity_id, version)
    sittings = queries.sittings_of(session, actor.council_id, [activity_id])
    if any(sitting.roll_state == "closed" for sitting in sittings):
        raise Conflict("已有确认过的出席，请先重新打开后再取消。", word="roll_closed")
    activity.state = "cancelled"
    claim.reason = reason
    claim.version += 1
    session.flush()
    audit.record(session, "activity:cancel", "activity", activity_id)
    if sittings[0].starts_at > clock.now():
        said = spoken.cancelled(claim.title, activity.place, sittings)
        post(session, "cancelled", said, activity_id=activity_id, created_by=actor.account_id)
    return activity_id


def add_sitting(
    session: Session, actor: Actor, activity_id: str, new: SittingIn, version: int | None = None
) -> str:
    """Add one sitting to a planned activity; return the activity's id."""
    claim, _ = mine_to_keep(session, actor, activity_id, version)
    known = queries.sittings_of(session, actor.council_id, [activity_id])
    check_sittings([new, *(_as_input(sitting) for sitting in known)])
    added = add_sittings(session, actor.council_id, activity_id, [new])
    claim.occurred_on = min(claim.occurred_on, beijing_date(new.starts_at))
    claim.version += 1
    session.flush()
    audit.record(session, "activity:add_sitting", "activity", activity_id, after={"sitting": added[0]})
    return activity_id


def change_sitting(
    session: Session, actor: Actor, activity_id: str, sitting_id: str, said: SittingIn, version: int | None
) -> str:
    """Move or rename a sitting; the days of activity and roll follow it.

    Raises:
        NotFound: the activity has no such sitting.
        Conflict: its roll is closed (``roll_closed``), or the activity is over.
    """
    claim, activity = mine_to_keep(session, actor, activity_id, version)
    sittings = queries.sittings_of(session, actor.council_id, [activity_id])
    sitting = next((one for one in sittings if one.id == sitting_id), None)
    if sitting is None:
        raise NotFound()
    if sitting.roll_state == "closed":
        raise Conflict("本场出席已确认，请先重新打开再修改。", word="roll_closed")
    check_sittings([said, *(_as_input(one) for one in sittings if one is not sitting)])
    before = spoken.arrangement(sitting)
    for name, value in said.model_dump().items():
        setattr(sitting, name, value)
    sitting.version += 1
    day = min(beijing_date(one.starts_at) for one in sittings)
    if day != claim.occurred_on:
        # Another day is another reason to be reminded.
        activity.auto_reminded_at = None
    claim.occurred_on = day
    claim.version += 1
    if sitting.claim_id is not None:
        roll = session.get_one(Claim, (actor.council_id, sitting.claim_id))
        roll.occurred_on = beijing_date(sitting.starts_at)
    session.flush()
    was, now = spoken.difference(before, spoken.arrangement(sitting))
    after = {"sitting": sitting_id, **now}
    audit.record(session, "activity:change_sitting", "activity", activity_id, before=was or None, after=after)
    if now:
        _tell_group(session, actor, claim, was, now)
    return activity_id


def _tell_group(
    session: Session, actor: Actor, claim: Claim, was: dict[str, Any], now: dict[str, Any]
) -> None:
    """Tell the council's group what moved, unless it is over anyway."""
    if claim.occurred_on >= clock.today():
        said = spoken.moved(claim.title, was, now)
        post(session, "moved", said, activity_id=claim.id, created_by=actor.account_id)


def _as_input(sitting: Sitting) -> SittingIn:
    return SittingIn(
        name=sitting.name, starts_at=sitting.starts_at, ends_at=sitting.ends_at, half_days=sitting.half_days
    )


def extend_due(
    session: Session, actor: Actor, activity_id: str, due: DueRule, version: int | None = None
) -> str:
    """Add members to the due list; who is on it already stays untouched."""
    claim, _ = mine_to_keep(session, actor, activity_id, version)
    known = {row.member_id for row in queries.invitations(session, actor.council_id, activity_id)}
    found = due_ids(session, actor.council_id, due, claim.occurred_on)
    invite(session, actor.council_id, activity_id, [m for m in found if m not in known])
    claim.version += 1
    session.flush()
    audit.record(
        session, "activity:invite", "activity", activity_id, after={"added": len(set(found) - known)}
    )
    return activity_id


def own_only(actor: Actor) -> str:
    """Return the actor's member id.

    Raises:
        Forbidden: the seat is not a member's.
    """
    if actor.member_id is None:
        raise Forbidden("您的席位不是委员席位。", word="not_a_member")
    return actor.member_id
