"""Read JSON strictly; name every place that is not plain JSON."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from app.core.errors import FieldError, Invalid
from app.core.http.sentences import where_of

DEPTH = 64
INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1
SHOWN = 50
#: Possessive, with an optional end: linear even for a string that never closes.
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")


class _Bad:
    """Stands in the parsed value where something was refused."""

    __slots__ = ("key", "word")

    def __init__(self, word: str, key: str | None = None) -> None:
        self.word = word
        self.key = key


_SENTENCES = {
    "not_finite": "不能是无穷大或非数字（NaN）。",
    "int_too_big": "整数超出范围。",
    "duplicate_key": "同一个字段出现了两次。",
    "nul_character": "含有空字符（NUL）。",
    "lone_surrogate": "含有不完整的字符（半个代理对）。",
}


def malformed(sentence: str, word: str = "malformed_body") -> Invalid:
    """Return the refusal of a body that cannot be read at all."""
    return Invalid(sentence, word=word, errors=[FieldError("body", word, sentence)])


def check_json(body: bytes) -> None:
    """Refuse JSON that later layers would stumble over.

    Args:
        body: The raw request body, already within the size limit.

    Raises:
        Invalid: not UTF-8, not JSON, nested deeper than ``DEPTH``, or holding NaN, infinity,
            an integer beyond 64 bits, a duplicate key, a NUL or a lone surrogate; every wrong
            place is listed (up to ``SHOWN``), nothing of the input is repeated.
    """
    if body.startswith(b"\xef\xbb\xbf"):
        raise malformed("JSON 不能以 BOM 开头。", "byte_order_mark")
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise malformed("JSON 必须是 UTF-8 编码。", "not_utf8") from None
    # A body with few brackets cannot be deep; only the others pay for a count.
    if text.count("[") + text.count("{") > DEPTH and _too_deep(text):
        raise malformed(f"JSON 嵌套不能超过 {DEPTH} 层。", "too_deep")
    marks: list[_Bad] = []
    try:
        value = _decoder(marks).decode(text)
    except (ValueError, RecursionError):
        raise malformed("不是有效的 JSON。", "json_invalid") from None
    # An escape is the only way to write a NUL or half a character in valid UTF-8.
    suspicious = "\\u0000" in text or "\\ud" in text or "\\uD" in text
    if not marks and not suspicious:
        return
    errors = []
    for path, word in _wrong_places(value, ("body",)):
        errors.append(FieldError(where_of(path), word, _SENTENCES[word]))
        if len(errors) == SHOWN:
            break
    if marks and not errors:
        errors.append(FieldError("body", marks[0].word, _SENTENCES[marks[0].word]))
    if errors:
        raise Invalid("提交的内容不是规范的 JSON。", word="malformed_body", errors=errors)


def _decoder(marks: list[_Bad]) -> json.JSONDecoder:
    def bad(word: str, key: str | None = None) -> _Bad:
        mark = _Bad(word, key)
        marks.append(mark)
        return mark

    def whole(digits: str) -> Any:
        if len(digits) < 19:
            return 0
        # Length first: converting thousands of digits is what we refuse to pay for.
        inside = len(digits) <= 20 and INT64_MIN <= int(digits) <= INT64_MAX
        return 0 if inside else bad("int_too_big")

    def real(digits: str) -> Any:
        return 0 if math.isfinite(float(digits)) else bad("not_finite")

    def pairs(items: list[tuple[str, Any]]) -> Any:
        value = dict(items)
        if len(value) == len(items):
            return value
        return bad("duplicate_key", _first_repeated(name for name, _ in items))

    return json.JSONDecoder(
        object_pairs_hook=pairs,
        parse_int=whole,
        parse_float=real,
        parse_constant=lambda _: bad("not_finite"),
    )


def _first_repeated(names: Iterable[str]) -> str:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return ""


def _too_deep(text: str) -> bool:
    """Return whether brackets outside strings nest deeper than ``DEPTH``."""
    depth = 0
    for bracket in _BRACKET.findall(_STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > DEPTH:
            return True
    return False


def _wrong_places(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(value, _Bad):
        yield (path if value.key is None else (*path, value.key)), value.word
    elif isinstance(value, str):
        if word := bad_text(value):
            yield path, word
    elif isinstance(value, dict):
        for key, inner in value.items():
            if word := bad_text(key):
                yield (*path, key), word
            yield from _wrong_places(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _wrong_places(inner, (*path, place))


def bad_text(text: str) -> str | None:
    """Return the word of what no database and no XML can hold, or None."""
    if "\x00" in text:
        return "nul_character"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "lone_surrogate"
    return None
