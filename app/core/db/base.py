"""Declarative base, column types and the tenant grammar of keys."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    ForeignKeyConstraint,
    MetaData,
    Row,
    Table,
    TypeDecorator,
)
from sqlalchemy import Uuid as PlainUuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from app.core.ids import new_id, spelt


class Uuid(PlainUuid[str]):
    """SQLAlchemy's uuid, read from 32 hex digits without an object between: a group reads hundreds."""

    cache_ok = True

    def result_processor(self, dialect: Any, coltype: Any) -> Any:
        """Return how a column's value becomes an id."""
        if dialect.supports_native_uuid:
            return super().result_processor(dialect, coltype)
        return lambda value: value if value is None else spelt(value)


#: Ids are strings in Python and JSON; a native uuid on PostgreSQL, 32 hex digits on SQLite.
IdType = Uuid(as_uuid=False)
JsonType = JSON().with_variant(JSONB(), "postgresql")

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in, aware UTC out, on both databases (SQLite keeps no zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone is refused")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: A result row; what it holds stands in the docstring of the statement.
AnyRow = Row[*tuple[Any, ...]]


class Base(DeclarativeBase):
    """Root of every table; names every constraint so that migrations can find it."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime,
        dict[str, Any]: JsonType,
        list[str]: JsonType,
    }


def words(column: str, allowed: tuple[str, ...] | list[str], name: str | None = None) -> CheckConstraint:
    """Return a CHECK that ``column`` holds one of the stable words ``allowed``."""
    listed = ", ".join(f"'{word}'" for word in allowed)
    return CheckConstraint(f"{column} IN ({listed})", name=name or f"{column}_word")


def points_to(column: str, table: str) -> ForeignKeyConstraint:
    """Return a foreign key into ``table`` that cannot leave the row's own council."""
    return ForeignKeyConstraint(["council_id", column], [f"{table}.council_id", f"{table}.id"])


class OfCouncil:
    """Mixin of every tenant table: the council is part of the primary key."""

    council_id: Mapped[str] = mapped_column(IdType, primary_key=True)
    id: Mapped[str] = mapped_column(IdType, primary_key=True, default=new_id)

    @declared_attr.directive
    def __table_args__(cls) -> Any:
        return of_council()


def of_council(*more: Any) -> tuple[Any, ...]:
    """Return table arguments of a tenant table: the council must exist, plus ``more``."""
    return (ForeignKeyConstraint(["council_id"], ["councils.id"]), *more)


def is_of_council(table: Table) -> bool:
    """Tell whether ``table`` is a tenant table: ``council_id`` stands in its primary key."""
    return any(column.name == "council_id" for column in table.primary_key.columns)
