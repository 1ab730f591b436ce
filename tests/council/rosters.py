"""Rosters as offices send them: a good one, and one with twenty mistakes."""

from __future__ import annotations

import csv
import io
from typing import Any

import xlsxwriter

from tests.factories.house import House

_TITLES = """
委员编号 姓名 性别 民族 党派 出生日期 手机 工作单位 职务 界别 专委会 活动组 委员小组 党支部 政协职务
加入日期 学历 专长 拼音
"""
HEADINGS = _TITLES.split()
UNITS = {
    "sector": ["经济界", "教育界", "医药卫生界"],
    "special_committee": ["提案委", "经济科技委"],
    "activity_group": ["第一活动组", "第二活动组"],
    "area_group": ["当湖小组", "乍浦小组"],
    "party_branch": ["第一党支部"],
}
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN = "明华伟芳秀英敏静丽强磊军洋勇艳杰"
Sheet = list[list[str]]


def prepare(house: House) -> None:
    """Give the council the units that the rosters name."""
    for kind, names in UNITS.items():
        for name in names:
            house.unit(kind, name)


def good(size: int = 215) -> Sheet:
    """Return a roster without any mistake; rare characters and dots are in it."""
    rows = [_row(index) for index in range(size)]
    if size > 3:
        rows[1][1], rows[2][1] = "𠮷田太郎", "买买提·吐尔逊"
        rows[0][14], rows[3][14] = "主席", "常委"
    return rows


def _row(index: int) -> list[str]:
    party = index % 3 == 0
    return [
        f"14-{index:03d}",
        f"{_SURNAMES[index % 16]}{_GIVEN[index // 16 % 16]}{_GIVEN[index * 7 % 16]}",
        "男女"[index % 2],
        "汉族",
        "中共党员" if party else "群众",
        f"19{60 + index % 35}-0{1 + index % 9}-1{index % 10}",
        f"1380573{index:04d}",
        f"某某第{index}公司",
        "总经理",
        UNITS["sector"][index % 3],
        UNITS["special_committee"][index % 2],
        UNITS["activity_group"][index % 2],
        UNITS["area_group"][index % 2],
        "第一党支部" if party else "",
        "",
        "2022-02-20",
        "本科",
        "外贸",
        "",
    ]


#: Row (from 0), column title, what is written there, the word that must be reported.
MISTAKES = [
    (4, "姓名", "", "required"),
    (5, "手机", "1380573", "bad_mobile"),
    (6, "出生日期", "1978-02-30", "bad_date"),
    (7, "性别", "男性", "unknown_choice"),
    (8, "党派", "某党", "unknown_choice"),
    (9, "界别", "经济", "unknown_unit"),
    (10, "专委会", "提案委员会", "unknown_unit"),
    (11, "委员小组", "当湖街道小组", "unknown_unit"),
    (12, "委员编号", "14-000", "duplicate_number"),
    (13, "手机", "13805730000", "duplicate_mobile"),
    (14, "加入日期", "2021-12-31", "outside_term"),
    (15, "加入日期", "二月二十日", "bad_date"),
    (16, "姓名", "王 明", "name_spaced"),
    (17, "拼音", "王ming", "bad_pinyin"),
    (18, "委员编号", "13-001", "number_of_another"),
    (19, "手机", "13900000001", "mobile_of_another"),
    (20, "委员编号", "", "number_required"),
    (21, "政协职务", "主席", "two_chairs"),
    (22, "出生日期", "2015-01-01", "too_young"),
    (23, "工作单位", "厂" * 201, "too_long"),
]


def planted(size: int = 215) -> Sheet:
    """Return the good roster with the twenty mistakes in it."""
    rows = good(size)
    for index, title, written, _ in MISTAKES:
        rows[index][HEADINGS.index(title)] = written
    return rows


def as_csv(rows: Sheet, encoding: str = "utf-8-sig", headings: list[str] | None = None) -> bytes:
    """Return the rows as a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([headings or HEADINGS, *rows])
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Sheet, headings: list[str] | None = None, title: str = "") -> bytes:
    """Return the rows as a workbook; a cell that begins with ``=`` is text, as typed."""
    out = io.BytesIO()
    book: Any = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("委员名册")
    lines = [[title], [], headings or HEADINGS, *rows] if title else [headings or HEADINGS, *rows]
    for number, row in enumerate(lines):
        for column, value in enumerate(row):
            if value:
                sheet.write_string(number, column, value)
    book.close()
    return out.getvalue()
