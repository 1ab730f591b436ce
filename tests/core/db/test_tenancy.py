"""No key of a tenant table leaves its council."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import ForeignKeyConstraint, UniqueConstraint, insert
from sqlalchemy.exc import DBAPIError

import app.tables  # noqa: F401
from app.core.db import Base, Database
from app.core.db.base import is_of_council
from app.core.ids import new_id
from tests.factories.house import House

TENANTS = sorted((t for t in Base.metadata.tables.values() if is_of_council(t)), key=lambda t: t.name)


def test_there_are_tenant_tables_to_judge() -> None:
    assert len(TENANTS) >= 25


def test_a_table_with_a_council_column_is_a_tenant_table_or_says_why_not() -> None:
    # Sessions and the directory are read before a council is known; they hold no facts.
    known = {"sessions", "seat_directory"}
    others = {t.name for t in Base.metadata.tables.values() if "council_id" in t.c and not is_of_council(t)}
    assert others == known


@pytest.mark.parametrize("table", TENANTS, ids=lambda t: t.name)
def test_no_key_of_a_tenant_table_leaves_its_council(table: Any) -> None:
    for key in table.constraints:
        if isinstance(key, ForeignKeyConstraint) and is_of_council(key.referred_table):
            pairs = {(element.parent.name, element.column.name) for element in key.elements}
            assert ("council_id", "council_id") in pairs, key.name
        if isinstance(key, UniqueConstraint):
            assert "council_id" in key.columns, key.name
    for index in table.indexes:
        if index.unique:
            assert "council_id" in index.columns, index.name
    assert "council_id" in table.primary_key.columns


@pytest.mark.parametrize("table", TENANTS, ids=lambda t: t.name)
def test_every_tenant_table_points_at_an_existing_council(table: Any) -> None:
    targets = {element.target_fullname for key in table.foreign_key_constraints for element in key.elements}
    assert "councils.id" in targets


def test_a_row_cannot_point_at_a_parent_of_another_council(db: Database) -> None:
    mine, other = House(db, None), House(db, None)
    foreign = other.member("王外会")
    row = {"council_id": mine.council_id, "id": new_id(), "member_id": foreign, "term_id": mine.term_id}
    table = Base.metadata.tables["tenures"]
    with pytest.raises(DBAPIError):
        mine.write(lambda session: session.execute(insert(table), [{**row, "starts_on": date(2022, 2, 20)}]))
