"""What one scheme changes beside another, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.schemes import prose
from app.schemes.changes import Leaf, Place, dotted, leaves, plain, shown
from app.schemes.labels import HEAD, LABELS, PARTS, label_of
from app.scoring.scheme import Band, Item, Model, Scheme

#: What a document says about itself and its source, and not how anybody is scored.
_SILENT = frozenset(
    {"format", "id", "supersedes", "seen", "unseen", "notes", "place", "place_note", "level", "computable",
     "examples", "ambiguities", "body"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two schemes differ.

    Args:
        path: Where it stands in the new document; of what was removed, in the old one.
        item: Id of the item it belongs to, if any.
        title: Name of the item, section, gate or grade; empty for the whole.
        article: The article of the rule book that the new (else the old) one names.
        kind: ``added``, ``removed`` or ``changed``.
        before, after: What stood there and what stands there now, as text; None for nothing.
        sentence: All of it in Chinese.
    """

    path: str
    item: str | None
    title: str
    article: str | None
    kind: Literal["added", "removed", "changed"]
    before: str | None
    after: str | None
    sentence: str


def differences(before: Scheme, after: Scheme) -> list[Difference]:
    """Compare two schemes: the head and the whole first, then every part in the order of the new one.

    Things are matched by their id (grades by their name), so that moving one changes nothing.
    """
    found: list[Difference] = []
    for name in Scheme.model_fields:
        if name in _SILENT:
            continue
        old, new = getattr(before, name), getattr(after, name)
        if _listed(old) or _listed(new):
            found.extend(_things(name, old, new, before, after))
        else:
            found.extend(_whole(leaf) for leaf in leaves(old, new, (name,)))
    return found + list(_examples(before, after))


def _listed(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Model)


def _things(
    name: str, old: Sequence[Any], new: Sequence[Any], before: Scheme, after: Scheme
) -> Iterator[Difference]:
    """Compare a list of named things."""
    was = {_key(one): (place, one) for place, one in enumerate(old)}
    now = {_key(one): (place, one) for place, one in enumerate(new)}
    for key, (place, one) in now.items():
        if key not in was:
            yield _came(name, place, one, after)
        else:
            yield from _changed(name, place, was[key][1], one, before, after)
    for key, (place, one) in was.items():
        if key not in now:
            yield _went(name, place, one, before)


def _key(one: Any) -> str:
    return str(one.name if isinstance(one, Band) else getattr(one, "id", None) or getattr(one, "name", one))


def _title(one: Any) -> str:
    return str(getattr(one, "title", None) or getattr(one, "name", None) or getattr(one, "id", ""))


def _named(one: Any) -> str:
    article = getattr(one, "article", None)
    return f"“{_title(one)}”" + (f"〔{article}〕" if article else "")


def _came(name: str, place: int, one: Any, scheme: Scheme) -> Difference:
    said = _said(one, scheme)
    told = f"：{said}" if said else "。"
    return _about(
        one, dotted((name, place)), "added", None, said, f"新增{PARTS.get(name, '')}{_named(one)}{told}"
    )


def _went(name: str, place: int, one: Any, scheme: Scheme) -> Difference:
    said = _said(one, scheme)
    told = f"（原为：{said.rstrip('。')}）" if said else ""
    return _about(
        one, dotted((name, place)), "removed", said, None, f"删去{PARTS.get(name, '')}{_named(one)}{told}。"
    )


def _said(one: Any, scheme: Scheme) -> str | None:
    """Return how a thing reads in the set document."""
    if isinstance(one, Item):
        alone = scheme.model_copy(update={"sections": (), "items": (one,)})
        read = prose.sections(alone)[0].items[0]
        return "".join([*read.sentences, *(f"{limit}。" for limit in read.limits)])
    if isinstance(one, Band):
        return f"{prose.grades(scheme.model_copy(update={'bands': (one,)}))[0].range}。"
    return None


def _changed(
    name: str, place: int, old: Any, new: Any, before: Scheme, after: Scheme
) -> Iterator[Difference]:
    """Compare two versions of one thing: figures one by one, what is counted as a sentence."""
    rest = False
    for leaf in leaves(old, new, (name, place)):
        label = label_of(leaf, new if isinstance(new, Item) else None)
        if label is None or not plain(leaf):
            rest = True
            continue
        yield _about(
            new, dotted(leaf.path), "changed", *_texts(leaf), f"{_named(new)}：{_turned(leaf, label)}"
        )
    if rest:
        was, now = _said(old, before), _said(new, after)
        if was == now:
            was, now = "（见原文）", "（见原文）"
        sentence = f"{_named(new)}：计法由“{was}”改为“{now}”。"
        if was == now or was is None:
            sentence = f"{_named(new)}：计法有改动，请对照原文。"
        yield _about(new, dotted((name, place)), "changed", was, now, sentence)


def _about(
    one: Any,
    path: str,
    kind: Literal["added", "removed", "changed"],
    before: str | None,
    after: str | None,
    sentence: str,
) -> Difference:
    item = one.id if isinstance(one, Item) else None
    return Difference(path, item, _title(one), getattr(one, "article", None), kind, before, after, sentence)


def _whole(leaf: Leaf) -> Difference:
    label = HEAD.get(_words(leaf.path)) or LABELS.get(_words(leaf.path)[-1:]) or dotted(leaf.path)
    before, after = _texts(leaf) if plain(leaf) else (None, None)
    sentence = _turned(leaf, label) if plain(leaf) else f"{label}有改动，请对照原文。"
    return Difference(dotted(leaf.path), None, "", None, "changed", before, after, sentence)


def _words(path: Place) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str))[:2]


def _texts(leaf: Leaf) -> tuple[str | None, str | None]:
    return shown(leaf.before), shown(leaf.after)


def _turned(leaf: Leaf, label: str) -> str:
    before, after = _texts(leaf)
    if isinstance(leaf.before, bool) or isinstance(leaf.after, bool):
        return f"改为{label}。" if leaf.after else f"不再{label}。"
    if before is None:
        return f"新增{label} {after}。"
    return f"取消{label}（原为 {before}）。" if after is None else f"{label}由 {before} 改为 {after}。"


def _examples(before: Scheme, after: Scheme) -> Iterator[Difference]:
    """Say in one sentence that the worked examples are others."""
    was: Mapping[str, Any] = {one.id: one for one in before.examples}
    now: Mapping[str, Any] = {one.id: one for one in after.examples}
    came, went = len(now.keys() - was.keys()), len(was.keys() - now.keys())
    other = sum(1 for id_ in was.keys() & now.keys() if was[id_] != now[id_])
    if came or went or other:
        counts = [("新增", came), ("删去", went), ("改动", other)]
        said = "、".join(f"{word} {number} 个" for word, number in counts if number)
        yield Difference(
            "examples", None, "随文算例", None, "changed",
            None, None, f"随文算例：{said}。",
        )  # fmt: skip
