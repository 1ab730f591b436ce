"""Units: add, change, show."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.errors import Conflict, NotFound, Stale
from app.core.http.paging import Page, read_cursor, write_cursor
from app.core.ids import new_id
from app.council.dated import check_order
from app.council.labels import UNIT_KIND
from app.council.models import Unit
from app.council.schemas import UnitEdit, UnitNew, UnitOut
from app.council.units import queries


def list_page(
    session: Session, actor: Actor, kind: str | None, q: str | None, cursor: str | None, limit: int
) -> Page[UnitOut]:
    """Return a page of units."""
    after = read_cursor(cursor, (str, int, str))
    rows = queries.page(session, actor.council_id, kind, q, after, limit + 1)
    items = [unit_out(unit) for unit in rows[:limit]]
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(items=items, next=write_cursor((last.kind, last.sort, last.name)) if last else None)


def add(session: Session, actor: Actor, new: UnitNew) -> str:
    """Add a unit; return its id.

    Raises:
        Conflict: ``taken`` name within the kind.
        Invalid: closed before it was opened.
    """
    _refuse_taken(session, actor, new.kind, new.name, None)
    if new.opened_on:
        check_order(new.opened_on, new.closed_on, "closed_on")
    unit = Unit(council_id=actor.council_id, id=new_id(), **new.model_dump())
    session.add(unit)
    session.flush()
    audit.record(session, "unit:create", "unit", unit.id, after=new.model_dump(mode="json"))
    return unit.id


def edit(session: Session, actor: Actor, unit_id: str, changes: UnitEdit, version: int) -> UnitOut:
    """Change what is given.

    Raises:
        NotFound, Stale: as everywhere.
        Conflict, Invalid: as in ``add``.
    """
    unit = _unit(session, actor, unit_id)
    if unit.version != version:
        raise Stale()
    said = changes.model_dump(exclude_unset=True)
    if said.get("name"):
        _refuse_taken(session, actor, unit.kind, said["name"], unit.id)
    for key, value in said.items():
        if value is not None or key in ("opened_on", "closed_on"):
            setattr(unit, key, value)
    if unit.opened_on:
        check_order(unit.opened_on, unit.closed_on, "closed_on")
    unit.version += 1
    session.flush()
    after = changes.model_dump(mode="json", exclude_unset=True)
    audit.record(session, "unit:edit", "unit", unit.id, after=after)
    return unit_out(unit)


def show(session: Session, actor: Actor, unit_id: str) -> UnitOut:
    """Return one unit.

    Raises:
        NotFound: not there, or another council's.
    """
    return unit_out(_unit(session, actor, unit_id))


def unit_out(unit: Unit) -> UnitOut:
    """Turn a unit into its shape."""
    return UnitOut(
        id=unit.id,
        kind=unit.kind,
        kind_label=UNIT_KIND[unit.kind],
        name=unit.name,
        sort=unit.sort,
        opened_on=unit.opened_on,
        closed_on=unit.closed_on,
        note=unit.note,
        version=unit.version,
    )


def _unit(session: Session, actor: Actor, unit_id: str) -> Unit:
    unit = session.get(Unit, (actor.council_id, unit_id))
    if unit is None:
        raise NotFound()
    return unit


def _refuse_taken(session: Session, actor: Actor, kind: str, name: str, own: str | None) -> None:
    found = queries.named(session, actor.council_id, kind, name)
    if found is not None and found.id != own:
        raise Conflict(f"已有同名的{UNIT_KIND[kind]}。", word="taken")
