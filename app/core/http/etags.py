"""Versions as ETags: 304 for readers, 412 for late writers."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from typing import Annotated

from fastapi import Header
from starlette.responses import Response

from app.core.errors import FieldError, Invalid, PreconditionRequired, Stale

_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')
_LIST = re.compile(rf"\s*{_TAG.pattern}(?:\s*,\s*{_TAG.pattern})*\s*\Z")
_LONGEST = 4096

IfMatch = Annotated[
    str | None, Header(alias="If-Match", description="要修改的版本：读取时得到的 `ETag`，原样带回。")
]
IfNoneMatch = Annotated[
    str | None, Header(alias="If-None-Match", description="已有的版本（`ETag`）；没有变化时返回 304。")
]


def etag_of(version: bytes | str | int) -> str:
    """Return a strong ETag: a digest of bytes, or of whatever names the version.

    >>> etag_of(7) == etag_of("7")
    True
    """
    data = version if isinstance(version, bytes) else str(version).encode()
    digest = hashlib.blake2b(data, digest_size=16).digest()
    return f'"{base64.urlsafe_b64encode(digest).decode().rstrip("=")}"'


def same_strong(one: str, other: str) -> bool:
    """Return whether both tags are strong and equal (RFC 9110 §8.8.3.2)."""
    return one == other and not one.startswith("W/")


def same_weak(one: str, other: str) -> bool:
    """Return whether the tags are equal, weak or not."""
    return one.removeprefix("W/") == other.removeprefix("W/")


def tags_of(header: str) -> list[str] | None:
    """Return the entity tags of a header, or None when it is not a list of tags."""
    if len(header) > _LONGEST or not _LIST.match(header):
        return None
    return _TAG.findall(header)


def is_fresh(if_none_match: str | None, etag: str) -> bool:
    """Return whether the reader already has this version; a malformed header means no."""
    if if_none_match is None:
        return False
    if if_none_match.strip() == "*":
        return True
    return any(same_weak(tag, etag) for tag in tags_of(if_none_match) or ())


def names(if_none_match: str | None, etag: str) -> bool:
    """Return whether the reader names this version; ``*`` names none, since nothing was looked up."""
    return if_none_match is not None and if_none_match.strip() != "*" and is_fresh(if_none_match, etag)


def versioned(etag: str, content: bytes | None) -> Response:
    """Return 200 with ``content`` under its version, or 304 when None: the reader has it.

    Args:
        etag: The version, known without the content.
        content: JSON as bytes.
    """
    known = {"Cache-Control": "private, no-cache", "ETag": etag}
    if content is None:
        return Response(status_code=304, headers=known)
    return Response(content, headers=known, media_type="application/json")


def tagged(
    content: bytes,
    if_none_match: str | None,
    *,
    etag: str | None = None,
    headers: Mapping[str, str] | None = None,
    media_type: str = "application/json",
) -> Response:
    """Return 200 with ``content``, or 304 without it when the reader has this version.

    Args:
        content: The body as bytes.
        if_none_match: The request's header of that name.
        etag: The tag when a version is known; otherwise the digest of ``content``.
        headers: Further headers for both answers.
        media_type: Of the body.
    """
    tag = etag or etag_of(content)
    known = {"Cache-Control": "private, no-cache", **(headers or {}), "ETag": tag}
    if is_fresh(if_none_match, tag):
        return Response(status_code=304, headers=known)
    return Response(content, headers=known, media_type=media_type)


def require_match(if_match: str | None, etag: str) -> None:
    """Let a change pass only when its author saw the newest version.

    A tag that a compressing proxy weakened (``W/``) still counts: it is ours, and refusing it
    would lock every writer behind that proxy out.

    Args:
        if_match: The request's header of that name.
        etag: The tag of the version now stored.

    Raises:
        PreconditionRequired: no header, or ``*``, which names no version.
        Invalid: the header is not a list of tags.
        Stale: the author saw an older version.
    """
    if not any(same_weak(tag, etag) for tag in _named(if_match)):
        raise Stale()


def version_of(if_match: str | None) -> int:
    """Return the version number inside an ``If-Match`` such as ``"7"``.

    Raises:
        PreconditionRequired: no header, or ``*``, which names no version.
        Invalid: the header is not a list of tags.
        Stale: it names something that never was a version of ours, or more than one.
    """
    tags = _named(if_match)
    digits = tags[0].removeprefix("W/").strip('"')
    if len(tags) > 1 or not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise Stale()
    return int(digits)


def _named(if_match: str | None) -> list[str]:
    if if_match is None or if_match.strip() in ("", "*"):
        raise PreconditionRequired()
    tags = tags_of(if_match)
    if tags is None:
        sentence = "If-Match 应为服务器给出的 ETag。"
        raise Invalid(sentence, errors=[FieldError("header.if-match", "bad_etag", sentence)])
    return tags
