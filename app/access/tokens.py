"""Access tokens: the only module that knows python-jose."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from jose import jwk, jwt
from jose.backends import HMACKey
from jose.backends.cryptography_backend import CryptographyHMACKey

from app.core import clock
from app.core.errors import Unauthenticated
from app.core.ids import random_id

ISSUER = "lvzhi"
AUDIENCE = "lvzhi-api"
LONGEST = 4096
# Not require_exp: jose would then compare with its own clock whatever verify_exp says; ours reads exp.
_REQUIRED = {
    "require_iat": True,
    "require_aud": True,
    "require_iss": True,
    "require_sub": True,
    "require_jti": True,
    "leeway": 0,
}


@dataclass(frozen=True, slots=True)
class Claims:
    """What a valid access token says; roles are never in it."""

    account_id: str
    session_id: str
    council_id: str | None
    seat_id: str | None
    expires: int


class Tokens:
    """Signs and checks HS256 access tokens with the current and the previous secret.

    Raises (constructor):
        ValueError: a secret is shorter than 32 bytes, or jose's HMAC key is not cryptography's.
    """

    def __init__(self, secret: str, previous: str = "", *, minutes: int = 10, cache: int = 2000) -> None:
        if HMACKey is not CryptographyHMACKey:
            raise ValueError("python-jose runs without its cryptography backend")
        secrets = [text for text in (secret, previous) if text]
        if any(len(text.encode()) < 32 for text in secrets):
            raise ValueError("a signing secret needs 32 bytes or more")
        self._keys = [jwk.construct(text, "HS256") for text in secrets]
        self.life = timedelta(minutes=minutes)
        self._cache: OrderedDict[bytes, Claims] = OrderedDict()
        self._cache_size = cache

    def issue(
        self,
        account_id: str,
        session_id: str,
        council_id: str | None,
        seat_id: str | None,
    ) -> str:
        """Return a fresh access token, valid for ``minutes``."""
        now = clock.now()
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "typ": "access",
            "sub": account_id,
            "sid": session_id,
            "iat": int(now.timestamp()),
            "exp": int((now + self.life).timestamp()),
            "jti": random_id(),
        }
        if council_id is not None:
            claims |= {"cid": council_id, "seat": seat_id}
        return str(jwt.encode(claims, self._keys[0], algorithm="HS256"))

    def check(self, token: str) -> Claims:
        """Return the claims of ``token``.

        Raises:
            Unauthenticated: for anything at all that is wrong with it.
        """
        if len(token) > LONGEST or not token.isascii():
            raise Unauthenticated(word="bad_token")
        name = hashlib.sha256(token.encode()).digest()
        found = self._cache.get(name)
        now = int(clock.now().timestamp())
        if found is not None:
            if found.expires > now:
                return found
            self._cache.pop(name, None)
            raise Unauthenticated("登录已过期，请重新登录。", word="expired_token")
        claims = self._verify(token, now)
        self._cache[name] = claims
        if len(self._cache) > self._cache_size:
            self._cache.popitem(last=False)
        return claims

    def _verify(self, token: str, now: int) -> Claims:
        for key in self._keys:
            try:
                # A list, never a string: a string is searched for substrings.
                said = jwt.decode(
                    token,
                    key,
                    algorithms=["HS256"],
                    audience=AUDIENCE,
                    issuer=ISSUER,
                    options={**_REQUIRED, "verify_exp": False},
                )
                claims = _read(said)
                issued = int(said["iat"])
                fresh = issued <= now + 60 and claims.expires - issued <= 15 * 60
                if said.get("typ") != "access" or not fresh:
                    raise Unauthenticated(word="bad_token")
            except Unauthenticated:
                raise
            # Forged input raises far more than JWTError (RecursionError, TypeError, OverflowError, …).
            except Exception:  # noqa: BLE001
                continue
            if claims.expires <= now:
                raise Unauthenticated("登录已过期，请重新登录。", word="expired_token")
            return claims
        raise Unauthenticated(word="bad_token")


def _read(said: dict[str, object]) -> Claims:
    def ident(name: str) -> str:
        value = said[name]
        # Our ids are canonical; any other text would only break the statement it is bound to.
        if not isinstance(value, str) or str(UUID(value)) != value:
            raise Unauthenticated(word="bad_token")
        return value

    for number in ("exp", "iat"):
        if type(said[number]) is not int:
            raise Unauthenticated(word="bad_token")
    seated = "cid" in said
    return Claims(
        account_id=ident("sub"),
        session_id=ident("sid"),
        council_id=ident("cid") if seated else None,
        seat_id=ident("seat") if seated else None,
        expires=int(str(said["exp"])),
    )
