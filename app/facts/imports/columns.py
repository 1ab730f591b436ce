"""Columns that every sheet of claims has."""

from __future__ import annotations

import re

from app.core.errors import Invalid
from app.core.sheets import Column
from app.core.sheets.parsers import Parser, by, date, text

#: 市级 is left out on purpose: in a county-level city it means the county, elsewhere the prefecture.
LEVELS = {
    "国家级": "national",
    "省级": "province",
    "地市级": "prefecture",
    "县级": "county",
    "全国": "national",
    "全国政协": "national",
    "省": "province",
    "省政协": "province",
    "设区市级": "prefecture",
    "设区市政协": "prefecture",
    "本级": "county",
    "县（市、区）级": "county",
}
_BETWEEN = re.compile(r"[、,，;；/\n ]+")


def several(known: dict[str, str], what: str) -> Parser:
    """Several labels in one cell, divided by 、 or a comma; returns their words."""

    def read(value: str) -> list[str]:
        words = []
        for label in _BETWEEN.split(value):
            if label and label not in known:
                raise Invalid(
                    f"不认识的{what}“{label[:20]}”，可填：{'、'.join(known)}。", word="unknown_choice"
                )
            if label:
                words.append(known[label])
        return list(dict.fromkeys(words))

    return by(read)


def names() -> Parser:
    """Several people in one cell: names or member numbers."""
    return by(lambda value: [name for name in _BETWEEN.split(value) if name])


DAY = Column(
    "occurred_on", "日期", date(), ("提交日期", "时间", "报送日期"), required=True, example="2022-05-10"
)
NUMBER = Column(
    "number", "委员编号", text(32), ("编号", "委员证号"), example="14-001", hint="同名委员必须填写。"
)
SECTION = Column("section", "受理部门", text(100), ("组织部门",), hint="空白时为上传人所在部门，由它核实。")


def title(heading: str, *aliases: str) -> Column:
    """Return the column of what a claim is called."""
    return Column("title", heading, text(200), ("标题", "题目", *aliases), required=True)


def person(heading: str, *aliases: str) -> Column:
    """Return the column of the member whose deed it is."""
    return Column("name", heading, text(100), ("委员", "姓名", *aliases), example="王小明")


def unit() -> Column:
    """Return the column of the group whose deed it is."""
    return Column("unit", "所属单位", text(100), ("界别", "小组", "以何单位名义"), hint="以单位名义时填写。")
