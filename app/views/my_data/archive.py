"""Writes what was gathered as one zip: workbook, JSON, files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import orjson

from app.core import clock
from app.core.errors import NotFound
from app.core.sheets import write_tables
from app.views.my_data.gather import MyData, Sheet

WORKBOOK, JSON = "我的履职数据.xlsx", "我的履职数据.json"
_ABOUT = "说明"


def pack(found: MyData, content: Callable[[str], bytes]) -> bytes:
    """Return the archive.

    Args:
        found: What ``gather`` returned.
        content: Reads a stored file by its key; one that is gone is named in the workbook's
            first sheet and left out, so that one lost file costs nobody the rest.
    """
    buffer = io.BytesIO()
    lost = []
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in found.files:
            try:
                # Pictures and office files are compressed already.
                archive.writestr(zipfile.ZipInfo(file.name), content(file.key), zipfile.ZIP_STORED)
            except NotFound:
                lost.append(file.name)
        sheets = [_about(found, lost), *found.sheets]
        note = f"{found.council} {found.at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M} 导出"
        archive.writestr(WORKBOOK, write_tables(sheets, note=note))
        archive.writestr(JSON, as_json(sheets))
    return buffer.getvalue()


def as_json(sheets: list[Sheet]) -> bytes:
    """Return the sheets as one object: title → rows, each an object of heading → value."""
    said: dict[str, list[dict[str, Any]]] = {
        title: [dict(zip(headings, row, strict=True)) for row in rows] for title, headings, rows in sheets
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2)


def _about(found: MyData, lost: list[str]) -> Sheet:
    rows: list[Any] = [
        ("单位", found.council),
        ("导出时间", f"{found.at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}（北京时间）"),
        ("内容", "与本人有关的全部数据；同样的内容另存为一份 JSON 文件。"),
        ("附件", f"附上本人上传的文件 {len(found.files) - len(lost)} 个；总量超过上限的在“附件”表中注明。"),
        *((title, f"{len(rows)} 行") for title, _, rows in found.sheets),
        *(("文件已不在", name) for name in lost),
    ]
    return _ABOUT, ("项目", "内容"), rows
