"""Times, places and their changes in words, for notices and the group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.core.clock import BEIJING
from app.facts.activities.models import Activity, Sitting

_DAYS = "一二三四五六日"
_ARRANGED = ("starts_at", "ends_at", "place")


def arrangement(of: Activity | Sitting) -> dict[str, str]:
    """Return what people go by, as text that the audit chain can keep: times and place."""
    found = {name: getattr(of, name, None) for name in _ARRANGED}
    return {
        name: value.astimezone(BEIJING).isoformat() if isinstance(value, datetime) else value
        for name, value in found.items()
        if value is not None
    }


def difference(was: dict[str, str], now: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what changed, before and after; both times when either changed."""
    changed = {name for name in was if was[name] != now[name]}
    if changed & {"starts_at", "ends_at"}:
        changed |= {"starts_at", "ends_at"}
    return {name: was[name] for name in sorted(changed)}, {name: now[name] for name in sorted(changed)}


def changes(was: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Return changes in words.

    >>> changes({"place": "一楼"}, {"place": "二楼"})
    ['地点由“一楼”改为“二楼”']
    """
    said = []
    if "starts_at" in was:
        before, after = (
            span(datetime.fromisoformat(each["starts_at"]), datetime.fromisoformat(each["ends_at"]))
            for each in (was, now)
        )
        said.append(f"时间由{before}改为{after}")
    if "place" in was:
        before, after = (f"“{each['place']}”" if each["place"] else "待定" for each in (was, now))
        said.append(f"地点由{before}改为{after}")
    return said


def span(starts: datetime, ends: datetime) -> str:
    """Return a time as it is said in Beijing.

    >>> span(datetime.fromisoformat("2026-12-03T01:00Z"), datetime.fromisoformat("2026-12-03T03:30Z"))
    '12月3日（周四）09:00—11:30'
    """
    first, last = starts.astimezone(BEIJING), ends.astimezone(BEIJING)
    until = last.strftime("%H:%M")
    if last.date() != first.date():
        until = f"{last.month}月{last.day}日{until}"
    day = f"{first.month}月{first.day}日（周{_DAYS[first.weekday()]}）"
    return f"{day}{first.strftime('%H:%M')}—{until}"


def moved(title: str, was: dict[str, Any], now: dict[str, Any]) -> str:
    """Return what the group is told when an activity moves."""
    return "\n".join([f"【活动变动】{title}", *changes(was, now)])


def cancelled(title: str, place: str, sittings: Sequence[Sitting]) -> str:
    """Return what the group is told of a cancelled activity."""
    return _notice(f"【活动取消】{title}", "原定时间", place, sittings)


def reminder(title: str, place: str, sittings: Sequence[Sitting]) -> str:
    """Return how the group is reminded; nobody is named."""
    said = _notice(f"【请答复】{title}", "时间", place, sittings)
    return f"{said}\n尚未答复的委员请在掌上履职中答复，也可以电话告知办公室。"


def _notice(head: str, word: str, place: str, sittings: Sequence[Sitting]) -> str:
    times = "；".join(span(one.starts_at, one.ends_at) for one in sittings[:4])
    more = f"等 {len(sittings)} 场" if len(sittings) > 4 else ""
    where = place or next((one.place for one in sittings if one.place), "")
    return "\n".join([head, f"{word}：{times}{more}", *([f"地点：{where}"] if where else [])])
