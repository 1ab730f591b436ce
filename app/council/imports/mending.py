"""Correct cells of a previewed sheet and read it again."""

from __future__ import annotations

from app.core.errors import FieldError, Invalid
from app.core.sheets import Row, Table, column_letter, read_rows
from app.council.imports.kind import ImportKind
from app.council.imports.schemas import Mend
from app.council.imports.service import Mended, Upload


def mend(kind: ImportKind, table: Table, said: Mend, sha256: str) -> Mended:
    """Return the sheet with every correction in it, or refuse all of them.

    Slow on a long sheet, so never inside a transaction.

    Args:
        sha256: Of the bytes that were handed in; corrections do not change where they came from.

    Raises:
        Invalid: a correction names a row or column that the sheet does not have.
    """
    parsed = read_rows(table, kind.columns)
    numbers = {row.number for row in parsed.rows}
    places, errors = parsed.header.places, []
    for index, cell in enumerate(said.cells):
        if cell.row not in numbers:
            errors.append(FieldError(f"cells[{index}].row", "unknown_row", f"表中没有第 {cell.row} 行。"))
        if cell.column not in places:
            errors.append(FieldError(f"cells[{index}].column", "unknown_column", "表中没有这一列。"))
    for index, number in enumerate(said.left_out):
        if number not in numbers:
            errors.append(FieldError(f"left_out[{index}]", "unknown_row", f"表中没有第 {number} 行。"))
    if errors:
        raise Invalid(errors=errors)
    wanted: dict[int, dict[int, str]] = {}
    for cell in said.cells:
        wanted.setdefault(cell.row, {})[places[cell.column]] = cell.text
    gone = set(said.left_out)
    rows = tuple(
        _written(row, wanted[row.number]) if row.number in wanted else row
        for row in table.rows
        if row.number not in gone
    )
    mended = Table(table.filename, table.sheet, rows)
    return Mended(
        Upload(kind, mended, read_rows(mended, kind.columns), sha256),
        [f"{column_letter(place)}{number}" for number in sorted(wanted) for place in sorted(wanted[number])],
        sorted(gone),
    )


def _written(row: Row, texts: dict[int, str]) -> Row:
    """Return the row with ``texts`` typed over its cells, as text and no longer as numbers."""
    cells = [*row.cells, *[""] * (max(texts) + 1 - len(row.cells))]
    for place, text in texts.items():
        cells[place] = text
    return Row(row.number, tuple(cells), row.numeric - texts.keys(), row.broken - texts.keys())
