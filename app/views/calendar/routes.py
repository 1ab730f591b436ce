"""The route of the calendar file: open to whoever has its address."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from app.access.throttle import LoginThrottle
from app.core.crypto import digest as digest_of
from app.core.db import Database
from app.core.errors import NotFound
from app.core.http.etags import IfNoneMatch, tagged
from app.council.feeds.service import council_of
from app.views.calendar import service

router = APIRouter(tags=["日程订阅"])
#: Calendar programmes ask a few times an hour; phones of one owner share an address.
PER_MINUTE = 12


@router.get(
    "/calendar/{token}.ics",
    summary="日程文件",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {}}, "description": "iCalendar 文件（RFC 5545）。"}},
)
async def get_calendar_file(
    request: Request,
    token: Annotated[str, Path(max_length=100)],
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Return the sittings of the member who made this address; no log-in, 404 once it is revoked.

    Declined ones are left out, cancelled ones say so. Ask at most twelve times a minute.
    """
    database: Database = request.app.state.db
    throttle: LoginThrottle = request.app.state.feed_throttle
    digest = digest_of(token.encode())
    throttle.pass_or_refuse(digest)
    council = council_of(token)
    if council is None:
        raise NotFound()
    content = await database.read(service.file_of, digest, council=council)
    headers = {"Cache-Control": "private, max-age=600", "Referrer-Policy": "no-referrer"}
    return tagged(content, if_none_match, headers=headers, media_type="text/calendar; charset=utf-8")
