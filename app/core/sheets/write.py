"""Writes workbooks and CSV that open safely anywhere."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import Any

import xlsxwriter

from app.core import clock
from app.core.errors import FieldError
from app.core.sheets.columns import Column
from app.core.sheets.table import MAX_CELL_CHARACTERS, MAX_ROWS, Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_MEDIA_TYPE = "text/csv; charset=utf-8"
# A spreadsheet program runs a cell that begins with one of these, also in full width.
_FORMULA_STARTS = "=+-@\t\r\n\0＝＋－＠"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]+)\Z")
#: Columns that fit on the width of a page; rows that are looked at for the width of a column.
_ON_A4, _ON_A3, _LOOKED_AT = 20, 28, 60
_CUT = "……（内容过长，已截断）"


def safe_text(value: str) -> str:
    """Drop characters no workbook can hold, and say so where a text had to be cut."""
    value = _ILLEGAL.sub("", value)
    if len(value) > MAX_CELL_CHARACTERS:
        value = value[: MAX_CELL_CHARACTERS - len(_CUT)] + _CUT
    return value


def sheet_name(title: str) -> str:
    """Return a title a sheet may bear: 31 characters at most, none that is forbidden."""
    return _SHEET_NAME.sub("", safe_text(title)).strip()[:31] or "表格"


class _Book:
    """One workbook in the making; rows must come in order (constant memory)."""

    def __init__(self, note: str = "", made_at: datetime.datetime | None = None) -> None:
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.buffer,
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        at = made_at or clock.now()
        self.book.set_properties({"created": at.replace(tzinfo=None), "comments": safe_text(note)})
        self.note = safe_text(note)[:200]
        self.head = self.book.add_format(
            {"bold": True, "bg_color": "#EDE3DA", "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self.must = self.book.add_format(
            {"bold": True, "bg_color": "#F6D5D0", "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self.bad = self.book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006", "num_format": "@"})
        self.text = self.book.add_format({"num_format": "@"})
        self.wrap = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})

    def sheet(self, title: str, columns: int = 0) -> Any:
        """Add a sheet that prints on as few pages across as can be read, with the note in its footer."""
        sheet = self.book.add_worksheet(sheet_name(title))
        sheet.set_landscape()
        # A4 carries some twenty columns; what is wider goes onto sheets of A3, side by side.
        wide = columns > _ON_A4
        sheet.set_paper(8 if wide else 9)
        sheet.fit_to_pages(-(-columns // _ON_A3) if wide else 1, 0)
        if wide:
            sheet.repeat_columns(0, 1)
        sheet.set_footer(f"&L{self.note.replace('&', '&&')}&R第 &P 页，共 &N 页")
        return sheet

    def put(self, sheet: Any, row: int, column: int, value: Any, style: Any = None) -> None:
        """Write one value by its type; text never becomes a formula or a link."""
        if value is None or value == "":
            if style is not None:
                sheet.write_blank(row, column, None, style)
        elif type(value) is str:
            # First, since most cells are texts.
            sheet.write_string(row, column, safe_text(value), style)
        elif isinstance(value, bool):
            sheet.write_string(row, column, "是" if value else "否", style)
        elif isinstance(value, datetime.datetime):
            sheet.write_string(row, column, value.isoformat(sep=" ", timespec="minutes"), style)
        elif isinstance(value, datetime.date):
            sheet.write_datetime(row, column, value, style or self.day)
        elif isinstance(value, int | Decimal) and -(10**15) < value < 10**15:
            sheet.write_number(row, column, value, style)
        else:
            sheet.write_string(row, column, safe_text(str(value)), style)

    def close(self) -> bytes:
        """Finish and return the bytes."""
        self.book.close()
        return self.buffer.getvalue()


def write_table(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[Any]], *, note: str = ""
) -> bytes:
    """Return a workbook with one sheet.

    Args:
        title: The name of the sheet.
        headings: The first row.
        rows: Texts, whole numbers, ``Decimal``, dates, booleans or ``None``; written in order
            and in constant memory.
        note: Who exported when; printed on every page and kept in the file's properties.
    """
    return write_tables([(title, headings, rows)], note=note)


def write_tables(
    tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]],
    *,
    note: str = "",
    made_at: datetime.datetime | None = None,
) -> bytes:
    """Return a workbook with a sheet per (title, headings, rows), likewise.

    Args:
        made_at: Stands in the properties instead of now, so that the same tables give the same bytes.
    """
    book = _Book(note, made_at)
    for title, headings, rows in tables:
        sheet = book.sheet(title, len(headings))
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        waiting = iter(rows)
        first = list(islice(waiting, _LOOKED_AT))
        for index, heading in enumerate(headings):
            widest = max((_width(row[index]) for row in first if index < len(row)), default=0)
            sheet.set_column(index, index, max(9, min(44, max(widest, len(heading)) + 2)))
            book.put(sheet, 0, index, heading, book.head)
        for number, row in enumerate(chain(first, waiting), start=1):
            for index, value in enumerate(row):
                book.put(sheet, number, index, value)
    return book.close()


def _width(value: Any) -> int:
    """Return how many digits wide a value stands; a character of Chinese is two."""
    text = "" if value is None else str(value)
    return len(text) if text.isascii() else sum(1 + (one > "\u2e7f") for one in text)


def template_workbook(title: str, columns: Sequence[Column]) -> bytes:
    """Return an empty form: headings, drop-downs, and a second sheet that explains them."""
    book = _Book()
    sheet = book.sheet(title)
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        style = book.text if column.parser.as_text else None
        sheet.set_column(index, index, max(12, min(30, 2 * len(column.title) + 6)), style)
        book.put(sheet, 0, index, column.title, book.must if column.required else book.head)
        # A drop-down holds 255 characters; longer lists stand on the second sheet only.
        if column.parser.choices and len(",".join(column.parser.choices)) <= 255:
            offer = {"validate": "list", "source": list(column.parser.choices), "error_type": "warning"}
            sheet.data_validation(1, index, MAX_ROWS, index, offer)
    guide = book.sheet("填写说明")
    guide.set_column(0, 1, 16)
    guide.set_column(2, 3, 24)
    guide.set_column(4, 5, 48)
    for index, heading in enumerate(("列名", "是否必填", "示例", "也可写作", "可填内容", "说明")):
        book.put(guide, 0, index, heading, book.head)
    for row, column in enumerate(columns, start=1):
        facts = (
            column.title,
            "必填" if column.required else "选填",
            column.example,
            "、".join(column.aliases),
            "、".join(column.parser.choices),
            column.hint,
        )
        for index, value in enumerate(facts):
            book.put(guide, row, index, value, book.wrap)
    return book.close()


def error_workbook(table: Table, errors: Sequence[FieldError]) -> bytes:
    """Return the sheet as handed in, wrong cells marked and named at the end of their row.

    Args:
        table: What ``read_table`` returned; rows keep their numbers.
        errors: Each ``where`` is a cell (``C7``) or a row (``第7行``); others only go on the list.
    """
    marked: set[str] = set()
    by_row: defaultdict[int, list[str]] = defaultdict(list)
    for error in errors:
        cell = _CELL.match(error.where)
        digits = cell[2] if cell else error.where.removeprefix("第").removesuffix("行")
        if cell:
            marked.add(error.where)
        if digits.isdigit() and digits.isascii():
            by_row[int(digits)].append(f"{cell[1]}列 {error.sentence}" if cell else error.sentence)
    book = _Book()
    sheet = book.sheet(table.sheet or "表格")
    sheet.set_column(0, max(table.width - 1, 0), 14)
    sheet.set_column(table.width, table.width, 60)
    first = table.rows[0].number if table.rows else 1
    for row in table.rows:
        for index in range(max(len(row.cells), max(row.broken, default=-1) + 1)):
            cell_value = row.cell(index)
            bad = row.where(index) in marked
            exact = cell_value.numeric and _NUMBER.match(cell_value.text) and len(cell_value.text) <= 15
            value = Decimal(cell_value.text) if exact and not bad else cell_value.text
            text = "#公式错误" if cell_value.broken else value
            book.put(sheet, row.number - 1, index, text, book.bad if bad else None)
        # An empty cell may be the wrong one: a required value that is missing.
        for index in range(len(row.cells), table.width):
            if row.where(index) in marked:
                book.put(sheet, row.number - 1, index, None, book.bad)
        remark = " ".join(by_row.get(row.number, ()))
        if row.number == first:
            remark = f"错误说明 {remark}".strip()
        book.put(sheet, row.number - 1, table.width, remark, book.head if row.number == first else None)
    listing = book.sheet("问题清单")
    listing.set_column(1, 1, 80)
    for index, heading in enumerate(("位置", "问题")):
        book.put(listing, 0, index, heading, book.head)
    for number, error in enumerate(errors, start=1):
        book.put(listing, number, 0, error.where)
        book.put(listing, number, 1, error.sentence)
    return book.close()


def neutral(value: Any) -> str:
    """Return a CSV cell that no spreadsheet program runs as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    text = safe_text(value if isinstance(value, str) else str(value))
    if isinstance(value, str) and value[:1] and value[0] in _FORMULA_STARTS and not _NUMBER.match(text):
        return "'" + text
    return text


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return UTF-8 with a byte order mark, which every office program reads rightly."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([neutral(heading) for heading in headings])
    writer.writerows([neutral(value) for value in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")
