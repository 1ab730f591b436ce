"""What a document asks for that no run can apply yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.core.errors import FieldError
from app.scoring.scheme import Scheme

#: The only attribute of a member that a run hands to scoring.
_KNOWN = "role"
#: What an activity that a group held is to its scheme, beside a fact of the group.
_HELD = {"meeting", "activity", "training"}


def beyond(scheme: Scheme) -> list[FieldError]:
    """Return each place whose points a run would get wrong, with what to do about it.

    Ranks, selections and measures change no points and are no obstacle.
    """
    found = []
    if scheme.subject == "council":
        found.append(
            ("subject", "各级政协由上级政协考评，本系统只有本会的记录；这份办法只能验算，不能采用。")
        )
    if scheme.subject == "group":
        found += _twice(scheme)
    if scheme.cut_off is not None and scheme.subject == "member":
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


def unmatched(group: Scheme, member: Scheme) -> list[FieldError]:
    """Return where a groups' scheme asks for a figure that the members' scheme does not compute."""
    known = {"total", *(one.id for one in member.items)}
    known |= {one.id for one in member.sections} | {one.id for one in member.figures}
    return [
        FieldError(
            f"items[{place}].from_members.of",
            "beyond_runs",
            f"小组办法要用委员的“{item.from_members.of}”，同年的委员办法里没有这一项。",
        )
        for place, item in enumerate(group.items)
        if item.from_members is not None and item.from_members.of not in known
    ]


def _twice(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Yield where an activity of a group would count both as attended and as the group's fact."""
    for number, item in enumerate(scheme.items):
        for chain in item.chains():
            facts = set(chain.select.fact) if chain.select is not None else set()
            if "group_fact" in facts and facts & _HELD:
                yield (
                    f"items[{number}]",
                    "小组办的一次活动在这里会算两遍；fact 写 group_fact 或 activity 之一。",
                )


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
