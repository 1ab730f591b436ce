"""Writes pieces as a Word file in official layout (GB/T 9704)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from app.core.paper import grid
from app.core.paper.pieces import Break, Form, Heading, Line, Piece, Signature, Table, Title

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Fonts of the standard; a reader without them takes its own.
SONG, HEI, FANG = "方正小标宋简体", "黑体", "仿宋_GB2312"
#: Size two for titles, three for text; 28 points from line to line.
TWO, THREE, FOUR, LEADING = Pt(22), Pt(16), Pt(12), Pt(28)
#: Margins of the standard in millimetres, and those of registers on one sheet.
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
_CLOSE = {"top_margin": 18, "bottom_margin": 16, "left_margin": 20, "right_margin": 18}
_PAGE_NUMBER = (
    f'<w:p {nsdecls("w")}><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
)


def document(
    pieces: Iterable[Piece], *, title: str, made_at: datetime, wide: bool = False, close: bool = False
) -> bytes:
    """Return the paper as the bytes of a .docx file; the same arguments give the same bytes.

    Args:
        title: Of the file's properties; nobody is named there.
        made_at: Stands in the properties.
        wide: Landscape. close: Narrow margins and small letters, for registers on one sheet.
    """
    paper = Document()
    section = paper.sections[0]
    across, down = (297, 210) if wide else (210, 297)
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    margins = _CLOSE if close else _MARGINS
    for name, millimetres in margins.items():
        setattr(section, name, Mm(millimetres))
    foot = section.footer.paragraphs[0]._element
    foot.getparent().replace(foot, parse_xml(_PAGE_NUMBER))
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = FANG, THREE
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FANG)
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = made_at.replace(tzinfo=None)
    width = across - margins["left_margin"] - margins["right_margin"]
    for piece in pieces:
        _write(paper, piece, width, close)
    kept = io.BytesIO()
    paper.save(kept)
    return _dateless(kept.getbuffer())


def _write(paper: Any, piece: Piece, width: int, close: bool) -> None:
    text = FOUR if close else THREE
    if isinstance(piece, Title):
        _paragraph(paper, piece.text, SONG, TWO, WD_ALIGN_PARAGRAPH.CENTER)
        if piece.under:
            _paragraph(paper, piece.under, FANG, THREE, WD_ALIGN_PARAGRAPH.CENTER)
    elif isinstance(piece, Heading):
        _paragraph(paper, piece.text, HEI, THREE, indent=True)
    elif isinstance(piece, Line):
        _paragraph(paper, piece.text, FANG, text, indent=not piece.flush)
    elif isinstance(piece, Signature):
        for line in piece.lines:
            _paragraph(paper, line, FANG, text, WD_ALIGN_PARAGRAPH.RIGHT)
    elif isinstance(piece, Table | Form):
        size = 21 if close else 24
        make = grid.table if isinstance(piece, Table) else grid.form
        made = make(piece, width, (HEI, FANG), size)  # type: ignore[arg-type]
        body = paper.element.body
        body.insert(len(body) - 1, made)
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
        form.first_line_indent = size * 2
    if alignment is not None:
        paragraph.alignment = alignment


def _dateless(archive: memoryview) -> bytes:
    """Return a zip archive whose entries are all of 1 January 1980: the writer stamps the clock's time."""
    made = bytearray(archive)
    (entries, _, at) = struct.unpack_from("<HII", made, len(made) - 12)
    for _ in range(entries):
        struct.pack_into("<HH", made, at + 12, 0, 0x21)
        (local,) = struct.unpack_from("<I", made, at + 42)
        struct.pack_into("<HH", made, local + 10, 0, 0x21)
        at += 46 + sum(struct.unpack_from("<HHH", made, at + 28))
    return bytes(made)
