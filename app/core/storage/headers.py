"""Download headers: a safe file name, and byte ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from app.core.errors import Problem
from app.core.storage.names import display_name

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})\Z")
# What goes with every download: no sniffing, no scripts, no copies left behind.
DOWNLOAD_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "bytes",
}


class RangeNotSatisfiable(Problem):
    """The asked range lies outside the file."""

    status, word = 416, "range_not_satisfiable"
    sentence = "请求的范围超出文件大小。"


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Part of a file.

    Args:
        start: First byte.
        end: One past the last byte.
        size: Bytes of the whole file.
    """

    start: int
    end: int
    size: int

    @property
    def content_range(self) -> str:
        """The value of the ``Content-Range`` header."""
        return f"bytes {self.start}-{self.end - 1}/{self.size}"


def content_disposition(name: str) -> str:
    """Return the header value that saves a file under its name (RFC 6266).

    >>> content_disposition("述职.pdf")
    'attachment; filename="__.pdf"; filename*=UTF-8\\'\\'%E8%BF%B0%E8%81%8C.pdf'
    """
    name = display_name(name)
    plain = re.sub(r"[^A-Za-z0-9 ._()-]", "_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def parse_range(header: str | None, size: int) -> ByteRange | None:
    """Read a ``Range`` header.

    Args:
        header: Its value; ``None`` when the client sent none.
        size: Bytes of the whole file.

    Returns:
        The part to send with 206, or ``None`` for the whole file with 200 (no header, several
        ranges, or one that is malformed, which RFC 9110 tells us to ignore).

    Raises:
        RangeNotSatisfiable: The range begins behind the end of the file.
    """
    match = _RANGE.match((header or "").strip().replace(" ", ""))
    if not match or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1 if last else size, size)
        if last and int(last) < start:
            return None
    if start >= size or start >= end:
        raise RangeNotSatisfiable(headers={"Content-Range": f"bytes */{size}"})
    return ByteRange(start, end, size)
