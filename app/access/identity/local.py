"""The house's own provider: name and password."""

from __future__ import annotations

import asyncio

from app.access import login
from app.access.identity.provider import Shown
from app.access.passwords import matches
from app.access.throttle import LoginThrottle
from app.core.db import Database
from app.core.errors import Unauthenticated
from app.core.settings import Settings

#: Seconds after which a wrong log-in is answered, at the earliest.
REFUSED_AFTER = 0.12


class LocalProvider:
    """Knows accounts by user name, ``council/number`` or mobile, and a password."""

    word, label = "local", "账号和密码"

    def __init__(self, db: Database, settings: Settings, throttle: LoginThrottle) -> None:
        self.db, self.settings, self.throttle = db, settings, throttle

    async def subject_of(self, shown: Shown) -> str:
        """Return the account's id.

        Raises:
            Unauthenticated: the name or the password is wrong. TooManyRequests: too many tries.
        """
        started = asyncio.get_running_loop().time()
        if len(shown.secret) > 256 or len(shown.name) > 120:
            raise Unauthenticated(login.WRONG, word="wrong_credentials")
        found = await self.db.read(login.find, shown.name, self.settings, self.throttle)
        login.refuse_throttled(found)
        if not await matches(found.password_hash, shown.secret):
            if found.account_id is not None:
                await self.db.write(login.fail, found.account_id)
            else:
                self.throttle.stranger_failed(shown.name)
            # Counting for an account costs a commit that an unknown name does not; nobody may hear it.
            await asyncio.sleep(started + REFUSED_AFTER - asyncio.get_running_loop().time())
            raise Unauthenticated(login.WRONG, word="wrong_credentials")
        assert found.account_id is not None
        return found.account_id
