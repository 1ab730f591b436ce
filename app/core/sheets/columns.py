"""What a sheet's columns are, and finding them in a header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.core.errors import FieldError, Invalid
from app.core.sheets.parsers import Parser, text
from app.core.sheets.table import Row, Table

# Offices put a merged title and a date line above the header; deeper it is never found.
_HEADER_DEPTH = 10
_NOISE = re.compile(r"[\s*＊:：()（）\[\]【】_\-/、]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column that an import understands.

    Args:
        key: The name under which the value arrives in ``ParsedRow.values``.
        title: The Chinese heading, as written in the template.
        parser: How a filled cell is read.
        aliases: Other headings offices use for the same thing.
        required: The heading must be there and every cell filled.
        example: A sample value for the template.
        hint: One sentence for the template on what to write.
    """

    key: str
    title: str
    parser: Parser = field(default_factory=text)
    aliases: tuple[str, ...] = ()
    required: bool = False
    example: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns were found.

    Args:
        row: The sheet row number of the header.
        places: Column key → zero-based sheet column.
        errors: Required headings missing, headings doubled.
        notices: Headings nobody knows; their cells are not read.
    """

    row: int
    places: dict[str, int]
    errors: tuple[FieldError, ...]
    notices: tuple[FieldError, ...]


def _plain(heading: str) -> str:
    return _NOISE.sub("", heading).casefold()


def match_header(table: Table, columns: Sequence[Column]) -> Header:
    """Find the header row (among the first ten) and every column in it.

    Args:
        table: What ``read_table`` returned.
        columns: What the import understands.

    Raises:
        Invalid: No row holds even one known heading.
    """
    names: dict[str, str] = {}
    for column in columns:
        for name in (column.title, *column.aliases):
            names.setdefault(_plain(name), column.key)
    best: Row | None = None
    most = 0
    for row in table.rows[:_HEADER_DEPTH]:
        found = len({names[_plain(cell)] for cell in row.cells if _plain(cell) in names})
        if found > most:
            best, most = row, found
    if best is None:
        wanted = "、".join(column.title for column in columns if column.required) or columns[0].title
        raise Invalid(f"没有找到表头，表格应有这些列：{wanted}。可先下载模板。", word="no_header")
    return _places(best, columns, names)


def _places(row: Row, columns: Sequence[Column], names: dict[str, str]) -> Header:
    places: dict[str, int] = {}
    errors: list[FieldError] = []
    notices: list[FieldError] = []
    for index, cell in enumerate(row.cells):
        heading = cell.strip()
        key = names.get(_plain(heading)) if heading else None
        if key is None:
            if heading:
                notices.append(
                    FieldError(row.where(index), "unknown_column", f"不认识“{heading[:20]}”列，未读取。")
                )
        elif key in places:
            other = row.where(places[key])
            sentence = f"“{heading[:20]}”列与 {other} 重复，请只保留一列。"
            errors.append(FieldError(row.where(index), "duplicate_column", sentence))
        else:
            places[key] = index
    for column in columns:
        if column.required and column.key not in places:
            sentence = f"缺少“{column.title}”列。"
            errors.append(FieldError(f"第{row.number}行", "missing_column", sentence))
    return Header(row.number, places, tuple(errors), tuple(notices))
