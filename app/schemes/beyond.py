"""What keeps a document from being applied to a year."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.errors import FieldError
from app.council.models import DutyYear
from app.schemes.document import dotted
from app.scoring.attributes import asked, strange
from app.scoring.scheme import Scheme

#: What an activity that a group held is to its scheme, beside a fact of the group.
_HELD = {"meeting", "activity", "training"}


def beyond(scheme: Scheme) -> list[FieldError]:
    """Return each place whose points any run would get wrong, with what to do about it.

    Ranks, selections and measures change no points and are no obstacle.
    """
    found = []
    if scheme.subject == "council":
        found.append(
            ("subject", "各级政协由上级政协考评，本系统只有本会的记录；这份办法只能验算，不能采用。")
        )
    if scheme.subject == "group":
        found += _twice(scheme)
        found += [
            (dotted(path), f"小组只有角色，没有“{name}”，这里会算错；请改用 applies_to。")
            for path, name in asked(scheme)
            if name != "role" and path[0] != "rankings"
        ]
    found += [(dotted(one.path), one.sentence) for one in strange(scheme)]
    return [FieldError(place, "beyond_runs", sentence) for place, sentence in found]


def outside(scheme: Scheme, year: DutyYear) -> list[FieldError]:
    """Return why a document does not fit a duty year: its validity, its cut-off day, its parts."""
    found = []
    years = scheme.years
    if years is not None and not years.first <= year.year <= (years.last or year.year):
        until = f"至 {years.last} " if years.last else "起的"
        found.append(("years", f"这份办法适用于 {years.first} {until}年度，不适用于 {year.year} 年度。"))
    days = [("cut_off", scheme.cut_off)] if scheme.cut_off is not None else []
    days += [(f"snapshots[{place}].until", one.until) for place, one in enumerate(scheme.snapshots)]
    first = f"{year.starts_on:%m-%d}"
    for place, day in days:
        if year.starts_on.year != year.ends_on.year:
            sentence = (
                f"{year.year} 履职年度跨两个自然年，月-日的截止日分不清是哪一年；请写进各条目的 period。"
            )
            found.append((place, sentence))
        elif day < first:
            found.append((place, f"{day} 早于 {year.year} 履职年度的开始（{first}），没有记录能计入。"))
    return [FieldError(place, "outside_year", sentence) for place, sentence in found]


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
