"""Reads the keys that access tokens are signed with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, time

from app.core.clock import BEIJING, date_of

_KEY = re.compile(r"(?P<id>[a-z0-9-]{1,16})(@(?P<until>\d{4}-\d{2}-\d{2}))?=(?P<secret>.+)")
WRONG = "LVZHI_TOKEN_KEYS 的写法是 编号=密钥，多个用逗号隔开，最新的在前；较早的可写 编号@截止日期=密钥。"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A secret with the id that tokens name it by; from ``until`` on it is accepted no more."""

    id: str
    secret: str = field(repr=False)
    until: datetime | None = None


def signing_keys(text: str) -> list[SigningKey]:
    """Read keys, the newest first; an end is the first moment of that day in Beijing.

    >>> [(one.id, one.until) for one in signing_keys("b=" + "x" * 32 + ",a@2026-12-01=" + "y" * 32)]
    [('b', None), ('a', datetime.datetime(2026, 12, 1, 0, 0, tzinfo=zoneinfo.ZoneInfo(key='Asia/Shanghai')))]

    Raises:
        ValueError: not written so, an id twice, a secret under 32 bytes, an end for the newest.
    """
    found = []
    for part in (one.strip() for one in text.split(",") if one.strip()):
        said = _KEY.fullmatch(part)
        if said is None:
            raise ValueError(WRONG)
        if len(said["secret"].encode()) < 32:
            raise ValueError(f"LVZHI_TOKEN_KEYS 中编号 {said['id']} 的密钥不足 32 字节。")
        found.append(SigningKey(said["id"], said["secret"], _moment(said["until"])))
    if len({one.id for one in found}) != len(found):
        raise ValueError("LVZHI_TOKEN_KEYS 中有重复的编号：编号用过就不要再用。")
    if found and found[0].until is not None:
        raise ValueError("LVZHI_TOKEN_KEYS 中最新的密钥不能有截止日期：到期后没有密钥可用。")
    return found


def _moment(day: str | None) -> datetime | None:
    if not day:
        return None
    try:
        return datetime.combine(date_of(day), time(), BEIJING)
    except ValueError:
        raise ValueError(WRONG) from None
