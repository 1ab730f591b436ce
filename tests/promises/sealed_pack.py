"""Writes the pack of a sealed year and compares every paper of it with the sheets."""

from __future__ import annotations

import json
from dataclasses import replace

from sqlalchemy.orm import Session

from app.core import clock
from app.standings import queries as standings
from app.standings.evaluation_year import sealed
from app.views.pack.files import SUMMARY
from tests.promises import pack_numbers as read
from tests.promises import pack_tables as tables
from tests.promises.p36_pack import read_back, written
from tests.promises.pack_numbers import Card
from tests.promises.stage import Stage
from tests.standings.evaluating import Year


def judged(made: Stage, year: Year) -> tuple[int, int, list[str]]:
    """Write the pack by ``lvzhi pack``; return files and numbers compared, and what differed.

    Papers and scores are held against the sheets, the tables of everybody against what the API answers.

    A sheet on which one number is another has to differ in every one of its papers.
    """
    out = made.settings.var / "sealed-pack"
    given = {
        "LVZHI_ENV": "test", "LVZHI_SECRET": made.settings.secret, "LVZHI_VAR": str(made.settings.var),
        "LVZHI_DATABASE_URL": made.settings.database,
    }  # fmt: skip
    written(out, given, clock.now().isoformat())
    cards = year.house.read(_cards, year.year)
    files, numbers, wrong = read_back(out, cards)
    first = next(one for one in cards if one.lines)
    *others, points, traced = first.lines[0]
    planted = replace(first, lines=((*others, f"{points}1", traced), *first.lines[1:]))
    seen = read_back(out, [planted, *(one for one in cards[:2] if one is not first)])[2]
    missed = [
        kind
        for kind in ("xlsx 得分明细", "docx", "pdf", "通知")
        if not any(f": {kind} " in one for one in seen)
    ]
    summary = out / SUMMARY / f"{year.year}年度履职情况汇总.xlsx"
    odd, more, changed = tables.of_demo(year.house, year.year, summary)
    missed += [cell for cell, found in changed.items() if not found]
    return files, numbers + more, [*wrong, *odd, *(f"planted and not found: {one}" for one in missed)]


def _cards(session: Session, number: int) -> list[Card]:
    """Return what each sheet says; only the place, of which no sheet speaks, comes from the run."""
    council_id = session.info["council"]
    run = standings.in_force(session, council_id, number)
    assert run is not None
    lines = read.lines_of(session, run)
    places = {one.number: one.place for one in read.cards(session, council_id, number)}
    found = []
    for one in sealed.snapshots(session, council_id, number):
        said = json.loads(one.text)
        who, standing = said["profile"], said["standing"]
        card = (standing["points"], standing["grade"], places[who["number"]], lines(said["receipt"]))
        state = f"封存页第{one.version}版，核验码{one.code}"
        found.append(Card(who["number"], who["name"], *card, state=state))
    return found
