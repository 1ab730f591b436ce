"""What a scheme writes that can hardly be meant so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product

from app.scoring.across import Given
from app.scoring.attributes import unheard
from app.scoring.checks_values import text
from app.scoring.entry import ATTRIBUTES, Attr
from app.scoring.finding import Finding, Path
from app.scoring.scheme import Award, Example, Part, Scheme, Select, Tiers
from app.scoring.select import predicate
from app.scoring.values import POSTED, Word

_SHOWN = 8
#: A piece may have none of these words, and pays for few of them.
_OPTIONAL = "outcomes"
#: Words of one record that exclude each other: a personal proposal has nobody beside its author.
_NEVER = frozenset(("personal", "participant"))


def meant_warnings(scheme: Scheme) -> Iterator[Finding]:
    """Yield attributes of nobody, points of the wrong sign, tables with holes, stages twice over."""
    if scheme.subject == "member":
        yield from (unheard(path, name) for path, name in _given(scheme) if name not in ATTRIBUTES)
    kinds = {section.id: section.kind for section in scheme.sections}
    for place, item in enumerate(scheme.items):
        for path, part in item.placed(("items", place)):
            if item.start is None:
                yield from _signs(path, part.award, kinds.get(item.section or "", "base"))
            yield from _holes(path, part)
    yield from _stages(scheme)


def _given(scheme: Scheme) -> Iterator[tuple[Path, str]]:
    """Yield the attributes that worked examples give their people."""
    for place, example in enumerate(scheme.examples):
        yield from ((("examples", place, "member", name), name) for name in example.member.attrs)
        for steps, _, one in example.givens():
            if isinstance(one, Given):
                yield from ((("examples", place, *steps, "attrs", name), name) for name in one.attrs)


def _signs(path: Path, award: Award, kind: str) -> Iterator[Finding]:
    points = list(_points(award))
    if kind == "deduction" and any(one > 0 for one in points):
        sentence = "这一条在扣分块（kind: deduction）里，却写了正分，会加分：扣分写负数，如 each: -5。"
        yield Finding((*path, "award"), "wrong_sign", sentence)
    if kind == "bonus" and any(one < 0 for one in points):
        sentence = (
            "这一条在加分块（kind: bonus）里，却写了负分，会扣分：扣分的条目另设 kind: deduction 的块。"
        )
        yield Finding((*path, "award"), "wrong_sign", sentence)


def _points(award: Award) -> Iterator[Fraction]:
    for one in (award.each, award.lump, award.none, award.rate.points if award.rate else None):
        if one is not None:
            yield one
    if award.tiers is not None:
        yield from award.tiers.table.values()
        yield award.tiers.otherwise or Fraction(0)
    yield from (adder.points for adder in award.adders)
    yield from (step.points for step in (award.rate.steps if award.rate else ()))


def _holes(path: Path, part: Part) -> Iterator[Finding]:
    tiers, select = part.award.tiers, part.select
    if tiers is None or select is None or tiers.otherwise is not None:
        return
    left = [key for fact in select.fact for key in _unlisted(fact, select, tiers)]
    if left:
        names = list(dict.fromkeys("/".join(map(text, key)) for key in left))
        shown = "；".join(names[:_SHOWN]) + (f" 等 {len(names)} 种" if len(names) > _SHOWN else "")
        sentence = (
            f"对照表（按 {'、'.join(tiers.by)}）没有列出台账里会有的：{shown}。这样的记录不计分。"
            "要计分的补上，或写 otherwise；有意不计的，在 select.where 里只选要计的。"
        )
        yield Finding((*path, "award", "tiers", "table"), "not_in_table", sentence)


def _unlisted(fact: str, select: Select, tiers: Tiers) -> Iterator[tuple[Word, ...]]:
    """Yield what records of a fact may hold and the table does not name."""
    words = [POSTED.get(fact, {}).get(name) for name in tiers.by]
    if _OPTIONAL in tiers.by or not all(isinstance(one, tuple) for one in words):
        return
    every = list(product(*(one for one in words if isinstance(one, tuple))))
    if not any(key in tiers.table for key in every):
        return
    where = tuple({name: test for name, test in one.items() if name in tiers.by} for one in select.where)
    chosen = predicate(where)
    for key in every:
        attrs: Mapping[str, Attr] = dict(zip(tiers.by, key, strict=True))
        if key not in tiers.table and not set(key) >= _NEVER and chosen(attrs):
            yield key


def _stages(scheme: Scheme) -> Iterator[Finding]:
    """Yield assessments of an example that share a stage, and so add up."""
    stages = {item.id: one.award.stages for item in scheme.items for one in item.chains() if one.award.stages}
    for place, example in enumerate(scheme.examples):
        for id in dict.fromkeys(_twice(example, stages)):
            sentence = (
                f"评定分条目“{id}”的同一步（stage）写了两次，两个分会相加；都没有写 stage 的也相加。"
                f"各步分别写 stage：{'、'.join(stages[id])}。"
            )
            yield Finding(("examples", place, "facts"), "same_stage", sentence)


def _twice(example: Example, staged: Iterable[str]) -> Iterator[str]:
    seen = set()
    for fact in example.facts:
        id = str(fact.get("manual", ""))
        step = (id, str(fact.get("stage", "")))
        if id in staged and step in seen:
            yield id
        seen.add(step)
