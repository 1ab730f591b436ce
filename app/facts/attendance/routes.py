"""Routes of a sitting's roll; closing stands with the ledger."""

from __future__ import annotations

from fastapi import APIRouter, Response, UploadFile

from app.access.door import In
from app.core.http.etags import IfMatch, version_of
from app.core.ids import Id
from app.facts.activities import views as activity_views
from app.facts.activities.schemas import ActivityOut
from app.facts.attendance import removal, service, upload, views
from app.facts.attendance.schemas import RollIn, RollOut

router = APIRouter(tags=["出席"])


@router.get("/sittings/{sitting_id}/roll", summary="签到表")
async def get_roll(door: In, response: Response, sitting_id: Id) -> RollOut:
    """Return due members with what was noted; a member sees only their own line."""
    roll = await door.read("attendance:view", views.show, sitting_id)
    response.headers["ETag"] = f'"{roll.version}"'
    return roll


@router.put("/sittings/{sitting_id}/roll", summary="登记出席")
async def keep_roll(
    door: In, response: Response, sitting_id: Id, body: RollIn, if_match: IfMatch = None
) -> RollOut:
    """Note attendance of any number of due members at once; earlier notes stay as history."""
    version = version_of(if_match) if if_match is not None else None

    def work(session, actor):  # type: ignore[no-untyped-def]
        method = "convener" if "convener" in actor.roles else "clerk"
        service.keep(session, actor, sitting_id, body.lines, version=version, method=method)
        return views.show(session, actor, sitting_id)

    roll = await door.write("attendance:keep", work)
    response.headers["ETag"] = f'"{roll.version}"'
    return roll


@router.post("/sittings/{sitting_id}/roll/upload", summary="上传签到名单")
async def upload_roll(door: In, sitting_id: Id, file: UploadFile, if_match: IfMatch = None) -> RollOut:
    """Note attendance from an xlsx or csv list (number or name, status); all mistakes at once."""
    data = await file.read()
    filename = file.filename or "名单.xlsx"
    table = await upload.read(data, filename)
    version = version_of(if_match) if if_match is not None else None

    def work(session, actor):  # type: ignore[no-untyped-def]
        upload.keep(session, actor, sitting_id, table, version)
        return views.show(session, actor, sitting_id)

    return await door.write("attendance:keep", work)


@router.delete("/activities/{activity_id}/sittings/{sitting_id}", summary="删除一场")
async def drop_sitting(door: In, activity_id: Id, sitting_id: Id, if_match: IfMatch = None) -> ActivityOut:
    """Delete a sitting whose attendance was never confirmed, with what was noted of it."""
    version = version_of(if_match) if if_match is not None else None
    return await door.write(
        "activity:convene", _shown(removal.drop_sitting), activity_id, sitting_id, version
    )


@router.delete("/activities/{activity_id}/invitations/{member_id}", summary="移出应到名单")
async def remove_invitation(
    door: In, activity_id: Id, member_id: Id, if_match: IfMatch = None
) -> ActivityOut:
    """Take a member off the due list, with the answer and what open rolls noted."""
    version = version_of(if_match) if if_match is not None else None
    return await door.write("activity:convene", _shown(removal.uninvite), activity_id, member_id, version)


def _shown(verb):  # type: ignore[no-untyped-def]
    """Run a verb that returns an activity's id, then show that activity."""

    def work(session, actor, *args):  # type: ignore[no-untyped-def]
        return activity_views.show(session, actor, verb(session, actor, *args))

    return work
