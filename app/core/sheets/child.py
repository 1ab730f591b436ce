"""Reads one workbook in a bounded process of its own."""

# Started by path with ``python -I``: it must import nothing of the application, so that its
# memory limit covers the workbook alone. It reads the file from standard input and writes
# one JSON value a line: a verdict first, then the rows.

from __future__ import annotations

import datetime
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

_ERROR_CELL = re.compile(rb"<c\b(?=[^<>]*?\st=[\"']e[\"'])[^<>]*?\sr=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Refused(Exception):
    """The workbook passes a limit; the word says which."""


def bound(memory: int, seconds: int) -> None:
    """Give this process a ceiling, on systems that know one."""
    try:
        import resource
    except ImportError:
        return
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):
            continue


def number_text(value: float) -> str:
    """Write a number the way the sheet shows it: 15 digits, no exponent, no ``.0``."""
    if value.is_integer():
        return str(int(value))
    short = format(value, ".15g")
    if "e" in short:
        short = format(value, ".20f").rstrip("0").rstrip(".")
    return short


def cell_text(value: Any) -> tuple[str, bool]:
    """Return a cell as text, and whether the sheet kept a number."""
    if isinstance(value, str):
        return value, False
    if isinstance(value, bool):
        return ("是" if value else "否"), False
    if isinstance(value, float | int):
        number = float(value)
        return (number_text(number), True) if number - number == 0 else ("", False)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time(0)
        return (value.date().isoformat() if midnight else value.isoformat(sep=" ")), False
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat(), False
    return str(value), False


def error_cells(data: bytes, position: int) -> set[tuple[int, int]]:
    """Find cells holding a formula error, which the reader reports as empty."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        book = ElementTree.fromstring(archive.read(names["xl/workbook.xml"]))
        links = ElementTree.fromstring(archive.read(names["xl/_rels/workbook.xml.rels"]))
        sheets = [node for node in book.iter() if node.tag.endswith("}sheet")]
        wanted = sheets[position].get(_RELATION)
        target = next(node.get("Target", "") for node in links if node.get("Id") == wanted)
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        markup = archive.read(names[path.lower()])
    found = set()
    for letters, digits in _ERROR_CELL.findall(markup):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        found.add((int(digits), column - 1))
    return found


def rows(data: bytes, limits: dict[str, int]) -> Iterator[Any]:
    """Yield the verdict and then every row that holds something."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    position = next(
        (
            index
            for index, sheet in enumerate(book.sheets_metadata)
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ),
        None,
    )
    if position is None:
        raise Refused("no_sheet")
    try:
        broken = error_cells(data, position)
    except (KeyError, IndexError, StopIteration, ElementTree.ParseError, zipfile.BadZipFile) as error:
        raise Refused("broken_file") from error
    sheet = book.get_sheet_by_index(position)
    start, end = sheet.start or (0, 0), sheet.end or (0, 0)
    last = max([end[1], *(column for _, column in broken)])
    # Refused by their extent and before any cell is copied, so that one far cell costs nothing.
    if last >= limits["columns"]:
        raise Refused("too_many_columns")
    if end[0] > limits["rows"] + 20:
        raise Refused("too_many_rows")
    yield {"sheet": sheet.name}
    by_row: dict[int, list[int]] = {}
    for row, column in broken:
        by_row.setdefault(row, []).append(column)
    filled = characters = 0
    # The reader pads the rows above the first filled one, but not the columns left of it.
    for number, values in enumerate(sheet.iter_rows(), start=1):
        texts, numeric = [""] * start[1], []
        for column, value in enumerate(values, start=start[1]):
            text, is_number = cell_text(value) if value != "" else ("", False)
            texts.append(text)
            if is_number:
                numeric.append(column)
            if text:
                filled += 1
                characters += len(text)
                if len(text) > limits["cell"]:
                    raise Refused("cell_too_long")
        if filled > limits["cells"] or characters > limits["characters"]:
            raise Refused("too_much_text")
        while texts and not texts[-1]:
            texts.pop()
        errors = by_row.pop(number, [])
        if texts or errors:
            yield [number, texts, numeric, errors]
    for number, errors in sorted(by_row.items()):
        yield [number, [], [], errors]


def main() -> int:
    """Read standard input, write lines; the exit code is 0 even for a refusal."""
    limits = json.loads(sys.argv[1])
    bound(limits["memory"], limits["seconds"])
    write = sys.stdout.write
    try:
        data = sys.stdin.buffer.read()
        for line in rows(data, limits):
            write(json.dumps(line) + "\n")
    except Refused as refusal:
        write(json.dumps({"refused": str(refusal)}) + "\n")
    except MemoryError:
        write('{"refused": "unpacks_too_large"}\n')
    except BaseException as error:  # noqa: BLE001  The reader's panics derive from it.
        write(json.dumps({"refused": "broken_file", "kind": type(error).__name__}) + "\n")
    else:
        write('{"end": true}\n')
    return 0


if __name__ == "__main__":
    sys.exit(main())
