"""Sheets come in whole, with every wrong cell named, or not at all."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence

import openpyxl
import pytest

from app.core.errors import Problem
from app.core.sheets import (
    Column,
    column_letter,
    error_workbook,
    match_header,
    parsers,
    read_rows,
    read_table,
    template_workbook,
    write_csv,
    write_table,
)
from app.core.sheets.parsers import CellError
from app.core.sheets.table import Cell
from tests.names_corpus import NAMES
from tests.promises.p13_bombs import links, workbook

COLUMNS = (
    Column("number", "委员编号", parsers.text(20), ("编号",), required=True, example="A001"),
    Column("name", "姓名", parsers.text(50), ("委员姓名",), required=True, example="王小明"),
    Column("mobile", "手机号", parsers.mobile(), ("手机", "联系电话")),
    Column("identity", "身份证号", parsers.identity()),
    Column("birth", "出生日期", parsers.date(), ("出生年月日",)),
    Column("sector", "界别", parsers.choice({"教育": "education", "教育界": "education", "医卫": "health"})),
    Column("party", "中共党员", parsers.yes_no()),
    Column("gift", "捐赠金额（万元）", parsers.money("万元"), ("捐赠",)),
)
HEADINGS = [column.title for column in COLUMNS]


def sheet(*rows: Sequence[object]) -> bytes:
    """Return a workbook written by another library than ours."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def refused(data: bytes, filename: str) -> Problem:
    with pytest.raises(Problem) as caught:
        read_table(data, filename)
    assert caught.value.sentence.endswith("。")
    return caught.value


def test_a_good_sheet_gives_values_of_the_right_kind() -> None:
    row = ["A1", "王𠮷", 13800138000, "11010519491231002X", datetime.date(2021, 3, 4), "教育界", "是", 12.5]
    parsed = read_rows(read_table(sheet(HEADINGS, row), "名册.xlsx"), COLUMNS)
    assert parsed.errors == () and parsed.notices == ()
    assert parsed.rows[0].number == 2
    assert parsed.rows[0].values == {
        "number": "A1",
        "name": "王𠮷",
        "mobile": "13800138000",
        "identity": "11010519491231002X",
        "birth": datetime.date(2021, 3, 4),
        "sector": "education",
        "party": True,
        "gift": 12_500_000,
    }


def test_twenty_planted_mistakes_are_twenty_errors_at_once() -> None:
    rows: list[Sequence[object]] = [["", "", "1", "2", "3", "4", "5", "6"] for _ in range(2)]
    rows.append(["A1", "王", "13800138000", 110105194912310021, "2021-02-30", "军事", "也许", "1.2345678"])
    data = sheet(HEADINGS, *rows)
    errors = read_rows(read_table(data, "名册.xlsx"), COLUMNS).errors
    assert [error.where for error in errors] == [
        *(f"{letter}{row}" for row in (2, 3) for letter in "ABCDEFG"),
        *(f"{letter}4" for letter in "DEFGH"),
    ]
    assert {error.word for error in errors} == {
        "required",
        "bad_mobile",
        "bad_identity",
        "bad_date",
        "unknown_choice",
        "not_yes_or_no",
        "precision_lost",
        "below_a_fen",
    }


def test_rows_keep_the_numbers_and_letters_the_spreadsheet_shows() -> None:
    data = sheet(
        [], [], ["", "二〇二六年委员名册"], [], ["", "姓名", "编号"], [], ["", "", "A1"], ["", "李", "A2"]
    )
    table = read_table(data, "名册.xlsx")
    assert [row.number for row in table.rows] == [3, 5, 7, 8]
    parsed = read_rows(table, COLUMNS)
    assert parsed.header.row == 5
    assert [error.where for error in parsed.errors] == ["B7"]
    assert parsed.where(8, "number") == "C8"
    assert parsed.where(8, "mobile") == "第8行"


def test_headings_are_known_by_alias_and_without_their_ornaments() -> None:
    table = read_table("编号*, 委员 姓名：,联系电话\nA1,王,\n".encode(), "a.csv")
    assert match_header(table, COLUMNS).places == {"number": 0, "name": 1, "mobile": 2}


def test_unknown_missing_and_doubled_headings_are_reported() -> None:
    table = read_table("姓名,星座,委员姓名\n王,水瓶,李\n".encode(), "a.csv")
    header = match_header(table, COLUMNS)
    assert [(error.where, error.word) for error in header.errors] == [
        ("C1", "duplicate_column"),
        ("第1行", "missing_column"),
    ]
    assert [(notice.where, notice.word) for notice in header.notices] == [("B1", "unknown_column")]


def test_a_sheet_without_any_known_heading_is_refused() -> None:
    with pytest.raises(Problem) as caught:
        match_header(read_table(b"a,b\n1,2\n", "a.csv"), COLUMNS)
    assert caught.value.word == "no_header"


def test_a_column_the_sheet_does_not_have_has_no_value_and_an_empty_cell_has_none() -> None:
    parsed = read_rows(read_table("编号,姓名,手机\nA1,王,\n".encode(), "a.csv"), COLUMNS)
    assert parsed.rows[0].values == {"number": "A1", "name": "王", "mobile": None}


def test_a_formula_error_is_an_error_and_not_an_empty_cell() -> None:
    def text(where: str, value: str) -> str:
        return f'<c r="{where}" t="inlineStr"><is><t>{value}</t></is></c>'

    wrong = '<c r="C2" s="0" t="e"><f>VLOOKUP(1,1,1)</f><v>#N/A</v></c>'
    rows = f'<row r="1">{text("A1", "编号")}{text("B1", "姓名")}{text("C1", "手机")}</row>'
    rows += f'<row r="2">{text("A2", "A1")}{text("B2", "王")}{wrong}</row>'
    parsed = read_rows(read_table(workbook(rows), "a.xlsx"), COLUMNS)
    assert [(error.where, error.word) for error in parsed.errors] == [("C2", "formula_error")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_in_the_encodings_and_delimiters_offices_use(encoding: str, delimiter: str) -> None:
    text = delimiter.join(["编号", "姓名"]) + "\r\n" + delimiter.join(["A1", "王𠮷𫖮㐀"]) + "\r\n"
    parsed = read_rows(read_table(text.encode(encoding), "名册.csv"), COLUMNS)
    assert parsed.rows[0].values["name"] == "王𠮷𫖮㐀"


def test_plain_gbk_is_read_as_well() -> None:
    table = read_table("编号,姓名\nA1,王小明\n".encode("gbk"), "名册.csv")
    assert table.rows[1].cells == ("A1", "王小明")


@pytest.mark.parametrize(
    ("data", "filename", "status", "word"),
    [
        (b"", "a.csv", 422, "empty_file"),
        (b"\n \n", "a.csv", 422, "empty_file"),
        (b"a\x00b", "a.csv", 422, "control_character"),
        ("姓名".encode("utf-16"), "a.csv", 415, "unknown_encoding"),
        (b"\xff\xff\xff", "a.csv", 422, "unknown_encoding"),
        (b"PK\x03\x04", "a.csv", 415, "extension_mismatch"),
        (b'a,"b\n', "a.csv", 422, "broken_file"),
        (b"a" * 40_000, "a.csv", 422, "cell_too_long"),
        (b"," * 300 + b"a", "a.csv", 413, "too_many_columns"),
        (b"a\n" * 20_002, "a.csv", 413, "too_many_rows"),
        (b"a" * (20 * 2**20 + 1), "a.csv", 413, "file_too_large"),
        (b"hello", "a.xlsx", 415, "extension_mismatch"),
        (b"\xd0\xcf\x11\xe0", "a.xlsx", 415, "extension_mismatch"),
        (b"PK\x03\x04" + b"x" * 100, "a.xlsx", 422, "broken_file"),
        (b"x", "a.xlsm", 415, "macro"),
        (b"x", "a.xls", 415, "unsupported_extension"),
        (b"x", "a", 415, "unsupported_extension"),
        (workbook(parts=["xl/workbook.xml"]), "a.xlsx", 422, "no_sheet"),
        (workbook(extra={"xl/worksheets/sheet1.xml": "<worksheet><sheet"}), "a.xlsx", 422, "broken_file"),
        (workbook(""), "a.xlsx", 422, "empty_file"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_by_name(
    data: bytes, filename: str, status: int, word: str
) -> None:
    problem = refused(data, filename)
    assert (problem.status, problem.word) == (status, word)


def test_every_cut_of_a_workbook_is_refused_and_never_crashes() -> None:
    whole = workbook()
    for length in range(1, len(whole), 61):
        assert refused(whole[:length], "a.xlsx").status in (415, 422)


def test_a_hyperlink_in_a_cell_is_no_external_link() -> None:
    relations = links(("hyperlink", "mailto:a@b.cn", 'TargetMode="External"'))
    data = workbook(extra={"xl/worksheets/_rels/sheet1.xml.rels": relations})
    assert read_table(data, "a.xlsx").rows[1].cells == ("王小明",)


def test_cells_formatted_to_the_far_edge_but_empty_do_no_harm() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="XFD1" s="0"/></row>'
    data = workbook(rows + '<row r="1048576"><c r="A1048576" s="0"/></row>')
    assert read_table(data, "a.xlsx").rows[0].cells == ("姓名",)


def test_a_workbook_of_twenty_thousand_rows_is_read() -> None:
    data = write_table("名册", ["编号", "姓名"], ([f"A{row}", "王"] for row in range(20_000)))
    assert len(read_table(data, "a.xlsx").rows) == 20_001


@pytest.mark.parametrize(
    ("parser", "typed", "value"),
    [
        (parsers.mobile(), "138 0013-8000", "13800138000"),
        (parsers.date(), "2021-03-04", datetime.date(2021, 3, 4)),
        (parsers.date(), "2021/3/4", datetime.date(2021, 3, 4)),
        (parsers.date(), "2021.3.4", datetime.date(2021, 3, 4)),
        (parsers.date(), "2021年3月4日", datetime.date(2021, 3, 4)),
        (parsers.date(), "20210304", datetime.date(2021, 3, 4)),
        (parsers.date(), "2021-03-04 00:00:00", datetime.date(2021, 3, 4)),
        (parsers.integer(0, 10), "10", 10),
        (parsers.money("元"), "1,234.50", 123_450),
        (parsers.money("元"), "￥3万元", 3_000_000),
        (parsers.money("万元"), "0.000001", 1),
        (parsers.money("万元"), "500元", 50_000),
        (parsers.yes_no(), "√", True),
        (parsers.yes_no(), "否", False),
        (parsers.text(3), "𠮷𠮷𠮷", "𠮷𠮷𠮷"),
        (parsers.text(9, lines=True), "a\nb", "a\nb"),
    ],
)
def test_a_cell_is_read_as_offices_write_it(parser: parsers.Parser, typed: str, value: object) -> None:
    assert parser.parse(Cell(typed)) == value


@pytest.mark.parametrize(
    ("parser", "cell", "word"),
    [
        (parsers.mobile(), Cell("１３８００１３８０００"), "bad_mobile"),
        (parsers.mobile(), Cell("12800138000"), "bad_mobile"),
        (parsers.mobile(), Cell("13800138000\n1"), "bad_mobile"),
        (parsers.identity(), Cell("110105194912310021"), "bad_identity"),
        (parsers.identity(), Cell("110105194912310000", numeric=True), "precision_lost"),
        (parsers.date(), Cell("2021-3/4"), "bad_date"),
        (parsers.date(), Cell("21.3.4"), "bad_date"),
        (parsers.date(), Cell("2021-13-01"), "bad_date"),
        (parsers.date(), Cell("44259"), "bad_date"),
        (parsers.date(latest=datetime.date(2020, 1, 1)), Cell("2021-01-01"), "date_out_of_range"),
        (parsers.integer(0, 10), Cell("11"), "out_of_range"),
        (parsers.integer(), Cell("1.5"), "not_an_integer"),
        (parsers.integer(), Cell("٣"), "not_an_integer"),
        (parsers.money(), Cell("-1"), "out_of_range"),
        (parsers.money(), Cell("1.005"), "below_a_fen"),
        (parsers.money(), Cell("1,23"), "bad_amount"),
        (parsers.money(), Cell("NaN"), "bad_amount"),
        (parsers.money(), Cell("1e9"), "bad_amount"),
        (parsers.text(), Cell("a\x00b"), "control_character"),
        (parsers.text(), Cell("a\ud800"), "lone_surrogate"),
        (parsers.text(), Cell("a\nb"), "line_break"),
        (parsers.text(2), Cell("𠮷𠮷𠮷"), "too_long"),
        (parsers.choice({"教育": "education"}), Cell("其他"), "unknown_choice"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_word(parser: parsers.Parser, cell: Cell, word: str) -> None:
    with pytest.raises(CellError) as caught:
        parser.parse(cell)
    assert caught.value.word == word


def test_a_sheet_s_own_day_number_is_a_date() -> None:
    assert parsers.date().parse(Cell("44259", numeric=True)) == datetime.date(2021, 3, 4)


def test_column_letters_follow_the_spreadsheet() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_every_name_survives_out_and_in_again(kind: str) -> None:
    rows = [[f"A{number}", name] for number, name in enumerate(NAMES)]
    heads = ["编号", "姓名"]
    data = write_table("名册", heads, rows) if kind == "xlsx" else write_csv(heads, rows)
    parsed = read_rows(read_table(data, f"名册.{kind}"), COLUMNS)
    assert [row.values["name"] for row in parsed.rows] == list(NAMES)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_exported_text_becomes_a_formula(start: str) -> None:
    evil = f"{start}HYPERLINK(1)"
    book = openpyxl.load_workbook(io.BytesIO(write_table("表", ["甲"], [[evil], ["http://a.cn"]])))
    assert book.active is not None
    cells = [row[0] for row in book.active.iter_rows(min_row=2)]
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)
    line = write_csv(["甲"], [[evil]]).decode("utf-8-sig").split("\n", 1)[1]
    assert line.lstrip('"').startswith("'")


def test_what_no_workbook_can_hold_is_left_out_and_a_cut_is_said() -> None:
    data = write_table(
        "a/b:c" * 9, ["甲"], [["王\ud800\x01伟\ufffe"], ["长" * 40_000], [None], [10**20]], note="&a"
    )
    table = read_table(data, "a.xlsx")
    assert table.rows[1].cells == ("王伟",)
    assert len(table.rows[2].cells[0]) == 32_767 and table.rows[2].cells[0].endswith("（内容过长，已截断）")
    assert table.rows[3].cells == ("1" + "0" * 20,)


def test_the_template_can_be_filled_in_and_handed_back() -> None:
    data = template_workbook("委员名册", COLUMNS)
    assert read_rows(read_table(data, "模板.xlsx"), COLUMNS).errors == ()
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["委员名册", "填写说明"]
    offers = [offer.formula1 for offer in book["委员名册"].data_validations.dataValidation]
    assert offers == ['"教育,医卫"', '"是,否"']


def test_the_error_workbook_shows_the_cells_as_they_came_and_names_what_is_wrong() -> None:
    data = sheet(["委员名册"], ["编号", "姓名", "手机"], ["A1", "", 12345], ["A2", "李", "13800138000"])
    table = read_table(data, "名册.xlsx")
    errors = read_rows(table, COLUMNS).errors
    book = openpyxl.load_workbook(io.BytesIO(error_workbook(table, errors)))
    first, listing = book.worksheets
    assert first["C3"].value == "12345" and first["C3"].fill.fgColor.rgb == "FFFFC7CE"
    assert first["B3"].value is None and first["B3"].fill.fgColor.rgb == "FFFFC7CE"
    assert first["A3"].fill.fill_type is None
    assert "B列 姓名：必填" in first["D3"].value and "C列 手机号" in first["D3"].value
    assert first["D4"].value is None
    assert [row[0].value for row in listing.iter_rows(min_row=2)] == ["B3", "C3"]
