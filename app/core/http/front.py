"""Put the edge around an application: handlers, guards, meters."""

from __future__ import annotations

from typing import Any, Protocol

from fastapi import FastAPI, params
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.core.errors import Invalid, Problem, UnsupportedMedia
from app.core.http.documents import documented
from app.core.http.edge import Edge
from app.core.http.faults import problem_from_http
from app.core.http.limits import Bodies, describe_body
from app.core.http.metrics import Metrics, metrics_endpoint
from app.core.http.probes import Check, probes
from app.core.http.problems import response_of
from app.core.http.sentences import field_errors


class EdgeSettings(Protocol):
    """The part of the settings that the edge reads."""

    @property
    def body_limit(self) -> int:
        """Bytes of a JSON or form body."""

    @property
    def upload_limit(self) -> int:
        """Bytes of a multipart body."""

    @property
    def metrics_token(self) -> str:
        """Bearer token of ``/metrics``; empty means callers on this machine only."""


def install(app: FastAPI, settings: EdgeSettings, *, ready: Check | None = None) -> Metrics:
    """Register problem handlers, middlewares, probes and ``/metrics`` on ``app``.

    Call it once, before the first request; the edge becomes the outermost layer.

    Args:
        app: The application, its routers already included.
        settings: Limits and the token of ``/metrics``.
        ready: Raises when the database does not answer, returns False when its tables are not
            at this version; None leaves ``/healthz`` and ``/readyz`` out.

    Returns:
        The meters, so that a caller may add to the same registry.
    """
    metrics = Metrics()
    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    # A redirect that adds a slash is built from the caller's Host header; a 404 is honest.
    app.router.redirect_slashes = False
    app.add_middleware(Bodies, body_limit=settings.body_limit, upload_limit=settings.upload_limit)
    app.add_middleware(Edge, metrics=metrics)
    endpoint = metrics_endpoint(metrics, settings.metrics_token)
    app.add_api_route("/metrics", endpoint, methods=["GET"], include_in_schema=False)
    if ready is not None:
        app.include_router(probes(ready))
    app.openapi = documented(app)  # type: ignore[method-assign]
    return metrics


async def on_problem(request: Request, exc: Exception) -> Response:
    """Answer a refusal raised by the house."""
    assert isinstance(exc, Problem)
    return response_of(exc, request.scope)


async def on_http(request: Request, exc: Exception) -> Response:
    """Answer a refusal raised by the framework (404, 405, 413 while streaming…)."""
    assert isinstance(exc, HTTPException)
    if exc.status_code in (204, 304):
        return Response(status_code=exc.status_code, headers=exc.headers)
    return response_of(problem_from_http(exc), request.scope)


async def on_invalid(request: Request, exc: Exception) -> Response:
    """Answer 422 with every wrong field at once, and never the input."""
    assert isinstance(exc, RequestValidationError)
    if _wrong_kind(request):
        return response_of(UnsupportedMedia(), request.scope)
    return response_of(Invalid(errors=field_errors(exc.errors())), request.scope)


def _wrong_kind(request: Request) -> bool:
    """Return whether a form came to a JSON route, or JSON to a form route."""
    field: Any = getattr(request.scope.get("route"), "body_field", None)
    kind, _, length, chunked, _ = describe_body(request.scope)
    if field is None or not (length or chunked):
        return False
    return isinstance(field.field_info, params.Form) is kind.endswith("json")
