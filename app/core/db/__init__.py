"""The database: types, engines, the council guard and hops."""

from app.core.db.base import (
    Base,
    IdType,
    JsonType,
    OfCouncil,
    UtcDateTime,
    of_council,
    points_to,
    words,
)
from app.core.db.hops import Database

__all__ = [
    "Base",
    "Database",
    "IdType",
    "JsonType",
    "OfCouncil",
    "UtcDateTime",
    "of_council",
    "points_to",
    "words",
]
