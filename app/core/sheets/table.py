"""A sheet as text: rows, numbers, column letters."""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 1_000_000
MAX_CELL_CHARACTERS = 32_767


def column_letter(index: int) -> str:
    """Return the letters of a column.

    Args:
        index: Zero-based column number.

    Returns:
        ``"A"`` for 0, ``"Z"`` for 25, ``"AA"`` for 26.
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds, as text.

    Args:
        text: The text as typed; a number in its shortest exact form, a date as ISO 8601.
        numeric: The sheet kept a number here, so digits past the fifteenth are already lost.
        broken: The sheet kept a formula error here (``#N/A``), so there is no value.
    """

    text: str = ""
    numeric: bool = False
    broken: bool = False

    @property
    def empty(self) -> bool:
        """True when the cell holds nothing but white space."""
        return not self.broken and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something.

    Args:
        number: The row number as the spreadsheet shows it, from 1.
        cells: Cell texts from column A on; trailing empty ones are cut.
        numeric: Zero-based columns in which the sheet kept a number.
        broken: Zero-based columns in which the sheet kept a formula error.
    """

    number: int
    cells: tuple[str, ...]
    numeric: frozenset[int] = frozenset()
    broken: frozenset[int] = frozenset()

    def cell(self, index: int) -> Cell:
        """Return the cell of a zero-based column; an empty one beyond the end."""
        text = self.cells[index] if index < len(self.cells) else ""
        return Cell(text, index in self.numeric, index in self.broken)

    def where(self, index: int) -> str:
        """Return the address of a cell, such as ``C7``."""
        return f"{column_letter(index)}{self.number}"

    @property
    def empty(self) -> bool:
        """True when no cell of the row holds anything."""
        return not self.broken and all(not text.strip() for text in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet that hold something, in order.

    Args:
        filename: The name under which the file was handed in.
        sheet: The name of the sheet; empty for CSV.
        rows: Every row that is not empty; the header is among them.
    """

    filename: str
    sheet: str
    rows: tuple[Row, ...] = field(default=())

    @property
    def header(self) -> tuple[str, ...]:
        """The cells of the first row that holds something."""
        return self.rows[0].cells if self.rows else ()

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row.cells) for row in self.rows), default=0)
