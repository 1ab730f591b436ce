"""A running server over a fresh database, for a browser to visit."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import uvicorn

import app.tables  # noqa: F401
from app.core.db import Database
from app.core.db.migrate import upgrade
from app.core.http.client import Client
from app.core.settings import Settings
from app.main import create_app
from app.paths import migrations_dir
from tests.factories.house import House

SECRET = "browser-secret-browser-secret-browser-secret"

#: Visitors whose line is cut, by the cookie that their browser sends.
CUT: set[str] = set()
#: Tells the cut line's answer from one of the server.
SEVERED = (b"x-severed", b"1")


def severed(served: Any) -> Any:
    """Return the application as whoever has a line reaches it.

    A browser's own cut holds for a page, not for what the page still sends while it is closed: a renewal
    of the session got through then, its answer was lost, and a day later the token was taken for stolen.
    """

    async def line(scope: Any, receive: Any, send: Any) -> None:
        said = b"".join(value for name, value in scope.get("headers", ()) if name == b"cookie").decode()
        if any(f"visitor={one}" in said for one in CUT):
            await send({"type": "http.response.start", "status": 503, "headers": [SEVERED]})
            await send({"type": "http.response.body", "body": b""})
        else:
            await served(scope, receive, send)

    return line


class Site:
    """Where the browser goes, and how a test sets the scene."""

    def __init__(self, url: str, db: Database, client: httpx2.Client, web: Client) -> None:
        self.url, self.db, self.client, self.web = url, db, client, web

    def house(self) -> House:
        """Return a fresh council with seats on demand."""
        return House(self.db, self.client)


@contextmanager
def site(var: Path) -> Iterator[Site]:
    """Serve the application with its client on a free port of this machine."""
    settings = Settings(env="test", secret=SECRET, var=var)
    upgrade(settings.migrations, migrations_dir())
    db = Database.of(settings)
    served = create_app(settings, db=db)
    config = uvicorn.Config(severed(served), host="127.0.0.1", port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with httpx2.Client(base_url=url, timeout=30) as client:
        web = served.router.default
        assert isinstance(web, Client)
        yield Site(url, db, client, web)
    server.should_exit = True
    thread.join(10)
    db.close()
