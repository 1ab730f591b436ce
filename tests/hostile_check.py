"""Fire the hostile corpus at an application and judge every answer."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from starlette.testclient import TestClient

from tests.hostile import CANARY, HOSTILE_BODIES, HOSTILE_PARAMETERS, Hostile, mutations
from tests.samples import sample

SAMPLE_ID = "01900000-0000-7000-8000-000000000001"
_MEMBERS = {"type", "title", "status", "detail", "word", "errors", "request_id"}


@dataclass(frozen=True, slots=True)
class JsonRoute:
    """One route that takes JSON: a real path, and a body it accepts when one is known."""

    method: str
    path: str
    valid: Any = None


@dataclass(frozen=True, slots=True)
class Shot:
    """One request to send."""

    method: str
    path: str
    name: str
    query: bytes = b""
    body: bytes = b""
    content_type: str | None = None
    refuse: bool = False


@dataclass(slots=True)
class Verdict:
    """What was judged and what was wrong with it."""

    judged: int = 0
    failed: list[str] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)


def check(target: Any, routes: Iterable[JsonRoute], bodies: Iterable[Hostile] = HOSTILE_BODIES) -> Verdict:
    """Send every body, and every mutation of a route's valid body, to every route.

    Args:
        target: A FastAPI application, or a TestClient (its headers are sent along).
        routes: Where to.
        bodies: The corpus.
    """
    corpus = tuple(bodies)
    return judge(target, _shots(routes, corpus))


def check_addresses(target: Any, document: dict[str, Any]) -> Verdict:
    """Send every hostile parameter in every path and query place of the OpenAPI ``document``."""
    return judge(target, _addresses(document))


def judge(target: Any, shots: Iterable[Shot]) -> Verdict:
    """Send the shots straight into the ASGI application, inside the client's own event loop."""
    app, headers, portal = target, [], None
    if isinstance(target, TestClient):
        app, portal = target.app, target.portal
        headers = [(name.lower().encode(), value.encode()) for name, value in target.headers.items()]
    headers = [pair for pair in headers if pair[0] not in (b"content-type", b"content-length")]
    if portal is not None:
        return portal.call(_volley, app, headers, shots)
    return asyncio.run(_volley(app, headers, shots))


async def _volley(app: Any, headers: list[tuple[bytes, bytes]], shots: Iterable[Shot]) -> Verdict:
    verdict = Verdict()
    for shot in shots:
        status, answer_headers, answer = await _fire(app, headers, shot)
        verdict.judged += 1
        verdict.statuses[status] = verdict.statuses.get(status, 0) + 1
        for reason in _faults(shot, status, answer_headers, answer):
            verdict.failed.append(f"{shot.method} {shot.path} [{shot.name}] {status}: {reason}")
    return verdict


async def _fire(
    app: Any, headers: list[tuple[bytes, bytes]], shot: Shot
) -> tuple[int, dict[bytes, bytes], bytes]:
    sent = list(headers)
    if shot.content_type is not None:
        sent.append((b"content-type", shot.content_type.encode("latin-1")))
    if shot.method != "GET":
        sent.append((b"content-length", str(len(shot.body)).encode()))
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": shot.method,
        "scheme": "http", "path": unquote(shot.path, errors="replace"), "raw_path": shot.path.encode(),
        "root_path": "", "query_string": shot.query, "headers": sent, "state": {},
        "client": ("127.0.0.1", 50000), "server": ("testserver", 80),
    }  # fmt: skip
    said: list[dict[str, Any]] = []
    given = False

    async def receive() -> dict[str, Any]:
        nonlocal given
        if given:
            return {"type": "http.disconnect"}
        given = True
        return {"type": "http.request", "body": shot.body, "more_body": False}

    async def send(message: Any) -> None:
        said.append(message)

    try:
        await app(scope, receive, send)
    except Exception:  # noqa: BLE001
        # A server would answer 500 or cut the line; both count the same.
        return 500, {}, b""
    answer_headers = {name.lower(): value for name, value in said[0].get("headers", ())}
    return said[0]["status"], answer_headers, b"".join(part.get("body", b"") for part in said[1:])


def _faults(shot: Shot, status: int, headers: dict[bytes, bytes], answer: bytes) -> Iterator[str]:
    if status >= 500:
        yield "5xx"
        return
    if status < 400:
        if shot.refuse:
            yield "accepted what must be refused"
        return
    if CANARY.encode() in answer or b"".join(headers.values()).find(CANARY.encode()) >= 0:
        yield "the input was repeated"
    if headers.get(b"content-type") != b"application/problem+json":
        yield "not problem+json"
        return
    try:
        document = json.loads(answer.decode(), parse_constant=_refuse_constant)
    except ValueError:
        yield "the problem is not strict JSON"
        return
    if not document.keys() >= _MEMBERS or document["status"] != status:
        yield "members of the problem are missing or wrong"
    elif not re.search("[\u4e00-\u9fff]", document["detail"]):
        yield "no Chinese sentence"


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def _shots(routes: Iterable[JsonRoute], corpus: tuple[Hostile, ...]) -> Iterator[Shot]:
    for route in routes:
        planted = mutations(route.valid) if route.valid is not None else ()
        for bodies in (corpus, planted):
            for each in bodies:
                yield Shot(
                    route.method,
                    route.path,
                    each.name,
                    body=each.body,
                    content_type=each.content_type,
                    refuse=each.refuse,
                )


def json_routes(document: dict[str, Any], *, leave_out: Iterable[str] = ()) -> list[JsonRoute]:
    """Return every operation of the OpenAPI ``document`` that takes JSON, with a sample body.

    Args:
        document: ``app.openapi()``.
        leave_out: Path templates whose success would end the caller's own session.
    """
    out = set(leave_out)
    found = []
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {})
            if "application/json" in content and path not in out:
                valid = sample(content["application/json"], document)
                found.append(JsonRoute(method.upper(), _filled(path), valid))
    return found


def _filled(path: str, name: str = "", value: str = "") -> str:
    return re.sub(r"\{([^}]+)\}", lambda match: value if match[1] == name else SAMPLE_ID, path)


def _addresses(document: dict[str, Any]) -> Iterator[Shot]:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            for parameter in operation.get("parameters", ()):
                for hostile in HOSTILE_PARAMETERS:
                    name = f"{parameter['in']} {parameter['name']}={hostile[:30]}"
                    if parameter["in"] == "path":
                        yield Shot(method.upper(), _filled(path, parameter["name"], hostile), name)
                    elif parameter["in"] == "query":
                        query = f"{parameter['name']}={hostile}".encode()
                        yield Shot(method.upper(), _filled(path), name, query=query)


def unbounded_integers(document: dict[str, Any]) -> list[str]:
    """Return the places of the ``document`` that accept integers without both bounds.

    Such a place lets 2^63 through to the database driver.
    """
    found = []
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            for parameter in operation.get("parameters", ()):
                if _unbounded(parameter.get("schema", {})):
                    found.append(f"{method.upper()} {path} {parameter['in']}.{parameter['name']}")
    return found


def _unbounded(schema: dict[str, Any]) -> bool:
    kinds = [schema, *schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else [])]
    low, high = {"minimum", "exclusiveMinimum"}, {"maximum", "exclusiveMaximum"}
    return any(
        kind.get("type") == "integer" and not (low & kind.keys() and high & kind.keys()) for kind in kinds
    )
