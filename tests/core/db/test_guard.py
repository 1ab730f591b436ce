"""Every statement on tenant rows names the bound council, or it does not run."""

from __future__ import annotations

import pytest
from sqlalchemy import DDL, bindparam, select

from app.core.db import Database
from app.core.db.guard import UnscopedStatement
from app.core.db.prepared import Prepared
from app.core.ids import new_id
from app.council.models import Member
from tests.core.db.scoped import SCOPED
from tests.core.db.unscoped import UNSCOPED
from tests.factories.house import House


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len(SCOPED) >= 40
    assert len(UNSCOPED) >= 60


@pytest.mark.parametrize("name", SCOPED)
def test_a_statement_that_keeps_to_its_council_passes(house: House, name: str) -> None:
    house.write(SCOPED[name], house.council_id, new_id())


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
@pytest.mark.parametrize("name", UNSCOPED)
def test_a_statement_that_reaches_beyond_its_council_raises(house: House, name: str) -> None:
    with pytest.raises(UnscopedStatement):
        house.write(UNSCOPED[name], house.council_id, new_id())


def test_without_a_bound_council_no_tenant_statement_runs(db: Database) -> None:
    mine = select(Member.name).where(Member.council_id == new_id())
    with pytest.raises(UnscopedStatement, match="no council is bound"):
        db.read_now(lambda session: session.execute(mine).all())


def test_a_compiled_statement_is_judged_again_for_the_next_council(db: Database) -> None:
    mine, other = new_id(), new_id()

    def names(session, council):  # type: ignore[no-untyped-def]
        return session.execute(select(Member.name).where(Member.council_id == council)).all()

    assert db.read_now(names, mine, council=mine) == []
    assert db.read_now(names, other, council=other) == []
    with pytest.raises(UnscopedStatement):
        db.read_now(names, mine, council=other)


def test_raw_ddl_may_not_name_a_tenant_table(house: House) -> None:
    with pytest.raises(UnscopedStatement):
        house.write(lambda session: session.execute(DDL("DELETE FROM members")))


def test_a_stated_reason_opens_the_guard_for_checks_and_maintenance(db: Database, house: House) -> None:
    house.member("王小明")
    with db.transaction(house.council_id, write=False, unscoped="a count for this test") as session:
        assert session.execute(select(Member.id)).all()


def test_a_prepared_statement_is_judged_like_any_other(house: House) -> None:
    forgetful = Prepared(select(Member.__table__.c.name).where(Member.__table__.c.name == bindparam("name")))
    scoped = Prepared(
        select(Member.__table__.c.name).where(Member.__table__.c.council_id == bindparam("council"))
    )
    house.member("王小明")
    with pytest.raises(UnscopedStatement):
        house.read(lambda session: forgetful.all(session.connection(), {"name": "王小明"}))
    for _ in range(2):
        mine = house.read(lambda session: scoped.all(session.connection(), {"council": house.council_id}))
        assert [row.name for row in mine] == ["王小明"]
        with pytest.raises(UnscopedStatement):
            house.read(lambda session: scoped.all(session.connection(), {"council": new_id()}))
