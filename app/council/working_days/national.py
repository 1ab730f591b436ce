"""Published holidays and the weekend days worked for them, by year."""

from __future__ import annotations

from datetime import date, timedelta

#: Year → (first day off, last day off, name) and weekend days worked instead. Source: the State
#: Council's notices on the arrangement of holidays (国务院办公厅关于部分节假日安排的通知).
_OFF: dict[int, list[tuple[str, str, str]]] = {
    2025: [
        ("01-01", "01-01", "元旦"), ("01-28", "02-04", "春节"), ("04-04", "04-06", "清明节"),
        ("05-01", "05-05", "劳动节"), ("05-31", "06-02", "端午节"), ("10-01", "10-08", "国庆节、中秋节"),
    ],
    2026: [
        ("01-01", "01-03", "元旦"), ("02-15", "02-23", "春节"), ("04-04", "04-06", "清明节"),
        ("05-01", "05-05", "劳动节"), ("06-19", "06-21", "端午节"), ("09-25", "09-27", "中秋节"),
        ("10-01", "10-07", "国庆节"),
    ],
}  # fmt: skip
_WORKED: dict[int, list[str]] = {
    2025: ["01-26", "02-08", "04-27", "09-28", "10-11"],
    2026: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
}


def known(year: int) -> dict[date, tuple[bool, str]]:
    """Return day → (worked, why) for a year; nothing for one that is not published here."""
    found: dict[date, tuple[bool, str]] = {}
    for first, last, name in _OFF.get(year, []):
        day, end = date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")
        while day <= end:
            found[day] = (False, name)
            day += timedelta(days=1)
    for text in _WORKED.get(year, []):
        found[date.fromisoformat(f"{year}-{text}")] = (True, "调休上班")
    return found
