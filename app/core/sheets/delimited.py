"""Reads .csv in the encodings Chinese offices save it in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from app.core.errors import Invalid, UnsupportedMedia
from app.core.sheets.table import MAX_CELL_CHARACTERS, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Row, Table
from app.core.sheets.xlsx import MAX_CHARACTERS, refusal

# gb18030 reads all of GBK and GB 2312, and the rare characters in names that GBK lacks.
_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = ",\t;"
_BLOCK = 1 << 20


def read_csv(data: bytes, filename: str) -> Table:
    """Read delimited text; the delimiter is taken from the first line.

    Raises:
        Invalid: Unknown encoding, NUL characters, a quote that never closes.
        TooLarge: More rows, columns or text than a sheet may have.
        UnsupportedMedia: UTF-16, or not text at all.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnsupportedMedia("请把文件另存为“CSV UTF-8”格式后再上传。", word="unknown_encoding")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise UnsupportedMedia("文件内容不是 CSV 文本，请检查扩展名。", word="extension_mismatch")
    if b"\x00" in data:
        raise Invalid("文件含有空字符，可能不是文本文件。", word="control_character")
    encoding = _encoding(data)
    rows: list[Row] = []
    filled = characters = 0
    try:
        for number, cells in enumerate(_records(data, encoding), start=1):
            while cells and not cells[-1]:
                cells.pop()
            if len(cells) > MAX_COLUMNS:
                raise refusal("too_many_columns")
            if not any(cell.strip() for cell in cells):
                continue
            filled += len(cells)
            characters += sum(map(len, cells))
            if number > MAX_ROWS + 21:
                raise refusal("too_many_rows")
            if filled > MAX_CELLS or characters > MAX_CHARACTERS:
                raise refusal("too_much_text")
            rows.append(Row(number, tuple(cells)))
    except csv.Error as error:
        if "field larger" in str(error):
            raise refusal("cell_too_long") from error
        raise Invalid("文件中的引号没有成对，请检查后重新上传。", word="broken_file") from error
    return Table(filename, "", tuple(rows))


def _encoding(data: bytes) -> str:
    """Return the first encoding in which the whole file makes sense."""
    for encoding in _ENCODINGS:
        try:
            reader = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
            while reader.read(_BLOCK):
                pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise Invalid("无法识别文件的文字编码，请另存为“CSV UTF-8”格式。", word="unknown_encoding")


def _records(data: bytes, encoding: str) -> Iterator[list[str]]:
    text = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    first = text.readline(_BLOCK)
    delimiter = max(_DELIMITERS, key=first.count)
    text.seek(0)
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    yield from csv.reader(text, delimiter=delimiter, strict=True)
