"""Serve the built web client, its page for every deep link."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.core.http.etags import etag_of

#: Paths of the server itself; an unknown one below them is a 404, never the client's page.
SERVER = ("/api", "/docs", "/openapi.json", "/healthz", "/readyz", "/metrics")
FOREVER = "public, max-age=31536000, immutable"
#: The worker's own policy: the one of data would forbid it to fetch the files it keeps.
WORKER_POLICY = "default-src 'none'; connect-src 'self'; script-src 'self'"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
}
NOT_BUILT = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>掌上履职</title></head><body style="max-width:34em;margin:3em auto;padding:0 1em;line-height:1.8">
<h1>掌上履职</h1>
<p>服务已启动，网页客户端还没有构建。请在程序目录运行 <code>make web</code>，再重新启动服务。</p>
<p><a href="/docs">接口文档</a></p></body></html>
"""


@dataclass(frozen=True, slots=True)
class File:
    """One file of the client as it is sent."""

    body: bytes
    packed: bytes | None
    headers: dict[str, str]


class Client:
    """What answers when no route does: a file, the page, or the plain 404.

    As the router's default and not as a catch-all route: such a route would turn the 404 of a
    wrong path of the API into a 405.

    Args:
        folder: Where the client was built to; None when it was not.
        otherwise: What answers the rest.
    """

    def __init__(self, folder: Path | None, otherwise: ASGIApp) -> None:
        self.folder = folder
        self.otherwise = otherwise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        found = self.answer(scope) if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} else None
        await (found or self.otherwise)(scope, receive, send)

    def answer(self, scope: Scope) -> Response | None:
        """Return the file or page for a request, or None when it is not the client's."""
        path: str = scope["path"]
        if any(path == own or path.startswith(f"{own}/") for own in SERVER):
            return None
        if not self.files:
            return HTMLResponse(NOT_BUILT) if path == "/" else None
        file = self.files.get(path)
        if file is None:
            # A deep link has no ending; a missing picture must not get a page instead.
            if "." in path.rsplit("/", 1)[-1]:
                return None
            file = self.files["/"]
        return sent(file, Headers(scope=scope))

    @cached_property
    def files(self) -> dict[str, File]:
        """Path → file, read and packed once: the client is small and never changes while we run."""
        folder = self.folder
        if folder is None:
            return {}
        paths = [path for path in sorted(folder.rglob("*")) if path.suffix in KINDS]
        found = {f"/{path.relative_to(folder).as_posix()}": read(path) for path in paths}
        found["/"] = found.pop("/index.html")
        return found


def read(path: Path) -> File:
    """Return a file of the client with the headers it is sent with."""
    body = path.read_bytes()
    hashed = path.parent.name == "assets"
    headers = {
        "Content-Type": KINDS[path.suffix],
        "Cache-Control": FOREVER if hashed else "no-cache",
        "ETag": etag_of(body),
        "Vary": "Accept-Encoding",
    }
    if path.name == "sw.js":
        headers["Content-Security-Policy"] = WORKER_POLICY
    packed = gzip.compress(body, 9, mtime=0) if path.suffix != ".png" else None
    return File(body, packed if packed and len(packed) < len(body) else None, headers)


def sent(file: File, asked: Headers) -> Response:
    """Return the answer that carries ``file``, packed or 304 when the caller can take that."""
    if file.headers["ETag"] in asked.get("if-none-match", ""):
        return Response(status_code=304, headers=file.headers)
    if file.packed is not None and "gzip" in asked.get("accept-encoding", ""):
        return Response(file.packed, headers=file.headers | {"Content-Encoding": "gzip"})
    return Response(file.body, headers=file.headers)
