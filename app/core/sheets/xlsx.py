"""Reads .xlsx through a bounded child process."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from app.core.errors import Invalid, Problem, TooLarge
from app.core.sheets.archive import broken, check_archive
from app.core.sheets.table import (
    MAX_CELL_CHARACTERS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Row,
    Table,
)

WALL_CLOCK = 20
# Enough for a million filled cells, and below the 150 MB a hostile file may cost us.
CHILD_MEMORY = 140 * 1024 * 1024
MAX_CHARACTERS = 20_000_000
_CHILD = Path(__file__).with_name("child.py")


def refusal(word: str) -> Problem:
    """Return the error for a word the child or the parent refuses with."""
    large = {
        "too_many_rows": f"表格行数过多，一次最多 {MAX_ROWS} 行，请分批导入。",
        "too_many_columns": f"表格列数过多，最多 {MAX_COLUMNS} 列，请删去多余的列（包括远处的孤立单元格）。",
        "too_much_text": "表格内容过多，请分批导入。",
        "unpacks_too_large": "表格展开后过大，请删去远处的孤立单元格或分批导入。",
        "reading_too_long": "读取表格用时过长，已停止，请精简后再试。",
    }
    malformed = {
        "no_sheet": "文件中没有可见的工作表。",
        "cell_too_long": f"有单元格的文字超过 {MAX_CELL_CHARACTERS} 字，请删减后再上传。",
    }
    if word in large:
        return TooLarge(large[word], word=word)
    if word in malformed:
        return Invalid(malformed[word], word=word)
    return broken()


def read_xlsx(data: bytes, filename: str, *, check_directory: bool = True) -> Table:
    """Read the first visible sheet.

    Args:
        data: The whole file.
        filename: Its name, kept for messages.
        check_directory: Only the bomb harness switches it off, to prove that it matters.

    Raises:
        Invalid, TooLarge: See ``refusal`` and ``check_archive``.
    """
    check_archive(data, directory=check_directory)
    limits = {
        "rows": MAX_ROWS,
        "columns": MAX_COLUMNS,
        "cells": MAX_CELLS,
        "cell": MAX_CELL_CHARACTERS,
        "characters": MAX_CHARACTERS,
        "memory": CHILD_MEMORY,
        "seconds": WALL_CLOCK,
    }
    child = subprocess.Popen(
        [sys.executable, "-I", str(_CHILD), json.dumps(limits)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(WALL_CLOCK, stop)
    timer.start()
    try:
        return _collect(child, data, filename, late)
    finally:
        timer.cancel()
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        child.wait()


def _collect(child: subprocess.Popen[bytes], data: bytes, filename: str, late: threading.Event) -> Table:
    assert child.stdin and child.stdout
    try:
        # The child reads everything before it writes a word, so this cannot block both ways.
        child.stdin.write(data)
        child.stdin.close()
    except BrokenPipeError:
        pass
    rows: list[Row] = []
    sheet = ""
    known: dict[str, str] = {}
    for line in child.stdout:
        try:
            value: Any = json.loads(line)
        except ValueError:
            break
        if isinstance(value, list):
            # Rosters repeat themselves; one string for equal texts keeps this process small.
            cells = tuple(known.setdefault(text, text) for text in value[1])
            rows.append(Row(value[0], cells, frozenset(value[2]), frozenset(value[3])))
        elif "sheet" in value:
            sheet = value["sheet"]
        elif "end" in value:
            kept = sorted((row for row in rows if not row.empty), key=lambda row: row.number)
            return Table(filename, sheet, tuple(kept))
        else:
            raise refusal(value["refused"])
    # No last word: killed by the clock, or by its own memory limit.
    raise refusal("reading_too_long" if late.is_set() else "unpacks_too_large")
