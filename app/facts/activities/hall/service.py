"""Give members their places, and keep the list of guests."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.errors import Conflict, FieldError, Invalid, NotFound
from app.core.ids import new_id
from app.facts import policy
from app.facts.activities.hall import queries
from app.facts.activities.hall.schemas import GuestIn, GuestOut, HallPlace
from app.facts.activities.models import Guest, Sitting
from app.facts.activities.service import find, mine_to_keep


def place(
    session: Session, actor: Actor, activity_id: str, places: Sequence[HallPlace], version: int | None
) -> str:
    """Note where members sit and in which group; return the activity's id.

    Raises:
        Invalid: members who are not due or named twice, one seat for two; all at once.
        NotFound, Forbidden, Stale, Conflict: as for changing the activity.
    """
    claim, _ = mine_to_keep(session, actor, activity_id, version)
    invited = queries.invited(session, actor.council_id, activity_id)
    errors: list[FieldError] = []
    said: dict[str, HallPlace] = {}
    for at, one in enumerate(places):
        where = f"places[{at}].member_id"
        if one.member_id in said:
            errors.append(FieldError(where, "twice", "同一位委员出现了两次。"))
        elif one.member_id not in invited:
            errors.append(FieldError(where, "not_due", "这位委员不在本次应到名单中。"))
        said.setdefault(one.member_id, one)
    taken = {row.hall_seat for member, row in invited.items() if row.hall_seat and member not in said}
    for at, one in enumerate(places):
        if one.hall_seat and one.hall_seat in taken:
            sentence = f"座位“{one.hall_seat}”已经排给别人，请换一个。"
            errors.append(FieldError(f"places[{at}].hall_seat", "seat_taken", sentence))
        taken.add(one.hall_seat)
    if errors:
        raise Invalid(errors=errors)
    for one in places:
        row = invited[one.member_id]
        row.session_group, row.hall_seat = one.session_group.strip(), one.hall_seat.strip()
    claim.version += 1
    session.flush()
    audit.record(session, "activity:place", "activity", activity_id, after={"count": len(places)})
    return activity_id


def guests(session: Session, actor: Actor, sitting_id: str) -> list[GuestOut]:
    """Return the guests of a sitting of the actor's section.

    Raises:
        NotFound: missing or foreign. Forbidden: another section organised it.
    """
    _kept(session, actor, sitting_id)
    return [
        GuestOut.model_validate(row, from_attributes=True)
        for row in queries.guests(session, actor.council_id, sitting_id)
    ]


def keep_guests(session: Session, actor: Actor, sitting_id: str, said: Sequence[GuestIn]) -> list[GuestOut]:
    """Replace the list of guests; they count in no quorum and no rate.

    Raises:
        NotFound, Forbidden: as for reading. Conflict: the activity was cancelled.
    """
    sitting, state = _kept(session, actor, sitting_id, lock=True)
    if state == "cancelled":
        raise Conflict("活动已取消，不能登记来宾。", word="cancelled")
    queries.drop_guests(session, actor.council_id, [sitting.id])
    if said:
        rows = [
            {
                "council_id": actor.council_id,
                "id": new_id(),
                "sitting_id": sitting.id,
                "place": at,
                **one.model_dump(),
            }
            for at, one in enumerate(said)
        ]
        session.execute(insert(Guest), rows)
    audit.record(session, "sitting:guests", "sitting", sitting.id, after={"count": len(said)})
    return guests(session, actor, sitting_id)


def _kept(session: Session, actor: Actor, sitting_id: str, *, lock: bool = False) -> tuple[Sitting, str]:
    sitting = queries.sitting(session, actor.council_id, sitting_id, lock=lock)
    if sitting is None:
        raise NotFound()
    claim, activity = find(session, actor, sitting.activity_id)
    policy.organises(actor, claim.section_id)
    return sitting, activity.state
