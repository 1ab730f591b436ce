"""Writes pieces as a Word file in official layout (GB/T 9704)."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from app.core.paper.pieces import Break, Heading, Line, Piece, Signature, Table, Title

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Fonts of the standard; a reader without them takes its own.
SONG, HEI, FANG = "方正小标宋简体", "黑体", "仿宋_GB2312"
#: Size two for titles, three for text; 28 points from line to line.
TWO, THREE, FOUR, LEADING = Pt(22), Pt(16), Pt(12), Pt(28)
#: A4 with the margins of the standard: 37 mm above, 28 mm at the binding.
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}


def document(pieces: Iterable[Piece], *, title: str, made_at: datetime) -> bytes:
    """Return the paper as the bytes of a .docx file; the same pieces give the same text.

    Args:
        title: Of the file's properties; nobody is named there.
        made_at: Stands in the properties.
    """
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, millimetres in _MARGINS.items():
        setattr(section, name, Mm(millimetres))
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = FANG, THREE
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FANG)
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = made_at.replace(tzinfo=None)
    for piece in pieces:
        _write(paper, piece)
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()


def _write(paper: Any, piece: Piece) -> None:
    if isinstance(piece, Title):
        _paragraph(paper, piece.text, SONG, TWO, WD_ALIGN_PARAGRAPH.CENTER)
        if piece.under:
            _paragraph(paper, piece.under, FANG, THREE, WD_ALIGN_PARAGRAPH.CENTER)
    elif isinstance(piece, Heading):
        _paragraph(paper, piece.text, HEI, THREE, indent=True)
    elif isinstance(piece, Line):
        _paragraph(paper, piece.text, FANG, THREE, indent=not piece.flush)
    elif isinstance(piece, Signature):
        for text in piece.lines:
            _paragraph(paper, text, FANG, THREE, WD_ALIGN_PARAGRAPH.RIGHT)
    elif isinstance(piece, Table):
        _table(paper, piece)
    elif isinstance(piece, Break):
        paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _paragraph(
    paper: Any,
    text: str,
    font: str,
    size: Pt,
    alignment: WD_ALIGN_PARAGRAPH | None = None,
    *,
    indent: bool = False,
) -> None:
    paragraph = paper.add_paragraph()
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, size
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LEADING
    form.space_before = form.space_after = Pt(0)
    if indent:
        form.first_line_indent = THREE * 2
    if alignment is not None:
        paragraph.alignment = alignment


def _table(paper: Any, piece: Table) -> None:
    table = paper.add_table(rows=0, cols=len(piece.head))
    table.style = "Table Grid"
    for number, texts in enumerate((piece.head, *piece.rows)):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            run = cell.paragraphs[0].add_run(text)
            font = FANG if number else HEI
            run.font.name, run.font.size = font, FOUR
            run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
