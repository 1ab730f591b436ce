"""Routes of ways in beside the password, and of bindings."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from app.access import login
from app.access.answer import answer
from app.access.door import In
from app.access.identity import service, state
from app.access.identity.provider import RedirectProvider, Shown
from app.access.identity.schemas import BindingIn, BindingOut, CodeIn, ProviderOut, WayIn, WayOut
from app.access.schemas import TokenAnswer
from app.access.throttle import LoginThrottle
from app.core.db import Database
from app.core.errors import NotFound
from app.core.ids import Id
from app.core.settings import Settings

router = APIRouter(tags=["登录与席位"])
#: Where the browser comes back to, under the installation's public address.
BACK = "/log-in/"
Provider = Annotated[str, Path(pattern=r"^[a-z]{2,24}$", description="登录方式。", examples=["zhezhengding"])]


def _provider(request: Request, word: str) -> RedirectProvider:
    found: RedirectProvider | None = request.app.state.identities.get(word)
    if found is None:
        raise NotFound()
    return found


async def _subject(request: Request, word: str, body: CodeIn) -> tuple[RedirectProvider, str]:
    """Return who came back from a provider, once state, browser and code are in order."""
    provider = _provider(request, word)
    throttle: LoginThrottle = request.app.state.throttle
    throttle.pass_or_refuse(request.client.host if request.client else "")
    db: Database = request.app.state.db
    state.check(db.secret, word, body.state, body.verifier)
    # Spent before anybody is asked: of two who show the same code at once, one is refused here.
    await db.write(state.spend, word, body.code)
    return provider, await provider.subject_of(Shown(body.code))


@router.get("/auth/identities", summary="其他登录方式")
async def list_identity_providers(request: Request) -> list[ProviderOut]:
    """List the ways in beside name and password that this installation has set up; often none."""
    known: dict[str, RedirectProvider] = request.app.state.identities
    return [ProviderOut(provider=one.word, label=one.label) for one in known.values()]


@router.post("/auth/identities/{provider}/start", summary="去对方平台登录")
async def start_identity(request: Request, response: Response, provider: Provider, body: WayIn) -> WayOut:
    """Return the provider's log-in page; the browser keeps the secret behind its challenge."""
    found = _provider(request, provider)
    throttle: LoginThrottle = request.app.state.throttle
    throttle.pass_or_refuse(request.client.host if request.client else "")
    settings: Settings = request.app.state.settings
    response.headers["Cache-Control"] = "no-store"
    made = state.made(request.app.state.db.secret, provider, body.challenge)
    return WayOut(address=found.address(made, f"{settings.public_address}{BACK}{provider}"))


@router.post("/auth/identities/{provider}/token", summary="用对方平台的身份登录")
async def log_in_by_identity(
    request: Request, response: Response, provider: Provider, body: CodeIn
) -> TokenAnswer:
    """Exchange the code that came back for tokens, if its account id is bound to an account here."""
    found, subject = await _subject(request, provider, body)
    app = request.app.state
    account_id = await app.db.read(service.account_of, found, subject)
    device = request.headers.get("user-agent", "")
    opened = await app.db.write(login.open_session, account_id, "", device, app.settings)
    token = app.tokens.issue(opened.account_id, opened.session_id, opened.council_id, opened.seat_id)
    response.headers["Cache-Control"] = "no-store"
    return answer(app.tokens, token, opened)


@router.get("/me/identities", summary="我绑定的登录方式")
async def list_own_identities(door: In) -> list[BindingOut]:
    """List the identities bound to the own account."""
    return await door.read("seat:view_own", service.listed)


@router.post("/me/identities/{provider}", summary="绑定对方平台的账号")
async def bind_own_identity(door: In, request: Request, provider: Provider, body: CodeIn) -> list[BindingOut]:
    """Bind the own account to whom the provider proves by the code that came back."""
    await door.read("seat:view_own", service.listed)
    _, subject = await _subject(request, provider, body)
    return await door.write("seat:view_own", service.bind_own, provider, subject)


@router.delete("/me/identities/{provider}", status_code=204, summary="解除绑定")
async def revoke_own_identity(door: In, provider: Provider) -> None:
    """Take the own binding back; name and password go on."""
    await door.write("seat:view_own", service.revoke_own, provider)


@router.get("/seats/{seat_id}/identities", summary="席位账号绑定的登录方式")
async def list_seat_identities(door: In, seat_id: Id) -> list[BindingOut]:
    """List the identities bound to a seat's account."""
    return await door.read("seat:manage", service.of_seat, seat_id)


@router.put("/seats/{seat_id}/identities/{provider}", summary="代为绑定")
async def bind_seat_identity(
    door: In, request: Request, seat_id: Id, provider: Provider, body: BindingIn
) -> list[BindingOut]:
    """Bind a seat's account to an account id from the provider's directory."""
    # Who may not do this learns nothing of what is set up.
    await door.read("seat:manage", service.of_seat, seat_id)
    _provider(request, provider)
    return await door.write("seat:manage", service.bind_seat, seat_id, provider, body.subject)


@router.delete("/seats/{seat_id}/identities/{provider}", status_code=204, summary="代为解除绑定")
async def revoke_seat_identity(door: In, seat_id: Id, provider: Provider) -> None:
    """Take a seat's binding back and end the account's sessions."""
    await door.write("seat:manage", service.revoke_seat, seat_id, provider)
