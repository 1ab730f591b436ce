"""Routes of log-in, sessions and seats."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request, Response
from sqlalchemy.orm import Session

from app.access import login, queries, refresh, seats
from app.access.actor import Actor
from app.access.answer import answer
from app.access.door import In, InToCreate
from app.access.identity.local import LocalProvider
from app.access.identity.provider import Shown
from app.access.models import LoginSession
from app.access.passwords import check_new, hash_password, matches, slip_password
from app.access.permissions import PERMISSIONS
from app.access.schemas import (
    LogInForm,
    Me,
    PasswordIn,
    RefreshIn,
    Role,
    RoleOut,
    SeatChoice,
    SeatEdit,
    SeatIn,
    SeatNew,
    SeatOut,
    SeenIn,
    SessionOut,
    Slip,
    TokenAnswer,
)
from app.access.throttle import LoginThrottle
from app.access.tokens import Claims, Tokens
from app.core import clock
from app.core.db import Database
from app.core.errors import (
    FieldError,
    Invalid,
    NotFound,
    Unauthenticated,
)
from app.core.http.etags import IfMatch, version_of
from app.core.http.paging import Cursor, Limit, Page, read_cursor, write_cursor
from app.core.ids import Id
from app.core.settings import Settings

router = APIRouter(tags=["登录与席位"])

REFUSALS = {
    "account_disabled": "账号已停用。",
    "bad_refresh_token": "登录已失效，请重新登录。",
    "refresh_token_reused": "这次登录可能已被他人使用，为安全起见已退出，请重新登录。",
    "session_expired": "登录已过期，请重新登录。",
    "session_revoked": "登录已失效，请重新登录。",
}


@router.post("/auth/token", summary="登录")
async def log_in(
    request: Request,
    response: Response,
    form: Annotated[LogInForm, Form()],
) -> TokenAnswer:
    """Exchange user name (or ``council/member number``, or mobile) and password for tokens."""
    state = request.app.state
    settings: Settings = state.settings
    db: Database = state.db
    throttle: LoginThrottle = state.throttle
    throttle.pass_or_refuse(request.client.host if request.client else "")
    local = LocalProvider(db, settings, throttle)
    account_id = await local.subject_of(Shown(form.password, form.username))
    device = request.headers.get("user-agent", "")
    opened = await db.write(login.open_session, account_id, form.username, device, settings)
    token = state.tokens.issue(opened.account_id, opened.session_id, opened.council_id, opened.seat_id)
    response.headers["Cache-Control"] = "no-store"
    return answer(state.tokens, token, opened)


@router.post("/auth/refresh", summary="续期")
async def renew(request: Request, response: Response, body: RefreshIn) -> TokenAnswer:
    """Exchange a refresh token for a new pair; a stolen, reused one ends the session."""
    state = request.app.state
    renewed = await state.db.write(refresh.rotate, body.refresh_token, state.settings)
    if renewed.word:
        raise Unauthenticated(REFUSALS[renewed.word], word=renewed.word)
    token = state.tokens.issue(renewed.account_id, renewed.session_id, renewed.council_id, renewed.seat_id)
    response.headers["Cache-Control"] = "no-store"
    return answer(state.tokens, token, renewed)


def _log_out(session: Session, claims: Claims, session_id: str) -> None:
    for row in queries.live_sessions(session, claims.account_id):
        if row.id == session_id:
            row.revoked_at = clock.now()
            return
    raise NotFound()


@router.post("/auth/logout", status_code=204, summary="退出登录")
async def log_out(door: In) -> None:
    """End this session."""
    await door.before_change(_log_out, door.claims.session_id)


@router.get("/auth/sessions", summary="我的登录")
async def sessions(door: In) -> list[SessionOut]:
    """List the account's live sessions, newest use first."""

    def work(session: Session, claims: Claims) -> list[SessionOut]:
        return [
            SessionOut(
                id=row.id,
                device=row.device,
                created_at=row.created_at,
                used_at=row.used_at,
                current=row.id == claims.session_id,
            )
            for row in queries.live_sessions(session, claims.account_id)
        ]

    return await door.look_around(work)


@router.delete("/auth/sessions/{session_id}", status_code=204, summary="结束一次登录")
async def end_session(door: In, session_id: Annotated[Id, Path()]) -> None:
    """End one of the account's own sessions."""
    await door.before_change(_log_out, session_id)


@router.get("/auth/seats", summary="我的席位")
async def own_seats(door: In) -> list[SeatChoice]:
    """List the seats the account may choose from."""

    def work(session: Session, claims: Claims) -> list[SeatChoice]:
        rows = queries.seats_of(session, claims.account_id)
        return [SeatChoice(seat_id=r.seat_id, council_id=r.council_id, council=r.name) for r in rows]

    return await door.look_around(work)


@router.post("/auth/seat", summary="切换席位")
async def choose_seat(request: Request, response: Response, door: In, body: SeatIn) -> TokenAnswer:
    """Take another of the account's seats; the answer holds a token for it and no new refresh token."""

    def work(session: Session, claims: Claims) -> str:
        rows = queries.seats_of(session, claims.account_id)
        chosen = next((row for row in rows if row.seat_id == body.seat_id), None)
        current = session.get(LoginSession, claims.session_id)
        if chosen is None or current is None:
            raise NotFound()
        current.seat_id, current.council_id = chosen.seat_id, chosen.council_id
        return str(chosen.council_id)

    council_id = await door.before_change(work)
    tokens: Tokens = request.app.state.tokens
    token = tokens.issue(door.claims.account_id, door.claims.session_id, council_id, body.seat_id)
    response.headers["Cache-Control"] = "no-store"
    return TokenAnswer(
        access_token=token,
        refresh_token="",
        expires_in=int(tokens.life.total_seconds()),
        seat_id=body.seat_id,
        council_id=council_id,
    )


@router.post("/auth/password", status_code=204, summary="修改密码")
async def change_password(request: Request, door: In, body: PasswordIn) -> None:
    """Change the own password; every other session of the account ends."""
    settings: Settings = request.app.state.settings

    def read(session: Session, claims: Claims) -> tuple[login.Found, tuple[str, str]]:
        return login.own(session, claims.account_id, settings)

    found, names = await door.before_change(read)
    login.refuse_throttled(found)
    if not await matches(found.password_hash, body.old_password):
        await door.before_change(lambda session, claims: login.fail(session, claims.account_id))
        raise Invalid(errors=[FieldError("old_password", "wrong_password", "原密码不正确。")])
    if body.new_password == body.old_password:
        raise Invalid(errors=[FieldError("new_password", "same_password", "新密码不能与原密码相同。")])
    check_new(body.new_password, names)
    new_hash = await hash_password(body.new_password)

    def work(session: Session, claims: Claims) -> None:
        login.change_password(session, claims.account_id, new_hash, claims.session_id)

    await door.before_change(work)


def _me(session: Session, actor: Actor) -> Me:
    display_name, council = queries.own_face(session, actor.account_id, actor.council_id)
    return Me(
        account_id=actor.account_id,
        display_name=display_name,
        council_id=actor.council_id,
        council=council,
        seat_id=actor.seat_id,
        member_id=actor.member_id,
        section_id=actor.section_id,
        roles=sorted(actor.roles),  # type: ignore[arg-type]
        permissions=sorted(name for name in PERMISSIONS if actor.may(name)),
    )


@router.get("/me", summary="我是谁")
async def me(door: In) -> Me:
    """Return account, council, seat, roles and permissions of the caller."""
    return await door.read("seat:view_own", _me)


@router.put("/me/notices/seen", status_code=204, summary="标记通知已读")
async def see_notices(door: In, body: SeenIn) -> None:
    """Note that this seat has read its notices up to a moment; it never goes back."""
    await door.write("notice:view", seats.see_notices, body.until)


@router.get("/seats", summary="席位列表")
async def list_seats(
    door: In,
    q: Annotated[str, Query(max_length=40, description="账号名或登录名中的字。", examples=["王"])] = "",
    role: Annotated[Role | None, Query(description="只看有这一角色的。")] = None,
    active: Annotated[bool | None, Query(description="true 只看在用的，false 只看停用的。")] = None,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[SeatOut]:
    """List the council's seats, a page at a time."""

    def work(session: Session, actor: Actor) -> Page[SeatOut]:
        after = read_cursor(cursor)
        rows = queries.seats(
            session, actor.council_id, after, limit + 1, search=q.strip(), role=role, active=active
        )
        items = [seats.seat_out(row) for row in rows[:limit]]
        return Page(
            items=items,
            next=write_cursor((items[-1].id,)) if len(rows) > limit else None,
        )

    return await door.read("seat:manage", work)


@router.get("/roles", summary="角色与权限")
async def list_roles(door: In) -> list[RoleOut]:
    """List every role a seat may have with what it may do, for the administrator."""
    return await door.read("seat:manage", lambda session, actor: seats.roles())


@router.post("/seats", status_code=201, summary="新设席位")
async def create_seat(door: InToCreate, body: SeatNew) -> SeatOut:
    """Open an account with a seat; print its slip with ``POST /seats/{id}/slip``."""
    _, password_hash = await slip_password()
    return await door.create("seat:manage", seats.create, seats.show, body, password_hash)


@router.get("/seats/{seat_id}", summary="席位")
async def get_seat(door: In, response: Response, seat_id: Id) -> SeatOut:
    """Return one seat; its version is the ``ETag`` for ``PATCH``."""
    seat = await door.read("seat:manage", seats.show, seat_id)
    response.headers["ETag"] = f'"{seat.version}"'
    return seat


@router.patch("/seats/{seat_id}", summary="修改席位")
async def edit_seat(
    door: In, response: Response, seat_id: Id, body: SeatEdit, if_match: IfMatch = None
) -> SeatOut:
    """Change roles, section or activity; in force from the seat's next request on."""
    seat = await door.write("seat:manage", seats.edit, seat_id, body, version_of(if_match))
    response.headers["ETag"] = f'"{seat.version}"'
    return seat


@router.post("/seats/{seat_id}/slip", summary="发放账号条")
async def print_slip(door: In, response: Response, seat_id: Id) -> Slip:
    """Reset the seat's account to a one-time password and return the slip to print."""
    password, password_hash = await slip_password()
    response.headers["Cache-Control"] = "no-store"
    return await door.write("seat:manage", seats.reset, seat_id, password, password_hash)
