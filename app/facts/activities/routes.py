"""Routes of activities, sittings and invitations."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.access.door import In, InToCreate
from app.core.http.etags import IfMatch, version_of
from app.core.http.paging import Cursor, Limit, Page, read_cursor
from app.core.ids import Id
from app.facts.activities import answers, copies, joint, reminders, service, views
from app.facts.activities.schemas import (
    ActivityCopyIn,
    ActivityEdit,
    ActivityIn,
    ActivityKind,
    ActivityOut,
    DueIn,
    DueOut,
    DueRule,
    InvitationOut,
    ReasonIn,
    ResponseIn,
    ShareIn,
    SittingIn,
)
from app.facts.schemas import TitlePart

router = APIRouter(tags=["会议与活动"])


@router.post("/activities", status_code=201, summary="召集活动")
async def convene_activity(door: InToCreate, body: ActivityIn) -> ActivityOut:
    """Convene an activity with its sittings; the due list is drawn up by rule as of a day."""
    return await door.create("activity:convene", service.convene, views.show, body)


@router.get("/activities", summary="活动列表")
async def list_activities(
    door: In,
    kind: ActivityKind | None = None,
    state: Annotated[str | None, Query(pattern="^(planned|held|cancelled)$")] = None,
    since: date | None = None,
    until: date | None = None,
    section_id: Annotated[Id | None, Query(description="组织部门。")] = None,
    q: TitlePart = None,
    order: Annotated[
        Literal["desc", "asc"], Query(description="desc 最近的在前，asc 最早的在前（看将要举行的）。")
    ] = "desc",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[ActivityOut]:
    """List activities by day: staff see all, members those they are due at."""
    after = read_cursor(cursor, (date, UUID), order)
    return await door.read(
        "activity:view",
        views.page,
        limit,
        after=after,
        kind=kind,
        state=state,
        since=since,
        until=until,
        section_id=section_id,
        q=q,
        order=order,
    )


@router.post("/activities/due", summary="预览应到名单")
async def preview_due(door: In, body: DueIn) -> DueOut:
    """Return who would be due by a rule, before anything is sent; nothing is kept."""
    return await door.read("activity:convene", views.preview, body)


@router.get("/activities/{activity_id}", summary="活动")
async def get_activity(door: In, response: Response, activity_id: Id) -> ActivityOut:
    """Return one activity; its version is the ``ETag`` for ``PATCH``."""
    shown = await door.read("activity:view", views.show, activity_id)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@router.patch("/activities/{activity_id}", summary="修改活动")
async def edit_activity(
    door: In, response: Response, activity_id: Id, body: ActivityEdit, if_match: IfMatch = None
) -> ActivityOut:
    """Change a planned activity."""
    version = version_of(if_match)
    shown = await door.write("activity:convene", _then_show(service.change), activity_id, body, version)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@router.post("/activities/{activity_id}/cancel", summary="取消活动")
async def cancel_activity(door: In, activity_id: Id, body: ReasonIn, if_match: IfMatch = None) -> ActivityOut:
    """Cancel a planned activity with a reason."""
    return await door.write(
        "activity:convene", _then_show(service.cancel), activity_id, body.reason, _version(if_match)
    )


@router.post("/activities/{activity_id}/copies", status_code=201, summary="照此再办一次")
async def copy_activity(door: InToCreate, activity_id: Id, body: ActivityCopyIn) -> ActivityOut:
    """Convene the same again on another day; for a series, once per day with a key of its own."""
    return await door.create("activity:convene", copies.copy, views.show, activity_id, body)


@router.post("/activities/{activity_id}/sittings", status_code=201, summary="加一场")
async def add_sitting(
    door: InToCreate, activity_id: Id, body: SittingIn, if_match: IfMatch = None
) -> ActivityOut:
    """Add a sitting to a planned activity."""
    version = _version(if_match)
    return await door.create(
        "activity:convene",
        lambda session, actor: service.add_sitting(session, actor, activity_id, body, version),
        views.show,
    )


@router.put("/activities/{activity_id}/sittings/{sitting_id}", summary="修改一场")
async def change_sitting(
    door: In, activity_id: Id, sitting_id: Id, body: SittingIn, if_match: IfMatch = None
) -> ActivityOut:
    """Move or rename a sitting of a planned activity whose roll is open."""
    version = _version(if_match)
    return await door.write(
        "activity:convene", _then_show(service.change_sitting), activity_id, sitting_id, body, version
    )


@router.get("/activities/{activity_id}/invitations", summary="应到名单")
async def list_invitations(door: In, activity_id: Id) -> list[InvitationOut]:
    """Return the due list in 姓氏笔画 order."""
    return await door.read("activity:view", views.due_list, activity_id)


@router.post("/activities/{activity_id}/invitations", summary="补充应到名单")
async def extend_invitations(
    door: In, activity_id: Id, body: DueRule, if_match: IfMatch = None
) -> ActivityOut:
    """Add members to the due list by rule; repeating it changes nothing."""
    return await door.write(
        "activity:convene", _then_show(service.extend_due), activity_id, body, _version(if_match)
    )


@router.post("/activities/{activity_id}/remind", summary="提醒未答复的委员")
async def remind_unanswered(door: In, activity_id: Id, if_match: IfMatch = None) -> ActivityOut:
    """Remind those who have not answered, once a day at most; the others hear nothing."""
    shown = await door.write(
        "activity:convene", _then_show(reminders.remind), activity_id, _version(if_match)
    )
    door.request.app.state.courier.wake()
    return shown


@router.put("/activities/{activity_id}/response", summary="回复邀请")
async def answer_invitation(door: In, activity_id: Id, body: ResponseIn) -> ActivityOut:
    """Accept or decline as a due member, until the first sitting begins."""
    return await door.write(
        "activity:respond", _then_show(answers.respond), activity_id, body.accept, body.note
    )


@router.post("/activities/{activity_id}/share", status_code=202, summary="发给联动政协")
async def share_activity(door: In, activity_id: Id, body: ShareIn, if_match: IfMatch = None) -> ActivityOut:
    """Send a frozen copy to partner councils; each keeps its own roll. Repeats are harmless."""
    version = _version(if_match)
    shown = await door.write(
        "activity:convene", _then_show(joint.share), activity_id, body.partner_ids, version
    )
    door.request.app.state.worker.wake()
    return shown


def _version(if_match: str | None) -> int | None:
    return version_of(if_match) if if_match is not None else None


def _then_show(verb):  # type: ignore[no-untyped-def]
    """Run a verb that returns an activity's id, then show that activity."""

    def work(session, actor, *args):  # type: ignore[no-untyped-def]
        return views.show(session, actor, verb(session, actor, *args))

    return work
