"""Judges the tables of everybody in a pack, and shows that a changed cell is seen."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from app.council import queries as council
from tests.factories.house import Caller, House
from tests.promises import pack_sheets as sheets
from tests.promises.pack_council import lived
from tests.promises.pack_numbers import pdf_of, word_of
from tests.promises.pack_sheets import Book, People, Tables, heads_of
from tests.runs import finished
from tests.standings.evaluating import Year, ok

_HEAD = re.compile(r".、(.+)（(\d+)名）")
#: What differed; how many numbers were compared; planted defect → whether it was seen.
Judged = tuple[list[str], int, dict[str, bool]]


def of_demo(house: House, year: int, summary: Path) -> Judged:
    """Compare the tables of a large year with what the API answers."""
    office = house.as_("secretariat")
    people = _people(office, year)
    return _judged(sheets.book(summary), _counted(house, year, people) | _held(office, year, people))


def of_small(house: House) -> Judged:
    """Let a small council's year pass, take its pack out and compare every table and list."""
    year = lived(house)
    with year.walked("publication"):
        files = _taken(house, year)
        office, people = year.office, _people(year.office, year.year)
        run = ok(office.get(f"/standings?year={year.year}"))["run"]["id"]
        talks = sheets.talks(ok(office.get(f"/runs/{run}/body"))["outcomes"])
        notice = ok(office.get(f"{year.path}/notice"))["members"]
        wanted = _counted(house, year.year, people) | _held(office, year.year, people)
    wrong, numbers, seen = _judged(sheets.book(_of(files, "汇总.xlsx")), wanted)
    more, others, caught = _judged(sheets.book(_of(files, "约谈提醒名单.xlsx")), talks)
    printed = _text(files, "约谈提醒名单.pdf")
    more += [f"约谈提醒 PDF 没有 {row}" for row in _not_in(printed, talks["约谈提醒名单"])]
    announced = word_of(io.BytesIO(_of(files, "公示稿.docx")))[1]
    said = "".join("".join(announced).split())
    more += _announced(announced, notice)
    more += [] if said in _text(files, "公示稿.pdf") else ["公示稿 PDF 与 Word 不符"]
    other = [{**notice[0], "grade": "优秀" if notice[0]["grade"] != "优秀" else "称职"}, *notice[1:]]
    caught["公示稿：另一等次"] = bool(_announced(announced, other))
    caught["约谈提醒 PDF：另一情形"] = bool(_not_in(printed.replace("0分", "1分"), talks["约谈提醒名单"]))
    return wrong + more, numbers + others + len(notice), seen | caught


def _judged(book: Book, wanted: Tables) -> Judged:
    """Compare; then change every compared cell of each table's last row, one at a time."""
    seen = {}
    for name, rows in book.items():
        for head in heads_of(name) if rows else ():
            changed = {**rows[-1], head: f"{rows[-1][head]}1"}
            if name != "述职测评汇总" or rows[-1]["测评"]:
                seen[f"{name}：{head}"] = bool(
                    sheets.differing({**book, name: [*rows[:-1], changed]}, wanted)
                )
        if heads_of(name) and rows:
            seen[f"{name}：少一行"] = bool(sheets.differing({**book, name: rows[:-1]}, wanted))
    return sheets.differing(book, wanted), sheets.numbers(wanted), seen


def _people(office: Caller, year: int) -> People:
    found = ok(office.get(f"/standings?year={year}"))["members"]
    return {one["member_id"]: (one["number"], one["name"]) for one in found}


def _counted(house: House, year: int, people: People) -> Tables:
    """Return what the API says of ledger and attendance."""
    office = house.as_("secretariat")
    span = house.read(council.duty_year, house.council_id, year)
    asked = f"since={span.starts_on}&until={span.ends_on}"
    found = sheets.ledger(_pages(office, "/ledger", year=year, limit=100), people)
    for by in ("sitting", "sector"):
        found |= sheets.turnout(by, ok(office.get(f"/turnout?by={by}&{asked}"))["rows"])
    return found


def _held(office: Caller, year: int, people: People) -> Tables:
    """Return what the API says of ballots and pledges."""
    polls = [one for one in _pages(office, "/ballots", limit=50) if one["year"] == year]
    results = [ok(office.get(f"/ballots/{one['id']}/result")) for one in polls]
    signed = [one for member in people for one in ok(office.get(f"/members/{member}/pledges"))]
    return sheets.ballots(results, people) | sheets.pledges(
        [one for one in signed if one["year"] == year], people
    )


def _pages(office: Caller, path: str, **asked: Any) -> Iterator[dict[str, Any]]:
    cursor: dict[str, Any] = {}
    while True:
        page = ok(office.get(path, params={**asked, **cursor}))
        yield from page["items"]
        if page["next"] is None:
            return
        cursor = {"cursor": page["next"]}


def _taken(house: House, year: Year) -> dict[str, bytes]:
    """Return name → content of the pack as the office takes it out."""
    asked = ok(year.office.post("/packs", json={"year": year.year, "sanctions": True}), 202)
    made = finished(year.office, asked["id"], "packs")
    assert made["state"] == "complete", made
    path = ok(year.office.post(f"/packs/{made['id']}/link"))["path"]
    answer = house.client.get(path)
    assert answer.status_code == 200, answer.text
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    return {name: archive.read(name) for name in archive.namelist()}


def _announced(paragraphs: list[str], members: list[dict[str, Any]]) -> list[str]:
    """Return what a 公示稿 says otherwise: under each grade so many names, and these in their order."""
    wanted: dict[str, list[str]] = {}
    for one in members:
        wanted.setdefault(one["grade"] or "未评等次", []).append(one["name"])
    heads = [(_HEAD.fullmatch(text), after) for text, after in pairwise(paragraphs)]
    kept = {head[1]: [head[2], *after.split()] for head, after in heads if head}
    said = {grade: [str(len(names)), *names] for grade, names in wanted.items()}
    return [] if kept == said else [f"公示稿 {kept} != {said}"]


def _not_in(printed: str, rows: list[Any]) -> list[Any]:
    return [row for row in rows if not all("".join(box.split()) in printed for box in row)]


def _of(files: dict[str, bytes], end: str) -> bytes:
    return next(content for name, content in files.items() if name.endswith(end))


def _text(files: dict[str, bytes], end: str) -> str:
    return "".join(pdf_of(io.BytesIO(_of(files, end)))[0].split())
