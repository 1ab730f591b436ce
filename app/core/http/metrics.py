"""Count requests by route template; show them to the right asker."""

from __future__ import annotations

import hmac
from typing import Any

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from app.core.errors import NotFound

_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
UNMATCHED = "(none)"


class Metrics:
    """The meters of one application; each has its own registry, so apps never mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        self._count = Counter(
            "lvzhi_requests",
            "Answered requests.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "lvzhi_request_seconds",
            "Time from first byte to last.",
            ("method", "route"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._children: dict[tuple[str, str, int], tuple[Any, Any]] = {}

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Record one answer; labels come from closed sets, never from the raw path."""
        key = (method, route, status)
        children = self._children.get(key)
        if children is None:
            children = (
                self._count.labels(method, route, str(status)),
                self._seconds.labels(method, route),
            )
            self._children[key] = children
        children[0].inc()
        children[1].observe(seconds)


def method_of(scope: Scope) -> str:
    """Return the method, or ``OTHER`` for inventions of the caller."""
    method = scope["method"]
    return method if method in _METHODS else "OTHER"


def template_of(scope: Scope) -> str:
    """Return the path template of the matched route (``/members/{id}``), never the path itself."""
    # FastAPI keeps the template with all prefixes in its private scope entry when the route came
    # from an included router; scope["route"] alone knows only the innermost part.
    context = scope.get("fastapi", {}).get("effective_route_context")
    route = context if context is not None else scope.get("route")
    return getattr(route, "path_format", None) or getattr(route, "path", None) or UNMATCHED


def metrics_endpoint(metrics: Metrics, token: str) -> Any:
    """Return the endpoint of ``/metrics``.

    Args:
        metrics: What to show.
        token: The bearer token to ask for; when empty, only a direct caller on this machine
            is answered (a forwarded request is not direct).
    """

    async def endpoint(request: Request) -> Response:
        if not _may_read(request, token):
            raise NotFound()
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return endpoint


def _may_read(request: Request, token: str) -> bool:
    if token:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode("utf-8", "replace"), f"Bearer {token}".encode())
    forwarded = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    local = request.client is not None and request.client.host in ("127.0.0.1", "::1")
    return local and not forwarded
