"""Partner councils: records, with an inbox only when they live here."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.errors import Conflict, FieldError, Invalid, NotFound, Stale
from app.core.ids import new_id
from app.council import queries
from app.council.models import Partner
from app.council.schemas import PartnerEdit, PartnerNew, PartnerOut


def list_all(session: Session, actor: Actor) -> list[PartnerOut]:
    """Return the partners by name."""
    return [_out(partner) for partner in queries.partners(session, actor.council_id)]


def add(session: Session, actor: Actor, new: PartnerNew) -> str:
    """Add a partner; a code ties it to a council of this installation.

    Raises:
        Conflict: ``taken`` name.
        Invalid: no council has that code, or it is the own one.
    """
    _refuse_taken(session, actor, new.name, None)
    partner_council_id = None
    if new.council_code:
        other = queries.council_by_code(session, new.council_code)
        if other is None or other.level == "system" or other.id == actor.council_id:
            sentence = "本系统内没有这个代码的其他政协。"
            raise Invalid(errors=[FieldError("council_code", "unknown_council", sentence)])
        partner_council_id = other.id
    partner = Partner(
        council_id=actor.council_id,
        id=new_id(),
        name=new.name,
        region=new.region,
        since=new.since,
        partner_council_id=partner_council_id,
    )
    session.add(partner)
    session.flush()
    audit.record(session, "partner:create", "partner", partner.id, after=new.model_dump(mode="json"))
    return partner.id


def edit(session: Session, actor: Actor, partner_id: str, changes: PartnerEdit, version: int) -> PartnerOut:
    """Change what is given.

    Raises:
        NotFound, Stale: as everywhere.
        Conflict: ``taken`` name.
    """
    partner = session.get(Partner, (actor.council_id, partner_id))
    if partner is None:
        raise NotFound()
    if partner.version != version:
        raise Stale()
    said = changes.model_dump(exclude_unset=True)
    if said.get("name"):
        _refuse_taken(session, actor, said["name"], partner.id)
    for key, value in said.items():
        if value is not None or key == "since":
            setattr(partner, key, value)
    partner.version += 1
    session.flush()
    after = changes.model_dump(mode="json", exclude_unset=True)
    audit.record(session, "partner:edit", "partner", partner.id, after=after)
    return _out(partner)


def show(session: Session, actor: Actor, partner_id: str) -> PartnerOut:
    """Return one partner."""
    partner = session.get(Partner, (actor.council_id, partner_id))
    if partner is None:
        raise NotFound()
    return _out(partner)


def _refuse_taken(session: Session, actor: Actor, name: str, own: str | None) -> None:
    if any(row.name == name and row.id != own for row in queries.partners(session, actor.council_id)):
        raise Conflict("已有同名的联动单位。", word="taken")


def _out(partner: Partner) -> PartnerOut:
    return PartnerOut(
        id=partner.id,
        name=partner.name,
        region=partner.region,
        since=partner.since,
        in_system=partner.partner_council_id is not None,
        version=partner.version,
    )
