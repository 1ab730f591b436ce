"""Takes waiting messages out, beside all requests and jobs."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta

from sqlalchemy.orm import Session

from app.core import clock
from app.core.crypto import unseal
from app.core.db import Database
from app.core.db.hops import SECRET
from app.core.jobs import councils
from app.council.messages import queries
from app.council.messages.models import MessageChannel
from app.council.messages.senders import MessageSender, NotSent, Outgoing

log = logging.getLogger("lvzhi.messages")
ATTEMPTS = 8
#: A process that takes a message and dies leaves it to the others after this.
HOLD = timedelta(seconds=60)


class Courier:
    """Sends what waits, one message after another; no transaction is open while it talks.

    At least once: a process that dies between the robot's answer and the note of it sends again.
    """

    def __init__(self, db: Database, sender: MessageSender, *, every: float = 5.0) -> None:
        self.db, self.sender, self.every = db, sender, every
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look for messages now."""
        self._wake.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._wake.clear()
            try:
                await self.drain()
            except Exception:
                log.exception("messages could not be sent")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self.every)

    async def drain(self) -> int:
        """Try everything whose time has come; return how many arrived."""
        # Councils side by side: one whose robot hangs keeps no other waiting.
        each = [self.of_council(council) for council in await self.db.read(councils)]
        return sum(await asyncio.gather(*each))

    async def of_council(self, council: str) -> int:
        """Try what is due in one council; return how many arrived."""
        arrived = 0
        for message_id in await self.db.read(_due, council=council):
            arrived += await self._one(council, message_id)
        return arrived

    async def _one(self, council: str, message_id: str) -> int:
        message = await self.db.write(_take, message_id, council=council)
        if message is None:
            return 0
        error = ""
        try:
            await self.sender.send(message)
        except NotSent as refusal:
            error = refusal.word
        except Exception as fault:  # noqa: BLE001 - whatever fails, the message waits for its next try
            error = type(fault).__name__
        if error:
            log.warning("message %s failed: %s", message_id, error)
        await self.db.write(_note, message_id, error[:40], council=council)
        return 0 if error else 1


def _due(session: Session) -> list[str]:
    return queries.due(session, clock.now())


def _take(session: Session, message_id: str) -> Outgoing | None:
    now = clock.now()
    if not queries.claim(session, message_id, now, now + HOLD):
        return None
    found = queries.outgoing(session, message_id)
    if found is None:
        _note(session, message_id, "switched_off", last=True)
        return None
    message, channel = found
    return Outgoing(
        id=message.id,
        text=message.text,
        robot=channel.robot,
        address=unseal(session.info[SECRET], place(channel, "address"), channel.address_sealed),
        secret=unseal(session.info[SECRET], place(channel, "secret"), channel.secret_sealed)
        if channel.secret_sealed
        else "",
    )


def _note(session: Session, message_id: str, error: str, *, last: bool = False) -> None:
    """Keep how a try went; after a failure the next one waits twice as long."""
    message = queries.message(session, session.info["council"], message_id)
    if message is None or message.state != "waiting":
        return
    message.error = error
    if not error:
        message.state, message.sent_at = "sent", clock.now()
    elif last or message.attempts >= ATTEMPTS:
        message.state = "failed"
    else:
        message.next_at = clock.now() + timedelta(seconds=5 * 2**message.attempts)


def place(channel: MessageChannel, field: str) -> str:
    """Return what a sealed field of the robot is bound to."""
    return f"{channel.council_id}|message_channels|{field}|{channel.id}"
