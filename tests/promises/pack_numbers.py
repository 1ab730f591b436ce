"""Reads the files of a pack back and compares their numbers with the scorecards in force."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pypdf
from docx import Document
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.council.models import Member
from app.ledger.models import DutyRecord
from app.schemes import queries as schemes
from app.schemes.service import compiled
from app.standings.models import Run, ScorecardRow
from app.views.pack.counts import INDICATORS

NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_FOOT = re.compile(r"— \d+ —\s*\Z")
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What the run in force says of one member."""

    number: str
    name: str
    points: str
    grade: str
    place: int | None
    #: Title, section, measured, points, numbers of the ledger lines.
    lines: tuple[Row, ...]
    #: Whether the papers rest on a sealed sheet, and on which, without spaces.
    state: str = "本年度尚未封存"

    @property
    def stem(self) -> str:
        """The name of the member's files."""
        return f"{self.number} {self.name}"


def cards(session: Session, council_id: str, year: int) -> list[Card]:
    """Return the scorecards of the run in force, straight from their rows."""
    of = (Run.council_id == council_id, Run.year == year, Run.state == "in_force")
    run = session.scalars(select(Run).where(*of)).one()
    read = lines_of(session, run)
    found = (
        select(Member.number, Member.name, ScorecardRow)
        .join(ScorecardRow, ScorecardRow.member_id == Member.id)
        .where(Member.council_id == council_id, ScorecardRow.council_id == council_id)
        .where(ScorecardRow.run_id == run.id)
    )
    return [
        Card(number, name, card.points, card.grade, card.place, read(json.loads(card.trace)))
        for number, name, card in session.execute(found)
    ]


def lines_of(session: Session, run: Run) -> Callable[[dict[str, Any]], tuple[Row, ...]]:
    """Return what makes the lines of a card out of a receipt of a run."""
    council_id = run.council_id
    scheme = schemes.document(session, council_id, run.scheme_id)
    assert scheme is not None
    titles = {one.id: one.title for one in compiled(scheme.digest, scheme.text).scheme.sections}
    records = select(DutyRecord.id, DutyRecord.seq).where(
        DutyRecord.council_id == council_id, DutyRecord.year == run.year
    )
    seqs = {row.id: row.seq for row in session.execute(records)}

    def line(said: dict[str, Any]) -> Row:
        section = titles.get(said["section"], said["section"] or "")
        traced = "、".join(map(str, sorted(seqs[id] for id in said["counted"])))
        return said["title"], section, str(said["measured"]), said["points"], traced

    return lambda receipt: tuple(line(one) for one in receipt["lines"])


class Book:
    """The workbook of everybody, by member number."""

    def __init__(self, content: bytes | Path) -> None:

        data = content.read_bytes() if isinstance(content, Path) else content
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        self.lines: dict[str, list[Row]] = {}
        for row in rows_of(book, "得分明细"):
            self.lines.setdefault(row["编号"], []).append(
                tuple(row[name] for name in ("考核项目", "所属部分", "计数", "得分", "依据（台账序号）"))
            )
        self.places = {row["编号"]: row for row in rows_of(book, "等次表")}
        self.overview = {row["编号"]: row for row in rows_of(book, "履职情况统计表")}


def rows_of(book: CalamineWorkbook, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a sheet by the words of its head; numbers without a fraction as whole ones."""
    head, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=True)
    for row in rows:
        yield dict(zip(map(str, head), map(_plain, row), strict=True))


def _plain(value: Any) -> str:
    return str(value).removesuffix(".0") if isinstance(value, float) else str(value)


def of_book(book: Book, card: Card) -> Iterator[str]:
    """Yield what the workbook says otherwise of a member."""
    wanted = [*card.lines, ("合计", "", "", card.points, "")]
    if (found := book.lines.get(card.number)) != wanted:
        yield f"xlsx 得分明细 {found} != {wanted}"
    place = book.places.get(card.number, {})
    if (place.get("得分"), place.get("等次"), place.get("名次")) != (
        card.points, card.grade, "" if card.place is None else str(card.place),
    ):  # fmt: skip
        yield f"xlsx 等次表 {place}"
    whole = book.overview.get(card.number, {})
    if (whole.get("姓名"), whole.get("得分"), whole.get("等次")) != (card.name, card.points, card.grade):
        yield f"xlsx 统计表 {whole}"


def of_word(rows: list[Row], book: Book, card: Card) -> Iterator[str]:
    """Yield what the Word file says otherwise than the scorecard, and of counts than the workbook."""
    at = next(n for n, row in enumerate(rows) if row[0] == "考核项目") + 1
    end = next(n for n, row in enumerate(rows) if row[0] == "分部分得分")
    if tuple(rows[at:end]) != card.lines:
        yield f"docx {rows[at:end]} != {card.lines}"
    results = [row for row in rows if row[0] == "考核得分"]
    if results != [("考核得分", card.points, "考核等次", card.grade)] * 2:
        yield f"docx {results}"
    boxes = [box for row in rows for box in row]
    whole = book.overview.get(card.number, {})
    odd = [name for name in INDICATORS if boxes[boxes.index(name) + 1] != whole.get(name)]
    came = next(row for row in rows if row[1:2] == ("合计",))[2:]
    if odd or came != tuple(whole.get(name) for name in ("应出席", "出席", "请假", "缺席", "出席率")):
        yield f"docx counts {odd} {came} {whole}"


def of_pdf(text: str, rows: list[Row], texts: list[str], card: Card) -> Iterator[str]:
    """Yield what the PDF of a member says otherwise than the scorecard and the Word file."""
    plain = _squeezed(text)
    found = plain.partition("得分依据（台账序号）")[2].partition("分部分得分")[0]
    wanted = _squeezed("".join(word for line in card.lines for word in line))
    if found != wanted:
        yield f"pdf {found} != {wanted}"
    if plain.count(f"考核得分{_squeezed(card.points)}考核等次{card.grade}") != 2:
        yield "pdf 考核得分"
    word = Counter(NUMBER.findall("\n".join([*texts, *(box for row in rows for box in row)])))
    if (differs := Counter(NUMBER.findall(text))) != word:
        yield f"pdf {differs - word} docx {word - differs}"
    if _squeezed(card.name) not in plain:
        yield "pdf name"
    if [_squeezed(paper).count(card.state) for paper in (text, "".join(texts))] != [2, 2]:
        yield f"pdf and docx {card.state}"


def of_slip(text: str, card: Card) -> Iterator[str]:
    """Yield what the notice of the result says otherwise."""
    head = "考核项目所属部分计数得分"
    plain = _squeezed(text)
    first, _, rest = plain.partition(head)
    found, _, rest = rest.partition("逐条依据")
    found = found.replace(head, "")
    wanted = _squeezed("".join(word for line in card.lines for word in line[:4]))
    if found != wanted or f"考核得分为{card.points}分" not in first or card.name not in plain:
        yield f"通知 {found} != {wanted}"
    if f"{card.state}。" not in rest:
        yield f"通知 {card.state}"


def word_of(path: Path | IO[bytes]) -> tuple[list[Row], list[str]]:
    """Return the rows of all tables, and the paragraphs between them."""
    paper: Any = Document(str(path) if isinstance(path, Path) else path)
    rows = [tuple(_said(box) for box in row.tc_lst) for table in paper.tables for row in table._tbl.tr_lst]
    return rows, [one.text for one in paper.paragraphs]


def _said(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def pdf_of(path: Path | IO[bytes]) -> tuple[str, int]:
    """Return the text without page numbers, and how many glyphs are the font's box for what it lacks."""
    boxes = 0

    def look(operator: bytes, operands: Any, *_: Any) -> None:
        nonlocal boxes
        if operator in (b"Tj", b"TJ"):
            shown = operands[0] if operator == b"TJ" else operands
            boxes += sum(_boxes(one) for one in shown if isinstance(one, bytes | str))

    pages = [page.extract_text(visitor_operand_before=look) for page in pypdf.PdfReader(path).pages]
    return "\n".join(_FOOT.sub("", page) for page in pages), boxes


def _boxes(shown: bytes | str) -> int:
    data = shown if isinstance(shown, bytes) else shown.original_bytes  # type: ignore[attr-defined]
    return sum(data[at : at + 2] == b"\x00\x00" for at in range(0, len(data), 2))


def _squeezed(text: str) -> str:
    return "".join(text.split())
