"""Routes of the tables of attendance."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from app.access.door import In
from app.core.http.paging import Cursor, Limit, Page
from app.facts.activities.schemas import ActivityKind, CalendarDay
from app.views.turnout import service
from app.views.turnout.schemas import By, Counted, TurnoutLine, TurnoutOut

router = APIRouter(tags=["出席统计"])
SEE = "attendance:count"
Since = Annotated[
    CalendarDay | None, Query(description="起始日期，默认本年 1 月 1 日。", examples=["2026-01-01"])
]
Until = Annotated[CalendarDay | None, Query(description="截止日期，默认今天。", examples=["2026-06-30"])]
Kind = Annotated[ActivityKind | None, Query(description="只看一类会议或活动。")]
Table = Annotated[By, Query(description="按什么统计。")]


@router.get("/turnout", summary="出席统计")
async def get_turnout(
    door: In, by: Table = "sitting", since: Since = None, until: Until = None, kind: Kind = None
) -> TurnoutOut:
    """Return who was due and who came over a span, by sitting, kind, unit or member.

    Only confirmed rolls are counted. Every number has its lines under ``/turnout/lines``.
    """
    return await door.read(SEE, service.table, since, until, by, kind)


@router.get("/turnout/lines", summary="出席统计名单")
async def list_turnout(
    door: In,
    by: Table = "sitting",
    since: Since = None,
    until: Until = None,
    kind: Kind = None,
    key: Annotated[
        str | None,
        Query(max_length=40, description="统计表的一行；空文字为没有编入机构的，不填为全部。"),
    ] = None,
    status: Annotated[Counted, Query(description="哪一个数。")] = "due",
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[TurnoutLine]:
    """List as many lines as the number says, in order of time."""
    return await door.read(SEE, service.lines, since, until, by, kind, key, status, cursor, limit)
