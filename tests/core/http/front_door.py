"""A small application behind the real edge, for the tests of the edge."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, FastAPI, Form, Query, UploadFile
from fastapi.responses import HTMLResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, field_validator
from starlette.testclient import TestClient

from app.core.errors import Conflict, FieldError, Invalid
from app.core.http import install
from app.core.http.paging import Cursor, Int64, Limit, Page, read_cursor, write_cursor

KB = 1024


@dataclass
class Limits:
    """The settings that the edge reads."""

    body_limit: int = 64 * KB
    upload_limit: int = 256 * KB
    metrics_token: str = ""


class Row(BaseModel):
    """A row inside a note."""

    model_config = ConfigDict(extra="forbid")
    mobile: str = Field(pattern=r"^1\d{10}$")


class Note(BaseModel):
    """What the application takes."""

    model_config = ConfigDict(extra="forbid")
    title: str = Field(min_length=2, max_length=10)
    count: Int64 = 0
    kind: Literal["present", "late"] = "present"
    on: date | None = None
    rows: list[Row] = []

    @field_validator("title")
    @classmethod
    def _no_star(cls, value: str) -> str:
        if "*" in value:
            raise ValueError("标题不能有星号。")
        if "#" in value:
            raise ValueError(f"bad title {value}")
        return value


def front_door(limits: Limits | None = None, fault: BaseException | None = None) -> FastAPI:
    """Return the application; ``GET /api/v1/fault`` raises ``fault``."""
    app = FastAPI()
    router = APIRouter(prefix="/api/v1")

    @router.post("/notes/{note_id}")
    async def note(note_id: str, body: Note) -> Note:
        return body

    @router.post("/files")
    async def files(file: UploadFile) -> dict[str, int]:
        return {"size": len(await file.read())}

    @router.post("/token")
    async def token(username: Annotated[str, Form()]) -> dict[str, int]:
        return {"length": len(username)}

    @router.get("/numbers")
    async def numbers(
        limit: Limit = 50,
        cursor: Annotated[Cursor, Query()] = None,
        number: Int64 = 0,
    ) -> Page[int]:
        after = read_cursor(cursor, (int,))
        start = after[0] + 1 if after else 0
        found = list(range(start, min(start + limit + 1, 120)))
        items = found[:limit]
        return Page(items=items, next=write_cursor((items[-1],)) if len(found) > limit else None)

    @router.get("/taken")
    async def taken() -> int:
        raise Conflict("已经签到。", word="signed_in_already", seat="A1", status=200)

    @router.get("/odd")
    async def odd() -> int:
        raise Invalid("\ud800", errors=[FieldError("a", "b", "\x00\udfff")], value=2**70)

    @router.get("/page", response_class=HTMLResponse)
    async def page() -> str:
        return "<p>x</p>"

    @router.get("/half")
    async def half() -> StreamingResponse:
        async def parts() -> AsyncIterator[bytes]:
            yield b"x"
            raise RuntimeError("broke off")

        return StreamingResponse(parts())

    @router.get("/fault")
    async def broken() -> int:
        raise fault or RuntimeError("no fault was given")

    async def ready() -> bool:
        if isinstance(fault, ConnectionError):
            raise fault
        return fault is None

    app.include_router(router)
    install(app, limits or Limits(), ready=ready)
    return app


def caller(
    app: FastAPI | None = None, *, host: str = "127.0.0.1", base: str = "http://testserver"
) -> TestClient:
    """Return a client of ``app`` that calls from ``host``."""
    return TestClient(app or front_door(), client=(host, 50000), base_url=base, raise_server_exceptions=False)
