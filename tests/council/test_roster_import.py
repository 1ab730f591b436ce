"""A roster is previewed with every error at once, then written whole or not at all."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook

from app.core import clock
from app.council import queries
from tests.council import rosters
from tests.factories.house import Caller, House
from tests.statements import counted

PATH = "/imports/roster"


def upload(caller: Caller, data: bytes, name: str = "名册.xlsx", **headers: str) -> Any:
    return caller.post(PATH, files={"file": (name, data)}, headers=headers)


def count(house: House) -> int:
    return len(house.read(queries.members_on, house.council_id, clock.today()))


def bring(house: House, rows: rosters.Sheet) -> Any:
    office = house.as_("secretariat")
    shown = upload(office, rosters.as_xlsx(rows))
    assert shown.status_code == 201, shown.text
    answer = office.post(f"/imports/{shown.json()['id']}/commit")
    assert answer.status_code == 200, answer.text
    return answer.json()


def known_members(house: House) -> None:
    """Two members of the system whose number and mobile the mistakes touch."""
    for number, name, mobile in (("13-001", "老委员", "13900000000"), ("13-002", "钟委员", "13900000001")):
        body = {"number": number, "name": name, "mobile": mobile, "joined_on": "2022-02-20"}
        assert house.as_("secretariat").post("/members", json=body).status_code == 201


def test_a_roster_with_twenty_mistakes_reports_twenty_and_writes_nothing(house: House) -> None:
    rosters.prepare(house)
    known_members(house)
    office = house.as_("secretariat")
    answer = upload(office, rosters.as_xlsx(rosters.planted()))
    assert answer.status_code == 201
    shown = answer.json()
    reported = [(error["where"], error["word"]) for error in shown["errors"]]
    columns = {title: chr(ord("A") + index) for index, title in enumerate(rosters.HEADINGS)}
    assert reported == [(f"{columns[title]}{row + 2}", word) for row, title, _, word in rosters.MISTAKES]
    assert shown["counts"]["errors"] == shown["counts"]["wrong"] == 20
    assert (shown["counts"]["rows"], shown["counts"]["new"]) == (215, 195)
    refused = office.post(f"/imports/{shown['id']}/commit")
    assert (refused.status_code, refused.json()["word"]) == (409, "has_errors")
    assert count(house) == 2
    wrong = office.get(f"/imports/{shown['id']}?verdict=wrong&limit=15").json()
    assert len(wrong["rows"]) == 15 and all(len(row["errors"]) == 1 for row in wrong["rows"])
    rest = office.get(f"/imports/{shown['id']}?verdict=wrong&cursor={wrong['next']}").json()
    assert len(rest["rows"]) == 5 and rest["next"] is None
    assert "最接近的是“经济界”" in next(e["sentence"] for e in shown["errors"] if e["where"] == "J11")


def test_the_error_workbook_names_every_mistake(house: House) -> None:
    rosters.prepare(house)
    known_members(house)
    office = house.as_("secretariat")
    shown = upload(office, rosters.as_xlsx(rosters.planted())).json()
    answer = office.get(f"/imports/{shown['id']}/errors.xlsx")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    book = load_workbook(io.BytesIO(answer.content))
    assert book["问题清单"].max_row == 21


def test_the_same_good_roster_twice_is_unchanged_the_second_time(house: House) -> None:
    rosters.prepare(house)
    rows = rosters.good()
    first = bring(house, rows)
    assert (first["counts"]["new"], first["state"]) == (215, "committed")
    assert count(house) == 215
    second = bring(house, rows)
    assert (second["counts"]["unchanged"], second["counts"]["changed"]) == (215, 0)
    assert count(house) == 215
    found = house.as_("secretariat").get("/members", params={"q": "𠮷田"}).json()["items"]
    assert [row["name"] for row in found] == ["𠮷田太郎"]
    found = house.as_("secretariat").get("/members", params={"q": "买买提·吐"}).json()["items"]
    assert [row["name"] for row in found] == ["买买提·吐尔逊"]
    places = {place["kind"]: place["unit"] for place in found[0]["places"]}
    assert places["sector"] == "医药卫生界" and found[0]["posts"] == []
    assert len(house.read(queries.standing_ids_on, house.council_id, clock.today())) == 2


def test_gbk_utf8_csv_and_xlsx_say_the_same(house: House) -> None:
    rosters.prepare(house)
    rows = [row for row in rosters.good(12) if "𠮷" not in row[1]]
    office = house.as_("secretariat")
    files = {
        "gbk.csv": rosters.as_csv(rows, "gb18030"),
        "utf8.csv": rosters.as_csv(rows, "utf-8"),
        "bom.csv": rosters.as_csv(rows),
        "sheet.xlsx": rosters.as_xlsx(rows),
        "titled.xlsx": rosters.as_xlsx(rows, title="政协委员名册（2022年）"),
    }
    for name, data in files.items():
        shown = upload(office, data, name).json()
        assert (shown["counts"]["new"], shown["errors"]) == (11, []), name


def test_headings_may_be_called_otherwise_and_unknown_ones_are_noticed(house: House) -> None:
    rosters.prepare(house)
    other = {"委员编号": "编号", "手机": "手机号码", "党派": "政治面貌", "专长": "备注"}
    headings = [other.get(title, title) for title in rosters.HEADINGS]
    shown = upload(house.as_("secretariat"), rosters.as_xlsx(rosters.good(5), headings)).json()
    assert shown["counts"]["new"] == 5 and shown["errors"] == []
    assert [notice["word"] for notice in shown["notices"]] == ["unknown_column"]
    headings[1] = "称呼"
    shown = upload(house.as_("secretariat"), rosters.as_xlsx(rosters.good(5), headings)).json()
    assert [error["word"] for error in shown["errors"]] == ["missing_column"]


def test_changes_are_shown_masked_and_move_members_from_today(house: House) -> None:
    rosters.prepare(house)
    rows = rosters.good(6)
    bring(house, rows)
    rows[4][6], rows[4][9], rows[4][14], rows[5][7] = "13912345678", "教育界", "常委", "新单位"
    office = house.as_("secretariat")
    shown = upload(office, rosters.as_xlsx(rows)).json()
    assert (shown["counts"]["changed"], shown["counts"]["unchanged"]) == (2, 4)
    changed = [row for row in shown["rows"] if row["verdict"] == "changed"]
    said = {change["column"]: (change["before"], change["after"]) for change in changed[0]["changes"]}
    # Row 4 was in 教育界 already; only its mobile and post differ.
    assert said == {"手机": ("（原号码）", "139****5678"), "政协职务": ("", "常委")}
    rows[4][9] = "经济界"
    assert bring(house, rows)["counts"]["changed"] == 2
    (member,) = office.get("/members", params={"q": "14-004"}).json()["items"]
    page = office.get(f"/members/{member['id']}").json()
    sectors = [place for place in page["places"] if place["kind"] == "sector"]
    assert [place["unit"] for place in sectors] == ["教育界", "经济界"]
    assert sectors[1]["starts_on"] == clock.today().isoformat()
    assert [post["post"] for post in page["posts"]] == ["standing_member"]
    assert office.post(f"/members/{member['id']}/unmask").json() == {"mobile": "13912345678"}


def test_a_member_is_known_by_mobile_when_the_number_is_missing(house: House) -> None:
    rosters.prepare(house)
    rows = rosters.good(4)
    bring(house, rows)
    rows[3][0], rows[3][7] = "", "新单位"
    shown = upload(house.as_("secretariat"), rosters.as_xlsx(rows)).json()
    assert (shown["counts"]["changed"], shown["errors"]) == (1, [])
    rows.append([*rows[3][:6], "", *rows[3][7:]])
    rows[4][0] = "14-003"
    shown = upload(house.as_("secretariat"), rosters.as_xlsx(rows)).json()
    assert [error["word"] for error in shown["errors"]] == ["same_member"]


def test_committing_twice_is_harmless_and_discarding_forgets_the_sheet(house: House) -> None:
    rosters.prepare(house)
    office = house.as_("secretariat")
    shown = upload(office, rosters.as_xlsx(rosters.good(5))).json()
    first = office.post(f"/imports/{shown['id']}/commit")
    second = office.post(f"/imports/{shown['id']}/commit")
    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    assert count(house) == 5
    late = office.post(f"/imports/{shown['id']}/discard")
    assert (late.status_code, late.json()["word"]) == (409, "committed")
    other = upload(office, rosters.as_xlsx(rosters.good(6))).json()
    assert office.post(f"/imports/{other['id']}/discard").json()["state"] == "discarded"
    gone = office.post(f"/imports/{other['id']}/commit")
    assert (gone.status_code, gone.json()["word"]) == (409, "discarded")
    assert office.get(f"/imports/{other['id']}/errors.xlsx").json()["word"] == "sheet_gone"
    assert [row["state"] for row in office.get("/imports").json()["items"]] == ["discarded", "committed"]


def test_a_roster_that_changed_meanwhile_is_not_committed(house: House) -> None:
    rosters.prepare(house)
    rows = rosters.good(5)
    bring(house, rows)
    rows[2][7] = "新单位"
    office = house.as_("secretariat")
    shown = upload(office, rosters.as_xlsx(rows)).json()
    (member,) = office.get("/members", params={"q": "14-002"}).json()["items"]
    path = f"/members/{member['id']}"
    tag = office.get(path).headers["etag"]
    assert office.patch(path, json={"employer": "又一单位"}, headers={"If-Match": tag}).status_code == 200
    refused = office.post(f"/imports/{shown['id']}/commit")
    assert (refused.status_code, refused.json()["word"]) == (409, "changed_meanwhile")
    assert office.get(path).json()["particulars"]["employer"] == "又一单位"


def test_another_councils_import_is_not_found(house: House) -> None:
    rosters.prepare(house)
    shown = upload(house.as_("secretariat"), rosters.as_xlsx(rosters.good(3))).json()
    stranger = House(house.db, house.client).as_("secretariat")
    for method, where in (("GET", ""), ("GET", "/errors.xlsx"), ("POST", "/commit"), ("POST", "/discard")):
        answer = stranger.request(method, f"/imports/{shown['id']}{where}")
        assert answer.status_code == 404, where


def test_formula_cells_stay_text_and_are_neutral_in_the_error_workbook(house: House) -> None:
    rosters.prepare(house)
    rows = rosters.good(3)
    rows[0][7] = '=HYPERLINK("http://x")'
    rows[1][2] = "=1+1"
    office = house.as_("secretariat")
    shown = upload(office, rosters.as_xlsx(rows)).json()
    assert [error["word"] for error in shown["errors"]] == ["unknown_choice"]
    book = load_workbook(io.BytesIO(office.get(f"/imports/{shown['id']}/errors.xlsx").content))
    assert book.worksheets[0]["H2"].data_type == "s"
    rows[1][2] = "男"
    bring(house, rows)
    (member,) = office.get("/members", params={"q": "14-000"}).json()["items"]
    assert member["particulars"]["employer"] == '=HYPERLINK("http://x")'


def test_only_who_keeps_members_may_import_them(house: House) -> None:
    for role in ("member", "section_clerk", "auditor"):
        answer = upload(house.as_(role), rosters.as_xlsx(rosters.good(3)))
        assert answer.status_code == 403, role


def test_the_template_can_be_filled_and_sent_back(house: House) -> None:
    office = house.as_("secretariat")
    answer = office.get(PATH + "/template")
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.content))
    assert [cell.value for cell in book.worksheets[0][1]] == rosters.HEADINGS
    rosters.prepare(house)
    for column, value in enumerate(rosters.good(4)[3], start=1):
        book.worksheets[0].cell(2, column, value or None)
    out = io.BytesIO()
    book.save(out)
    shown = upload(office, out.getvalue()).json()
    assert (shown["counts"]["new"], shown["errors"]) == (1, [])


def test_a_repeated_upload_previews_once(house: House) -> None:
    rosters.prepare(house)
    office, data = house.as_("secretariat"), rosters.as_xlsx(rosters.good(3))
    first, second = (upload(office, data, **{"Idempotency-Key": "roster-1"}) for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    other = upload(office, rosters.as_xlsx(rosters.good(4)), **{"Idempotency-Key": "roster-1"})
    assert other.json()["word"] == "key_reused"


def test_files_that_are_no_table_are_refused_by_name(house: House) -> None:
    office = house.as_("secretariat")
    assert upload(office, b"%PDF-1.7", "a.pdf").status_code == 415
    assert upload(office, b"%PDF-1.7", "a.xlsx").status_code == 415
    assert upload(office, b"", "a.csv").json()["word"] == "empty_file"


def test_a_roster_is_committed_in_a_fixed_number_of_statements(house: House) -> None:
    rosters.prepare(house)
    office = house.as_("secretariat")
    sent = []
    for size in (10, 60):
        fresh = House(house.db, house.client)
        rosters.prepare(fresh)
        office = fresh.as_("secretariat")
        shown = upload(office, rosters.as_xlsx(rosters.good(size))).json()
        with counted(house.db) as seen:
            assert office.post(f"/imports/{shown['id']}/commit").status_code == 200
        sent.append(len(seen))
    assert sent[0] == sent[1] <= 24, sent
