"""Quick routes answer as FastAPI would; routes are found by a table."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import pytest
from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from app.core.http.quick import QuickRoute
from app.core.http.switch import Switch, flatten

Number = Annotated[int | None, Query(ge=1, le=9)]


def routers() -> list[APIRouter]:
    """The same two routes, once quick and once as usual."""
    made = []
    for kind in ({"route_class": QuickRoute}, {}):
        router = APIRouter(**kind)  # type: ignore[arg-type]

        @router.get("/api/v1/things/{name}")
        async def thing(name: str, number: Number = None, word: str = "none") -> str:
            return PlainTextResponse(f"{name} {number} {word}")  # type: ignore[return-value]

        @router.get("/api/v1/needed")
        async def needed(number: Annotated[int, Query(ge=1)]) -> str:
            return PlainTextResponse(str(number))  # type: ignore[return-value]

        made.append(router)
    return made


class Said(BaseModel, extra="forbid"):
    """A body."""

    word: str = Field(min_length=2)
    count: int = 1
    at: datetime | None = None


@pytest.mark.parametrize("number", ["", "?number=3", "?number=0"])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", '{"word": "政协", "at": "2026-11-27T08:00:00+08:00"}'),
        ("application/json", '{"word": "a", "count": "x", "more": 1}'),
        ("application/json", '{"word": "ab", "count": 2.5}'),
        ("application/json", "[]"),
        ("application/json", '"word"'),
        ("application/json", "null"),
        ("application/json", ""),
        ("application/json", "{"),
        ("application/json; charset=utf-8", '{"word": "ab"}'),
        ("application/problem+json", '{"word": "ab"}'),
        ("text/plain", '{"word": "ab"}'),
    ],
)
def test_a_quick_route_reads_a_body_like_the_usual_one(number: str, kind: str, body: str) -> None:
    answers = []
    for route_class in (QuickRoute, APIRoute):
        router = APIRouter(route_class=route_class)

        @router.post("/api/v1/said")
        async def say(said: Said, number: Number = None) -> str:
            return PlainTextResponse(f"{said!r} {number}")  # type: ignore[return-value]

        app = FastAPI()
        app.include_router(router)
        client = TestClient(app)
        answer = client.post(f"/api/v1/said{number}", content=body, headers={"Content-Type": kind})
        answers.append((answer.status_code, answer.content))
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "asked",
    [
        "things/a",
        "things/a?number=3",
        "things/a?number=3&word=b",
        "things/a?number=3&number=4",
        "things/a?number=0",
        "things/a?number=",
        "things/a?number=%33&word=%E5%A7%94",
        "things/a?word=a+b&&x",
        "things/a?word",
        "things/%E5%A7%94?unknown=1",
        "needed",
        "needed?number=2",
        "needed?number=x",
        "nothing",
        "things",
    ],
)
def test_a_quick_route_answers_like_the_usual_one(asked: str) -> None:
    answers = []
    for router in routers():
        app = FastAPI()
        app.include_router(router)
        flatten(app)
        answer = TestClient(app).get(f"/api/v1/{asked}")
        answers.append((answer.status_code, answer.text))
    assert answers[0] == answers[1]


def test_a_route_that_takes_more_than_plain_parameters_is_refused() -> None:
    router = APIRouter(route_class=QuickRoute)
    with pytest.raises(TypeError, match="quick"):

        @router.get("/x")
        async def x(request: Request) -> str:
            return str(request.url)


def test_nested_routers_become_flat_routes_with_the_same_document() -> None:
    def built() -> FastAPI:
        app, outer, inner = FastAPI(), APIRouter(prefix="/api"), APIRouter(prefix="/v1", tags=["t"])

        @inner.get("/things/{name}", summary="s", status_code=203)
        async def one(name: str) -> str:
            return name

        @inner.get("/things")
        async def every() -> str:
            return "every"

        outer.include_router(inner)
        app.include_router(outer)
        return app

    nested, flat = built(), built()
    flatten(flat)
    assert isinstance(flat.router.middleware_stack, Switch)
    assert flat.openapi() == nested.openapi()
    for path in ("/api/v1/things/a", "/api/v1/things", "/api/v1/others", "/api", "/"):
        answers = [TestClient(app).get(path) for app in (nested, flat)]
        assert answers[0].status_code == answers[1].status_code
        assert answers[0].text == answers[1].text
    assert TestClient(flat).post("/api/v1/things").status_code == 405
