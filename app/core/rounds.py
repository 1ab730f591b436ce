"""What the clock asks for: duties looked for in every council."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.core.db import Database
from app.core.jobs import councils

log = logging.getLogger("lvzhi.rounds")


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done once its time has come.

    Args:
        look: Returns the ids of what is due in the bound council; reads only.
        do: Does it for one id, and nothing when another process was faster.
    """

    look: Callable[[Session], list[str]]
    do: Callable[[Session, str], object]


class Rounds:
    """Goes through the councils; what was missed while nothing ran is found on the next round."""

    def __init__(self, db: Database, duties: Sequence[Duty], *, every: float = 60.0) -> None:
        self.db, self.duties, self.every = db, duties, every

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            try:
                await self.go()
            except Exception:
                log.exception("a round was broken off")
            await asyncio.sleep(self.every)

    async def go(self) -> int:
        """Make one round; return how many things were done."""
        done = 0
        for council in await self.db.read(councils):
            for duty in self.duties:
                for each in await self.db.read(duty.look, council=council):
                    await self.db.write(duty.do, each, council=council)
                    done += 1
        return done
