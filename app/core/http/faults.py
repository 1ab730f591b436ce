"""Decide which refusal an exception of libraries below us means."""

from __future__ import annotations

import errno
import socket

from sqlalchemy import exc as db
from starlette.exceptions import HTTPException

from app.core.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Problem,
    TooLarge,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
    UnsupportedMedia,
)
from app.core.http.problems import AddressTooLong, MethodNotAllowed, NoSpace, SlowBody

_BY_STATUS: dict[int, type[Problem]] = {
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    405: MethodNotAllowed,
    408: SlowBody,
    413: TooLarge,
    414: AddressTooLong,
    415: UnsupportedMedia,
    422: Invalid,
    429: TooManyRequests,
    503: Unavailable,
}
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
#: What SQLite says when waiting helps; any other operational message (no such table) is our bug.
_SQLITE_WAITING = (
    "locked",
    "busy",
    "unable to open",
    "disk i/o",
    "readonly",
    "interrupted",
)


def problem_from_http(exc: HTTPException) -> Problem:
    """Return the problem of an exception raised by the framework; its detail is not repeated."""
    kind = _BY_STATUS.get(exc.status_code)
    if kind is not None:
        return kind(headers=exc.headers)
    if exc.status_code < 500:
        problem = Problem("请求有误，无法处理。", word="bad_request", headers=exc.headers)
    else:
        problem = Problem(headers=exc.headers)
    problem.status = exc.status_code
    return problem


def problem_from_fault(exc: BaseException) -> Problem | None:
    """Return what a fault of the database, the disk or the network means, or None for a bug.

    Args:
        exc: Anything that reached the edge.
    """
    if isinstance(exc, db.DBAPIError):
        return _from_database(exc)
    if isinstance(exc, db.TimeoutError):
        return busy()
    if isinstance(exc, OSError):
        if exc.errno in _FULL:
            return NoSpace()
        if isinstance(exc, (ConnectionError, TimeoutError, socket.gaierror)):
            return down()
    if isinstance(exc, OverflowError) and "SQLite INTEGER" in str(exc):
        return Invalid("数字超出范围。", word="int_too_big")
    if isinstance(exc, OverflowError) and "date value" in str(exc):
        return Invalid("日期超出范围。", word="date_out_of_range")
    return None


def busy() -> Unavailable:
    """Return the refusal for a store that is overloaded for a moment."""
    return Unavailable(headers={"Retry-After": "2"})


def down() -> Unavailable:
    """Return the refusal for a store that does not answer."""
    return Unavailable("数据库暂时无法连接，请稍后再试。", headers={"Retry-After": "5"})


def _from_database(exc: db.DBAPIError) -> Problem | None:
    state = getattr(exc.orig, "sqlstate", None)
    text = str(exc.orig).lower()
    if state == "53100" or "database or disk is full" in text:
        return NoSpace()
    if exc.connection_invalidated:
        return down()
    if isinstance(exc, db.IntegrityError):
        # Two requests raced for one unique place; every other broken constraint is a bug of ours.
        clash = state in ("23505", "23P01") or "unique constraint failed" in text
        return Conflict("与已有的内容重复，请刷新后再试。", word="duplicate") if clash else None
    if isinstance(exc, db.DataError):
        return Invalid("内容含有数据库无法保存的字符或数字。", word="not_storable")
    if isinstance(exc, (db.OperationalError, db.InterfaceError)):
        return _from_operation(exc, state, text)
    return None


def _from_operation(exc: db.DBAPIError, state: str | None, text: str) -> Problem | None:
    if "sqlite" in type(exc.orig).__module__:
        return busy() if any(word in text for word in _SQLITE_WAITING) else None
    # Locks, deadlocks, cancelled statements and too few resources pass; the rest is a lost server.
    return busy() if state and state[:2] in ("40", "53", "55", "57") and state[:3] != "57P" else down()
