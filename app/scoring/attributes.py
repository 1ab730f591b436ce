"""Which attributes of the subject a scheme asks about, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.scoring.entry import ATTRIBUTES
from app.scoring.finding import Finding, Path, nearest
from app.scoring.scheme import Scheme
from app.scoring.shapes import Model


def strange(scheme: Scheme) -> Iterator[Finding]:
    """Yield every place that asks a member for an attribute which no run knows."""
    if scheme.subject != "member":
        return
    yield from (unheard(path, name) for path, name in asked(scheme) if name not in ATTRIBUTES)


def unheard(path: Path, name: str) -> Finding:
    """Say that no member has an attribute, and which ones there are."""
    known = "、".join(f"{one} {title}" for one, title in ATTRIBUTES.items())
    sentence = f"委员没有属性“{name}”{nearest(name, ATTRIBUTES)}；有：{known}。"
    return Finding(path, "unknown_attribute", sentence)


def asked(scheme: Scheme) -> Iterator[tuple[Path, str]]:
    """Yield the place and the name of every attribute of the subject that a scheme asks about."""
    for name, param in scheme.params.items():
        if param.by is not None:
            yield ("params", name, "by"), param.by
    for place, ledger in enumerate(scheme.ledgers):
        if ledger.holder is not None:
            yield ("ledgers", place, "holder"), ledger.holder
    if scheme.structure.prorate is not None:
        yield ("structure", "prorate", "by"), scheme.structure.prorate.by
    for place, ranking in enumerate(scheme.rankings):
        for name in ranking.within:
            yield ("rankings", place, "within"), name
    yield from _conditions((), scheme.model_copy(update={"examples": ()}))


def _conditions(path: Path, value: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Model):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name == "applies_if":
                for attribute in dict.fromkeys(one for clause in inner for one in clause):
                    yield (*path, name), attribute
            else:
                yield from _conditions((*path, name), inner)
    elif isinstance(value, tuple):
        for place, inner in enumerate(value):
            yield from _conditions((*path, place), inner)
