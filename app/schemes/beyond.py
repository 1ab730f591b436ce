"""What a document asks for that no run can apply yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.core.errors import FieldError
from app.scoring.scheme import Scheme

#: The only attribute of a member that a run hands to scoring.
_KNOWN = "role"


def beyond(scheme: Scheme) -> list[FieldError]:
    """Return each place whose points a run would get wrong, with what to do about it.

    Ranks, selections and measures change no points and are no obstacle.
    """
    found = []
    if scheme.subject != "member":
        found.append(("subject", "按年度计分目前只对委员个人；小组和单位的办法只能验算，不能采用。"))
    if scheme.cut_off is not None:
        found.append(("cut_off", "按年度计分目前算到年度最后一天，不看截止日；请写进各条目的 period。"))
    asked = {place: sorted(names - {_KNOWN}) for place, names in _asked(scheme)}
    found += [
        (
            place,
            f"按年度计分目前只知道委员的角色，不知道“{'、'.join(names)}”，这里会算错；请改用 applies_to。",
        )
        for place, names in asked.items()
        if names
    ]
    return [FieldError(place, "beyond_runs", sentence) for place, sentence in found]


def _asked(scheme: Scheme) -> Iterator[tuple[str, set[str]]]:
    for name, param in scheme.params.items():
        yield f"params.{name}.by", {param.by} if param.by else set()
    for number, ledger in enumerate(scheme.ledgers):
        yield f"ledgers[{number}].holder", {ledger.holder} if ledger.holder else set()
    if scheme.structure.prorate is not None:
        yield "structure.prorate.by", {scheme.structure.prorate.by}
    yield from _conditions("", scheme.model_dump(include={"items", "sections", "gates", "bands", "ledgers"}))
    yield from _conditions("", scheme.model_dump(include={"exemptions"}))


def _conditions(at: str, value: Any) -> Iterator[tuple[str, set[str]]]:
    """Yield the place of every ``applies_if`` and the attributes that it asks for."""
    if isinstance(value, dict):
        for key, inner in value.items():
            place = f"{at}.{key}".removeprefix(".")
            if key == "applies_if":
                yield place, {name for clause in inner for name in clause}
            else:
                yield from _conditions(place, inner)
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _conditions(f"{at}[{number}]", inner)
