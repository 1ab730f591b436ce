"""Routes of notices."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from app.access.door import In
from app.core.http.etags import IfNoneMatch, tagged
from app.core.http.paging import Cursor, Limit
from app.views.notices import service
from app.views.notices.schemas import Notices

router = APIRouter(tags=["通知"])


@router.get("/me/notices", summary="我的通知")
async def my_notices(
    door: In,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
    if_none_match: IfNoneMatch = None,
) -> Notices:
    """List what concerns the caller, newest first, with the number of unread notices.

    Notices are computed from the records themselves: one that waits for an answer is gone when
    the answer is given. ``PUT /me/notices/seen`` notes how far they were read.
    """
    found = await door.read("notice:view", service.page, cursor, limit)
    return tagged(found.model_dump_json().encode(), if_none_match)  # type: ignore[return-value]
