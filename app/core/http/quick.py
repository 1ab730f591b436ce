"""Hot routes whose parameters and body are read without FastAPI's solver."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import orjson
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

#: Attribute of a dependency: ``quick(request)`` gives what the dependency would.
QUICK = "quick"
_MISSING = object()
_BODY = ("body",)
_PLAIN = re.compile(rb"\w+=\w+(?:&\w+=\w+)*")


class QuickRoute(APIRoute):
    """A route of quick dependencies, plain parameters and at most one body, that returns a Response.

    The document is the usual one. A request that is anything but ordinary (a parameter is wrong
    or missing) takes the usual way and gets the usual answer.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        usual, read, endpoint = self.app, reader_of(self.dependant), self.endpoint
        body = self.dependant.body_params[0] if self.dependant.body_params else None

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            request = Request(scope)
            arguments = read(request)
            if arguments is not None and body is not None:
                given, receive = await taken(request, receive)
                value, errors = (None, [given]) if given is _MISSING else body.validate(given, {}, loc=_BODY)
                if errors:
                    arguments = None
                else:
                    arguments[body.name] = value
            if arguments is None:
                await usual(scope, receive, send)
                return
            # What is raised here is a Problem, and those are answered further out.
            response = await endpoint(**arguments)
            await response(scope, receive, send)

        self.app = app


def reader_of(dependant: Dependant) -> Callable[[Request], dict[str, Any] | None]:
    """Return a function from a request to the endpoint's arguments, None when it is not ordinary.

    Raises:
        TypeError: the endpoint takes more than this can read.
    """
    quick = {part.name: getattr(part.call, QUICK, None) for part in dependant.dependencies}
    odd = len(dependant.body_params) > 1 or dependant.cookie_params or dependant.request_param_name
    if odd or dependant.response_param_name or None in quick.values():
        raise TypeError(f"{dependant.call} is no route for quick reading")
    sources = (
        [("path", field) for field in dependant.path_params]
        + [("query", field) for field in dependant.query_params]
        + [("header", field) for field in dependant.header_params]
    )
    has_query = bool(dependant.query_params)
    fields = [(source, field, field.alias, field.name, field.get_default()) for source, field in sources]

    def read(request: Request) -> dict[str, Any] | None:
        given: dict[str, Any] = {}
        asked = plain_query(request) if has_query else {}
        for source, field, alias, name, default in fields:
            if source == "query":
                value: Any = asked.get(alias, _MISSING)
            elif source == "path":
                value = request.path_params.get(alias, _MISSING)
            else:
                value = request.headers.get(alias, _MISSING)
            if value is _MISSING:
                if field.field_info.is_required():
                    return None
                given[name] = default
                continue
            given[name], errors = field.validate(value, {}, loc=(source, alias))
            if errors:
                return None
        for part, call in quick.items():
            given[str(part)] = call(request)  # type: ignore[misc]
        return given

    return read


async def taken(request: Request, receive: Receive) -> tuple[Any, Receive]:
    """Return what a body of JSON says, and a ``receive`` that gives the body once more.

    The middleware has read it whole and has refused what is no proper JSON. What came in pieces
    after all, or is of another kind, is left to the usual way.
    """
    first = await receive()
    again = True

    async def receive_again() -> Message:
        nonlocal again
        if again:
            again = False
            return first
        return await receive()

    json = request.headers.get("content-type", "") == "application/json"
    if not json or first["type"] != "http.request" or first.get("more_body"):
        return _MISSING, receive_again
    try:
        return orjson.loads(first.get("body", b"")), receive_again
    except orjson.JSONDecodeError:
        return _MISSING, receive_again


def plain_query(request: Request) -> Mapping[str, str]:
    """Return the query; one of plain words is taken apart without looking for escapes."""
    text = request.scope["query_string"]
    if not text:
        return {}
    if _PLAIN.fullmatch(text):
        return dict(pair.split("=", 1) for pair in text.decode().split("&"))
    return request.query_params
