"""Flat routes, found by the first word of their path."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

#: What an included route is made of; its router's share is merged into these already.
_PARTS = (
    "endpoint",
    "response_model",
    "status_code",
    "tags",
    "dependencies",
    "summary",
    "description",
    "response_description",
    "responses",
    "deprecated",
    "name",
    "methods",
    "operation_id",
    "include_in_schema",
    "response_class",
    "dependency_overrides_provider",
    "callbacks",
    "openapi_extra",
    "generate_unique_id_function",
    "strict_content_type",
)
#: ``/api/v1/<word>/…``
_WORD = 3


def flatten(app: FastAPI) -> None:
    """Replace included routers by their routes and find those by a table.

    FastAPI asks every route of every included router in turn, and does so once per level: with
    ninety routes in three levels that costs a request more than its work does.
    """
    flat: list[BaseRoute] = []
    for context in iter_route_contexts(app.router.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and route not in app.router.routes:
            route = type(route)(str(context.path), **{part: getattr(context, part) for part in _PARTS})
        flat.append(route)
    app.router.routes[:] = flat
    app.router.middleware_stack = Switch(app)


class Switch:
    """Hand a request to its route; whatever is not found at once goes the framework's way."""

    def __init__(self, app: FastAPI) -> None:
        self.router = app.router
        self.table: dict[str, list[APIRoute]] = {}
        self.exact: dict[tuple[str, str], APIRoute] = {}
        self.known = 0

    def fill(self) -> None:
        """Sort the routes by word, in their order; others are left to the framework."""
        self.table.clear()
        self.exact.clear()
        self.known = len(self.router.routes)
        for route in self.router.routes:
            parts = getattr(route, "path", "").split("/", _WORD + 1)
            if not isinstance(route, APIRoute) or "{" in "".join(parts[: _WORD + 1]):
                continue
            listed = self.table.setdefault("/".join(parts[: _WORD + 1]), [])
            listed.append(route)
            if "{" not in route.path:
                rivals = [rival for rival in listed[:-1] if rival.path_regex.match(route.path)]
                taken = {method for rival in rivals for method in rival.methods or ()}
                self.exact.update(
                    {(method, route.path): route for method in (route.methods or set()) - taken}
                )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] == "http" and not scope.get("root_path"):
            if self.known != len(self.router.routes):
                self.fill()
            route = self.exact.get((scope["method"], scope["path"]))
            if route is not None:
                scope.update(router=self.router, endpoint=route.endpoint, path_params={}, route=route)
                await route.app(scope, receive, send)
                return
            word = "/".join(scope["path"].split("/", _WORD + 1)[: _WORD + 1])
            for route in self.table.get(word, ()):
                match, found = route.matches(scope)
                if match is Match.FULL:
                    scope["router"] = self.router
                    scope.update(found)
                    await route.handle(scope, receive, send)
                    return
        await self.router.app(scope, receive, send)
