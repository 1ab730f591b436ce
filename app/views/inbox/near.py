"""Titles that say nearly the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

_NOISE = re.compile(r"[\W_]+")
_FRAME = re.compile(r"^(?:关于|对于|对)|(?:的)?(?:建议|意见|意见建议|提案|反映|报告|思考|情况|问题|信息)$")
#: Two titles are near when they share this many fourths of their pairs of characters.
_FOURTHS = 3


def core(title: str) -> str:
    """Return what a title is about: no punctuation, no 关于…的建议 around it.

    >>> core("关于农贸市场周边停车难的建议")
    '农贸市场周边停车难'
    """
    said = _NOISE.sub("", title).lower()
    bare = _FRAME.sub("", said)
    return bare if len(bare) >= 2 else said


def pairs(said: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of ``said``."""
    return frozenset(said[at : at + 2] for at in range(len(said) - 1)) or frozenset({said})


def nearest(asked: Sequence[tuple[str, str]], known: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return, per asked id, the id of the known title nearest to it, where one is near.

    Args:
        asked: (id, title) of the titles in question.
        known: (id, title) to compare with; an id never matches itself.

    Returns:
        Only ids with a near title: twice the shared pairs are at least three fourths of all pairs.
    """
    sizes: dict[str, int] = {}
    holders: dict[str, list[str]] = defaultdict(list)
    for id_, title in known:
        said = pairs(core(title))
        sizes[id_] = len(said)
        for pair in said:
            holders[pair].append(id_)
    found = {}
    for id_, title in asked:
        mine = pairs(core(title))
        shared = Counter(other for pair in mine for other in holders.get(pair, ()) if other != id_)
        for other, count in shared.most_common(1):
            if 8 * count >= _FOURTHS * (len(mine) + sizes[other]):
                found[id_] = other
    return found
