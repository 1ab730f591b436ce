"""Page through lists by the sort key of the last row."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, tuple_

from app.core.errors import FieldError, Invalid
from app.core.http.bodies import INT64_MAX, INT64_MIN, bad_text

MOST = 100
USUAL = 50
Item = TypeVar("Item")
Row = TypeVar("Row")

#: Every integer that crosses the edge is one of these, so that no database meets 2^63.
Int64 = Annotated[int, Field(ge=INT64_MIN, le=INT64_MAX)]
Count = Annotated[int, Field(ge=0, le=2**31 - 1)]
Limit = Annotated[int, Field(ge=1, le=MOST, description="每页条数,1 至 100,默认 50。")]
Cursor = Annotated[
    str | None,
    Field(max_length=2048, description="上一页返回的 `next`,原样带回;第一页不填。"),
]


class Page(BaseModel, Generic[Item]):
    """One page of a list."""

    items: list[Item] = Field(description="本页内容。")
    next: str | None = Field(None, description="下一页的游标;没有更多时为空。")


@dataclass(frozen=True, slots=True)
class Keyset:
    """How one list is ordered, and so what its cursor holds.

    The cursor is opaque but not secret: it only says where to go on, each value is checked
    against ``kinds``, and what may be seen is decided by the query alone.

    Args:
        order: Name of the list and its order (``"members.by_name"``); a cursor of another
            list is refused.
        kinds: The types of the sort key, the last part unique within the list.
        descending: Whether the whole key runs downwards.
    """

    order: str
    kinds: tuple[type, ...]
    descending: bool = False

    def after(self, cursor: str | None) -> tuple[Any, ...] | None:
        """Return the sort key to go on from, None for the first page.

        Raises:
            Invalid: ``bad_cursor`` at ``query.cursor``.
        """
        if cursor is None:
            return None
        try:
            values = json.loads(base64.b64decode(cursor.encode("ascii"), b"-_", validate=True))
            order, *key = values
            if order != self.order or len(key) != len(self.kinds):
                raise ValueError
            return tuple(_value(part, kind) for part, kind in zip(key, self.kinds, strict=True))
        except (ValueError, TypeError, RecursionError, binascii.Error):
            raise bad_cursor() from None

    def cursor(self, key: Sequence[Any]) -> str:
        """Return the cursor that goes on after the row with this sort ``key``."""
        parts = [part.isoformat() if isinstance(part, date) else part for part in key]
        text = json.dumps([self.order, *parts], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode()

    def where(self, columns: Sequence[ColumnElement[Any]], after: tuple[Any, ...]) -> ColumnElement[bool]:
        """Return the condition "behind ``after``" as one row comparison, which an index serves."""
        here, there = tuple_(*columns), tuple_(*after)
        return here < there if self.descending else here > there

    def cut(
        self, rows: Sequence[Row], limit: int, key: Callable[[Row], Sequence[Any]]
    ) -> tuple[Sequence[Row], str | None]:
        """Split what was fetched with ``limit + 1`` into this page and the next cursor."""
        page = rows[:limit]
        more = len(rows) > limit
        return page, self.cursor(key(page[-1])) if more else None


def bad_cursor() -> Invalid:
    """Return the refusal of a cursor that this list never gave."""
    sentence = "翻页标记无效,请回到第一页。"
    return Invalid(sentence, errors=[FieldError("query.cursor", "bad_cursor", sentence)])


def _value(part: Any, kind: type) -> Any:
    if kind in (date, datetime):
        return kind.fromisoformat(part)
    if type(part) is not kind:
        raise ValueError
    if kind is int and not INT64_MIN <= part <= INT64_MAX:
        raise ValueError
    if kind is str and (len(part) > 500 or bad_text(part)):
        raise ValueError
    return part
