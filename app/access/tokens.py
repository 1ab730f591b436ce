"""Access tokens: the only module that knows python-jose."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from jose import jwk, jwt
from jose.backends import HMACKey
from jose.backends.cryptography_backend import CryptographyHMACKey

from app.core import clock
from app.core.crypto import derive
from app.core.errors import Unauthenticated
from app.core.ids import random_id
from app.core.signing_keys import SigningKey

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


@dataclass(frozen=True, slots=True)
class _Key:
    """A secret ready for use, the id that tokens name it by, and when it is accepted no more."""

    id: str
    key: Any
    until: float


class Tokens:
    """Signs HS256 access tokens with the newest key, and checks them with every key that still counts.

    Args:
        secret, previous: The installation's secrets; they sign when no keys are given, and count beside.
        keys: Keys with ids, the newest first; each may have an end.

    Raises (constructor):
        ValueError: a secret is shorter than 32 bytes, or jose's HMAC key is not cryptography's.
    """

    def __init__(
        self,
        secret: str,
        previous: str = "",
        *,
        keys: Sequence[SigningKey] = (),
        minutes: int = 10,
        cache: int = 2000,
    ) -> None:
        if HMACKey is not CryptographyHMACKey:
            raise ValueError("python-jose runs without its cryptography backend")
        plain = [SigningKey(_name_of(text), text) for text in (secret, previous) if text]
        every = [*keys, *plain]
        if any(len(one.secret.encode()) < 32 for one in every):
            raise ValueError("a signing secret needs 32 bytes or more")
        self._keys = [_Key(one.id, jwk.construct(one.secret, "HS256"), _end(one)) for one in every]
        #: Tokens without an id were issued before keys had one: only the plain secrets signed them.
        self._nameless = self._keys[len(keys) :]
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
        newest = self._keys[0]
        return str(jwt.encode(claims, newest.key, algorithm="HS256", headers={"kid": newest.id}))

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
        for one in self._named(token):
            if one.until <= now:
                continue
            try:
                # A list, never a string: a string is searched for substrings.
                said = jwt.decode(
                    token,
                    one.key,
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
            # No token outlives its key, not even in the cache.
            return claims if claims.expires <= one.until else replace(claims, expires=int(one.until))
        raise Unauthenticated(word="bad_token")

    def _named(self, token: str) -> list[_Key]:
        """Return the key that the token's header names; without a name, those that signed without one."""
        try:
            name = jwt.get_unverified_header(token).get("kid")
        # Forged headers raise as freely as forged tokens.
        except Exception:  # noqa: BLE001
            return []
        if name is None:
            return self._nameless
        return [one for one in self._keys if one.id == name]


def _name_of(secret: str) -> str:
    """Return the id of a secret that was given without one; it tells nothing of the secret."""
    return derive(secret, "token-key-id").hex()[:8]


def _end(key: SigningKey) -> float:
    return float("inf") if key.until is None else key.until.timestamp()


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
