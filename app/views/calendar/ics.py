"""Lines of an iCalendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from app.core.clock import BEIJING

_LONGEST = 75
_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True)
class Event:
    """One sitting as a calendar programme keeps it."""

    uid: str
    version: int
    stamp: datetime
    starts: datetime
    ends: datetime
    summary: str
    place: str
    description: str
    #: ``CONFIRMED``, ``TENTATIVE`` or ``CANCELLED``.
    status: str


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """Return the file: lines end in CRLF and are folded at 75 octets, never inside a character."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//lvzhi//calendar//ZH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *_ZONE,
        *(line for event in events for line in _lines(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{event.version}"
    yield f"DTSTART;TZID=Asia/Shanghai:{event.starts.astimezone(BEIJING):%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID=Asia/Shanghai:{event.ends.astimezone(BEIJING):%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    yield f"STATUS:{event.status}"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    r"""Return text as a value; other control characters have no place in a file of lines.

    >>> print(escaped("一楼; 二楼, 后门"))
    一楼\; 二楼\, 后门
    """
    said = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    said = said.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(sign for sign in said if sign >= " " and sign != "\x7f")


def folded(line: str) -> str:
    """Return a line in pieces of 75 octets at most; the space before a further piece counts."""
    pieces, size = [""], 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _LONGEST:
            pieces.append("")
            size = 1
        pieces[-1] += sign
        size += width
    return "\r\n ".join(pieces)
