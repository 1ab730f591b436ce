"""No route and no dependency ever lands on FastAPI's own thread pool."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from app.core.settings import Settings
from app.main import create_app


def pooled(call: Callable[..., Any]) -> bool:
    """Tell whether FastAPI would run ``call`` on a thread of its pool: a class counts as such."""
    target = call if inspect.isroutine(call) or inspect.isclass(call) else type(call).__call__
    return not (inspect.iscoroutinefunction(target) or inspect.isasyncgenfunction(target))


def calls(dependant: Dependant) -> Iterator[Callable[..., Any]]:
    if dependant.call is not None:
        yield dependant.call
    for part in dependant.dependencies:
        yield from calls(part)


def judged(app: FastAPI) -> list[tuple[str, Dependant]]:
    return [
        (context.path or "", context.dependant)
        for context in iter_route_contexts(app.routes)
        if isinstance(context.original_route, APIRoute)
    ]


def stalls(app: FastAPI) -> list[str]:
    return [
        f"{path}: {getattr(call, '__qualname__', call)}"
        for path, dependant in judged(app)
        for call in calls(dependant)
        if pooled(call)
    ]


def test_no_route_and_no_dependency_uses_the_thread_pool(tmp_path: Path) -> None:
    application = create_app(Settings(env="test", var=tmp_path))
    found = stalls(application)
    application.state.db.close()
    assert len(judged(application)) > 10, "the routes were not found"
    assert not found, "make it async: what waits goes into a hop (docs/decisions/0011)"


def test_a_planted_synchronous_dependency_is_reported() -> None:
    def slow() -> int:
        return 1

    async def quick() -> int:
        return 1

    planted = FastAPI()

    @planted.get("/x")
    async def x(a: int = Depends(slow), b: int = Depends(quick)) -> int:
        return a + b

    assert [line.rpartition(".")[2] for line in stalls(planted)] == ["slow"]
