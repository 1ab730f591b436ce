"""Routes of the inbox."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.access.door import In
from app.core.http.paging import Cursor, Limit, Page, read_cursor
from app.core.ids import Id
from app.views.inbox import service
from app.views.inbox.schemas import InboxCounts, InboxRow, InboxState

router = APIRouter(tags=["核实与台账"])
Section = Annotated[Id | None, Query(description="只看一个部门；办公室以外只有本部门。")]


@router.get("/inbox", summary="待核实")
async def list_inbox(
    door: In,
    state: InboxState = "submitted",
    section_id: Section = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[InboxRow]:
    """List what waits for the own section, oldest first; or what it returned or verified this week."""
    after = read_cursor(cursor, (UUID,) if state == "submitted" else (datetime, UUID), state)
    return await door.read(
        "claim:verify", service.page, limit, state=state, section_id=section_id, after=after
    )


@router.get("/inbox/counts", summary="待核实件数")
async def count_inbox(door: In, section_id: Section = None) -> InboxCounts:
    """Count what waits, what was returned, and what was verified since Monday."""
    return await door.read("claim:verify", service.counts, section_id)
