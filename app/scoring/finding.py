"""What a check says of one place of a scheme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

Path = tuple[str | int, ...]


class Finding(NamedTuple):
    """One thing wrong with one place of a scheme, or with several that are told at once.

    Args:
        path: The place, or the first of them.
        word: A stable English word.
        sentence: What was found, what is expected; in Chinese.
        places: Every place, where the finding is about several.
    """

    path: Path
    word: str
    sentence: str
    places: tuple[Path, ...] = ()


def nearest(word: str, words: Iterable[str]) -> str:
    """Return a hint naming the nearest valid word, or nothing.

    >>> nearest("meetng", ["meeting", "activity"])
    '，是否为“meeting”'
    """
    found = get_close_matches(word, list(words), n=1)
    return f"，是否为“{found[0]}”" if found else ""


_FULL_WIDTH = re.compile("^[ -~]*([，：；、])[ -~]*(?:[，：；、][ -~]*)*$")
_HALF = {"，": "逗号", "：": "冒号", "；": "分号", "、": "顿号"}


def full_width(found: object) -> str:
    """Say what to write for a Chinese comma or colon between words of the format; empty when none.

    >>> full_width("plenary，committee")
    '“plenary，committee”里有全角逗号，请改用半角逗号；几个值写成列表，如 [a, b]。'
    """
    text = str(found)
    mark = _FULL_WIDTH.match(text)
    if mark is None or not any(letter.isalnum() for letter in text):
        return ""
    name, here = _HALF[mark[1]], f"“{text[:60]}”里有"
    if mark[1] == "：":
        return f"{here}全角冒号，请改用半角冒号，后面空一格。"
    written = f"全角{name}，请改用半角逗号" if mark[1] == "，" else f"{name}，请改用半角逗号"
    return f"{here}{written}；几个值写成列表，如 [a, b]。"


def choice(words: Iterable[str]) -> str:
    """Return the words that may stand somewhere, as the end of a sentence.

    >>> choice(["meeting", "activity"])
    '；可写：meeting、activity'
    """
    listed = "、".join(words)
    return f"；可写：{listed}" if listed else ""


def together(found: Iterable[Finding]) -> list[Finding]:
    """Tell what is said in the same words of several places once, with all the places."""
    places: dict[tuple[str, str], list[Path]] = {}
    for one in found:
        places.setdefault((one.word, one.sentence), []).extend(one.places or (one.path,))
    return [
        Finding(paths[0], word, sentence, tuple(paths) if len(paths) > 1 else ())
        for (word, sentence), paths in places.items()
    ]


def unknown(path: Path, word: str, words: Sequence[str], what: str) -> Iterator[Finding]:
    """Yield a finding when a word is none of the known ones."""
    if word not in words:
        yield Finding(
            path,
            "unknown_word",
            f"{what}“{word}”不存在{nearest(word, words)}{choice(words) or f'；还没有写过{what}'}。",
        )
