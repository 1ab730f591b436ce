"""PostgreSQL keeps councils apart even where the guard is off."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError

import app.tables  # noqa: F401
from app.core.db import Base, Database
from app.core.db.base import is_of_council
from app.core.db.migrate import upgrade
from app.core.ids import new_id
from app.core.records import Job
from app.council.models import Member
from app.paths import migrations_dir
from tests.conftest import SECRET
from tests.core.db.pieces import job
from tests.factories.house import House
from tests.postgres import PostgresTests

TENANTS = sorted(t.name for t in Base.metadata.tables.values() if is_of_council(t))


@pytest.fixture(scope="module")
def server(worker: str) -> Iterator[PostgresTests]:
    made = PostgresTests(f"rls_{worker}")
    made.create()
    upgrade(made.owner_url, migrations_dir(), app_url=made.app_url)
    yield made
    made.drop()


@pytest.fixture(scope="module")
def councils(server: PostgresTests) -> list[House]:
    """Two councils with two members each."""
    database = Database(server.app_url, secret=SECRET)
    made = [House(database, None) for _ in range(2)]
    for house in made:
        house.member("王一")
        house.member("王二")
    database.close()
    return made


def rows(url: str, query: str) -> list[Any]:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def open_db(server: PostgresTests) -> Iterator[Database]:
    """The application's role without the guard: only the database is left to refuse."""
    made = Database(server.app_url, pool_size=1, guarded=False, secret=SECRET)
    yield made
    made.close()


def test_every_tenant_table_forces_a_policy_both_ways(server: PostgresTests) -> None:
    forced = {
        name: (enabled, force)
        for name, enabled, force in rows(
            server.owner_url,
            "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class "
            "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
        )
    }
    policies = {
        (table, command): (using, check)
        for table, command, using, check in rows(
            server.owner_url,
            "SELECT tablename, cmd, qual, with_check FROM pg_policies WHERE schemaname = 'public'",
        )
    }
    assert len(TENANTS) >= 25
    for table in TENANTS:
        assert forced[table] == (True, True), table
        using, check = policies[(table, "ALL")]
        assert using == check
        assert "council_id = (NULLIF(current_setting('app.council'::text, true), ''::text))::uuid" in using
    assert {table for table, _ in policies} == set(TENANTS)


def test_no_view_looks_past_the_policies(server: PostgresTests) -> None:
    assert rows(server.owner_url, "SELECT viewname FROM pg_views WHERE schemaname = 'public'") == []


def test_the_application_is_neither_owner_nor_above_the_policies(server: PostgresTests) -> None:
    [(superuser, bypass)] = rows(
        server.app_url, "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = user"
    )
    assert (superuser, bypass) == (False, False)
    owners = rows(server.app_url, "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
    assert owners == [(server.owner,)]


def test_without_a_council_no_row_is_seen(open_db: Database, councils: list[House]) -> None:
    assert open_db.read_now(lambda session: session.scalars(select(Member.id)).all()) == []


def test_a_council_sees_its_own_rows_even_when_the_query_forgets(
    open_db: Database, councils: list[House]
) -> None:
    for house in councils:
        seen = open_db.read_now(
            lambda s: s.scalars(select(Member.council_id)).all(), council=house.council_id
        )
        assert len(seen) == 2
        assert set(seen) == {house.council_id}


def test_the_next_borrower_of_the_connection_has_no_council(open_db: Database, councils: list[House]) -> None:
    assert open_db.read_now(lambda s: s.scalars(select(Member.id)).all(), council=councils[0].council_id)
    assert open_db.read_now(lambda s: s.scalars(select(Member.id)).all()) == []


def test_a_write_for_one_council_leaves_the_next_read_its_own(
    open_db: Database, councils: list[House]
) -> None:
    mine, other = councils

    def seen(council: str | None) -> set[str]:
        return set(open_db.read_now(lambda s: s.scalars(select(Member.council_id)).all(), council=council))

    for fails in (False, True, False):
        assert seen(mine.council_id) == {mine.council_id}
        with contextlib.suppress(ZeroDivisionError):
            open_db.write_now(lambda s, fails=fails: 1 // (not fails), council=other.council_id)
        assert seen(mine.council_id) == {mine.council_id}
        assert seen(None) == set()
        assert seen(other.council_id) == {other.council_id}


def test_a_row_for_another_council_is_refused_by_the_database(
    open_db: Database, councils: list[House]
) -> None:
    mine, other = (house.council_id for house in councils)
    with pytest.raises(DBAPIError, match="row-level security"):
        open_db.write_now(lambda s: s.execute(insert(Job).values(**job(other))), council=mine)
    changed = open_db.write_now(
        lambda s: s.connection().exec_driver_sql("UPDATE members SET name = 'x'").rowcount, council=mine
    )
    assert changed == 2
    with pytest.raises(DBAPIError, match="row-level security"):
        open_db.write_now(
            lambda s: s.connection().exec_driver_sql("UPDATE jobs SET council_id = %s", (other,)),
            council=_own_job(open_db, mine),
        )


def _own_job(database: Database, council: str) -> str:
    database.write_now(lambda s: s.execute(insert(Job).values(**job(council))), council=council)
    return council


def test_as_superuser_the_same_query_leaks(server: PostgresTests, councils: list[House]) -> None:
    leaking = Database(server.super_url, pool_size=1, guarded=False, secret=SECRET)
    seen = leaking.read_now(
        lambda s: s.scalars(select(Member.council_id)).all(), council=councils[0].council_id
    )
    leaking.close()
    assert {house.council_id for house in councils} <= set(seen)


def test_as_owner_the_same_query_leaks_only_without_force(
    server: PostgresTests, councils: list[House]
) -> None:
    with psycopg.connect(server.owner_url) as owner:
        assert owner.execute("SELECT count(*) FROM members").fetchone() == (0,)
        owner.execute("ALTER TABLE members NO FORCE ROW LEVEL SECURITY")
        assert owner.execute("SELECT count(*) FROM members").fetchone() == (4,)
        owner.rollback()


def test_a_foreign_id_that_exists_looks_like_one_that_does_not(
    open_db: Database, councils: list[House]
) -> None:
    mine, other = councils
    foreign = open_db.read_now(lambda s: s.scalars(select(Member.id)).first(), council=other.council_id)
    for wanted in (foreign, new_id()):
        query = select(Member).where(Member.id == wanted)
        assert open_db.read_now(lambda s, q=query: s.scalars(q).all(), council=mine.council_id) == []
