"""G10: the files of a pack against their libraries alone.

Every measurement runs in a fresh process, taking turns with its limit; the figure is CPU time, the
median of the runs; memory is the peak of the whole process. What is written is ready before the clock
starts; what has to be loaded for writing it counts.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import cycle, islice
from typing import Any

from benchmarks.scoring import line, peak_mb

ROWS, COLUMNS, PAPERS = 30_000, 40, 300
AT = datetime(2021, 12, 31, 10, tzinfo=UTC)
HEAD = tuple(f"第{number}列" for number in range(COLUMNS))
GOALS = {"xlsx": 1.15, "pdf": 1.3, "docx": 1.3}
LIMITS = {"xlsx": "XlsxWriter in constant memory", "pdf": "typst", "docx": "python-docx"}


def rows(count: int) -> Iterator[tuple[Any, ...]]:
    """Yield ready rows: texts, whole numbers, points, days."""
    some = [
        tuple(
            (f"委员履职事项{at}之{column}", at * column, Decimal(at) / 4, date(2021, 1 + at % 12, 5))[
                column % 4
            ]
            for column in range(COLUMNS)
        )
        for at in range(100)
    ]
    return islice(cycle(some), count)


def papers(count: int) -> list[list[Any]]:
    """Return the pieces of papers of two pages: a form, a table, a signature."""
    from app.core.paper import Cell, Form, Line, Signature, Table, Title

    return [
        [
            Title("委员履职考核登记表", "（2021年度）"),
            Form(
                (1,) * 8,
                tuple(
                    (Cell(f"项目{row}", 2, head=True), Cell(f"第{at}名委员第{row}项：{at * row}", 6))
                    for row in range(12)
                ),
            ),
            Table(
                ("台账序号", "日期", "名称", "层级"),
                tuple(
                    (str(at * 100 + row), f"2021-{1 + row % 12:02}-15", f"第{row}次专题协商会议", "区级")
                    for row in range(44)
                ),
                (2, 3, 8, 2),
            ),
            Line(f"以上共 {at + 44} 项，均经核实。"),
            Signature(("政协某市委员会", "2021年12月31日")),
        ]
        for at in range(count)
    ]


def xlsx(count: int) -> int:
    """Write the rows with our writer."""
    ready = rows(count)
    start = time.process_time_ns()
    from app.core.sheets import write_tables

    write_tables([("台账", HEAD, ready)], made_at=AT)
    return time.process_time_ns() - start


def xlsx_limit(count: int) -> int:
    """Write the same rows with the library, by its own way of writing a row."""
    ready = rows(count)
    start = time.process_time_ns()
    import xlsxwriter

    kept = io.BytesIO()
    given = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(kept, {**given, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, HEAD)
    for number, row in enumerate(ready, start=1):
        sheet.write_row(number, 0, row)
    book.close()
    kept.getvalue()
    return time.process_time_ns() - start


def pdf(count: int) -> int:
    """Set the papers with ours."""
    ready = papers(count)
    start = time.process_time_ns()
    from app.core.paper import printed

    for pieces in ready:
        printed(pieces, title="登记表", made_at=AT, close=True)
    return time.process_time_ns() - start


def pdf_limit(count: int) -> int:
    """Set the same papers with the same sheet, their data ready as the typesetter takes it."""
    from app.core.paper import fonts
    from app.core.paper import pdf as ours

    said = {"title": "登记表", "wide": False, "close": True, "watermark": "", "fonts": list(fonts.FAMILIES)}
    ready = [
        json.dumps(
            {**said, "pieces": [{"kind": type(one).__name__, **ours._plain(one)} for one in pieces]},
            ensure_ascii=False,
        )
        for pieces in papers(count)
    ]
    folders = [str(one) for one in fonts.folders()]
    start = time.process_time_ns()
    import typst

    loaded = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    sheet = ours._TEMPLATE
    compiler = typst.Compiler(
        input=str(sheet), root=str(sheet.parent), font_paths=loaded, ignore_system_fonts=True
    )
    for one in ready:
        compiler.compile(
            sys_inputs={"paper": one}, format="pdf", pdf_standards=["a-2b"], timestamp=int(AT.timestamp())
        )
    return time.process_time_ns() - start


def docx(count: int) -> int:
    """Write the papers as Word files with ours."""
    ready = papers(count)
    start = time.process_time_ns()
    from app.core.paper import document

    for pieces in ready:
        document(pieces, title="登记表", made_at=AT, close=True)
    return time.process_time_ns() - start


def docx_limit(count: int) -> int:
    """Write the same words with the library alone: its default style, tables row by row."""
    ready = papers(count)
    start = time.process_time_ns()
    from docx import Document

    for pieces in ready:
        paper = Document()
        for piece in pieces:
            kind = type(piece).__name__
            if kind == "Title":
                paper.add_paragraph(piece.text)
                paper.add_paragraph(piece.under)
            elif kind == "Line":
                paper.add_paragraph(piece.text)
            elif kind == "Signature":
                for words in piece.lines:
                    paper.add_paragraph(words)
            else:
                form = kind == "Form"
                body = (
                    [[box.text for box in row] for row in piece.rows] if form else [piece.head, *piece.rows]
                )
                table = paper.add_table(len(body), len(body[0]))
                # One row's boxes at a time: asking the table for each box is quadratic.
                for row, words in zip(table.rows, body, strict=True):
                    for box, text in zip(row.cells, words, strict=True):
                        box.text = text
        kept = io.BytesIO()
        paper.save(kept)
    return time.process_time_ns() - start


MODES: dict[str, Callable[[int], int]] = {
    "xlsx": xlsx, "xlsx-limit": xlsx_limit, "pdf": pdf, "pdf-limit": pdf_limit, "docx": docx,
    "docx-limit": docx_limit,
}  # fmt: skip


def fresh(mode: str, count: int) -> dict[str, int]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.pack", mode, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, int] = json.loads(done.stdout)
    return result


def pages(pieces: list[Any]) -> int:
    """Return how many pages a paper has."""
    import pypdf

    from app.core.paper import printed

    made = printed(pieces, title="", made_at=AT, close=True)
    return len(pypdf.PdfReader(io.BytesIO(made)).pages)


def measure(part: int = 1, rounds: int = 3) -> list[dict[str, Any]]:
    """Measure every kind of file beside its limit; ``part`` divides the numbers for a quick look."""
    assert pages(papers(1)[0]) == 2, "what is measured has two pages"
    counts = {"xlsx": ROWS // part, "pdf": PAPERS // part, "docx": PAPERS // part}
    runs: dict[str, list[dict[str, int]]] = {mode: [] for mode in MODES}
    for turn in range(rounds):
        for mode in list(MODES) if turn % 2 == 0 else list(reversed(MODES)):
            runs[mode].append(fresh(mode, counts[mode.partition("-")[0]]))
    cost = {mode: statistics.median(one["ns"] for one in found) for mode, found in runs.items()}
    what = {
        "xlsx": f"workbook of {counts['xlsx']} × {COLUMNS}",
        "pdf": f"{counts['pdf']} PDFs of two pages", "docx": f"{counts['docx']} Word files of the same",
    }  # fmt: skip
    found = [
        line(
            f"G10-{kind}",
            f"{what[kind]} ÷ {LIMITS[kind]} alone ({cost[kind] / 1e9:.1f} s)",
            cost[kind] / cost[f"{kind}-limit"],
            goal,
        )
        for kind, goal in GOALS.items()
    ]
    memory = max(one["mb"] for one in runs["xlsx"])
    return [*found, line("G10-memory", f"peak MB of the process that writes {what['xlsx']}", memory, 40)]


def main() -> None:
    """Run one mode and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mode", choices=MODES)
    parser.add_argument("count", type=int)
    given = parser.parse_args()
    print(json.dumps({"ns": MODES[given.mode](given.count), "mb": peak_mb()}))


if __name__ == "__main__":
    main()
