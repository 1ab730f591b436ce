"""Routes of places in the hall and of guests."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In
from app.core.http.etags import IfMatch, version_of
from app.core.ids import Id
from app.facts.activities import views
from app.facts.activities.hall import service
from app.facts.activities.hall.schemas import GuestOut, GuestsIn, HallPlacesIn
from app.facts.activities.schemas import ActivityOut

router = APIRouter(tags=["会场"])


@router.put("/activities/{activity_id}/places", summary="分组和座位")
async def place_members(
    door: In, activity_id: Id, body: HallPlacesIn, if_match: IfMatch = None
) -> ActivityOut:
    """Note groups and seats of due members; each reads the own on the phone, and at the desk."""
    version = version_of(if_match) if if_match is not None else None

    def work(session: Session, actor: Actor) -> ActivityOut:
        return views.show(session, actor, service.place(session, actor, activity_id, body.places, version))

    return await door.write("activity:convene", work)


@router.get("/sittings/{sitting_id}/guests", summary="列席和来宾")
async def list_guests(door: In, sitting_id: Id) -> list[GuestOut]:
    """List who comes beside the members; nobody of them is due."""
    return await door.read("attendance:keep", service.guests, sitting_id)


@router.put("/sittings/{sitting_id}/guests", summary="登记列席和来宾")
async def keep_guests(door: In, sitting_id: Id, body: GuestsIn) -> list[GuestOut]:
    """Replace the list of observers and guests of a sitting, with who of them came."""
    return await door.write("attendance:keep", service.keep_guests, sitting_id, body.guests)
