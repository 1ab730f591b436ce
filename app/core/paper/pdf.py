"""Writes pieces as a PDF file for the archive (A4, PDF/A-2b)."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.errors import Conflict
from app.core.paper import fonts
from app.core.paper.pieces import Piece

if TYPE_CHECKING:
    import typst

PDF = "application/pdf"
_TEMPLATE = Path(__file__).with_name("paper.typ")
#: A compiler is a cache of fonts and layouts; it serves one paper at a time.
_one_at_a_time = threading.Lock()


class Unprintable(Conflict):
    """A character that no font draws: a paper with an empty box is worse than none."""

    word = "unprintable"


def printed(
    pieces: Iterable[Piece],
    *,
    title: str,
    made_at: datetime,
    whose: str = "",
    wide: bool = False,
    close: bool = False,
    watermark: str = "",
) -> bytes:
    """Return the paper as the bytes of a PDF file; the same arguments give the same bytes.

    Takes the very pieces that ``document`` makes a Word file of, so that both carry the same text::

        pieces = list(_pieces(shown, title))
        word = document(pieces, title=title, made_at=made_at)
        archive = printed(pieces, title=title, made_at=made_at, whose=shown.name)

    Args:
        title: Of the file's properties; nobody is named there.
        made_at: Stands in the properties; give the moment of the data, not of the printing.
        whose: The person the paper is about; named when a character cannot be drawn.
        wide: Landscape. close: Narrow margins and small letters, for registers on one sheet.
        watermark: Across every page: who printed it and when.

    Raises:
        Unprintable: no font has a glyph for a character; the sentence names person and character.
    """
    shown = [{"kind": type(piece).__name__, **_plain(piece)} for piece in pieces]
    check([title, watermark, *_texts(shown)], whose)
    paper = {
        "title": title, "pieces": shown, "wide": wide, "close": close, "watermark": watermark,
        "fonts": _families(tuple(fonts.files())),
    }  # fmt: skip
    with _one_at_a_time:
        made = _compiler(tuple(fonts.files())).compile(
            sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
            format="pdf",
            pdf_standards=["a-2b"],
            timestamp=int(made_at.timestamp()),
        )
    assert isinstance(made, bytes)
    return made


def check(texts: Iterable[str], whose: str) -> None:
    """Make sure that every character can be drawn.

    Raises:
        Unprintable: one or more cannot.
    """
    lacking = fonts.missing(texts)
    if lacking:
        named = "、".join(f"“{one}”（U+{ord(one):04X}）" for one in lacking)
        about = f"{whose}的材料" if whose else "这份材料"
        raise Unprintable(
            f"{about}里有字体没有的字：{named}，不能排成 PDF。请管理员补上含有这些字的字体；Word 不受影响。",
            whose=whose,
            characters=[f"U+{ord(one):04X}" for one in lacking],
        )


def _plain(piece: Piece) -> dict[str, Any]:
    plain = piece._asdict()
    rows = plain.get("rows")
    if type(piece).__name__ == "Form":
        plain["rows"] = [[cell._asdict() for cell in row] for row in rows or ()]
    return plain


def _texts(shown: object) -> Iterator[str]:
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, dict):
        for each in shown.values():
            yield from _texts(each)
    elif isinstance(shown, list | tuple):
        for each in shown:
            yield from _texts(each)


@cache
def _loaded(files: tuple[Path, ...]) -> Any:
    # Loaded at the first paper: a server that prints nothing never pays for the typesetter.
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in dict.fromkeys(path.parent for path in files)],
    )


@cache
def _compiler(files: tuple[Path, ...]) -> typst.Compiler:
    import typst

    return typst.Compiler(
        input=str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=_loaded(files), ignore_system_fonts=True
    )


@cache
def _families(files: tuple[Path, ...]) -> list[str]:
    """Return the names of the families, ours first: what they lack is looked for in the office's own."""
    known = [name for name in fonts.FAMILIES if name in _loaded(files).families()]
    return known + [
        name for name in _loaded(files).families() if name not in known and not name.startswith("Noto Sans ")
    ]
