"""Tables and forms of a Word file, written as its own markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from app.core.paper.pieces import Cell, Form, Table

#: What XML cannot carry at all.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
#: Room above and below the text of a box, and beside it, in twentieths of a point.
_INSIDE = (
    "<w:tblCellMar>"
    + "".join(
        f'<w:{side} w:w="{room}" w:type="dxa"/>'
        for side, room in (("top", 30), ("left", 80), ("bottom", 30), ("right", 80))
    )
    + "</w:tblCellMar>"
)
#: Twentieths of a point in a millimetre.
_MILLIMETRE = 1440 / 25.4


def table(piece: Table, width: int, fonts: tuple[str, str], size: int) -> Any:
    """Return the element of a table: its head row stands again on every page.

    Args:
        width: Of the text, in millimetres. fonts: Of the head and of the rest. size: In half points.
    """
    widths = piece.widths or (1,) * len(piece.head)
    rows = [tuple(Cell(text, head=True) for text in piece.head)]
    rows += [tuple(Cell(text) for text in row) for row in piece.rows]
    return _grid(widths, tuple(rows), width, fonts, size, heads=1)


def form(piece: Form, width: int, fonts: tuple[str, str], size: int) -> Any:
    """Return the element of a form, its boxes spanning columns and rows."""
    return _grid(piece.widths, piece.rows, width, fonts, size, heads=0)


def _grid(
    parts: tuple[int, ...],
    rows: tuple[tuple[Cell, ...], ...],
    width: int,
    fonts: tuple[str, str],
    size: int,
    *,
    heads: int,
) -> Any:
    whole = width * _MILLIMETRE
    twips = [round(whole * part / sum(parts)) for part in parts]
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in twips)
    styles = [_run_style(font, size) for font in fonts]
    body = "".join(
        _row(boxes, styles, twips, head=number < heads)
        for number, boxes in enumerate(_with_continued(rows, len(parts)))
    )
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/>{_INSIDE}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>"
    )


def _with_continued(
    rows: tuple[tuple[Cell, ...], ...], columns: int
) -> Iterator[list[tuple[int, Cell, bool]]]:
    """Yield each row as (column, cell, continued): a box over several rows stands in each of them."""
    hanging: dict[int, tuple[int, Cell]] = {}
    for row in rows:
        boxes: list[tuple[int, Cell, bool]] = []
        waiting = iter(row)
        column = 0
        while column < columns:
            if column in hanging:
                left, cell = hanging.pop(column)
                boxes.append((column, cell, True))
            else:
                cell = next(waiting)
                left = cell.down
                boxes.append((column, cell, False))
            if left > 1:
                hanging[column] = (left - 1, cell)
            column += cell.across
        yield boxes


def _row(boxes: list[tuple[int, Cell, bool]], styles: list[str], twips: list[int], *, head: bool) -> str:
    tall = max((cell.tall for _, cell, _ in boxes), default=0)
    height = f'<w:trHeight w:val="{round(tall * _MILLIMETRE)}" w:hRule="atLeast"/>' if tall else ""
    again = "<w:tblHeader/>" if head else ""
    cells = "".join(
        _cell(cell, styles, sum(twips[at : at + cell.across]), continued) for at, cell, continued in boxes
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{again}</w:trPr>{cells}</w:tr>"


def _cell(cell: Cell, styles: list[str], width: int, continued: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    merge = ""
    if cell.down > 1:
        merge = "<w:vMerge/>" if continued else '<w:vMerge w:val="restart"/>'
    aligned, place = ("left", "top") if cell.tall else ("center", "center")
    if cell.foot:
        aligned, place = "right", "bottom"
    lines = [""] if continued else cell.text.split("\n")
    style = styles[0 if cell.head else 1]
    paragraphs = "".join(
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="{aligned}"/>{style}</w:pPr>'
        f'<w:r>{style}<w:t xml:space="preserve">{said(line)}</w:t></w:r></w:p>'
        for line in lines
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        f'<w:vAlign w:val="{place}"/></w:tcPr>{paragraphs}</w:tc>'
    )


def said(text: str) -> str:
    """Return text as it may stand in XML."""
    return escape(_UNSPEAKABLE.sub("", text))


def _run_style(font: str, size: int) -> str:
    name = said(font)
    return (
        f'<w:rPr><w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )
