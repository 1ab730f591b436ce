"""How the access tests knock: log-ins, forged clocks, many requests at one moment."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.access.models import Account, Seat
from tests.factories.house import PASSWORD


def log_in(client: Any, username: str, password: str = PASSWORD, **kwargs: Any) -> Any:
    """Answer of ``POST /auth/token``."""
    form = {"username": username, "password": password}
    return client.post("/api/v1/auth/token", data=form, **kwargs)


def refresh(client: Any, token: str) -> Any:
    """Answer of ``POST /auth/refresh``."""
    return client.post("/api/v1/auth/refresh", json={"refresh_token": token})


def me(client: Any, token: str) -> Any:
    """Answer of ``GET /me`` under an access token."""
    return client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})


def without_id(answer: Any) -> dict[str, Any]:
    """Return a problem's members but the number of the request."""
    return {name: value for name, value in answer.json().items() if name != "request_id"}


def set_account(house: Any, account_id: str, **fields: Any) -> None:
    """Change columns of an account behind the application's back."""

    def work(session: Session) -> None:
        account = session.get_one(Account, account_id)
        for name, value in fields.items():
            setattr(account, name, value)

    house.write(work)


def set_seat(house: Any, seat_id: str, **fields: Any) -> None:
    """Change columns of a seat behind the application's back."""

    def work(session: Session) -> None:
        seat = session.get_one(Seat, (house.council_id, seat_id))
        for name, value in fields.items():
            setattr(seat, name, value)

    house.write(work)


@dataclass(frozen=True, slots=True)
class Said:
    """Status and JSON body of one answer of a volley."""

    status: int
    body: Any


def volley(
    client: Any, method: str, path: str, bodies: Sequence[Any], token: str = "", **more: str
) -> list[Said]:
    """Send all requests at the same moment into the client's own event loop.

    Args:
        client: A TestClient that has been entered.
        more: Further headers, ``idempotency_key="…"``.
    """
    headers = [(b"content-type", b"application/json")]
    if token:
        headers.append((b"authorization", f"Bearer {token}".encode()))
    headers += [(name.replace("_", "-").encode(), value.encode()) for name, value in more.items()]

    async def all_at_once() -> list[Said]:
        return await asyncio.gather(*(_send(client.app, method, path, headers, body) for body in bodies))

    return client.portal.call(all_at_once)


async def _send(app: Any, method: str, path: str, headers: list[tuple[bytes, bytes]], body: Any) -> Said:
    content = json.dumps(body).encode()
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": path, "raw_path": path.encode(), "root_path": "", "query_string": b"",
        "headers": [*headers, (b"content-length", str(len(content)).encode())], "state": {},
        "client": ("127.0.0.1", 50000), "server": ("testserver", 80),
    }  # fmt: skip
    said: list[Any] = []
    given = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if given.is_set():
            await asyncio.Event().wait()
        given.set()
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: Any) -> None:
        said.append(message)

    await app(scope, receive, send)
    text = b"".join(part.get("body", b"") for part in said[1:])
    return Said(said[0]["status"], json.loads(text) if text else None)
