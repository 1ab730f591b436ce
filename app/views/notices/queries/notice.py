"""One branch of the union, every column named."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Date, Select, String, bindparam, cast, literal, null, select

from app.core.db import JsonType

COUNCIL: Any = bindparam("council")
MEMBER: Any = bindparam("member")


def _said(text: Any) -> Any:
    return literal(text, String) if isinstance(text, str) else text


def notice(
    at: Any,
    id: Any,
    kind: Any,
    object_id: Any,
    object_kind: Any,
    *,
    title: Any = "",
    status: Any = "",
    reason: Any = "",
    day: Any = None,
    number: Any = None,
    words: Any = None,
    was: Any = None,
) -> Select[Any]:
    """Return the select of one kind of notice, to be joined and narrowed.

    Args:
        at: The moment that the notice carries.
        object_id: What it opens, of ``object_kind``.
        words: Data of the moment, ``was`` the data before it, for the sentence.
    """
    return select(
        at.label("at"),
        id.label("id"),
        _said(kind).label("kind"),
        object_id.label("object_id"),
        _said(object_kind).label("object_kind"),
        _said(title).label("title"),
        _said(status).label("status"),
        _said(reason).label("reason"),
        (cast(null(), Date) if day is None else day).label("day"),
        (cast(null(), BigInteger) if number is None else number).label("number"),
        (cast(null(), JsonType) if words is None else words).label("words"),
        (cast(null(), JsonType) if was is None else was).label("was"),
    )
