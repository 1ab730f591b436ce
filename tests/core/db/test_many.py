"""Many values as one bind: found like IN finds them, inserted like VALUES inserts them."""

from __future__ import annotations

from typing import Any, cast

import pytest
from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateTable

from app.core.db.engine import sqlite_module
from app.core.db.guard import UnscopedStatement
from app.core.db.many import Rows, among
from app.core.db.prepared import Prepared
from app.core.ids import new_id
from app.core.records import Job
from tests.core.db.pieces import job
from tests.factories.house import House

_jobs = cast(Table, Job.__table__)
_asked = select(_jobs.c.id, _jobs.c.kind).where(
    _jobs.c.council_id == bindparam("council"), among(_jobs.c.id, "ids"), among(_jobs.c.kind, "kinds")
)
_found = Prepared(_asked)
_rows = Rows(_jobs, "id", *(name for name in job("") if name not in ("council_id", "id")))


def found(house: House, ids: list[str], kinds: list[str]) -> set[tuple[str, str]]:
    given = {"council": house.council_id, "ids": ids, "kinds": kinds}
    return {tuple(row) for row in house.read(lambda session: _found.all(session.connection(), given))}


def added(house: House, rows: list[dict[str, Any]], council: str | None = None) -> set[str]:
    return house.write(lambda session: _rows.add(session.connection(), council or house.council_id, rows))


def test_rows_are_in_as_they_were_given_and_found_by_any_number_of_values(house: House) -> None:
    rows = [{**job(house.council_id), "kind": f"种类'{n % 3}\\\""} for n in range(40)]
    assert added(house, rows) == {row["id"] for row in rows}
    for count in (0, 1, 7, 40):
        wanted = {(row["id"], row["kind"]) for row in rows[:count] if row["kind"] != rows[1]["kind"]}
        asked = [row["id"] for row in rows[:count]]
        assert found(house, [*asked, new_id()], [rows[0]["kind"], rows[2]["kind"], "?"]) == wanted
    stored = house.read(
        lambda s: list(s.execute(select(Job).where(Job.council_id == house.council_id)).scalars())
    )
    by_id = {row["id"]: row for row in rows}
    for one in stored:
        if one.id in by_id:
            assert {name: getattr(one, name) for name in by_id[one.id]} == by_id[one.id]


@pytest.mark.one_backend  # The other one plans by what its tables hold.
def test_the_index_is_used_to_the_value_and_not_looked_through() -> None:
    statement = _asked.compile(dialect=sqlite.dialect(paramstyle="named"))
    memory = sqlite_module().connect(":memory:")
    memory.execute(str(CreateTable(_jobs).compile(dialect=sqlite.dialect())))
    plan = memory.execute(f"EXPLAIN QUERY PLAN {statement}", dict.fromkeys(statement.params, "[]"))
    assert any("(council_id=? AND id=?)" in row[3] for row in plan), list(plan)


def test_one_that_is_there_already_is_left_out_and_undoes_nothing(house: House) -> None:
    rows = [job(house.council_id) for _ in range(3)]
    added(house, rows[:1])
    assert added(house, rows) == {row["id"] for row in rows[1:]}


def test_rows_cannot_be_written_into_another_council(house: House) -> None:
    with pytest.raises(UnscopedStatement):
        added(house, [job(house.council_id)], new_id())


def test_a_constraint_that_is_no_conflict_still_fails(house: House) -> None:
    with pytest.raises(IntegrityError):
        added(house, [{**job(house.council_id), "state": "nonsense"}])
