"""The outbox and its worker: work for later, at least once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.core import clock
from app.core.db.base import Base
from app.core.db.guard import COUNCIL
from app.core.db.hops import Database
from app.core.ids import new_id
from app.core.records import Job

log = logging.getLogger("lvzhi.jobs")
ATTEMPTS = 8

#: kind → what does it, bound to the council in ``payload["target"]``; must be harmless to repeat.
#: A long job does one step at a time, each committed by itself, and tells whether there are more. What a
#: step returns to be called (writing files) is done outside the transaction; then comes the next step.
Aside = Callable[[], object]
Handler = Callable[[Session, str, dict[str, Any]], bool | Aside | None]
_asides = ThreadPoolExecutor(1, "aside")


def enqueue(session: Session, kind: str, payload: dict[str, Any], *, created_by: str | None) -> str:
    """Add a job to the bound council's outbox, inside the running transaction; return its id."""
    job = Job(
        council_id=session.info[COUNCIL],
        id=new_id(),
        kind=kind,
        payload=payload,
        run_at=clock.now(),
        created_at=clock.now(),
        created_by=created_by,
    )
    session.add(job)
    session.flush()
    return job.id


class Worker:
    """Runs waiting jobs of every council in this process; wakes at once or every few seconds."""

    def __init__(
        self,
        db: Database,
        handlers: Mapping[str, Handler],
        *,
        given_up: Mapping[str, Handler] | None = None,
        every: float = 5.0,
    ) -> None:
        self.db, self.handlers, self.every = db, handlers, every
        #: kind → what is told of a job that failed for good.
        self.given_up: Mapping[str, Handler] = given_up or {}
        self._wake = asyncio.Event()
        self._first: set[str] = set()

    def wake(self, council: str | None = None) -> None:
        """Look for work now, in ``council`` before all others."""
        if council is not None:
            self._first.add(council)
        self._wake.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._wake.clear()
            try:
                await self.drain()
            except Exception:
                log.exception("jobs could not be run")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self.every)

    async def drain(self) -> int:
        """Run everything that is waiting; return how many jobs were done."""
        done = await self._named()
        for council in await self.db.read(councils):
            done += await self._of(council)
            done += await self._named()
        return done

    async def _named(self) -> int:
        """Run what is waiting where somebody asked for it."""
        done = 0
        while self._first:
            done += await self._of(self._first.pop())
        return done

    async def _of(self, council: str) -> int:
        done = 0
        for job_id, kind, payload in await self.db.read(_waiting, council=council):
            done += await self._one(council, job_id, kind, payload)
        return done

    async def _one(self, council: str, job_id: str, kind: str, payload: dict[str, Any]) -> int:
        target = str(payload["target"])
        try:
            handler, asked = self.handlers[kind], payload["copy"]
            while more := await self.db.write(_alone, handler, kind, target, asked, council=target):
                if callable(more):
                    await asyncio.get_running_loop().run_in_executor(_asides, more)
        except Exception as error:  # noqa: BLE001 - whatever fails, the job waits for its next try
            log.warning("job %s failed: %s", job_id, type(error).__name__)
            if await self.db.write(_failed, job_id, type(error).__name__, council=council):
                await self._give_up(kind, target, payload["copy"])
            return 0
        await self.db.write(_done, job_id, council=council)
        return 1

    async def _give_up(self, kind: str, target: str, asked: dict[str, Any]) -> None:
        told = self.given_up.get(kind)
        if told is not None:
            await self.db.write(told, target, asked, council=target)


def _alone(
    session: Session, handler: Handler, kind: str, target: str, copy: dict[str, Any]
) -> bool | Aside | None:
    """Run a handler while no other process runs one of its kind for the same council."""
    # A repeat finds what the first one wrote only when that is committed; SQLite has one writer anyway.
    if session.get_bind().dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
        session.execute(lock, {"name": f"job:{kind}:{target}"})
    return handler(session, target, copy)


def councils(session: Session) -> list[str]:
    """Return the ids of every council of the installation."""
    return list(session.scalars(select(Base.metadata.tables["councils"].c.id)))


def _waiting(session: Session) -> list[tuple[str, str, dict[str, Any]]]:
    statement = (
        select(Job.id, Job.kind, Job.payload)
        .where(Job.council_id == session.info[COUNCIL], Job.state == "waiting", Job.run_at <= clock.now())
        .order_by(Job.id)
        .limit(100)
    )
    return [(row.id, row.kind, row.payload) for row in session.execute(statement)]


def _done(session: Session, job_id: str) -> None:
    session.get_one(Job, (session.info[COUNCIL], job_id)).state = "done"


def _failed(session: Session, job_id: str, word: str) -> bool:
    """Let a job wait twice as long as before; tell whether it is given up."""
    job = session.get_one(Job, (session.info[COUNCIL], job_id))
    job.attempts += 1
    job.error = word
    job.run_at = clock.now() + timedelta(seconds=2**job.attempts)
    if job.attempts >= ATTEMPTS:
        job.state = "failed"
    return job.state == "failed"
