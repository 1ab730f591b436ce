"""Warnings: what a scheme may well mean, and had better say."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from app.scoring.attributes import strange
from app.scoring.finding import Finding, Path, together
from app.scoring.params import used
from app.scoring.scheme import Clause, Item, Part, Scheme, Select, Test
from app.scoring.warnings_examples import example_warnings
from app.scoring.warnings_meant import meant_warnings
from app.scoring.warnings_values import value_warnings


def warnings(scheme: Scheme) -> list[Finding]:
    """Return what a well-formed scheme leaves open; it may be adopted all the same."""
    return together(
        [
            *_articles(scheme),
            *_twice(scheme),
            *_divides(scheme),
            *_unused(scheme),
            *_tables(scheme),
            *strange(scheme),
            *meant_warnings(scheme),
            *value_warnings(scheme),
            *example_warnings(scheme),
        ]
    )


def _articles(scheme: Scheme) -> Iterator[Finding]:
    for place, item in enumerate(scheme.items):
        if item.article is None:
            sentence = "条目没有写出处：请补 article，如“第六条”，委员才查得到依据。"
            yield Finding(("items", place), "article_missing", sentence)


def _twice(scheme: Scheme) -> Iterator[Finding]:
    """Yield pairs of items that count the same records without saying so."""
    if scheme.structure.cumulative:
        return
    for (_, one), (second, other) in combinations(enumerate(scheme.items), 2):
        if not _declared(scheme, one, other) and _share(one, other):
            sentence = (
                f"条目“{one.title}”和“{other.title}”会计到同一条记录。"
                f"有意重复的，写 together_with: [{one.id}]；"
                "只取其高的，写 within_fact；其余的归后一条，写 rest_of。"
            )
            yield Finding(("items", second), "counted_twice", sentence)


def _declared(scheme: Scheme, one: Item, other: Item) -> bool:
    named = one.id in other.together_with or other.id in one.together_with
    chosen = any({one.id, other.id} <= set(choice.items) for choice in scheme.within_fact)
    rest = any(one.id in part.select.rest_of for part in other.chains() if part.select)
    roles = bool(one.applies_to and other.applies_to and not set(one.applies_to) & set(other.applies_to))
    kinds = {section.id: section.kind for section in scheme.sections}
    # A bonus on top of the basic points is what a bonus is.
    apart = kinds.get(one.section or "") != kinds.get(other.section or "")
    negative = _taking(one) != _taking(other)
    return named or chosen or rest or roles or apart or negative


def _taking(item: Item) -> bool:
    """Tell whether an item only takes points away."""
    return any(part.award.each is not None and part.award.each < 0 for part in item.chains())


def _share(one: Item, other: Item) -> bool:
    return any(
        _both(mine.select, theirs.select) and not _windows(mine, theirs)
        for mine in one.chains()
        for theirs in other.chains()
        if mine.select is not None and theirs.select is not None
    )


def _windows(mine: Part, theirs: Part) -> bool:
    """Tell whether one counts the first few and the other from the next on."""
    return any(
        first.award.first_n is not None and (rest.award.from_nth or 1) > first.award.first_n
        for first, rest in ((mine, theirs), (theirs, mine))
    )


def _both(one: Select | None, other: Select | None) -> bool:
    if one is None or other is None or not set(one.fact) & set(other.fact):
        return False
    return any(_together(mine, theirs) for mine in one.where or ({},) for theirs in other.where or ({},))


def _together(one: Clause, other: Clause) -> bool:
    """Tell whether one record can meet both clauses, as far as words tell; lists may hold both."""
    return all(
        name in _LISTS or _meet(one[name], other[name]) for name in one.keys() & other.keys()
    )  # fmt: skip


_LISTS = frozenset(("outcomes", "adopted", "instructed"))


def _meet(one: Test, other: Test) -> bool:
    for mine, theirs in ((one, other), (other, one)):
        if mine.any_of is not None:
            left = {(type(word), word) for word in mine.any_of}
            if theirs.any_of is not None and not left & {(type(word), word) for word in theirs.any_of}:
                return False
            if theirs.none_of is not None and left <= {(type(word), word) for word in theirs.none_of}:
                return False
            if theirs.empty:
                return False
    return True


def _divides(scheme: Scheme) -> Iterator[Finding]:
    """Yield divisions whose quotient no rule rounds."""
    if scheme.structure.rounding is not None:
        return
    sentence = "这里有除法，结果可能除不尽，而办法没有写怎样取舍：请在 structure.rounding 写明保留几位小数。"
    for name in ("prorate", "rescale"):
        if getattr(scheme.structure, name) is not None:
            yield Finding(("structure", name), "no_rounding", sentence)
    for place, item in enumerate(scheme.items):
        for part in item.chains():
            award = part.award
            portions = [*award.share.table.values(), award.share.otherwise] if award.share else []
            split = any(one is not None and one.among for one in portions)
            if split or (award.rate is not None and award.rate.points is not None):
                yield Finding(("items", place), "no_rounding", sentence)


def _unused(scheme: Scheme) -> Iterator[Finding]:
    named = {name for _, name in used(scheme.model_copy(update={"params": {}}))}
    for name, param in scheme.params.items():
        if name not in named:
            yield Finding(("params", name), "unused", f"参数“{param.title}”没有用到。")
    asked = {one for item in scheme.items for one in item.requires}
    asked |= {one for band in scheme.bands for one in band.requires}
    for place, condition in enumerate(scheme.conditions):
        if condition.id not in asked:
            sentence = f"条件“{condition.title}”没有条目或等次引用；只作最低要求的，写在 gates。"
            yield Finding(("conditions", place), "unused", sentence)


def _tables(scheme: Scheme) -> Iterator[Finding]:
    for place, item in enumerate(scheme.items):
        cap = item.limit.cap
        for part in item.chains():
            tiers = part.award.tiers
            highest = max(tiers.table.values(), default=Fraction(0)) if tiers else Fraction(0)
            if cap is not None and highest > cap:
                path: Path = ("items", place, "limit", "cap")
                sentence = f"封顶低于对照表里的最高分值（{highest}），最高一档给不满。"
                yield Finding(path, "cap_below_award", sentence)
