"""What a check says of one place of a scheme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

Path = tuple[str | int, ...]


class Finding(NamedTuple):
    """One thing wrong with one place of a scheme."""

    path: Path
    word: str
    sentence: str


def nearest(word: str, words: Iterable[str]) -> str:
    """Return a hint naming the nearest valid word, or nothing.

    >>> nearest("meetng", ["meeting", "activity"])
    '，是否为“meeting”'
    """
    found = get_close_matches(word, list(words), n=1)
    return f"，是否为“{found[0]}”" if found else ""


def unknown(path: Path, word: str, words: Sequence[str], what: str) -> Iterator[Finding]:
    """Yield a finding when a word is none of the known ones."""
    if word not in words:
        yield Finding(path, "unknown_word", f"{what}“{word}”不存在{nearest(word, words)}。")
