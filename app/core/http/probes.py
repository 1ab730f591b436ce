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

    status: Literal["ok"] = Field("ok", description="Always `ok`: the process answers.")


def probes(database_answers: Check, migrations_at_head: Check) -> APIRouter:
    """Return the router of ``/healthz`` and ``/readyz``.

    Args:
        database_answers: Runs ``SELECT 1``; anything it raises means no.
        migrations_at_head: Whether the database's revision is ours; False or a raise means no.
    """
    router = APIRouter(tags=["运行"])

    @router.get("/healthz", summary="进程存活", response_model=Health)
    async def healthz() -> Health:
        """Answer as long as the process runs; it touches no store."""
        return Health()

    @router.get("/readyz", summary="可以接收请求", response_model=Health, responses={503: {}})
    async def readyz() -> Health:
        """Answer 200 when the database answers and its tables are at this version, else 503."""
        if not await _holds(database_answers):
            raise not_ready("数据库暂时无法连接。", "database_down")
        if not await _holds(migrations_at_head):
            raise not_ready("数据库结构与程序版本不一致。", "migrations_pending")
        return Health()

    return router


def not_ready(sentence: str, word: str) -> Unavailable:
    """Return the 503 that keeps traffic away for five seconds."""
    return Unavailable(sentence, word=word, headers={"Retry-After": "5", **NO_STORE})


async def _holds(check: Check) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            return await check() is not False
    except Exception:  # noqa: BLE001
        # Every failure means the same to the asker: not now.
        return False
