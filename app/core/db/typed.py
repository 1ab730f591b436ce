"""Finds rows by what somebody typed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_


def holding(typed: str, *columns: Any) -> list[ColumnElement[bool]]:
    """Return one condition per word between spaces: one of the columns contains it.

    Small and capital letters are one. What is typed is text: %, _ and the escape sign stand for
    themselves.
    """
    return [or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in typed.split()]
