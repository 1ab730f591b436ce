"""The workbooks: everybody's numbers, and one sheet per kind of ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from app.core import clock
from app.core.sheets import write_tables
from app.views.pack.counts import INDICATORS, MEETINGS
from app.views.pack.values import Came, Frozen, MemberYear

Sheet = tuple[str, Sequence[str], Iterable[Sequence[Any]]]
_WHO = ("编号", "姓名")
_CAME = ("应出席", "出席", "请假", "缺席", "公假", "出席率")
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")


def summary(year: Frozen) -> bytes:
    """Return the workbook of everybody; every number in it is one of the frozen year's."""
    return write_tables(_sheets(year), note=_note(year), made_at=year.made_at)


def talks(year: Frozen) -> bytes:
    """Return the 约谈提醒名单 as a workbook; each page says who took it out and when."""
    rows = (
        (*_who(member), due.do, due.article, due.why, mark(year))
        for member in year.members
        for due in member.due
    )
    sheet = ("约谈提醒名单", (*_WHO, "建议", "依据", "情形", "导出"), rows)
    return write_tables([sheet], note=mark(year), made_at=year.made_at)


def _sheets(year: Frozen) -> Iterator[Sheet]:
    yield "履职情况统计表", _overview_head(), (_overview(member) for member in year.members)
    yield (
        "出席情况统计表（场次）",
        ("会议或活动", "日期", *_CAME),
        ((one.name, one.on, *_came(one)) for one in year.sittings),
    )
    yield "出席情况统计表（界别）", ("界别", *_CAME), ((one.name, *_came(one)) for one in year.sectors)
    yield "得分明细", (*_WHO, "考核项目", "所属部分", "计数", "得分", "依据（台账序号）"), _lines(year)
    # Best first; equal places stay in the order of the roster.
    ranked = sorted(year.members, key=lambda member: member.place or 0)
    yield (
        "等次表",
        ("名次", *_WHO, "界别", "得分", "等次"),
        ((one.place, *_who(one), one.sector, number(one.points), one.grade) for one in ranked),
    )
    if year.sealed:
        kept = (*_WHO, "版次", "核验码", "摘要", "补充事由", "补充内容")
        yield "封存页", kept, (_sheet(member) for member in year.members)
    yield "述职测评汇总", (*_WHO, "述职", "测评", "有效票", "票数", "得分"), _ballots(year)
    yield "践诺汇总", (*_WHO, "承诺", "承诺事项", "目标", "完成", "情况"), _pledges(year)
    for fact in dict.fromkeys(one.fact for member in year.members for one in member.records):
        head = ("台账序号", "日期", "名称", "类型", *_WHO, "身份", "到会情况", "层级", "数量")
        yield f"台账·{fact}", head, _ledger(year, fact)


def _overview_head() -> tuple[str, ...]:
    meetings = (f"{name}·{word}" for name in MEETINGS for word in ("应出席", "出席"))
    return (
        *_WHO, "界别", "党派", "政协职务", *_CAME, *meetings, *INDICATORS, "承诺", "述职", "得分", "等次",
    )  # fmt: skip


def _overview(member: MemberYear) -> tuple[Any, ...]:
    meetings = (value for one in member.attendance for value in (one.due, one.attended))
    return (
        *_who(member), member.sector, member.party, member.posts or "委员", *_came(member.present), *meetings,
        *(member.counts[name] for name in INDICATORS), member.pledge, member.statement,
        number(member.points), member.grade,
    )  # fmt: skip


def _lines(year: Frozen) -> Iterator[tuple[Any, ...]]:
    for member in year.members:
        for line in member.score:
            traced = "、".join(map(str, line.lines))
            yield *_who(member), line.title, line.section, line.measured, number(line.points), traced
        yield *_who(member), "合计", "", None, number(member.points), ""


def _ballots(year: Frozen) -> Iterator[tuple[Any, ...]]:
    for member in year.members:
        if member.statement and not member.ballots:
            yield *_who(member), member.statement, "", None, "", None
        for one in member.ballots:
            counts = "；".join(f"{label} {count}" for label, count in one.counts)
            yield *_who(member), member.statement, one.poll, one.base, counts, number(one.score)


def _pledges(year: Frozen) -> Iterator[tuple[Any, ...]]:
    for member in year.members:
        if member.pledge and not member.promised:
            yield *_who(member), member.pledge, "", None, None, ""
        for one in member.promised:
            yield *_who(member), member.pledge, one.text, number(one.target), number(one.count), one.kept


def _ledger(year: Frozen, fact: str) -> Iterator[tuple[Any, ...]]:
    rows = [(one, member) for member in year.members for one in member.records if one.fact == fact]
    for one, member in sorted(rows, key=lambda row: row[0].seq):
        yield (
            one.seq,
            one.on,
            one.title,
            one.type,
            *_who(member),
            one.role,
            one.status,
            one.level,
            one.quantity,
        )


def _sheet(member: MemberYear) -> tuple[Any, ...]:
    sheet = member.sheet
    assert sheet is not None
    added = sheet.supplements
    return (
        *_who(member),
        sheet.version,
        sheet.code,
        sheet.digest,
        "；".join(one.reason for one in added),
        "；".join(one.text for one in added),
    )


def _who(member: MemberYear) -> tuple[str, str]:
    return member.number, member.name


def _came(one: Came) -> tuple[Any, ...]:
    return one.due, one.attended, one.excused, one.absent, one.excused_not_counted, one.rate


def number(text: str) -> Decimal | str | None:
    """Return a number as the cell of a number, unless it is a fraction, which no cell holds exactly.

    >>> number("12.5"), number("100/3"), number("")
    (Decimal('12.5'), '100/3', None)
    """
    return Decimal(text) if _DECIMAL.match(text) else text or None


def _note(year: Frozen) -> str:
    sealed = f"已封存，总摘要 {year.sealed.digest[:12]}" if year.sealed else "未封存"
    return f"{year.council} {year.year}年度 依据《{year.scheme}》 台账截止第{year.ledger_seq}号 {sealed}"


def mark(year: Frozen) -> str:
    """Return what a watermark says: who took the paper out, and when."""
    who = year.made_by or "命令行"
    return f"内部材料 {who} {year.made_at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M} 导出"
