"""Add the security and caching headers every answer needs."""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import Message

#: What a route sets on answers that must never be kept: tokens, exports, ballots, restricted notes.
NO_STORE = {"Cache-Control": "no-store"}
PRIVATE = b"private, no-cache"

_PAGE_POLICY = (
    b"default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    b"img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    b"form-action 'self'; frame-ancestors 'none'"
)
_DATA_POLICY = b"default-src 'none'; frame-ancestors 'none'; sandbox"
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(self), geolocation=(self), microphone=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_HSTS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")

Finish = Callable[[Message, bytes], None]


def finisher(secure: bool) -> Finish:
    """Return the function that completes one ``http.response.start`` message in place.

    Args:
        secure: Whether the request came over https (then HSTS is promised).
    """
    fixed = (*_ALWAYS, _HSTS) if secure else _ALWAYS

    def finish(message: Message, request_id: bytes) -> None:
        headers = list(message.get("headers", ()))
        present = {name.lower(): value for name, value in headers}
        kind = present.get(b"content-type", b"")
        page = kind.startswith(b"text/html")
        if b"content-security-policy" not in present:
            headers.append((b"content-security-policy", _PAGE_POLICY if page else _DATA_POLICY))
        if b"cache-control" not in present and (page or not kind or b"json" in kind):
            headers.append((b"cache-control", PRIVATE))
        headers.extend(pair for pair in fixed if pair[0] not in present)
        headers.append((b"x-request-id", request_id))
        message["headers"] = headers

    return finish
