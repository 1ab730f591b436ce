"""Access tokens that must open nothing: forged, broken, stale, of another kind."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.access.tokens import AUDIENCE, ISSUER
from app.core.ids import new_id

REQUIRED = ("iss", "aud", "typ", "sub", "sid", "iat", "exp", "jti")


def part(value: Any) -> str:
    """Return one base64url part; text goes in as it is, anything else as JSON."""
    text = value if isinstance(value, str) else json.dumps(value)
    return base64.urlsafe_b64encode(text.encode(errors="surrogatepass")).rstrip(b"=").decode()


def sign(head: Any, body: Any, secret: bytes, how: str = "sha256") -> str:
    """Return a token made without any library, so that nothing is too odd to be signed."""
    said = f"{part(head)}.{part(body)}"
    mac = hmac.new(secret, said.encode(), getattr(hashlib, how)).digest()
    return f"{said}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def claims_of(account: str, session: str, council: str, seat: str, /, **changed: Any) -> dict[str, Any]:
    """Return good claims with ``changed`` ones; Ellipsis leaves one out."""
    now = int(time.time())
    good = {
        "iss": ISSUER, "aud": AUDIENCE, "typ": "access", "sub": account, "sid": session,
        "cid": council, "seat": seat, "iat": now, "exp": now + 600, "jti": new_id(),
    } | changed  # fmt: skip
    return {name: value for name, value in good.items() if value is not ...}


HS256 = {"alg": "HS256", "typ": "JWT"}


def corpus(good: Callable[..., dict[str, Any]], secret: str, refresh_token: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of every token.

    Args:
        good: ``claims_of`` for a live session, so that each token is wrong in one way only.
        secret: The installation's secret: odd claims are signed rightly.
        refresh_token: A live refresh token.
    """
    key = secret.encode()
    yield from _wrong_signature(good(), key)
    yield from _wrong_claims(good, key)
    yield from _wrong_shape(good(), key)
    yield "a refresh token", refresh_token


def _wrong_signature(claims: dict[str, Any], key: bytes) -> Iterator[tuple[str, str]]:
    right = sign(HS256, claims, key)
    said, _, signature = right.rpartition(".")
    yield "alg none, no signature", f"{part({'alg': 'none'})}.{part(claims)}."
    for name in ("None", "NONE", "nOnE"):
        yield f"alg {name}", f"{part({'alg': name})}.{part(claims)}.{signature}"
    yield "alg none, signed", sign({"alg": "none"}, claims, key)
    yield "HS512", sign({"alg": "HS512"}, claims, key, "sha512")
    yield "HS384", sign({"alg": "HS384"}, claims, key, "sha384")
    yield "alg S256, a part of the name", sign({"alg": "S256"}, claims, key)
    yield "alg as a list", sign({"alg": ["HS256"]}, claims, key)
    yield "alg null", sign({"alg": None}, claims, key)
    yield "alg missing", sign({"typ": "JWT"}, claims, key)
    for form, encoding in (("DER", Encoding.DER), ("PEM", Encoding.PEM)):
        public = rsa.generate_private_key(65537, 2048).public_key()
        as_secret = public.public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo)
        yield f"HMAC under a public key in {form}", sign(HS256, claims, as_secret)
        yield f"RS256 that is HMAC under {form}", sign({"alg": "RS256"}, claims, as_secret)
    yield "RS256 under our secret", sign({"alg": "RS256"}, claims, key)
    yield "an empty secret", sign(HS256, claims, b"")
    yield "another secret", sign(HS256, claims, b"another-secret-another-secret-another-secret")
    yield "the secret with a blank", sign(HS256, claims, key + b" ")
    yield "no signature", said + "."
    yield "the signature of another token", f"{said}.{sign(HS256, claims | {'x': 1}, key).rpartition('.')[2]}"
    yield "half a signature", right[:-20]
    yield "claims changed after signing", f"{part(HS256)}.{part(claims | {'sub': new_id()})}.{signature}"
    own_key = {"kty": "oct", "k": part("a-key-of-the-sender-a-key-of-the-sender")}
    yield (
        "a key in the header",
        sign({**HS256, "jwk": own_key}, claims, b"a-key-of-the-sender-a-key-of-the-sender"),
    )
    yield "kid that walks away", sign({**HS256, "kid": "../../dev/null"}, claims, b"")


def _wrong_claims(good: Callable[..., dict[str, Any]], key: bytes) -> Iterator[tuple[str, str]]:
    now = int(time.time())
    for name in REQUIRED:
        yield f"without {name}", sign(HS256, good(**{name: ...}), key)
    odd: dict[str, Any] = {
        "expired": {"iat": now - 700, "exp": now - 1},
        "expires now": {"iat": now - 600, "exp": now},
        "issued in the future": {"iat": now + 120, "exp": now + 500},
        "lives for hours": {"exp": now + 8 * 3600},
        "exp null": {"exp": None},
        "exp list": {"exp": [now + 500]},
        "exp text": {"exp": str(now + 500)},
        "exp fraction": {"exp": now + 500.5},
        "exp true": {"exp": True},
        "exp negative": {"exp": -1},
        "exp beyond 64 bits": {"exp": 2**70},
        "exp Infinity": {"exp": float("inf")},
        "exp NaN": {"exp": float("nan")},
        "iat null": {"iat": None},
        "iat text": {"iat": "now"},
        "iat Infinity": {"iat": float("inf")},
        "not before tomorrow": {"nbf": now + 86400},
        "nbf list": {"nbf": []},
        "other issuer": {"iss": "somebody"},
        "issuer list": {"iss": [ISSUER, "somebody"]},
        "other audience": {"aud": "lvzhi-web"},
        "audience null": {"aud": None},
        "audience object": {"aud": {AUDIENCE: 1}},
        "typ refresh": {"typ": "refresh"},
        "typ list": {"typ": ["access"]},
        "sub list": {"sub": []},
        "sub number": {"sub": 1},
        "sub no id": {"sub": "admin"},
        "sub with a quote": {"sub": "' OR 1=1 --"},
        "sub of nobody": {"sub": new_id()},
        "sid null": {"sid": None},
        "sid no id": {"sid": "x"},
        "sid of nobody": {"sid": new_id()},
        "sid in capitals": {"sid": good()["sid"].upper()},
        "council no id": {"cid": "*"},
        "council of nobody": {"cid": new_id()},
        "council without a seat": {"seat": ...},
        "seat null": {"seat": None},
        "seat of nobody": {"seat": new_id()},
        "seat with NUL": {"seat": "\x00"},
        "seat half a character": {"seat": "\ud800"},
    }
    for name, changed in odd.items():
        yield name, sign(HS256, good(**changed), key)


def _wrong_shape(claims: dict[str, Any], key: bytes) -> Iterator[tuple[str, str]]:
    deep = "[" * 1500
    yield "1,500 brackets for a head", f"{part(deep)}.{part(claims)}.x"
    yield "1,500 brackets for claims, signed", sign(HS256, deep, key)
    yield "900 objects inside one another", f"{part('{' + chr(34) + 'a' + chr(34) + ':' + '[' * 900)}.x.x"
    yield "huge", sign(HS256, claims | {"more": "x" * 8000}, key)
    yield "a megabyte less", "x" * 60_000
    yield "no dots", "abcdef"
    yield "one dot", "abc.def"
    yield "four dots", "a.b.c.d.e"
    yield (
        "five parts like an encrypted one",
        ".".join([part({"alg": "dir", "enc": "A128GCM"}), "", "a", "b", "c"]),
    )
    yield "three empty parts", ".."
    yield "no base64", "!!!.???.***"
    yield "claims that are a list", sign(HS256, ["a"], key)
    yield "claims that are a number", sign(HS256, 7, key)
    yield "claims that are null", sign(HS256, None, key)
    yield "claims that are no JSON", sign(HS256, "{", key)
    yield "claims in UTF-16", sign(HS256, json.dumps(claims).encode("utf-16").decode("latin-1"), key)
    yield "a head that is a list", sign(["HS256"], claims, key)
    yield "a head that is null", sign(None, claims, key)
    yield "an algorithm twice, the last none", sign('{"alg":"HS256","alg":"none"}', claims, key)
    yield "not ASCII", "令牌.令牌.令牌"
    yield "accented", "é" * 40
    yield "brackets", "[[[[]]]]"
    yield "the word null", "null"
    yield "the word undefined", "undefined"
    yield "a user and password", base64.b64encode(b"admin:admin").decode()
