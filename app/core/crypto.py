"""Derived keys, sealed fields, blind indexes, keyed digests."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import lru_cache
from typing import Any

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


@lru_cache(maxsize=64)
def derive(secret: str, purpose: str) -> bytes:
    """Return the 32-byte key of ``purpose``; one secret never serves two purposes directly."""
    return HKDF(SHA256(), 32, salt=b"lvzhi", info=purpose.encode()).derive(secret.encode())


def seal(secret: str, place: str, text: str) -> bytes:
    """Encrypt ``text`` bound to ``place`` (``council|table|column|row``): moved, it does not open."""
    nonce = secrets.token_bytes(12)
    return b"1" + nonce + AESGCM(derive(secret, "fields")).encrypt(nonce, text.encode(), place.encode())


def unseal(secret: str, place: str, sealed: bytes) -> str:
    """Decrypt what ``seal`` made for the same ``place``.

    Raises:
        cryptography.exceptions.InvalidTag: when it was altered or moved to another place.
    """
    return AESGCM(derive(secret, "fields")).decrypt(sealed[1:13], sealed[13:], place.encode()).decode()


def blind(secret: str, purpose: str, text: str) -> str:
    """Return the blind index of ``text``: equal texts meet, the text cannot be read back."""
    return hmac.new(derive(secret, "blind:" + purpose), text.encode(), hashlib.sha256).hexdigest()


def keyed_digest(secret: str, purpose: str, data: bytes) -> str:
    """Return a hex HMAC-SHA256 of ``data`` for ``purpose``."""
    return hmac.new(derive(secret, purpose), data, hashlib.sha256).hexdigest()


def canonical(value: Any) -> bytes:
    """Return the one JSON text of ``value``: sorted keys, no spaces, UTF-8."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z)


def digest(data: bytes) -> str:
    """Return the hex SHA-256 of ``data``."""
    return hashlib.sha256(data).hexdigest()
