"""What the database writes as JSON is what the schemas say, field by field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import literal, select

from app.core.db import documents
from app.core.db.engine import make_engine, sqlite_module
from app.core.ids import new_id
from app.ledger.queries import standing_records
from app.standings.schemas import StandingsOut
from app.views.dossier.schemas import Dossier
from tests.factories.house import House
from tests.performance.year import AWKWARD, lived


def test_a_dossier_is_exactly_what_its_schema_writes(house: House) -> None:
    year = lived(house, AWKWARD)
    for in_force in (False, True):
        if in_force:
            year.put_in_force()
        body = year.member.get("/me/dossier").content
        shown = Dossier.model_validate_json(body)
        assert json.loads(body) == json.loads(shown.model_dump_json())
        assert list(json.loads(body)["records"][0]) == list(json.loads(shown.records[0].model_dump_json()))
        assert [record.title for record in shown.records] == [AWKWARD]
        assert shown.score is not None
        assert shown.score.provisional is not in_force


def test_a_dossier_holds_the_records_that_count(house: House) -> None:
    year = lived(house)
    records = house.read(
        lambda session: list(session.scalars(standing_records(house.council_id))),
    )
    mine = [record for record in records if record.member_id == year.member.member_id]
    shown = Dossier.model_validate_json(year.member.get("/me/dossier").content)
    assert [record.id for record in shown.records] == [record.id for record in mine]
    assert [record.occurred_on for record in shown.records] == [record.occurred_on for record in mine]
    counted = [(line.due, line.attended, line.excused, line.absent) for line in shown.attendance]
    assert counted == [(1, 1, 0, 0)]


@pytest.mark.parametrize("newest", [True, False])
def test_ids_are_written_alike_by_every_sqlite(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, newest: bool
) -> None:
    monkeypatch.setattr(documents, "_CONCAT_WS", (3, 0, 0) if newest else (99, 0, 0))
    engine, id = make_engine(f"sqlite:///{tmp_path}/a.sqlite3"), new_id()
    with engine.begin() as connection:
        statement = select(documents.Hyphened(literal(id.replace("-", ""))))
        assert ("concat_ws" in str(statement.compile(engine))) is newest
        if not newest or sqlite_module().sqlite_version_info >= (3, 44):
            assert connection.execute(statement).scalar_one() == id


def test_a_member_without_records_has_an_empty_dossier(house: House) -> None:
    shown = Dossier.model_validate_json(house.as_("member").get("/me/dossier").content)
    assert (shown.records, shown.attendance, shown.score) == ([], [], None)
    assert shown.profile.posts == []


def test_the_year_that_runs_is_shown_when_none_is_named(house: House) -> None:
    year = lived(house)
    named = year.member.get(f"/me/dossier?year={year.number}").json()
    assert year.member.get("/me/dossier").json() == named
    assert year.member.get(f"/me/dossier?year={year.number - 1}").json()["records"] == []
    assert year.member.get("/me/dossier?year=1950").status_code == 404


def test_dossier_and_receipt_name_the_same_points(house: House) -> None:
    year = lived(house)
    for _ in range(2):
        brief = year.member.get("/me/dossier").json()["score"]
        receipt = year.member.get("/me/score").json()
        assert (brief["total"], brief["grade"]) == (receipt["total"], receipt["grade"])
        assert [line["points"] for line in brief["lines"]] == [line["points"] for line in receipt["lines"]]
        year.put_in_force()


def test_the_table_is_exactly_what_its_schema_writes(house: House) -> None:
    year = lived(house)
    house.member('引"号')
    year.put_in_force()
    body = house.as_("secretariat").get(f"/standings?year={year.number}").content
    shown = StandingsOut.model_validate_json(body)
    assert json.loads(body) == json.loads(shown.model_dump_json())
    assert len(shown.members) == shown.run.subjects > 0
