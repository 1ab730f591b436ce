"""Tell an orchestrator whether the process lives and may get traffic."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from app.core.errors import Unavailable
from app.core.http.headers import NO_STORE

#: Longer than a healthy answer ever takes, shorter than what an orchestrator waits.
PATIENCE = 2.0
Check = Callable[[], Awaitable[object]]


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"] = Field(description="Always `ok`: the process answers.")


def probes(ready: Check) -> APIRouter:
    """Return the router of ``/healthz`` and ``/readyz``.

    Args:
        ready: Raises when the database does not answer; returns False when its tables are not
            at this version.
    """
    router = APIRouter(tags=["运行"])

    @router.get("/healthz", summary="进程存活")
    async def healthz() -> Health:
        """Answer as long as the process runs; it touches no store."""
        return Health(status="ok")

    @router.get("/readyz", summary="可以接收请求", responses={503: {"description": "暂不接收请求"}})
    async def readyz() -> Health:
        """Answer 200 when the database answers and its tables are at this version, else 503."""
        try:
            async with asyncio.timeout(PATIENCE):
                at_head = await ready()
        except Exception:  # noqa: BLE001
            # Every failure means the same to the asker: not now.
            raise not_ready("数据库暂时无法连接。", "database_down") from None
        if at_head is False:
            raise not_ready("数据库结构与程序版本不一致。", "migrations_pending")
        return Health(status="ok")

    return router


def not_ready(sentence: str, word: str) -> Unavailable:
    """Return the 503 that keeps traffic away for five seconds."""
    return Unavailable(sentence, word=word, headers={"Retry-After": "5", **NO_STORE})
