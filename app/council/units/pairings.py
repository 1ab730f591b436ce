"""Pairings of activity groups with area groups, dated."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.errors import Conflict, FieldError, Invalid, NotFound
from app.core.ids import new_id
from app.council import queries as council
from app.council.dated import check_order, refuse_overlap
from app.council.models import Pairing
from app.council.queries import AnyRow
from app.council.schemas import PairingNew, PairingOut
from app.council.units import queries

_WANTED = {
    "activity_group_id": ("activity_group", "应为委员活动组。"),
    "area_group_id": ("area_group", "应为镇街道委员小组。"),
}


def list_all(session: Session, actor: Actor, day: date | None) -> list[PairingOut]:
    """Return the pairings of a day, or all there ever were."""
    return [_out(row) for row in queries.pairings(session, actor.council_id, day)]


def add(session: Session, actor: Actor, new: PairingNew) -> str:
    """Pair two groups from a day on.

    Raises:
        Invalid: one of them is not there or not a group of that kind.
        Conflict: ``overlap``: the two are paired at that time already.
    """
    check_order(new.starts_on, new.ends_on)
    errors = []
    for field, (kind, sentence) in _WANTED.items():
        unit = council.unit(session, actor.council_id, getattr(new, field))
        if unit is None or unit.kind != kind:
            errors.append(FieldError(field, "wrong_unit", sentence))
    if errors:
        raise Invalid(errors=errors)
    ends = (new.activity_group_id, new.area_group_id)
    known = [row[0] for row in queries.pairings(session, actor.council_id)]
    same = [row for row in known if (row.activity_group_id, row.area_group_id) == ends]
    refuse_overlap(same, new.starts_on, new.ends_on, "这一结对")
    pairing = Pairing(council_id=actor.council_id, id=new_id(), **new.model_dump())
    session.add(pairing)
    session.flush()
    audit.record(session, "pairing:create", "pairing", pairing.id, after=new.model_dump(mode="json"))
    return pairing.id


def end(session: Session, actor: Actor, pairing_id: str, day: date) -> PairingOut:
    """End a running pairing on ``day``; ending it again on that day changes nothing.

    Raises:
        NotFound: not there.
        Conflict: ``already_ended`` on another day.
    """
    pairing = session.get(Pairing, (actor.council_id, pairing_id), with_for_update=True)
    if pairing is None:
        raise NotFound()
    if pairing.ends_on != day:
        if pairing.ends_on is not None:
            raise Conflict(f"这一结对已于 {pairing.ends_on.isoformat()} 结束。", word="already_ended")
        check_order(pairing.starts_on, day)
        pairing.ends_on = day
        session.flush()
        audit.record(session, "pairing:end", "pairing", pairing.id, after={"to": day.isoformat()})
    return show(session, actor, pairing_id)


def show(session: Session, actor: Actor, pairing_id: str) -> PairingOut:
    """Return one pairing."""
    rows = queries.pairings(session, actor.council_id, pairing_id=pairing_id)
    if not rows:
        raise NotFound()
    return _out(rows[0])


def _out(row: AnyRow) -> PairingOut:
    pairing: Pairing = row[0]
    return PairingOut(
        id=pairing.id,
        activity_group_id=pairing.activity_group_id,
        activity_group=row.activity_group,
        area_group_id=pairing.area_group_id,
        area_group=row.area_group,
        starts_on=pairing.starts_on,
        ends_on=pairing.ends_on,
    )
