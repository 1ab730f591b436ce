"""Reads every row and gives a verdict on every cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.core.errors import FieldError
from app.core.sheets.columns import Column, Header, match_header
from app.core.sheets.parsers import CellError
from app.core.sheets.table import Row, Table, column_letter


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One row below the header.

    Args:
        number: The sheet row number.
        values: Column key → value; ``None`` for an empty cell. A column the sheet does not
            have is absent, so that an upsert can leave the stored value alone.
        errors: What is wrong with cells of this row; the wrong ones have no value.
    """

    number: int
    values: dict[str, Any]
    errors: tuple[FieldError, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A whole sheet, read.

    Args:
        header: Where the columns were found.
        rows: Every row that is not empty, good or bad, in order.
    """

    header: Header
    rows: tuple[ParsedRow, ...]

    @property
    def errors(self) -> tuple[FieldError, ...]:
        """Everything wrong: header first, then cells from top to bottom."""
        return (*self.header.errors, *(error for row in self.rows for error in row.errors))

    @property
    def notices(self) -> tuple[FieldError, ...]:
        """Unknown columns: worth saying, no reason to refuse."""
        return self.header.notices

    def where(self, row: int, key: str) -> str:
        """Return the address of a cell, for errors found later (``C7``, or ``第7行``)."""
        place = self.header.places.get(key)
        return f"第{row}行" if place is None else f"{column_letter(place)}{row}"


def read_rows(table: Table, columns: Sequence[Column]) -> Parsed:
    """Read every row below the header; all errors come at once.

    Args:
        table: What ``read_table`` returned.
        columns: What the import understands.

    Raises:
        Invalid: There is no header at all.
    """
    header = match_header(table, columns)
    present = [(column, header.places[column.key]) for column in columns if column.key in header.places]
    rows = []
    for row in table.rows:
        # Totals and remarks outside the known columns do not make a row.
        if row.number > header.row and any(not row.cell(place).empty for _, place in present):
            rows.append(_read_row(row, present))
    return Parsed(header, tuple(rows))


def _read_row(row: Row, present: Sequence[tuple[Column, int]]) -> ParsedRow:
    values: dict[str, Any] = {}
    errors: list[FieldError] = []
    for column, place in present:
        cell = row.cell(place)
        try:
            if cell.broken:
                raise CellError("formula_error", "单元格是公式错误（如 #N/A），请改为实际内容。")
            if not cell.empty:
                values[column.key] = column.parser.parse(cell)
            elif column.required:
                raise CellError("required", "必填，不能为空。")
            else:
                values[column.key] = None
        except CellError as error:
            sentence = f"{column.title}：{error.sentence}"
            errors.append(FieldError(row.where(place), error.word, sentence))
    return ParsedRow(row.number, values, tuple(errors))
