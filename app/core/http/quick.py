"""Hot routes whose plain parameters are read without FastAPI's solver."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

#: Attribute of a dependency: ``quick(request)`` gives what the dependency would.
QUICK = "quick"
_MISSING = object()


class QuickRoute(APIRoute):
    """A route of one quick dependency and plain parameters, whose endpoint returns a Response.

    The document is the usual one. A request that is anything but ordinary (a parameter is wrong
    or missing) takes the usual way and gets the usual answer.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        usual = super().get_route_handler()
        read = reader_of(self.dependant)
        endpoint = self.endpoint

        async def answer(request: Request) -> Response:
            given = read(request)
            if given is None:
                return await usual(request)
            return await endpoint(**given)  # type: ignore[no-any-return]

        return answer


def reader_of(dependant: Dependant) -> Callable[[Request], dict[str, Any] | None]:
    """Return a function from a request to the endpoint's arguments, None when it is not ordinary.

    Raises:
        TypeError: the endpoint takes more than this can read.
    """
    quick = {part.name: getattr(part.call, QUICK, None) for part in dependant.dependencies}
    odd = dependant.body_params or dependant.cookie_params or dependant.request_param_name
    if odd or None in quick.values():
        raise TypeError(f"{dependant.call} is no route for quick reading")
    sources = (
        [("path", field) for field in dependant.path_params]
        + [("query", field) for field in dependant.query_params]
        + [("header", field) for field in dependant.header_params]
    )
    fields = [(source, field, field.alias, field.name, field.get_default()) for source, field in sources]

    def read(request: Request) -> dict[str, Any] | None:
        given: dict[str, Any] = {}
        for source, field, alias, name, default in fields:
            if source == "query":
                value: Any = (
                    request.query_params.get(alias, _MISSING) if request.scope["query_string"] else _MISSING
                )
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
