"""Routes of signing in: the phone's batch, the hall's screen, the log."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session
from starlette.datastructures import URL

from app.access.actor import Actor
from app.access.door import In
from app.core.http.etags import IfNoneMatch, tagged
from app.core.http.quick import QuickRoute
from app.core.ids import Id
from app.core.settings import Settings
from app.facts.attendance.signing import service, views
from app.facts.attendance.signing.schemas import (
    DeviceIn,
    DeviceOut,
    HallOut,
    MySittingsOut,
    SignInBatchIn,
    SignInDecisionIn,
    SignInReviewOut,
    SignInsOut,
    SignInVerdictsOut,
)
from app.facts.attendance.signing.sign_in import sign_in as log_attempts

router = APIRouter(tags=["签到"])
quick = APIRouter(route_class=QuickRoute)


@quick.post("/me/sign-ins", summary="签到")
async def sign_in(door: In, body: SignInBatchIn) -> SignInVerdictsOut:
    """Hand in what the phone saw in the hall, at once or days later; every attempt gets a verdict.

    Sending an attempt again, in any order, gets the verdict of the first time. An entry may leave
    the phone when its verdict has arrived, whatever it says.
    """

    verdicts = await door.grouped("attendance:sign_in", log_attempts, body)
    return Response(verdicts.model_dump_json(), media_type="application/json")  # type: ignore[return-value]


@router.get("/me/sign-ins", summary="我的签到")
async def my_sign_ins(door: In, if_none_match: IfNoneMatch = None) -> MySittingsOut:
    """List the sittings the caller is due at: when each opens, and whether the caller signed in.

    From three days ago to two weeks ahead, so that a phone without a line can name what it signs
    in to. A mark of the office (``status``) goes before the caller's own sign-in.
    """
    found = await door.read("attendance:sign_in", views.mine)
    return tagged(found.model_dump_json().encode(), if_none_match)  # type: ignore[return-value]


@router.post("/me/sign-in-key", summary="领取本机标记")
async def sign_in_key(door: In, response: Response, body: DeviceIn) -> DeviceOut:
    """Return the key by which this phone marks entries it keeps off line; the same for ever."""
    response.headers["Cache-Control"] = "no-store"
    return await door.read("attendance:sign_in", service.device_key, body.device)


@router.get("/sittings/{sitting_id}/hall", summary="会场屏幕")
async def get_hall(door: In, request: Request, response: Response, sitting_id: Id) -> HallOut:
    """Return the code and digits on the hall's screen now, and how many have come.

    Ask it again after ``changes_in``; the counts alone stand under ``/live``.
    """
    response.headers["Cache-Control"] = "no-store"
    address = address_of(request.app.state.settings, request.url)
    return await door.read("attendance:keep", views.hall, sitting_id, address)


def address_of(settings: Settings, url: URL) -> str:
    """Return where phones reach this installation; empty when nobody said so.

    Whoever writes a request writes its Host: on a screen of the hall it would send every phone
    to another site.
    """
    if settings.public_address:
        return settings.public_address
    if settings.demo_like or url.hostname in {"localhost", "127.0.0.1", "::1"}:
        return f"{url.scheme}://{url.netloc}"
    return ""


@router.get("/sittings/{sitting_id}/sign-ins", summary="签到记录")
async def list_sign_ins(door: In, sitting_id: Id) -> SignInsOut:
    """Return every attempt at a sitting, newest first, with what somebody should look at."""
    return await door.read("attendance:keep", views.log, sitting_id)


@router.get("/sign-in-reviews", summary="待核对的签到")
async def list_sign_in_reviews(door: In) -> list[SignInReviewOut]:
    """List the doubtful sign-ins of the last two months that nobody decided about, over all sittings.

    A doubt is something to look at, never a refusal and never a punishment.
    """
    return await door.read("attendance:keep", views.reviews)


@router.post("/sittings/{sitting_id}/sign-ins/{attempt_id}/decide", summary="处理存疑签到")
async def decide_sign_in(door: In, sitting_id: Id, attempt_id: Id, body: SignInDecisionIn) -> SignInsOut:
    """Confirm a doubtful sign-in or annul one that counted; the attempt itself stays as it was."""

    def work(session: Session, actor: Actor) -> SignInsOut:
        service.decide(session, actor, sitting_id, attempt_id, body)
        return views.log(session, actor, sitting_id)

    return await door.write("attendance:keep", work)


router.include_router(quick)
