"""Write JSON log lines that hold no personal data."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from typing import Any, TextIO, TypeVar

import orjson

from app.core import clock

ACCESS = logging.getLogger("lvzhi.access")
#: Mark of an endpoint that leaves neither an access line nor a meter.
UNLOGGED = "unlogged"
F = TypeVar("F", bound=Callable[..., Any])
FAULTS = logging.getLogger("lvzhi.faults")


def unlogged(endpoint: F) -> F:
    """Mark an endpoint whose use nobody may read off the logs: a vote."""
    setattr(endpoint, UNLOGGED, True)
    return endpoint


class JsonLines(logging.Formatter):
    """One JSON object a line: control characters cannot break out of it.

    Args:
        messages: Whether exception messages are written. They can quote a row or a parameter
            (names, mobiles), so only development and tests turn them on.
    """

    def __init__(self, *, messages: bool = False) -> None:
        super().__init__()
        self.messages = messages

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for ``record``; ``extra={"fields": {...}}`` adds members."""
        line: dict[str, Any] = {
            "at": clock.now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["fault"] = describe(record.exc_info[1], messages=self.messages)
        return orjson.dumps(line, default=str).decode()


def describe(fault: BaseException, *, messages: bool = False) -> list[dict[str, Any]]:
    """Return the chain of ``fault``: class and code places, and texts only when asked."""
    chain: list[dict[str, Any]] = []
    seen: BaseException | None = fault
    while seen is not None and len(chain) < 5:
        frames = traceback.extract_tb(seen.__traceback__)[-25:]
        link: dict[str, Any] = {
            "class": f"{type(seen).__module__}.{type(seen).__qualname__}",
            "at": [f"{_short(frame.filename)}:{frame.lineno}:{frame.name}" for frame in frames],
        }
        if messages:
            link["text"] = str(seen)[:2000].encode("utf-8", "replace").decode()
        chain.append(link)
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return chain


def configure(level: str = "info", *, messages: bool = False, stream: TextIO | None = None) -> None:
    """Send all logs of the process to one stream as JSON lines.

    The access line replaces the server's own, which would write paths and query strings.
    """
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(JsonLines(messages=messages))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = name != "uvicorn.access"


def _short(path: str) -> str:
    return "/".join(path.split("/")[-3:])
