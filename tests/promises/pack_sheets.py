"""What the tables of everybody in a pack have to say, given what the API answers."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from app.views.my_data.words import said
from tests.promises.pack_numbers import NUMBER, Row, rows_of

_CAME = ("应出席", "出席", "请假", "缺席", "公假", "出席率")
LEDGER = "台账·"
#: Table → the columns that are compared.
HEADS = {
    LEDGER: ("台账序号", "日期", "名称", "编号", "姓名", "数量"),
    "出席情况统计表（场次）": ("会议或活动", "日期", *_CAME),
    "出席情况统计表（界别）": ("界别", *_CAME),
    "述职测评汇总": ("编号", "姓名", "测评", "有效票", "票数", "得分"),
    "践诺汇总": ("编号", "姓名", "承诺", "承诺事项", "目标", "完成"),
    "约谈提醒名单": ("编号", "姓名", "建议", "依据", "情形"),
}
Book = dict[str, list[dict[str, str]]]
#: Table → its rows.
Tables = dict[str, list[Row]]
#: Member → number and name.
People = dict[str, tuple[str, str]]
Answer = dict[str, Any]


def book(content: bytes | Path) -> Book:
    """Return sheet → rows of a workbook."""
    data = content.read_bytes() if isinstance(content, Path) else content
    read = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: list(rows_of(read, name)) for name in read.sheet_names}


def heads_of(table: str) -> tuple[str, ...]:
    """Return the columns of a table that are compared; none of one that others judge."""
    return HEADS.get(LEDGER if table.startswith(LEDGER) else table, ())


def ledger(lines: Iterable[Answer], people: People) -> Tables:
    """Return each kind's 台账 by number; corrected lines and corrections stand in none."""
    found: Tables = {}
    for one in sorted(lines, key=lambda line: line["seq"]):
        if one["reversed"] or one["reverses_id"] or one["member_id"] not in people:
            continue
        row = (one["seq"], one["occurred_on"], one["title"], *people[one["member_id"]], one["quantity"])
        found.setdefault(f"{LEDGER}{said(one['fact'])}", []).append(tuple(map(str, row)))
    return found


def turnout(by: str, rows: Iterable[Answer]) -> Tables:
    """Return a table of attendance, by ``sitting`` or by ``sector``."""
    keys = ("due", "attended", "excused", "absent", "excused_not_counted", "rate")
    name = {"sitting": "出席情况统计表（场次）", "sector": "出席情况统计表（界别）"}[by]
    dated = by == "sitting"
    return {
        name: [
            (one["name"] or "未编入界别", *([one["on"]] if dated else []), *(str(one[key]) for key in keys))
            for one in rows
        ]
    }


def ballots(results: Iterable[Answer], people: People) -> Tables:
    """Return every line of every counted ballot."""
    found: list[Row] = [
        (
            *people[line["member_id"]],
            result["title"],
            str(result["returned"] - result["invalid"]),
            "；".join(f"{share['label']} {share['count']}" for share in line["shares"]),
            plain(line["score"]),
        )
        for result in results
        for line in result["lines"]
    ]
    return {"述职测评汇总": found}


def pledges(signed: Iterable[Answer], people: People) -> Tables:
    """Return every item of every pledge as it was judged; a pledge without a verdict has one line."""
    found: list[Row] = []
    for one in signed:
        head = (*people[one["member_id"]], str(one["state_label"]))
        items: list[Answer] = (
            one["items"] if one["verdict"] else [{"text": "", "target": None, "count": None}]
        )
        found += [(*head, item["text"], *(_text(item[key]) for key in ("target", "count"))) for item in items]
    return {"践诺汇总": found}


def talks(outcomes: Iterable[Answer]) -> Tables:
    """Return whom a run wants to be talked to, and why."""
    found: list[Row] = []
    for one in outcomes:
        for member in one["members"] if one["kind"] != "praise" else ():
            who = (member["number"], member["name"])
            found.append((*who, one["do"], one["article"] or "", member["why"]))
    return {"约谈提醒名单": found}


def differing(kept: Book, wanted: Tables) -> list[str]:
    """Return a sentence for every table that says something else, or is there too much or too little."""
    read = {name: _rows(name, rows) for name, rows in kept.items() if heads_of(name)}
    return [
        f"{name}: {_first(read.get(name, []), sorted(wanted.get(name, [])))}"
        for name in sorted({*read, *wanted})
        if read.get(name) != sorted(wanted.get(name, []))
    ]


def numbers(wanted: Tables) -> int:
    """Return how many numbers some tables hold."""
    return sum(len(NUMBER.findall(" ".join(row))) for rows in wanted.values() for row in rows)


def plain(number: str | None) -> str:
    """Return a number without the zeros at its end.

    >>> plain("95.50"), plain("100.00"), plain(None)
    ('95.5', '100', '')
    """
    text = number or ""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rows(name: str, rows: list[dict[str, str]]) -> list[Row]:
    # A statement without a ballot stands beside the ballots.
    there = [row for row in rows if name != "述职测评汇总" or row["测评"]]
    return sorted(
        tuple(plain(row[head]) if head == "得分" else row[head] for head in heads_of(name)) for row in there
    )


def _first(kept: list[Row], wanted: list[Row]) -> str:
    return (
        f"+{[row for row in kept if row not in wanted][:2]} -{[row for row in wanted if row not in kept][:2]}"
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value)
