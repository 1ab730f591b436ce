"""Migrations keep every row, go both ways, and say what the models say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from app.core.db import Base
from app.core.db.migrate import LostRows, at_head
from app.paths import migrations_dir
from tests.migrations.filling import CHIEF, ROWS
from tests.migrations.place import FIRST, Place, empty_place, scripts_with


@pytest.fixture
def place(backend: str, tmp_path: Path, worker: str) -> Iterator[Place]:
    with empty_place(backend, tmp_path, f"migrations_{worker}") as made:
        yield made


def versions() -> list[Path]:
    return sorted((migrations_dir() / "versions").glob("*.py"))


def test_there_is_one_head_and_one_base() -> None:
    scripts = ScriptDirectory(str(migrations_dir()))
    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1


def test_files_stand_in_the_order_of_the_revisions() -> None:
    scripts = ScriptDirectory(str(migrations_dir()))
    chain = [Path(script.path).name for script in reversed(list(scripts.walk_revisions()))]
    assert chain == [path.name for path in versions()]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d-\d{4}_[a-z_]+\.py", name) for name in chain)


def test_the_way_up_keeps_every_row(place: Place) -> None:
    place.up(FIRST)
    filled = place.fill(ROWS)
    assert {name for name, count in filled.items() if count >= ROWS} == CHIEF
    assert all(filled.values())
    before = place.counts()
    place.up()
    after = place.counts()
    # The system's own council comes with the second migration; later tables begin empty.
    began = dict.fromkeys(after.keys() - before.keys(), 0)
    assert after == {**before, **began, "councils": before["councils"] + 1}


def test_down_one_and_up_again_keeps_rows_and_structure(place: Place) -> None:
    place.up()
    place.fill(ROWS)
    counts, said = place.counts(), place.catalogue()
    place.down(FIRST)
    left = place.counts()
    assert left == {name: counts[name] for name in left}
    assert place.catalogue() != said
    place.up()
    # Tables that came later went with their migration and are back, empty.
    assert place.counts() == {**dict.fromkeys(counts, 0), **left}
    assert place.catalogue() == said


def test_all_the_way_down_and_up_again_gives_the_same_structure(place: Place) -> None:
    place.up()
    said = place.catalogue()
    place.fill()
    place.down("base")
    assert [name for name in place.catalogue() if name.split()[0] in {"table", "column"}] == []
    place.up()
    assert place.catalogue() == said


def test_migrating_twice_changes_nothing(place: Place) -> None:
    place.up()
    place.fill()
    counts, said = place.counts(), place.catalogue()
    place.up()
    assert (place.counts(), place.catalogue()) == (counts, said)
    with place.engine.begin() as connection:
        assert at_head(connection, migrations_dir())


def test_migrations_and_models_describe_the_same_structure(place: Place) -> None:
    place.up()
    migrated = place.structure()
    place.down("base")
    with place.engine.begin() as connection:
        Base.metadata.create_all(connection)
    assert place.structure() == migrated


def test_a_changed_check_is_seen_as_another_structure(place: Place) -> None:
    place.up()
    migrated = place.structure()
    place.down("base")
    with place.engine.begin() as connection:
        Base.metadata.create_all(connection)
        connection.exec_driver_sql("DROP TABLE attendance_marks")
        connection.exec_driver_sql("CREATE TABLE attendance_marks (id INTEGER)")
    assert place.structure() != migrated


@pytest.mark.parametrize("statement", ["DELETE FROM attendance_marks", "DROP TABLE attendance_marks"])
def test_a_migration_that_loses_rows_is_rolled_back(place: Place, tmp_path: Path, statement: str) -> None:
    scripts = scripts_with(tmp_path, "Lose rows.", f'op.execute("{statement}")')
    place.up()
    place.fill()
    counts, said = place.counts(), place.catalogue()
    with pytest.raises(LostRows, match="attendance_marks"):
        place.up(scripts=scripts)
    assert (place.counts(), place.catalogue()) == (counts, said)


@pytest.mark.one_backend  # Batch mode is SQLite's.
def test_rebuilding_a_parent_table_keeps_its_children(place: Place, tmp_path: Path) -> None:
    batch = 'with op.batch_alter_table("members", recreate="always") as batch:\n        '
    batch += 'batch.alter_column("name", new_column_name="full_name")'
    scripts = scripts_with(tmp_path, "Rebuild.", batch)
    place.up()
    place.fill()
    counts = place.counts()
    place.up(scripts=scripts)
    assert place.counts() == counts
