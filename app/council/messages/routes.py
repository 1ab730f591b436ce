"""Routes of the group robot and its messages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.access.door import In, InToCreate
from app.core.http.etags import IfMatch, version_of
from app.core.http.paging import Cursor, Limit, Page
from app.core.ids import Id
from app.council.messages import service
from app.council.messages.schemas import ChannelIn, ChannelOut, MessageOut, MessageState

router = APIRouter(tags=["群消息"])


@router.get("/message-channel", summary="群机器人")
async def get_message_channel(door: In, request: Request, response: Response) -> ChannelOut:
    """Return the group robot without its secrets; its version is the ``ETag`` for ``PUT``."""
    shown = await door.read("message:view", service.show_channel, _hosts(request))
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@router.put("/message-channel", summary="设置群机器人")
async def set_message_channel(
    door: In, request: Request, response: Response, body: ChannelIn, if_match: IfMatch = None
) -> ChannelOut:
    """Set the robot up or change it; the first time with ``If-Match: "0"``.

    Only hosts that the installation allows are accepted, since the server itself calls them.
    """
    version = version_of(if_match)
    shown = await door.write("message:set_up", service.set_channel, body, version, _hosts(request))
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@router.post("/message-channel/trial", status_code=201, summary="试发一条")
async def send_trial_message(door: InToCreate, request: Request) -> MessageOut:
    """Put a trial message into the outbox; how it went is told by ``GET /messages``."""
    made = await door.create("message:set_up", service.send_trial, service.show)
    request.app.state.courier.wake()
    return made


@router.get("/messages", summary="群消息列表")
async def list_messages(
    door: In,
    state: Annotated[MessageState | None, Query(description="只看待发、已发或失败的。")] = None,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[MessageOut]:
    """List the messages to the group, newest first, with how their delivery went."""
    return await door.read("message:view", service.page, state, cursor, limit)


@router.post("/messages/{message_id}/retry", summary="重发")
async def retry_message(door: In, request: Request, message_id: Id) -> MessageOut:
    """Let a message that failed for good wait anew."""
    shown = await door.write("message:view", service.try_again, message_id)
    request.app.state.courier.wake()
    return shown


def _hosts(request: Request) -> list[str]:
    hosts: list[str] = request.app.state.settings.robots
    return hosts
