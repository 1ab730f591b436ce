"""A previewed sheet is mended in place: checked whole again, kept whole or not at all."""

from __future__ import annotations

from typing import Any

from tests.council import rosters
from tests.council.test_roster_import import count, known_members, upload
from tests.factories.house import Caller, House

#: Row (from 0) → column key and what it should have said.
RIGHT = {
    4: ("name", "陈明伟"),
    5: ("mobile", "13805730005"),
    6: ("birth_date", "1978-02-28"),
    7: ("sex", "男"),
    8: ("party", "群众"),
    9: ("sector", "经济界"),
    10: ("special_committee", "提案委"),
    11: ("area_group", "当湖小组"),
    12: ("number", "14-012"),
    13: ("mobile", "13805730013"),
    14: ("joined_on", "2022-02-20"),
    15: ("joined_on", "2022年2月20日"),
    16: ("name", "王明"),
    17: ("pinyin_override", ""),
    18: ("number", "14-018"),
    19: ("mobile", ""),
    20: ("number", "14-020"),
    21: ("post", ""),
    22: ("birth_date", "1985-01-01"),
    23: ("employer", "某某厂"),
}


def mend(caller: Caller, shown: dict[str, Any], version: int | None = None, **said: Any) -> Any:
    tag = f'"{shown["version"] if version is None else version}"'
    return caller.patch(f"/imports/{shown['id']}", json=said, headers={"If-Match": tag})


def planted(house: House) -> tuple[Caller, dict[str, Any]]:
    rosters.prepare(house)
    known_members(house)
    office = house.as_("secretariat")
    return office, upload(office, rosters.as_xlsx(rosters.planted(40))).json()


def test_twenty_mistakes_are_mended_in_one_request_and_committed(house: House) -> None:
    office, shown = planted(house)
    cells = [{"row": row + 2, "column": key, "text": text} for row, (key, text) in RIGHT.items()]
    mended = mend(office, shown, cells=cells)
    assert mended.status_code == 200, mended.text
    now = mended.json()
    assert (now["counts"]["errors"], now["counts"]["new"], now["version"]) == (0, 40, 2)
    assert (count(house), mended.headers["etag"]) == (2, '"2"')
    done = office.post(f"/imports/{now['id']}/commit", headers={"If-Match": '"2"'})
    assert done.status_code == 200, done.text
    assert count(house) == 42
    row = next(one for one in done.json()["rows"] if one["number"] == 6)
    member = office.get(f"/members/{row['thing_id']}").json()
    assert (member["name"], row["cells"]) == ("陈明伟", [])


def test_a_wrong_cell_says_row_column_text_and_what_was_probably_meant(house: House) -> None:
    _, shown = planted(house)
    by_where = {one["where"]: one for one in shown["errors"]}
    sector = by_where["J11"]
    said = (sector["row"], sector["column"], sector["text"], sector["suggestion"])
    assert said == (11, "sector", "经济", "经济界")
    assert by_where["C9"]["suggestion"] == "男"
    assert by_where["G7"]["text"] == "1380573"
    # A whole mobile is masked, and what is masked cannot be typed over unseen.
    assert by_where["G15"]["text"] is None
    columns = {one["key"]: one for one in shown["columns"]}
    assert columns["sector"]["choices"] == sorted(
        rosters.UNITS["sector"], key=columns["sector"]["choices"].index
    )
    assert (columns["mobile"]["place"], shown["sheet"]) == ("G", "委员名册")
    row = next(one for one in shown["rows"] if one["number"] == 15)
    assert row["cells"][6] == "138****0000" and row["cells"][0] == "14-013"


def test_the_rows_beside_the_wrong_ones_may_be_asked_for(house: House) -> None:
    office, shown = planted(house)
    path = f"/imports/{shown['id']}?verdict=wrong&limit=100"
    alone = [row["number"] for row in office.get(path).json()["rows"]]
    around = [row["number"] for row in office.get(path + "&around=true").json()["rows"]]
    assert alone == list(range(6, 26)) and around == list(range(5, 27))


def test_a_mend_that_names_a_missing_cell_changes_nothing(house: House) -> None:
    office, shown = planted(house)
    good = {"row": 11, "column": "sector", "text": "经济界"}
    refused = mend(office, shown, cells=[good, {"row": 900, "column": "sector", "text": "经济界"}])
    assert (refused.status_code, refused.json()["errors"][0]["word"]) == (422, "unknown_row")
    refused = mend(office, shown, cells=[good, {"row": 11, "column": "rank", "text": "一"}])
    assert (refused.status_code, refused.json()["errors"][0]["word"]) == (422, "unknown_column")
    now = office.get(f"/imports/{shown['id']}").json()
    assert (now["version"], now["counts"]) == (1, shown["counts"])


def test_a_mend_that_is_still_wrong_is_kept_and_said(house: House) -> None:
    office, shown = planted(house)
    now = mend(office, shown, cells=[{"row": 11, "column": "sector", "text": "经贸"}]).json()
    assert now["counts"]["errors"] == 20
    assert next(one for one in now["errors"] if one["where"] == "J11")["text"] == "经贸"


def test_a_row_may_be_left_out(house: House) -> None:
    office, shown = planted(house)
    now = mend(office, shown, left_out=[14]).json()
    assert (now["counts"]["rows"], now["counts"]["errors"]) == (39, 19)
    assert not [one for one in now["errors"] if one["row"] == 14]


def test_two_clerks_do_not_mend_over_each_other(house: House) -> None:
    office, shown = planted(house)
    cell = {"row": 11, "column": "sector", "text": "经济界"}
    assert mend(office, shown, cells=[cell]).status_code == 200
    late = mend(house.as_("council_admin"), shown, cells=[cell])
    assert (late.status_code, late.json()["word"]) == (412, "stale")
    unseen = office.post(f"/imports/{shown['id']}/commit", headers={"If-Match": '"1"'})
    assert (unseen.status_code, unseen.json()["word"]) == (412, "stale")
    nameless = office.patch(f"/imports/{shown['id']}", json={"cells": [cell]})
    assert nameless.status_code == 428


def test_a_committed_or_discarded_import_is_not_mended(house: House) -> None:
    rosters.prepare(house)
    office = house.as_("secretariat")
    cell = {"row": 2, "column": "name", "text": "别的名"}
    done = upload(office, rosters.as_xlsx(rosters.good(3))).json()
    assert office.post(f"/imports/{done['id']}/commit").status_code == 200
    assert mend(office, done, cells=[cell]).json()["word"] == "committed"
    gone = upload(office, rosters.as_xlsx(rosters.good(4))).json()
    office.post(f"/imports/{gone['id']}/discard")
    assert mend(office, gone, cells=[cell]).json()["word"] == "discarded"
    stranger = House(house.db, house.client).as_("secretariat")
    assert mend(stranger, gone, cells=[cell]).status_code == 404


def test_a_mend_is_written_down_without_what_the_cells_say(house: House) -> None:
    office, shown = planted(house)
    mend(office, shown, cells=[{"row": 7, "column": "mobile", "text": "13805730005"}], left_out=[14])
    entries = house.as_("auditor").get("/audit", params={"action": "import:mend"}).json()["items"]
    assert len(entries) == 1
    assert "13805730005" not in str(entries)
    assert entries[0]["after"]["cells"] == ["G7"] and entries[0]["after"]["left_out"] == [14]


def test_a_list_of_members_says_how_many_there_are_once(house: House) -> None:
    known_members(house)
    office = house.as_("secretariat")
    first = office.get("/members?limit=1").json()
    assert (first["total"], len(first["items"])) == (2, 1)
    rest = office.get("/members", params={"cursor": first["next"]}).json()
    assert (rest["total"], len(rest["items"])) == (None, 1)
    assert office.get("/members?q=没有这个人").json()["total"] == 0
