"""Which fonts papers are set in, and which characters they can draw."""

from __future__ import annotations

import importlib.util
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

#: Package and file of the two fonts that come along: bold and light from one file, then the rare characters.
_BUNDLED = (
    ("justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"),
    ("noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc"),
)
FAMILIES = ("Noto Sans SC", "Noto Sans CJK SC")
_SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
_own: list[Path] = []


def use(folder: Path | None) -> None:
    """Let papers fall back on the fonts in ``folder``, too: the office's own, for the rarest names."""
    _own[:] = [] if folder is None else [folder]
    drawable.cache_clear()


def own() -> Path | None:
    """Return the folder of the office's own fonts."""
    return _own[0] if _own else None


def files() -> list[Path]:
    """Return the font files, the first choice first."""
    found = []
    for package, name in _BUNDLED:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.submodule_search_locations:
            found.append(Path(spec.submodule_search_locations[0]) / name)
    own = (path for folder in _own for path in sorted(folder.iterdir()))
    return [*found, *(path for path in own if path.suffix.lower() in _SUFFIXES)]


def folders() -> list[Path]:
    """Return the folders of the font files."""
    return list(dict.fromkeys(path.parent for path in files()))


def missing(texts: Iterable[str]) -> list[str]:
    """Return the characters that no font draws, each once, in the order in which they come.

    Args:
        texts: Everything that will stand on a paper.
    """
    known = drawable()
    seen = dict.fromkeys(one for text in texts for one in text)
    return [one for one in seen if ord(one) not in known and not _invisible(one)]


@cache
def drawable() -> frozenset[int]:
    """Return the code points that at least one font has a glyph for."""
    return frozenset(point for path in files() for point in _points(path.read_bytes()))


def _invisible(one: str) -> bool:
    return one in "\n\t\r" or unicodedata.category(one) == "Cf" or 0xFE00 <= ord(one) <= 0xFE0F


def _points(data: bytes) -> Iterator[int]:
    """Read the code points out of a font's ``cmap`` (OpenType 1.9, formats 4 and 12)."""
    for font in _offsets(data):
        (tables,) = struct.unpack_from(">H", data, font + 4)
        for number in range(tables):
            tag, _, start, _ = struct.unpack_from(">4sIII", data, font + 12 + 16 * number)
            if tag == b"cmap":
                yield from _mapped(data, start)


def _offsets(data: bytes) -> Iterator[int]:
    if data[:4] != b"ttcf":
        yield 0
        return
    # Typst takes the faces that are named in FAMILIES; all faces of a collection share one repertoire.
    (first,) = struct.unpack_from(">I", data, 12)
    yield first


def _mapped(data: bytes, start: int) -> Iterator[int]:
    (tables,) = struct.unpack_from(">H", data, start + 2)
    for number in range(tables):
        (offset,) = struct.unpack_from(">I", data, start + 8 + 8 * number)
        at = start + offset
        (form,) = struct.unpack_from(">H", data, at)
        if form == 12:
            (groups,) = struct.unpack_from(">I", data, at + 12)
            for group in range(groups):
                low, high, _ = struct.unpack_from(">III", data, at + 16 + 12 * group)
                yield from range(low, high + 1)
        elif form == 4:
            (twice,) = struct.unpack_from(">H", data, at + 6)
            highs = struct.unpack_from(f">{twice // 2}H", data, at + 14)
            lows = struct.unpack_from(f">{twice // 2}H", data, at + 16 + twice)
            for low, high in zip(lows, highs, strict=True):
                yield from (point for point in range(low, high + 1) if point != 0xFFFF)
