"""A document between its two shapes, text and form; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from numbers import Rational, Real
from typing import Any

from app.schemes import document as documents
from app.schemes import writing
from app.schemes.document import Document, Mistake
from app.schemes.reading import DEEPEST, MOST, Place, Refused, compose
from app.schemes.reading_schemas import SchemeReading
from app.schemes.schemas import ComposedOut, MistakeOut, ParsedOut
from app.schemes.setting import reading
from app.scoring.engine import compile


def parse(text: str) -> ParsedOut:
    """Read a document's text into the data of a form, with everything wrong about it."""
    try:
        data, _, _ = compose(text)
    except Refused:
        data = {}
    read = documents.read(text)
    return ParsedOut(
        data=_plain(data), mistakes=_mistakes(read), warnings=_warnings(read), reading=_reading(read)
    )


def write(data: Mapping[str, Any]) -> ComposedOut:
    """Write the data of a form as a document's text, with everything wrong about it."""
    faults = list(_faults(data, (), 0, [0]))
    if faults:
        return ComposedOut(text="", mistakes=faults, warnings=[], reading=None)
    text = writing.write(data)
    read = documents.read(text)
    return ComposedOut(text=text, mistakes=_mistakes(read), warnings=_warnings(read), reading=_reading(read))


def _plain(value: Any) -> Any:
    """Return data that JSON carries exactly: decimals and the keys of tables become text."""
    if isinstance(value, dict):
        return {_name(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Decimal) else value


def _name(key: object) -> str:
    return str(key).lower() if isinstance(key, bool) else str(key)


def _faults(value: object, place: Place, depth: int, seen: list[int]) -> Iterator[MistakeOut]:
    """Find what no document can hold: too deep, too much, or inexact numbers."""
    seen[0] += 1
    if depth > DEEPEST or seen[0] > MOST:
        yield _fault(place, "too_large", "内容层次过深或条目过多。")
    elif isinstance(value, Real) and not isinstance(value, Rational):
        yield _fault(place, "wrong_value", "分值须作为文字传送（如“7.5”），以保证确切。")
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _faults(one, (*place, key), depth + 1, seen)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _faults(one, (*place, number), depth + 1, seen)


def _fault(place: Place, word: str, sentence: str) -> MistakeOut:
    return MistakeOut(path=documents.dotted(place), line=0, word=word, sentence=sentence)


def _mistakes(read: Document) -> list[MistakeOut]:
    return [told(one) for one in documents.check(read)]


def _warnings(read: Document) -> list[MistakeOut]:
    return [told(one) for one in read.warnings]


def told(one: Mistake) -> MistakeOut:
    """Return a mistake as it is answered."""
    return MistakeOut(path=one.path, line=one.line, word=one.word, sentence=one.sentence)


def _reading(read: Document) -> SchemeReading | None:
    return None if read.scheme is None else reading(compile(read.scheme), read.digest)
