"""Routes of the own calendar feed."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.access.door import In
from app.council.feeds import service
from app.council.feeds.schemas import CalendarFeedMade, CalendarFeedOut

router = APIRouter(tags=["日程订阅"])


@router.get("/me/calendar-feed", summary="日程订阅")
async def get_calendar_feed(door: In) -> CalendarFeedOut:
    """Tell whether the caller subscribed; the address itself is not known here."""
    return await door.read("calendar:subscribe", service.show)


@router.put("/me/calendar-feed", summary="生成订阅地址")
async def make_calendar_feed(door: In, response: Response) -> CalendarFeedMade:
    """Make the address, told this once; an earlier one stops working at once."""
    response.headers["Cache-Control"] = "no-store"
    return await door.write("calendar:subscribe", service.make)


@router.delete("/me/calendar-feed", status_code=204, summary="停止订阅")
async def revoke_calendar_feed(door: In) -> None:
    """End the feed: its address answers 404 from now on."""
    await door.write("calendar:subscribe", service.revoke)
