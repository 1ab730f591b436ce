"""Where two values of a scheme differ, leaf by leaf."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from app.schemes.words import ROLE, STRUCTURE, WORD
from app.scoring.scheme import Model
from app.scoring.trace import written

Place = tuple[str | int, ...]
#: What stable words of a document are called; the later ones win.
_CALLED = {
    **{word: said.rstrip("。") for word, said in STRUCTURE.items()},
    **ROLE,
    **WORD,
    "base": "基础",
    "bonus": "加分",
    "deduction": "扣分",
    "printed": "原文",
    "assumed": "推定",
}


class Leaf(NamedTuple):
    """One place with two different values; None for nothing."""

    path: Place
    before: Any
    after: Any


def leaves(before: Any, after: Any, path: Place) -> Iterator[Leaf]:
    """Yield every place below ``path`` where the two differ.

    Models are compared field by field, tables row by row, lists of models by position; lists of
    plain values are one place.
    """
    if before == after and type(before) is type(after):
        return
    if isinstance(before, Model) and isinstance(after, Model):
        for name in type(after).model_fields:
            yield from leaves(getattr(before, name, None), getattr(after, name), (*path, name))
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys([*after, *before]):
            steps = key if isinstance(key, tuple) else (key,)
            below = tuple(step if type(step) in (str, int) else str(step).lower() for step in steps)
            yield from leaves(before.get(key), after.get(key), (*path, *below))
    elif (_models(before) or _models(after)) and isinstance(before, tuple) and isinstance(after, tuple):
        for place in range(max(len(before), len(after))):
            old = before[place] if place < len(before) else None
            new = after[place] if place < len(after) else None
            yield from leaves(old, new, (*path, place))
    else:
        yield Leaf(path, before, after)


def _models(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Model | Mapping)


def plain(leaf: Leaf) -> bool:
    """Tell whether both sides are plain values, which read well beside each other."""
    return not any(isinstance(one, Model | Mapping) or _models(one) for one in (leaf.before, leaf.after))


def dotted(path: Place) -> str:
    """Write a place as text.

    >>> dotted(("items", 3, "award", "each"))
    'items[3].award.each'
    """
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def shown(value: Any) -> str | None:
    """Return a value as a person reads it; None for nothing.

    >>> shown(Fraction(5)), shown(("personal", "joint"))
    ('5 分', '个人提案、联名提案')
    """
    if value is None or value == ():
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Fraction):
        return f"{written(value)} 分"
    if isinstance(value, tuple):
        return "、".join(_CALLED.get(str(one), str(one)) for one in value)
    return _CALLED.get(str(value), str(value))
