"""Words that a scheme asks of attributes: known, misspelt, or never recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.scoring.finding import Finding, Path, choice, full_width, nearest
from app.scoring.scheme import Measure, Part, Scheme, Select, Where
from app.scoring.values import NUMBER, Known, attributes_of


class Asked(NamedTuple):
    """A place that compares an attribute of records with words, or with a range."""

    path: Path
    facts: tuple[str, ...]
    name: str
    words: tuple[object, ...]
    wanted: tuple[object, ...] = ()
    ranged: bool = False


def value_problems(scheme: Scheme) -> Iterator[Finding]:
    """Yield words that no record can hold, where the list of words is closed."""
    for one in asked(scheme):
        found = attributes_of(one.facts, one.name)
        if one.ranged and found and all(each.kind not in (NUMBER, "free") for each in found):
            sentence = f"“{one.name}”不是数目，不能写 at_least、at_most。"
            yield Finding(one.path, "not_a_number", sentence)
        spoilt = [said for word in one.words if (said := full_width(word))]
        yield from (Finding(one.path, "full_width", said) for said in spoilt)
        for word in () if spoilt else strange(one, found):
            if all(each.closed or each.kind == NUMBER for each in found):
                yield Finding(one.path, "unknown_value", said_of(one.name, word, found))


def spoilt_facts(scheme: Scheme) -> Iterator[Finding]:
    """Yield facts of worked examples that a Chinese comma or colon runs together."""
    for place, example in enumerate(scheme.examples):
        for steps, _, given in example.givens():
            for which, fact in enumerate(given.facts):
                for said in dict.fromkeys(map(full_width, (*fact, *fact.values()))):
                    if said:
                        at: Path = ("examples", place, *steps, "facts", which)
                        yield Finding(at, "full_width", said)


def strange(one: Asked, found: list[Known]) -> Iterator[object]:
    """Yield the words that none of the facts knows."""
    if not found or any(each.kind in ("id", "free") for each in found):
        return
    for word in one.words:
        if not any(_holds(each, word) for each in found):
            yield word


def _holds(known: Known, word: object) -> bool:
    if known.kind == NUMBER:
        return type(word) is int
    return any(type(word) is type(one) and word == one for one in (*known.posted, *known.published))


def said_of(name: str, word: object, found: Iterable[Known]) -> str:
    """Say that an attribute never holds a word, and what it may hold."""
    if any(each.kind == NUMBER for each in found):
        return f"属性“{name}”是整数，写的是“{text(word)}”。"
    words = list(dict.fromkeys(text(one) for each in found for one in (*each.posted, *each.published)))
    return f"属性“{name}”没有“{text(word)}”这个值{nearest(text(word), words)}{choice(words)}。"


def text(word: object) -> str:
    """Write a word as a document does."""
    return str(word).lower() if isinstance(word, bool) else str(word)


def asked(scheme: Scheme) -> Iterator[Asked]:
    """Yield every place that compares an attribute of records."""
    for place, item in enumerate(scheme.items):
        for path, part in item.placed(("items", place)):
            yield from _chain(path, part)
    for name in ("gates", "conditions", "vetoes"):
        for place, condition in enumerate(getattr(scheme, name)):
            for way, need in enumerate(condition.any_of):
                yield from _counted((name, place, "any_of", way), need.select, need.measure)
    for place, figure in enumerate(scheme.figures):
        yield from _counted(("figures", place), figure.select, figure.measure)
        if figure.over is not None:
            yield from _counted(("figures", place, "over"), figure.over.select, figure.over.measure)


def _chain(path: Path, part: Part) -> Iterator[Asked]:
    if part.select is None:
        return
    facts, award = part.select.fact, part.award
    yield from _counted(path, (part.select,), part.measure)
    wheres: list[tuple[Path, Where]] = [
        (("all",), award.all or ()),
        *((("adders", n, "where"), adder.where) for n, adder in enumerate(award.adders)),
        (("rate", "attained"), award.rate.attained if award.rate else ()),
        (("share", "where"), award.share.where if award.share else ()),
    ]
    for steps, where in wheres:
        yield from _where((*path, "award", *steps), facts, where)
    if award.tiers is not None:
        for key in award.tiers.table:
            for name, word in zip(award.tiers.by, key, strict=False):
                # ``completeness`` is made by ``whole`` and ``part``, whatever the fact.
                yield Asked((*path, "award", "tiers", "table", *key), facts, name, (word,), (word,))
    if award.share is not None:
        for row in award.share.table:
            yield Asked((*path, "award", "share", "table", row), facts, award.share.by, (row,), (row,))


def _counted(path: Path, selects: tuple[Select, ...], measure: Measure) -> Iterator[Asked]:
    for which, select in enumerate(selects):
        at = (*path, "select") if len(path) == 2 or path[-2] == "parts" else (*path, "select", which)
        yield from _where((*at, "where"), select.fact, select.where)
        for name in ("whole", "part"):
            yield from _where((*path, "measure", name), select.fact, getattr(measure, name) or ())


def _where(path: Path, facts: tuple[str, ...], where: Where) -> Iterator[Asked]:
    for clause in where:
        for name, test in clause.items():
            words = (*(test.any_of or ()), *(test.none_of or ()))
            ranged = test.at_least is not None or test.at_most is not None
            yield Asked((*path, name), facts, name, words, test.any_of or (), ranged)
