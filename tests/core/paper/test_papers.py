"""Word and PDF carry the same text; a character that no font draws is told, never boxed."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import docx
import pypdf
import pytest

from app.core.paper import (
    Break,
    Cell,
    Form,
    Heading,
    Line,
    Piece,
    Signature,
    Table,
    Title,
    Unprintable,
    document,
    fonts,
    printed,
)
from tests.names_corpus import NAMES

AT = datetime(2021, 12, 31, 10, tzinfo=UTC)
PIECES: list[Piece] = [
    Title("履职情况登记表", "（2021年度）"),
    Heading("一、基本情况"),
    Line("第一行*不是标记*#set text(red)"),
    Table(("序号", "事项"), (("1", "全体会议"), ("2", "=1+1"))),
    Form(
        (1, 2, 1, 2),
        (
            (Cell("姓名", head=True), Cell("王𠮷"), Cell("照片", across=2, down=2)),
            (Cell("界别", head=True), Cell("经济界")),
            (Cell("小结", head=True), Cell("一年来。", across=3, tall=30)),
        ),
    ),
    Signature(("签字：王𠮷",)),
    Break(),
    Title("第二份"),
]
TEXTS = [
    "履职情况登记表",
    "第一行*不是标记*#set text(red)",
    "全体会议",
    "=1+1",
    "王𠮷",
    "照片",
    "一年来。",
    "第二份",
]


def make_pdf(**given: object) -> bytes:
    return printed(PIECES, title="登记表", made_at=AT, **given)  # type: ignore[arg-type]


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_a_pdf_carries_every_text_as_it_was_given() -> None:
    content = make_pdf()
    shown = text_of(content)
    assert not [one for one in TEXTS if "".join(one.split()) not in shown]
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) == 2
    assert b"pdfaid:part>2" in content, "an archive copy says that it is PDF/A-2"


def test_a_word_file_carries_the_same_texts_and_its_boxes_span() -> None:
    paper = docx.Document(io.BytesIO(document(PIECES, title="登记表", made_at=AT)))
    cells = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    told = [*(one.text for one in paper.paragraphs), *(text for row in cells for text in row)]
    assert not [one for one in TEXTS if one not in told]
    assert cells[3] == ["姓名", "王𠮷", "照片", "照片"] and cells[4][2:] == ["照片", "照片"]


def test_the_same_pieces_give_the_same_bytes_whatever_the_clock_says() -> None:
    word = document(PIECES, title="登记表", made_at=AT)
    archive = make_pdf()
    assert make_pdf() == archive
    # A zip archive counts in steps of two seconds; its entries carry none of them.
    assert b"\x00\x00\x21\x00" in word[:16]
    assert document(PIECES, title="登记表", made_at=AT) == word
    assert make_pdf(wide=True) != archive, "what is compared here may differ at all"


def test_a_character_without_a_glyph_is_refused_with_person_and_character() -> None:
    with pytest.raises(Unprintable) as refused:
        printed([Line("孙𫠠")], title="", made_at=AT, whose="孙𫠠")
    assert "孙𫠠的材料" in refused.value.sentence and "U+2B820" in refused.value.sentence
    assert refused.value.extra == {"whose": "孙𫠠", "characters": ["U+2B820"]}


def test_what_the_fonts_lack_is_known_of_every_name_before_typesetting() -> None:
    lacking = [name for name in NAMES if fonts.missing([name])]
    assert len(lacking) == 5, "two private characters and three of the outermost planes"
    good = [name for name in NAMES if name not in lacking]
    shown = text_of(printed([Line(name, flush=True) for name in good], title="", made_at=AT))
    assert not [name for name in good if name not in shown]


def test_the_offices_own_font_is_asked_last(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("not a font", encoding="utf-8")
    before = fonts.files()
    try:
        fonts.use(tmp_path)
        assert fonts.files() == before
        (tmp_path / "own.ttf").write_bytes(before[0].read_bytes())
        assert fonts.files()[-1] == tmp_path / "own.ttf"
        assert text_of(make_pdf()) == text_of(make_pdf())
    finally:
        fonts.use(None)


def test_a_watermark_stands_on_every_page() -> None:
    pages = pypdf.PdfReader(io.BytesIO(make_pdf(watermark="仅供内部"))).pages
    assert all("仅供内部" in "".join(page.extract_text().split()) for page in pages)
