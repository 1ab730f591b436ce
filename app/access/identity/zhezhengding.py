"""浙政钉: a code from its log-in page, exchanged for an account id."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import http.client
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from app.access.identity.provider import Shown, away, not_proven
from app.core import clock
from app.core.ids import random_id
from app.core.settings import Settings

TOKEN_PATH, USER_PATH = "/gettoken.json", "/rpc/oauth2/getuserinfo_bycode.json"
#: Seconds for the whole exchange, however slowly the other side talks.
PATIENCE = 5.0
#: So many ask at once; whoever comes beyond is told at once, since the provider is evidently slow.
AT_ONCE = 4
_LONGEST_ANSWER = 64 * 1024
_SUBJECT = re.compile(r"[0-9A-Za-z._$-]{1,64}")


class _Refused(Exception):
    """The other side answered, and said no."""


@dataclass(slots=True)
class _AppToken:
    text: str = ""
    until: float = 0.0


class ZhezhengdingProvider:
    """Exchanges a code for the lasting account id; name and mobile in the answer are not even read.

    Built to the platform's published description: app key and secret give an app token, which is kept
    until shortly before its end; the token and the code give the account id.
    """

    word, label = "zhezhengding", "浙政钉"

    def __init__(self, settings: Settings, patience: float = PATIENCE) -> None:
        self.key, self.secret = settings.zhezhengding_key, settings.zhezhengding_secret
        self.gateway, self.login = settings.zhezhengding_gateway, settings.zhezhengding_login
        self.patience = patience
        self._token = _AppToken()
        self._asking = 0
        self._pool = ThreadPoolExecutor(AT_ONCE, self.word)

    def address(self, state: str, back: str) -> str:
        """Return the provider's log-in page, which leads back with ``code`` and ``state``."""
        asked = {
            "response_type": "code", "client_id": self.key, "redirect_uri": back,
            "scope": "get_user_info", "authType": "QRCODE", "state": state,
        }  # fmt: skip
        return f"{self.login}/oauth2/auth.htm?{urlencode(asked)}"

    async def subject_of(self, shown: Shown) -> str:
        """Return the account id behind a code.

        Raises:
            NotProven: the code is wrong, used or too old. NoProvider: no answer in time, or no sense in it.
        """
        if self._asking >= AT_ONCE:
            raise away(self.label)
        self._asking += 1
        # A thread of a small pool of its own: sockets wait, and nobody else's work may wait with them.
        call = asyncio.get_running_loop().run_in_executor(self._pool, self._exchange, shown.secret)
        call.add_done_callback(self._answered)
        try:
            return await asyncio.wait_for(asyncio.shield(call), self.patience)
        except _Refused:
            raise not_proven(self.label) from None
        except (TimeoutError, OSError, http.client.HTTPException, ValueError, LookupError, TypeError):
            raise away(self.label) from None

    def _answered(self, call: asyncio.Future[str]) -> None:
        self._asking -= 1
        if not call.cancelled():
            # Whoever asked may be gone; what came of it is then nobody's.
            call.exception()

    def _exchange(self, code: str) -> str:
        token = self._app_token()
        said = self._ask("POST", USER_PATH, {"access_token": token, "code": code})
        subject = _data(said)["accountId"]
        if isinstance(subject, bool) or not isinstance(subject, int | str):
            raise ValueError("account id")
        text = str(subject)
        if not _SUBJECT.fullmatch(text):
            raise ValueError("account id")
        return text

    def _app_token(self) -> str:
        now = clock.milliseconds() / 1000
        kept = self._token
        if kept.until <= now:
            said = _data(self._ask("GET", TOKEN_PATH, {"appkey": self.key, "appsecret": self.secret}))
            life = min(int(said["expiresIn"]), 7200) - 300
            self._token = kept = _AppToken(str(said["accessToken"]), now + life)
        return kept.text

    def _ask(self, method: str, path: str, given: dict[str, str]) -> Any:
        parts = urlsplit(self.gateway)
        kind: Callable[..., http.client.HTTPConnection] = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        connection = kind(parts.hostname or "", parts.port, timeout=self.patience)
        form = urlencode(sorted(given.items()))
        headers = {**self._signed(method, path, given), "Content-Type": "application/x-www-form-urlencoded"}
        try:
            where, body = (f"{path}?{form}", None) if method == "GET" else (path, form)
            connection.request(method, where, body, headers)
            # A redirect is no answer: it could lead into the house's own network.
            answer = connection.getresponse()
            if answer.status != 200:
                raise ValueError(f"http {answer.status}")
            return json.loads(answer.read(_LONGEST_ANSWER))
        finally:
            connection.close()

    def _signed(self, method: str, path: str, given: dict[str, str]) -> dict[str, str]:
        moment = clock.now().astimezone(clock.BEIJING).isoformat(timespec="milliseconds")
        nonce = random_id()
        plain = "&".join(f"{name}={given[name]}" for name in sorted(given))
        return {
            "apiKey": self.key,
            "X-Hmac-Auth-Timestamp": moment,
            "X-Hmac-Auth-Nonce": nonce,
            "X-Hmac-Auth-Version": "1.0",
            "X-Hmac-Auth-Signature": signature(self.secret, method, moment, nonce, path, plain),
        }


def signature(secret: str, *parts: str) -> str:
    """Return the signature of a call: HMAC-SHA256 over its parts, one a line, in base64."""
    return base64.b64encode(
        hmac.new(secret.encode(), "\n".join(parts).encode(), hashlib.sha256).digest()
    ).decode()


def _data(said: Any) -> dict[str, Any]:
    """Return the data of a successful answer.

    Raises:
        _Refused: the other side says that it did not succeed. ValueError, LookupError: not its language.
    """
    if said["success"] is not True:
        raise _Refused
    content = said["content"]
    if content.get("success") is False:
        raise _Refused
    found = content["data"]
    if not isinstance(found, dict):
        raise ValueError("data")
    return found
