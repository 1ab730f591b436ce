"""Reading a scheme document: strict, every mistake at once, with its line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.core.errors import FieldError, Invalid
from app.schemes.hints import facts_meant
from app.schemes.reading import Place, Refused, compose
from app.schemes.wording import reworded
from app.scoring.checks import Finding, problems
from app.scoring.checks_across import problems_across
from app.scoring.engine import Compiled, compile
from app.scoring.params import bound
from app.scoring.scheme import Scheme
from app.scoring.verdict import run
from app.scoring.warnings import warnings

LIBRARY = Path(__file__).parent / "library"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong with one place of a document.

    Args:
        path: ``items[2].award.each``.
        line: 1-based line of the text; 0 when the document has none.
        word: A stable English word.
        sentence: What was found, what is expected, the nearest valid word; in Chinese.
    """

    path: str
    line: int
    word: str
    sentence: str

    def __str__(self) -> str:
        return f"第 {self.line} 行{f' {self.path}' if self.path else ''}：{self.sentence}"


@dataclass(frozen=True, slots=True)
class Document:
    """A scheme document as it was handed in, and what was read from it.

    Args:
        text: Verbatim.
        digest: SHA-256 of the text's UTF-8 bytes, in hex; results pin it.
        scheme: The scheme, or None when there are errors.
        errors: Everything wrong, in the order of the lines.
        warnings: What a scheme without errors leaves open; it may be adopted all the same.
    """

    text: str
    digest: str
    scheme: Scheme | None = None
    errors: tuple[Mistake, ...] = ()
    warnings: tuple[Mistake, ...] = ()
    lines: dict[Place, int] = field(default_factory=dict, repr=False, compare=False)

    def require(self) -> Scheme:
        """Return the scheme.

        Raises:
            Invalid: with one field error per mistake.
        """
        if self.scheme is None:
            raise refusal(self.errors)
        return self.scheme


def refusal(mistakes: Sequence[Mistake]) -> Invalid:
    """Return the problem that tells a person about the mistakes."""
    found = [FieldError(one.path, one.word, f"第 {one.line} 行：{one.sentence}") for one in mistakes]
    return Invalid(f"考评办法有 {len(found)} 处需要修改。", word="scheme_invalid", errors=found)


def read(source: str | bytes) -> Document:
    """Read a scheme document; never raises for what the text contains.

    Args:
        source: YAML text, or its UTF-8 bytes.
    Returns:
        The document with its scheme, or with all its errors.
    """
    raw = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    digest = hashlib.sha256(raw).hexdigest()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        mistake = Mistake("", line, "not_utf8", "文件不是 UTF-8 编码，请另存为 UTF-8 后重试。")
        return Document("", digest, errors=(mistake,))
    try:
        data, lines, repeated = compose(text)
    except Refused as error:
        return Document(text, digest, errors=(Mistake("", error.line, error.word, error.sentence),))
    found = [Finding(place, "duplicate_key", f"“{place[-1]}”写了两遍，请删去一处。") for place in repeated]
    scheme, wrong = _modelled(data)
    found.extend(wrong)
    errors = _placed(found, lines)
    if scheme is None or errors:
        return Document(text, digest, None, errors, lines=lines)
    return Document(text, digest, scheme, (), _placed(warnings(scheme), lines), lines)


def _modelled(data: dict[str, Any]) -> tuple[Scheme | None, list[Finding]]:
    """Return the scheme that data makes, and everything wrong with it.

    Keys that nobody knows are told, and what is left is looked through as well, so that a person
    hears of everything at once; what only follows from the key's absence is left out.
    """
    try:
        scheme = bound(Scheme.model_validate(data))
    except ValidationError as error:
        wrong = list(reworded(error))
        strange = [one.path for one in wrong if one.word == "unknown_key"]
        if len(strange) < len(wrong):
            return None, wrong
        try:
            rest = bound(Scheme.model_validate(_without(data, strange)))
        except (ValidationError, LookupError, TypeError):
            return None, wrong
        above = {path[:length] for path in strange for length in range(1, len(path))}
        more = [*problems(rest), *problems_across(rest), *facts_meant(rest)]
        return None, [*wrong, *(one for one in more if one.path not in above)]
    return scheme, [*problems(scheme), *problems_across(scheme), *facts_meant(scheme)]


def _without(data: dict[str, Any], paths: Sequence[Place]) -> Any:
    """Return a copy of data without the keys at some places."""
    kept = deepcopy(data)
    for *steps, key in paths:
        holder: Any = kept
        for step in steps:
            # What stands alone is read as a list of one: that step is not in the data.
            holder = holder if isinstance(holder, dict) and step == 0 else holder[step]
        del holder[key]
    return kept


def check(document: Document) -> list[Mistake]:
    """Return everything wrong with a document, its own worked examples included."""
    if document.scheme is None:
        return list(document.errors)
    return list(_placed(list(_examples(compile(document.scheme))), document.lines))


def _examples(compiled: Compiled) -> Iterator[Finding]:
    for place, example in enumerate(compiled.scheme.examples):
        yield from run(compiled, place, example)[1]


def library() -> dict[str, Path]:
    """Return the documents that come with the product: id → file."""
    return {path.stem: path for path in sorted(LIBRARY.glob("*.yaml"))}


def _placed(found: Sequence[Finding], lines: dict[Place, int]) -> tuple[Mistake, ...]:
    """Give each finding the line of the deepest part of its path that the text really has."""
    mistakes = []
    for one in found:
        known = _written(one.path, lines)
        sentence = one.sentence
        if len(one.places) > 1:
            numbers = sorted({lines.get(_written(path, lines), 1) for path in one.places})
            sentence += f"（共 {len(one.places)} 处：第 {'、'.join(map(str, numbers))} 行）"
        mistakes.append(Mistake(dotted(known or one.path), lines.get(known, 1), one.word, sentence))
    return tuple(sorted(set(mistakes), key=lambda one: (one.line, one.path, one.word, one.sentence)))


def _written(path: Place, lines: dict[Place, int]) -> Place:
    """Return the deepest part of a path that the text really has."""
    known: Place = ()
    for step in path:
        if (*known, step) in lines:
            known = (*known, step)
    return known


def dotted(place: Sequence[Any]) -> str:
    """Return a place as people write it: ``items[2].award.each``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
    return text.removeprefix(".")
