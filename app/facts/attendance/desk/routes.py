"""Routes of the desk: scans, late entries, counts, paper."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In
from app.core.http.etags import IfNoneMatch, tagged
from app.core.ids import Id
from app.facts.attendance.desk import late, service, views
from app.facts.attendance.desk.schemas import DeskScanIn, DeskScanOut, LateSignInIn, LiveOut, PaperOut
from app.facts.attendance.signing import views as signing
from app.facts.attendance.signing.schemas import SignInsOut

router = APIRouter(tags=["签到台"])
Grouping = Literal["sector", "activity_group", "area_group", "special_committee"]


@router.get("/sittings/{sitting_id}/live", summary="到会人数", response_model=LiveOut)
async def get_live(
    door: In, sitting_id: Id, by: Grouping = "sector", if_none_match: IfNoneMatch = None
) -> Response:
    """Return who is there now, by group, and the sentence for the chair.

    Ask it every two seconds with the last ``ETag``: while nobody came the answer is 304.
    """
    found = await door.read("attendance:keep", views.live, sitting_id, by)
    return tagged(found.model_dump_json().encode(), if_none_match)


@router.post("/sittings/{sitting_id}/desk-scans", summary="签到台登记")
async def desk_scan(door: In, sitting_id: Id, body: DeskScanIn) -> DeskScanOut:
    """Read one member in: by the own code on a phone, a row of the printed roll, or by name.

    Whom the code does not let in is an answer like the others, to be shown to the clerk. Sending
    a scan again under its number gets the same answer and logs nothing more.
    """

    def work(session: Session, actor: Actor) -> DeskScanOut:
        found = service.scan(session, actor, sitting_id, body)
        return views.scanned(session, actor, found)

    return await door.write("attendance:keep", work)


@router.post("/sittings/{sitting_id}/late-sign-ins", summary="补签")
async def late_sign_in(door: In, sitting_id: Id, body: LateSignInIn) -> SignInsOut:
    """Enter afterwards who came and did not sign in; another person has to confirm it."""

    def work(session: Session, actor: Actor) -> SignInsOut:
        late.enter(session, actor, sitting_id, body)
        return signing.log(session, actor, sitting_id)

    return await door.write("attendance:keep", work)


@router.get("/sittings/{sitting_id}/paper", summary="打印签到表")
async def get_paper(door: In, response: Response, sitting_id: Id) -> PaperOut:
    """Return the roll to be printed, each row with a code that the desk reads back."""
    response.headers["Cache-Control"] = "no-store"
    return await door.read("attendance:keep", views.paper, sitting_id)
