"""Page through lists by the sort key of the last row."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, literal, tuple_

from app.core.errors import FieldError, Invalid
from app.core.http.bodies import INT64_MAX, INT64_MIN, bad_text

MOST = 100
USUAL = 50
Item = TypeVar("Item")

#: Every integer that crosses the edge is one of these, so that no database meets 2^63.
Int64 = Annotated[int, Field(ge=INT64_MIN, le=INT64_MAX)]
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
Limit = Annotated[int, Field(ge=1, le=MOST, description="每页条数，1 至 100，默认 50。")]
Cursor = Annotated[
    str | None,
    Field(max_length=2048, description="上一页返回的 `next`，原样带回；第一页不填。"),
]


class Page(BaseModel, Generic[Item]):
    """One page of a list."""

    items: list[Item] = Field(description="本页内容。")
    next: str | None = Field(None, description="下一页的游标；没有更多时为空。")


def write_cursor(key: Sequence[Any], order: str = "") -> str:
    """Return the cursor that goes on after the row with this sort ``key``.

    It is opaque but not secret: it only says where to go on, every value is checked when it
    comes back, and what may be seen is decided by the query alone.

    Args:
        key: The sort key of the page's last row, its last part unique within the list.
        order: Name of the order, when a list has several; a cursor of another is refused.
    """
    parts = [part.isoformat() if isinstance(part, date) else part for part in key]
    text = json.dumps([order, *parts], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(
    cursor: str | None, kinds: int | Sequence[type] = (UUID,), order: str = ""
) -> tuple[Any, ...] | None:
    """Return the sort key to go on from, or None for the first page.

    Args:
        cursor: What the caller sent back.
        kinds: The types of the key's parts (str, int, date, datetime, or UUID for an id, which
            arrives as text); a number means that many texts. Most lists go by id alone.
        order: The name that ``write_cursor`` was given.

    Raises:
        Invalid: ``bad_cursor`` at ``query.cursor``.
    """
    if cursor is None:
        return None
    expected = (str,) * kinds if isinstance(kinds, int) else tuple(kinds)
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        found, *key = json.loads(base64.b64decode(padded, b"-_", validate=True))
        if found != order or len(key) != len(expected):
            raise ValueError
        return tuple(_value(part, kind) for part, kind in zip(key, expected, strict=True))
    except (ValueError, TypeError, RecursionError):
        raise bad_cursor() from None


def behind(
    columns: Sequence[ColumnElement[Any]], after: Sequence[Any], *, descending: bool = False
) -> ColumnElement[bool]:
    """Return the condition "behind ``after``" as one row comparison, which an index serves."""
    # Each value takes its column's type: an id is stored otherwise than it is written.
    values = [literal(value, column.type) for column, value in zip(columns, after, strict=True)]
    here, there = tuple_(*columns), tuple_(*values)
    return here < there if descending else here > there


def bad_cursor() -> Invalid:
    """Return the refusal of a cursor that this list never gave."""
    sentence = "翻页标记无效，请回到第一页。"
    return Invalid(sentence, errors=[FieldError("query.cursor", "bad_cursor", sentence)])


def _value(part: Any, kind: type) -> Any:
    if kind in (date, datetime):
        moment: Any = kind.fromisoformat(part)
        # At the ends of the calendar a change of zone overflows; no list of ours reaches them.
        if not 1 < moment.year < 9999 or (kind is datetime and moment.tzinfo is None):
            raise ValueError
        return moment
    if kind is UUID:
        return str(UUID(part if isinstance(part, str) else ""))
    if type(part) is not kind:
        raise ValueError
    if isinstance(part, int) and not INT64_MIN <= part <= INT64_MAX:
        raise ValueError
    if isinstance(part, str) and (len(part) > 500 or bad_text(part)):
        raise ValueError
    return part
