"""The outermost layer: request id, safe headers, log line, meters, last net."""

from __future__ import annotations

import secrets
from logging import INFO
from time import perf_counter
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.errors import Problem
from app.core.http.faults import problem_from_fault
from app.core.http.headers import finisher
from app.core.http.logs import ACCESS, FAULTS, UNLOGGED
from app.core.http.metrics import Metrics, method_of, template_of
from app.core.http.problems import REQUEST_ID, response_of


class Edge:
    """Wrap every request; whatever escapes below becomes a problem, never a trace.

    One class and not five: each layer of middleware costs every request a wrapped ``send``.

    Args:
        app: The next ASGI application.
        metrics: Where to count.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics
        self.finish_plain = finisher(secure=False)
        self.finish_secure = finisher(secure=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = perf_counter()
        # Never taken from the caller: a forged id would let one request pose as another.
        request_id = secrets.token_hex(12)
        scope[REQUEST_ID] = request_id
        finish = self.finish_secure if scope.get("scheme") == "https" else self.finish_plain
        status = 0

        async def finished_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                finish(message, request_id.encode())
            await send(message)

        try:
            await self.app(scope, receive, finished_send)
        except Exception as fault:
            problem = log_fault(fault, scope)
            if status:
                # Half an answer is out; only breaking the connection tells the client so.
                raise
            await response_of(problem, scope)(scope, receive, finished_send)
        finally:
            if not getattr(scope.get("endpoint"), UNLOGGED, False):
                seconds = perf_counter() - started
                method, route = method_of(scope), template_of(scope)
                self.metrics.observe(method, route, status, seconds)
                if ACCESS.isEnabledFor(INFO):
                    log_answer(request_id, method, route, status, seconds)


def log_answer(request_id: str, method: str, route: str, status: int, seconds: float) -> None:
    """Write the access line: template, status and time, nothing of the caller."""
    fields: dict[str, Any] = {"request_id": request_id, "method": method, "route": route, "status": status}
    fields["ms"] = round(seconds * 1000, 2)
    # Made directly, because looking for the calling frame costs as much as the rest of the line.
    record = ACCESS.makeRecord(ACCESS.name, INFO, "", 0, "request", (), None, extra={"fields": fields})
    ACCESS.handle(record)


def log_fault(fault: Exception, scope: Scope) -> Problem:
    """Return the problem for ``fault``, leaving its chain in the log under the request id."""
    if isinstance(fault, Problem):
        return fault
    problem = problem_from_fault(fault)
    fields = {"request_id": scope.get(REQUEST_ID, ""), "route": template_of(scope)}
    level = FAULTS.error if problem is None else FAULTS.warning
    level(
        problem.word if problem else "internal_error",
        exc_info=fault,
        extra={"fields": fields},
    )
    return problem or Problem()
